# Which installation this is, so that another one's backup is not put in its place; and what became of the backups.
#
# `code` is made here, once, and goes with every copy. A backup that was not made is a row too (`failed`, `trouble`
# says why), and one whose time is over (`gone`).
TABLES = """
CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL
) STRICT;
INSERT INTO installation (id, code) VALUES (1, lower(hex(randomblob(16))));
CREATE TABLE backups (
    id INTEGER PRIMARY KEY,
    made_at TEXT NOT NULL,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER,
    sha256 TEXT,
    state TEXT NOT NULL CHECK (state IN ('made', 'failed', 'gone')),
    trouble TEXT,
    rehearsed_at TEXT
) STRICT;
CREATE INDEX backups_place ON backups(place, made_at);
"""
