# What a Flashcoop made and sold, and whom somebody announced before she came.
#
# Figures are only ever added to: of a key the last row holds, and a NULL value says that what was given before is not
# known any more. Forgetting an author leaves her figures (the trigger lets `author_id` become NULL).
# What is announced of a person is sealed, and dropped as soon as she has spoken for herself.
TABLES = """
CREATE TABLE cohort_figures (
    id INTEGER PRIMARY KEY,
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    cae_id INTEGER NOT NULL REFERENCES caes(id),
    key TEXT NOT NULL,
    value TEXT,
    author_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX cohort_figures_cohort ON cohort_figures(cohort_id, key, id);
CREATE INDEX cohort_figures_author ON cohort_figures(author_id) WHERE author_id IS NOT NULL;
CREATE TRIGGER cohort_figures_are_append_only BEFORE UPDATE OF cohort_id, cae_id, key, value, at ON cohort_figures
BEGIN SELECT RAISE(ABORT, 'figures are append-only'); END;
CREATE TABLE announced (
    person_id INTEGER PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    sealed TEXT NOT NULL,
    by_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX announced_by ON announced(by_id) WHERE by_id IS NOT NULL;
CREATE TABLE imported_lines (
    cohort_id INTEGER NOT NULL REFERENCES cohorts(id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    PRIMARY KEY (cohort_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_lines_person ON imported_lines(person_id);
"""
