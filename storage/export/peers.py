"""What each person was told that the others said of her: the person rated, never a rater, a language or a time."""

from collections.abc import Iterator

from sqlite_utils import Database

from dialogs.questionnaire import SOURCE
from storage import json_text
from storage.export.cells import Row
from storage.export.selection import Selection
from storage.export.tables import Table, table

COLUMNS = ("participant", "cohort", "cae", "moment", "told", "question", "words")
STRENGTH, WORDS = "strength", "words"


def peer_table(db: Database, selection: Selection) -> Table:
    """One row for each strength (`question` names the item) and each retold word, by person.

    An item that is not there was not told: too few answered, or too few chose the best face; nothing says which.
    """
    return table("peers", COLUMNS, _rows(db, selection))


def _rows(db: Database, selection: Selection) -> Iterator[Row]:
    for row in db.conn.execute(_ECHOES, selection.sql):
        who = (row["participant"], row["cohort"], row["cae"], row["moment"])
        for question in json_text.load(row["strengths"]):
            yield (*who, STRENGTH, question, None)
        for text in sorted(each[SOURCE] for each in json_text.load(row["words"] or "[]")):
            yield (*who, WORDS, None, text)


_ECHOES = """
SELECT p.code AS participant, c.code AS cohort, caes.code AS cae, r.moment, r.strengths, r.words
FROM peer_echoes r JOIN people p ON p.id = r.subject_id JOIN cohorts c ON c.id = r.cohort_id
JOIN caes ON caes.id = c.cae_id
WHERE (:cae IS NULL OR c.cae_id = :cae) AND (:cohort IS NULL OR c.id = :cohort)
    AND (:moment IS NULL OR r.moment = :moment)
ORDER BY p.code, c.code, r.moment
"""
