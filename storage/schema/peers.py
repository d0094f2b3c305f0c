# Who rates whom, what is told of it, and the words that wait to be retold.
#
# An echo is frozen: strengths and retold words, and nobody who gave them. `instance_id` ties words to their rater
# only until they are retold; erasing her before takes them away, after there is nothing left to take.
TABLES = """
CREATE TABLE peer_pairs (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    rater_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    subject_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    PRIMARY KEY (cohort_id, moment, rater_id, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX peer_pairs_rater ON peer_pairs(rater_id);
CREATE INDEX peer_pairs_subject ON peer_pairs(subject_id);
CREATE TABLE peer_echoes (
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
CREATE INDEX peer_echoes_subject ON peer_echoes(subject_id);
CREATE INDEX peer_echoes_questionnaire ON peer_echoes(questionnaire);
CREATE TABLE peer_words (
    id TEXT PRIMARY KEY,
    echo_id INTEGER NOT NULL REFERENCES peer_echoes(id) ON DELETE CASCADE,
    instance_id INTEGER REFERENCES instances(id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'retold', 'set_aside')),
    retold TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX peer_words_echo ON peer_words(echo_id);
CREATE INDEX peer_words_instance ON peer_words(instance_id);
"""
