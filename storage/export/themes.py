"""One row for each theme on an open answer."""

from sqlite_utils import Database

from storage.export.selection import Selection
from storage.export.tables import Table, table

COLUMNS = ("participant", "cohort", "cae", "questionnaire", "moment", "question", "theme", "revision", "by", "at")


def theme_table(db: Database, selection: Selection) -> Table:
    """Themes by answer; `revision` is the one of the answer that was read: they say nothing of a later one."""
    return table("themes", COLUMNS, map(tuple, db.conn.execute(_THEMES, selection.sql)))


_THEMES = """
SELECT p.code, c.code, caes.code, i.questionnaire, i.moment, t.question, t.theme, t.revision, t.author, t.at
FROM themes t JOIN instances i ON i.id = t.instance_id JOIN people p ON p.id = i.person_id
LEFT JOIN cohorts c ON c.id = i.cohort_id LEFT JOIN caes ON caes.id = i.cae_id
WHERE (i.subject_id IS NULL OR p.role <> 'participant') AND (:cae IS NULL OR i.cae_id = :cae)
    AND (:cohort IS NULL OR i.cohort_id = :cohort) AND (:moment IS NULL OR i.moment = :moment)
ORDER BY p.code, i.questionnaire, i.moment, i.id, t.question, t.theme
"""
