# What the weeks around the sessions add: messages the house sends by itself, calls made by hand, presence, contracts.
#
# An attempt is one message, under a number that no other ever gets (the inbox knows it by that); `attempts_about` names
# what it was about, since one message speaks for all that is due.
# Presence, contracts and phone calls are only ever added to: the last row of a key is what holds.
TABLES = """
ALTER TABLE cohorts ADD COLUMN sessions_ever INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cohorts ADD COLUMN animators TEXT NOT NULL DEFAULT '[]';
ALTER TABLE cohorts ADD COLUMN partners TEXT NOT NULL DEFAULT '[]';
UPDATE cohorts SET sessions_ever =
    (SELECT coalesce(max(number), 0) FROM sessions WHERE cohort_id = cohorts.id);
CREATE TABLE attempts_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    kind TEXT NOT NULL CHECK (kind IN ('reminder', 'notice', 'moved', 'cancelled')),
    channel TEXT NOT NULL,
    address_id INTEGER REFERENCES addresses(id) ON DELETE SET NULL,
    inbox_id INTEGER,
    state TEXT NOT NULL CHECK (state IN ('planned', 'sent', 'dropped')),
    at TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE TABLE attempts_about (
    attempt_id INTEGER NOT NULL REFERENCES attempts_new(id) ON DELETE CASCADE,
    questionnaire TEXT NOT NULL,
    cohort_id INTEGER NOT NULL DEFAULT 0,
    moment TEXT NOT NULL,
    occasion TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (attempt_id, questionnaire, cohort_id, moment)
) STRICT, WITHOUT ROWID;
INSERT INTO attempts_new SELECT row_number() OVER (ORDER BY at, person_id, questionnaire, moment, wave, channel),
    person_id, cae_id, 'reminder', channel, NULL, NULL, 'sent', at, at FROM attempts;
INSERT INTO attempts_about SELECT row_number() OVER (ORDER BY at, person_id, questionnaire, moment, wave, channel),
    questionnaire, coalesce((SELECT cohort_id FROM people WHERE people.id = person_id), 0), moment, '' FROM attempts;
DROP TABLE attempts;
ALTER TABLE attempts_new RENAME TO attempts;
CREATE INDEX attempts_person ON attempts(person_id, at);
CREATE INDEX attempts_address ON attempts(address_id, at);
CREATE INDEX attempts_inbox ON attempts(inbox_id) WHERE inbox_id IS NOT NULL;
CREATE INDEX attempts_planned ON attempts(id) WHERE state = 'planned';
CREATE TABLE phone_calls (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'back_at', 'wrong_number', 'no_answer', 'refuses')),
    back_at TEXT,
    number TEXT NOT NULL CHECK (number IN ('own', 'second', 'none')),
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((back_at IS NOT NULL) = (outcome = 'back_at'))
) STRICT;
CREATE INDEX phone_calls_person ON phone_calls(person_id, cohort_id, moment);
CREATE TRIGGER phone_calls_are_append_only BEFORE UPDATE ON phone_calls
BEGIN SELECT RAISE(ABORT, 'phone calls are append-only'); END;
CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cae_id INTEGER REFERENCES caes(id),
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    session INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('present', 'absent', 'excused')),
    author TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attendance_person ON attendance(person_id, cohort_id, session);
CREATE TRIGGER attendance_is_append_only BEFORE UPDATE ON attendance
BEGIN SELECT RAISE(ABORT, 'attendance is append-only'); END;
CREATE TABLE contracts (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
    signed_on TEXT,
    covered_from TEXT,
    covered_to TEXT,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((signed_on IS NOT NULL) = signed)
) STRICT;
CREATE INDEX contracts_person ON contracts(person_id, cohort_id);
CREATE TRIGGER contracts_are_append_only BEFORE UPDATE ON contracts
BEGIN SELECT RAISE(ABORT, 'contracts are append-only'); END;
"""
