TABLES = """
CREATE TABLE guesses (
    take_id TEXT PRIMARY KEY REFERENCES takes(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    language TEXT NOT NULL,
    ear TEXT NOT NULL,
    step TEXT NOT NULL,
    option TEXT NOT NULL,
    margin REAL NOT NULL,
    heard_at TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('confirmed', 'refused', 'taken')),
    judged_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX guesses_judged ON guesses(cae_id, language, ear) WHERE verdict IS NOT NULL;
ALTER TABLE caes ADD COLUMN voices_trusted_at TEXT;
ALTER TABLE answers ADD COLUMN guessed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX answers_guessed ON answers(take_id) WHERE guessed = 1;
ALTER TABLE takes ADD COLUMN machine_transcript TEXT;
ALTER TABLE takes ADD COLUMN uncertain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE takes ADD COLUMN spoken_language TEXT;
ALTER TABLE takes ADD COLUMN signed_at TEXT;
ALTER TABLE takes ADD COLUMN translation TEXT;
ALTER TABLE takes ADD COLUMN translated_by TEXT;
ALTER TABLE takes ADD COLUMN translated_at TEXT;
CREATE INDEX takes_unchecked ON takes(received_at, id) WHERE state = 'stored' AND transcript_status <> 'checked';
UPDATE takes SET machine_transcript = transcript WHERE transcript_status = 'machine';
"""
