"""How well people could rate: « I don't know » and one same answer throughout, by day and language."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from sqlite_utils import Database

from dialogs.questionnaire import Questionnaire
from storage.database import every
from storage.questionnaires import questionnaire

FEWEST_IN_A_ROW = 4  # equal answers to fewer items than this say nothing
FEWEST_PEOPLE, FEWEST_ANSWERS = 5, 20  # no share of fewer: with so few it is about somebody


class Day(NamedTuple):
    """A moment of a Flashcoop in a language."""

    questionnaire: str
    moment: str
    language: str


@dataclass
class Rated:
    """Counts over the ratings (questions of kind scale) of a day and language.

    `asked` were answered in whatever way, `dont_know` of them with « I don't know »; of `runs` people who gave four
    ratings or more, `straight` gave the same one throughout.
    """

    people: set[int] = field(default_factory=set)
    asked: int = 0
    dont_know: int = 0
    rather_not: int = 0
    runs: int = 0
    straight: int = 0

    def told(self) -> dict[str, Any]:
        """The counts, with their shares where there are enough people and answers to have one."""
        enough = len(self.people) >= FEWEST_PEOPLE
        return asdict(self) | {
            "people": len(self.people),
            "dont_know_share": _share(self.dont_know, self.asked, FEWEST_ANSWERS, enough=enough),
            "straight_share": _share(self.straight, self.runs, FEWEST_PEOPLE, enough=enough),
        }


def quality(db: Database, cohort_id: int | None = None) -> dict[Day, Rated]:
    """The counts by day and language, of one Flashcoop or of all; in no day twice, « all » languages first."""
    versions: dict[str, Questionnaire] = {}
    found: dict[Day, Rated] = defaultdict(Rated)
    for run in _runs(db, cohort_id):
        first = run[0]
        if first["hash"] not in versions:
            versions[first["hash"]] = questionnaire(db, first["hash"])
        ratings = [row for row in run if _is_rating(versions[first["hash"]], row["question"])]
        for language in ("all", first["language"] or "?"):
            if ratings:
                _count(found[Day(first["questionnaire"], first["moment"], language)], ratings)
    return dict(sorted(found.items(), key=lambda each: (*each[0][:2], each[0].language != "all", each[0].language)))


def _runs(db: Database, cohort_id: int | None) -> Iterator[list[sqlite3.Row]]:
    """The present answers of each run about oneself, a run at a time."""
    run: list[sqlite3.Row] = []
    for row in every(db, _ANSWERS, (cohort_id, cohort_id)):
        if run and run[0]["id"] != row["id"]:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _is_rating(version: Questionnaire, key: str) -> bool:
    asked = version.by_key.get(key)
    return asked is not None and asked.kind == "scale"


def _count(rated: Rated, ratings: list[sqlite3.Row]) -> None:
    values = [row["value"] for row in ratings if row["value"] is not None]
    rated.people.add(ratings[0]["person_id"])
    rated.asked += len(ratings)
    rated.dont_know += sum(row["none"] == "dont_know" for row in ratings)
    rated.rather_not += sum(row["none"] == "rather_not" for row in ratings)
    if len(values) >= FEWEST_IN_A_ROW:
        rated.runs += 1
        rated.straight += len(set(values)) == 1


def _share(part: int, whole: int, fewest: int, *, enough: bool) -> float | None:
    return round(part / whole, 3) if enough and whole >= fewest else None


_ANSWERS = """
SELECT i.id, i.person_id, i.questionnaire, i.moment, i.hash, p.language, a.question, a.value, a.none
FROM instances i JOIN people p ON p.id = i.person_id JOIN answers a ON a.instance_id = i.id
WHERE i.subject_id IS NULL AND p.role = 'participant' AND (? IS NULL OR i.cohort_id = ?)
AND coalesce(a.none, '') <> 'not_applicable' AND NOT EXISTS (SELECT 1 FROM answers n
    WHERE n.instance_id = a.instance_id AND n.question = a.question AND n.revision > a.revision)
ORDER BY i.id, a.question
"""
