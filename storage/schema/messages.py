TABLES = """
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    intent TEXT NOT NULL,
    on_doubt TEXT NOT NULL CHECK (on_doubt IN ('repeat', 'skip')),
    inbox_id INTEGER,
    priority INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'expanded', 'done', 'dropped')),
    UNIQUE (address_id, seq)
) STRICT;
CREATE INDEX outbox_waiting ON outbox(channel, priority, id) WHERE state = 'waiting';
CREATE INDEX outbox_waiting_at ON outbox(address_id, seq) WHERE state = 'waiting';
CREATE INDEX outbox_person ON outbox(person_id);
CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    outbox_id INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    method TEXT NOT NULL,
    payload TEXT,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'sending', 'sent', 'uncertain', 'failed', 'dropped')),
    open INTEGER NOT NULL DEFAULT 1,
    doubts INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    result TEXT,
    reason TEXT,
    sent_at TEXT,
    UNIQUE (outbox_id, n)
) STRICT;
CREATE INDEX calls_open ON calls(priority, id) WHERE open = 1;
CREATE INDEX calls_open_at ON calls(address_id, seq, n) WHERE open = 1;
CREATE INDEX calls_address ON calls(address_id);
"""
