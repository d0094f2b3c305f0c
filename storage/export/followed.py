"""A few answers of one person, in words, as the export tells them: for the line a CAE follows her by."""

from collections.abc import Collection, Mapping

from sqlite_utils import Database

from storage.export.runs import tolerant
from storage.export.versions import Version, version

Key = tuple[str, str]  # questionnaire and question


class Followed:
    """Reads answers of people, one person after the other."""

    def __init__(self, db: Database, wanted: Collection[Key], *, personal: bool = False) -> None:
        self._db = db
        self._wanted = frozenset(wanted)
        self._personal = personal
        self._versions: dict[str, Version | None] = {}

    def of(self, person_id: int, cohort_id: int) -> Mapping[Key, tuple[str, object]]:
        """Status and, in French, the answer (or what was typed) to each wanted question answered in a Flashcoop.

        What is personal is not in it unless it was asked for, nor what cannot be read.
        """
        with tolerant(self._db):
            found = self._db.conn.execute(_ANSWERS, (person_id, cohort_id)).fetchall()
        # Revisions come in order: the last one of a question is the present one.
        given = {(row["questionnaire"], row["question"]): row for row in found}
        told = {key: self._told(given[key]) for key in self._wanted & given.keys()}
        return {key: each for key, each in told.items() if each}

    def _told(self, row: Mapping[str, str]) -> tuple[str, object] | None:
        kept = self._version(row["hash"])
        question = kept.by_key.get(row["question"]) if kept else None
        if kept is None or question is None or (question.personal and not self._personal):
            return None
        said = kept.said(question, (row["question"], row["value"], row["none"], "", None, ""))
        _, status, value, label, *_ = said.told
        return None if said.damaged else (status, value if label is None else label)

    def _version(self, hashed: str) -> Version | None:
        if hashed not in self._versions:
            self._versions[hashed] = version(self._db, hashed)
        return self._versions[hashed]


_ANSWERS = """
SELECT i.questionnaire, i.hash, a.question, a.value, a.none FROM instances i JOIN answers a ON a.instance_id = i.id
WHERE i.person_id = ? AND i.subject_id IS NULL AND coalesce(i.cohort_id, 0) IN (0, ?)
ORDER BY i.questionnaire, i.moment, i.id, a.question, a.revision
"""
