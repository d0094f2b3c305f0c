# The CAEs' own records: where they are, and how far each object has come there.
#
# Nothing of what is sent is kept here: it is derived from the answers at each pass. A row is its version (`wanted`, a
# hash; NULL: it is to be gone), the version that went (`sent`; `?` once a request was on its way whose end we do not
# know) and what the target showed afterwards (`seen`); `columns` are all that
# ever went, so that all of them can be taken back. Rows outlive the person they are about, by code: her record is
# to be told that she is erased.
TABLES = """
CREATE TABLE record_targets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    kind TEXT NOT NULL CHECK (kind IN ('endi', 'grist', 'folder')),
    place TEXT NOT NULL,
    sealed TEXT NOT NULL,
    mapping TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    trouble TEXT,
    remarks TEXT NOT NULL DEFAULT '[]',
    reached_at TEXT,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX record_targets_cae ON record_targets(cae_id);
CREATE TABLE record_rows (
    id INTEGER PRIMARY KEY,
    target_id INTEGER NOT NULL REFERENCES record_targets(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'note', 'cohort')),
    key TEXT NOT NULL,
    wanted TEXT,
    sent TEXT,
    seen TEXT,
    outside TEXT,
    columns TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'held', 'conflict', 'lost', 'gone')),
    trouble TEXT,
    detail TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    went_at TEXT,
    UNIQUE (target_id, kind, key)
) STRICT;
"""
