# What the operator was told of: one row for each trouble that lasts. Sentences name no person.
# The indexes are partial, over rows there are few of: what goes well is not in them and costs nothing.
TABLES = """
CREATE TABLE alarms (
    code TEXT PRIMARY KEY,
    sentence TEXT NOT NULL,
    since TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    told_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_uncertain ON calls(id) WHERE state = 'uncertain';
CREATE INDEX inbox_set_aside ON inbox(id) WHERE state = 'quarantined';
"""
