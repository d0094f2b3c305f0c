# Signing in to the console, its sessions, staff's e-mail addresses, roles that end, and calls passed to somebody else.
# A sign-in nobody may have is a row without a person: asking costs the same, and counts.
TABLES = """
ALTER TABLE members ADD COLUMN ended_at TEXT;
ALTER TABLE invitations ADD COLUMN issued_by INTEGER REFERENCES people(id) ON DELETE SET NULL;
CREATE INDEX invitations_issued_by ON invitations(issued_by) WHERE issued_by IS NOT NULL;
CREATE TABLE signins (
    nonce TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    person_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    browser_hash TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX signins_person ON signins(person_id, created_at);
CREATE INDEX signins_browser ON signins(browser_hash, created_at) WHERE browser_hash IS NOT NULL;
CREATE TABLE console_sessions (
    hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX console_sessions_person ON console_sessions(person_id);
CREATE TABLE contact_mails (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    lookup TEXT NOT NULL,
    sealed TEXT NOT NULL,
    entered_at TEXT NOT NULL
) STRICT;
CREATE INDEX contact_mails_lookup ON contact_mails(lookup);
CREATE TABLE passed_calls (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id),
    moment TEXT NOT NULL,
    to_person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX passed_calls_by ON passed_calls(by_person);
CREATE INDEX passed_calls_cohort ON passed_calls(cohort_id);
CREATE INDEX passed_calls_to ON passed_calls(to_person) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX passed_calls_open ON passed_calls(person_id, cohort_id, moment) WHERE ended_at IS NULL;
"""
