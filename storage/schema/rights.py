# Somebody asked to be forgotten: what is still to be done, and where « it is done » will be said.
TABLES = """
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'deleted', 'told')),
    language TEXT,
    variant TEXT NOT NULL DEFAULT '',
    slow INTEGER NOT NULL DEFAULT 0,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    asked_at TEXT NOT NULL
) STRICT;
CREATE INDEX erasures_address ON erasures(address_id);
CREATE TABLE erased_links (
    hash TEXT PRIMARY KEY,
    erasure_id INTEGER NOT NULL REFERENCES erasures(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_links_erasure ON erased_links(erasure_id);
"""
