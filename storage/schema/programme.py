# What the whole programme adds: sessions told in full, and runs of a questionnaire about somebody else.
#
# SQLite cannot change a table's UNIQUE: `instances` is made anew. Foreign keys are off while a migration runs.
TABLES = """
ALTER TABLE sessions ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN module INTEGER;
ALTER TABLE sessions ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN guests TEXT NOT NULL DEFAULT '[]';
ALTER TABLE cohorts ADD COLUMN anchors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE addresses ADD COLUMN held_by INTEGER REFERENCES people(id) ON DELETE CASCADE;
CREATE TABLE instances_new (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER REFERENCES cohorts(id),
    subject_id INTEGER REFERENCES people(id) ON DELETE CASCADE,
    questionnaire TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES questionnaires(hash),
    moment TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    finished_at TEXT,
    closed_at TEXT
) STRICT;
INSERT INTO instances_new SELECT i.id, i.code, i.person_id, i.cae_id, p.cohort_id, NULL, i.questionnaire, i.hash,
    i.moment, i.state, i.data, i.version, i.opened_at, i.touched_at, i.finished_at, i.closed_at
    FROM instances i JOIN people p ON p.id = i.person_id;
DROP TABLE instances;
ALTER TABLE instances_new RENAME TO instances;
CREATE UNIQUE INDEX instances_one ON instances(person_id, questionnaire, moment,
    coalesce(cohort_id, 0), coalesce(subject_id, 0));
CREATE TABLE members (
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    since TEXT NOT NULL,
    PRIMARY KEY (person_id, cohort_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of_cohort ON members(cohort_id);
INSERT INTO members SELECT id, cohort_id, created_at FROM people WHERE cohort_id IS NOT NULL;
CREATE INDEX instances_hash ON instances(hash);
CREATE INDEX instances_cohort ON instances(cohort_id);
CREATE INDEX instances_subject ON instances(subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX addresses_held_by ON addresses(held_by) WHERE held_by IS NOT NULL;
"""
