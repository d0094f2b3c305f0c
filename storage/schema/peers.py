# Who rates whom, what is told of it, and the words that wait to be retold.
#
# A release is frozen: strengths and retold words, and nobody who gave them. `instance_id` ties words to their rater
# only until they are retold; erasing her before takes them away, after there is nothing left to take.
TABLES = """
CREATE TABLE peer_turns (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    rater_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    subject_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (cohort_id, moment, rater_id, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX peer_turns_rater ON peer_turns(rater_id);
CREATE INDEX peer_turns_subject ON peer_turns(subject_id);
CREATE TABLE peer_releases (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    subject_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    questionnaire TEXT REFERENCES questionnaires(hash),
    closed_at TEXT NOT NULL,
    strengths TEXT NOT NULL,
    words TEXT,
    ready_at TEXT,
    told_at TEXT,
    UNIQUE (cohort_id, moment, subject_id)
) STRICT;
CREATE INDEX peer_releases_subject ON peer_releases(subject_id);
CREATE INDEX peer_releases_questionnaire ON peer_releases(questionnaire);
CREATE TABLE peer_words (
    id TEXT PRIMARY KEY,
    release_id INTEGER NOT NULL REFERENCES peer_releases(id) ON DELETE CASCADE,
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'retold', 'set_aside')),
    retold TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX peer_words_release ON peer_words(release_id);
CREATE INDEX peer_words_instance ON peer_words(instance_id);
"""
