# Groups the bot is in, reminders an animator gives by one tap, and how a call for a person is answered.
#
# `groups` holds every group the bot was put into; `cohort_id` is there once an animator has linked it to her Flashcoop.
# Whom a reminder meant stands in rows of their own, since those go with the people; `attempt_id` is the message that
# was planned, `wanted_until` that it waits for her hours.
# A recording that answers somebody goes with what it answers, though it is another person's voice. The copy of a
# participant's voice in an animator's chat is a row of `removals` from the start (`storage.removals.lend`).
TABLES = """
CREATE TABLE groups (
    address_id INTEGER PRIMARY KEY REFERENCES addresses(id) ON DELETE CASCADE,
    cohort_id INTEGER REFERENCES cohorts(id) ON DELETE CASCADE,
    linked_by INTEGER REFERENCES people(id) ON DELETE SET NULL,
    linked_at TEXT,
    left_at TEXT
) STRICT;
CREATE UNIQUE INDEX groups_cohort ON groups(cohort_id) WHERE cohort_id IS NOT NULL;
CREATE INDEX groups_linked_by ON groups(linked_by) WHERE linked_by IS NOT NULL;
CREATE TABLE group_reminders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    planned_at TEXT NOT NULL,
    sent_at TEXT,
    told_until TEXT,
    told_at TEXT,
    logged_at TEXT
) STRICT;
CREATE INDEX group_reminders_cohort ON group_reminders(cohort_id, sent_at);
CREATE INDEX group_reminders_by ON group_reminders(by_person) WHERE by_person IS NOT NULL;
CREATE TABLE group_reminder_people (
    reminder_id INTEGER NOT NULL REFERENCES group_reminders(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    attempt_id INTEGER REFERENCES attempts(id) ON DELETE SET NULL,
    wanted_until TEXT,
    PRIMARY KEY (reminder_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_reminder_people_person ON group_reminder_people(person_id);
CREATE INDEX group_reminder_people_attempt ON group_reminder_people(attempt_id) WHERE attempt_id IS NOT NULL;
ALTER TABLE cohorts ADD COLUMN help_from INTEGER NOT NULL DEFAULT 9;
ALTER TABLE cohorts ADD COLUMN help_until INTEGER NOT NULL DEFAULT 18;
ALTER TABLE helps ADD COLUMN told_at TEXT;
ALTER TABLE helps ADD COLUMN taken_by INTEGER REFERENCES people(id) ON DELETE SET NULL;
ALTER TABLE helps ADD COLUMN taken_at TEXT;
UPDATE helps SET told_at = asked_at;
CREATE INDEX helps_untold ON helps(id) WHERE told_at IS NULL AND closed_at IS NULL;
CREATE INDEX helps_taken_by ON helps(taken_by) WHERE taken_by IS NOT NULL;
CREATE TABLE help_answers (
    id INTEGER PRIMARY KEY,
    help_id INTEGER NOT NULL REFERENCES helps(id) ON DELETE CASCADE,
    by_person INTEGER REFERENCES people(id) ON DELETE SET NULL,
    take_id TEXT REFERENCES takes(id) ON DELETE CASCADE,
    text TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    put_at TEXT
) STRICT;
CREATE INDEX help_answers_help ON help_answers(help_id);
CREATE INDEX help_answers_by ON help_answers(by_person) WHERE by_person IS NOT NULL;
CREATE INDEX help_answers_take ON help_answers(take_id) WHERE take_id IS NOT NULL;
CREATE TRIGGER help_answers_take_their_recording AFTER DELETE ON help_answers
BEGIN DELETE FROM takes WHERE id = OLD.take_id; END;
CREATE TRIGGER a_lent_voice_is_taken_back_when_erased AFTER UPDATE OF take_id ON removals WHEN NEW.take_id IS NULL
BEGIN UPDATE removals SET not_before = asked_at WHERE id = NEW.id; END;
CREATE TRIGGER a_lent_voice_is_taken_back_when_released AFTER UPDATE OF state, released_at ON takes
WHEN NEW.released_at IS NOT NULL OR NEW.state IN ('gone', 'refused')
BEGIN UPDATE removals SET not_before = asked_at WHERE take_id = NEW.id; END;
"""
