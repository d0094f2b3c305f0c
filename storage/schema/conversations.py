TABLES = """
CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    key TEXT NOT NULL,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    recipient TEXT NOT NULL,
    received_at TEXT NOT NULL,
    body TEXT,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'quarantined')),
    reason TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    done_at TEXT,
    UNIQUE (channel, key)
) STRICT;
CREATE INDEX inbox_waiting ON inbox(recipient, id) WHERE state = 'waiting';
CREATE INDEX inbox_address ON inbox(address_id);
CREATE TABLE questionnaires (
    hash TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE instances (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    questionnaire TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES questionnaires(hash),
    moment TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    finished_at TEXT,
    closed_at TEXT,
    UNIQUE (person_id, questionnaire, moment)
) STRICT;
CREATE INDEX instances_hash ON instances(hash);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    instance_id INTEGER NOT NULL REFERENCES instances(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,
    value TEXT,
    none TEXT,
    label TEXT,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    language TEXT,
    mode TEXT NOT NULL,
    author TEXT NOT NULL,
    door TEXT NOT NULL,
    ask TEXT,
    take_id TEXT,
    inbox_id INTEGER,
    answered_at TEXT NOT NULL,
    CHECK ((value IS NULL) <> (none IS NULL)),
    UNIQUE (instance_id, question, revision),
    UNIQUE (inbox_id, instance_id, question)
) STRICT;
CREATE TRIGGER answers_are_append_only BEFORE UPDATE ON answers
BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL,
    wording TEXT NOT NULL,
    wording_hash TEXT NOT NULL,
    language TEXT,
    mode TEXT NOT NULL,
    author TEXT NOT NULL,
    take_id TEXT,
    inbox_id INTEGER,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX consents_person ON consents(person_id, purpose, id);
CREATE TRIGGER consents_are_append_only BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TABLE helps (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    take_id TEXT,
    asked_at TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT
) STRICT;
CREATE INDEX helps_open ON helps(cae_id, id) WHERE closed_at IS NULL;
CREATE INDEX helps_person ON helps(person_id);
CREATE INDEX helps_instance ON helps(instance_id);
CREATE TABLE troubles (
    id INTEGER PRIMARY KEY,
    inbox_id INTEGER,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX troubles_person ON troubles(person_id);
CREATE INDEX troubles_instance ON troubles(instance_id);
CREATE TABLE attempts (
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    questionnaire TEXT NOT NULL,
    moment TEXT NOT NULL,
    wave INTEGER NOT NULL,
    channel TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT,
    PRIMARY KEY (person_id, questionnaire, moment, wave, channel)
) STRICT, WITHOUT ROWID;
"""
