# What the bilan adds: where addresses lie, and the themes people put on open answers.
#
# A theme belongs to the revision somebody read: a corrected answer is to be looked at again.
TABLES = """
CREATE TABLE territories (
    id INTEGER PRIMARY KEY,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    street TEXT NOT NULL,
    qpv TEXT NOT NULL CHECK (qpv IN ('yes', 'near', 'no', 'unknown')),
    zrr TEXT NOT NULL CHECK (zrr IN ('yes', 'no', 'unknown'))
) STRICT;
CREATE INDEX territories_postcode ON territories(postcode);
CREATE TABLE themes (
    instance_id INTEGER NOT NULL REFERENCES instances(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    theme TEXT NOT NULL,
    revision INTEGER NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (instance_id, question, theme)
) STRICT, WITHOUT ROWID;
"""
