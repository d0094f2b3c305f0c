TABLES = """
CREATE TABLE caes (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE cohorts (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    place TEXT,
    sector TEXT,
    product TEXT,
    audience TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX cohorts_of_cae ON cohorts(cae_id);
CREATE TABLE sessions (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    date TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    PRIMARY KEY (cohort_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    cohort_id INTEGER REFERENCES cohorts(id),
    cae_id INTEGER REFERENCES caes(id),
    role TEXT NOT NULL,
    language TEXT,
    variant TEXT NOT NULL DEFAULT '',
    slow INTEGER NOT NULL DEFAULT 0,
    sending_from INTEGER NOT NULL DEFAULT 18,
    sending_until INTEGER NOT NULL DEFAULT 20,
    timezone TEXT,
    created_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX people_of_cohort ON people(cohort_id);
CREATE TABLE invitations (
    hash TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    cohort_id INTEGER REFERENCES cohorts(id),
    cae_id INTEGER REFERENCES caes(id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    used_by INTEGER REFERENCES people(id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_used_by ON invitations(used_by);
CREATE TABLE links (
    hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    revoked_at TEXT,
    UNIQUE (person_id, generation)
) STRICT, WITHOUT ROWID;
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    lookup TEXT NOT NULL UNIQUE,
    sealed TEXT,
    person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    state TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'blocked', 'dead')),
    last_ask TEXT,
    last_ask_instance INTEGER REFERENCES instances(id) ON DELETE SET NULL,
    last_seen_at TEXT NOT NULL,
    shown_outbox INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX addresses_person ON addresses(person_id);
CREATE INDEX addresses_last_ask ON addresses(last_ask_instance);
CREATE TABLE address_people (
    address_id INTEGER NOT NULL REFERENCES addresses(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    PRIMARY KEY (address_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_people_person ON address_people(person_id);
"""
