TABLES = """
ALTER TABLE outbox ADD COLUMN until TEXT;
CREATE TABLE removals (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    take_id TEXT REFERENCES takes(id) ON DELETE SET NULL,
    message INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    asked_at TEXT NOT NULL,
    not_before TEXT NOT NULL
) STRICT;
CREATE INDEX removals_due ON removals(not_before);
CREATE INDEX removals_take ON removals(take_id);
CREATE INDEX removals_address ON removals(address_id);
CREATE TABLE contacts (
    channel TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
