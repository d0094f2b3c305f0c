TABLES = """
CREATE TABLE media (
    sha256 TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL,
    mime TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE takes (
    id TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    ask TEXT,
    question TEXT,
    source TEXT,
    sha256 TEXT REFERENCES media(sha256),
    mime TEXT,
    seconds REAL,
    bytes INTEGER,
    state TEXT NOT NULL DEFAULT 'expected' CHECK (state IN ('expected', 'stored', 'gone', 'refused')),
    received_at TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    released_at TEXT,
    transcript TEXT,
    transcript_status TEXT NOT NULL DEFAULT 'none'
        CHECK (transcript_status IN ('none', 'machine', 'checked')),
    transcript_by TEXT,
    confidence REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX takes_person ON takes(person_id);
CREATE INDEX takes_instance ON takes(instance_id);
CREATE INDEX takes_bytes ON takes(sha256);
CREATE INDEX takes_due ON takes(keep_until) WHERE state IN ('expected', 'stored');
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('listen', 'transcribe')),
    take_id TEXT NOT NULL REFERENCES takes(id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX jobs_waiting ON jobs(kind, not_before, id) WHERE state = 'waiting';
CREATE INDEX jobs_take ON jobs(take_id);
CREATE TABLE telegram_files (
    bot TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (bot, sha256)
) STRICT, WITHOUT ROWID;
"""
