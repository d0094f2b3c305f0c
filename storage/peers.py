"""Who rates whom in a Flashcoop at a moment, kept once it was drawn."""

import random
from collections import defaultdict
from collections.abc import Collection

from sqlite_utils import Database

from dialogs import peers
from storage.cohorts import Cohort
from storage.database import every, one


def pairs(db: Database, cohort: Cohort, moment: str, people: Collection[int]) -> dict[int, list[int]]:
    """Whom each rates, in her order; drawn the first time, made level again when others are there than before.

    `people` are those who are there. Runs that were begun stay, and once something was frozen all do. Who rates
    whom is no secret of this module: the circle is shuffled by the Flashcoop's code, so that it can be drawn again.
    """
    kept = assigned(db, cohort.id, moment)
    if frozen(db, cohort.id, moment):
        return kept
    shuffled = sorted(people)
    random.Random(f"{cohort.code} {moment}").shuffle(shuffled)  # noqa: S311 -- protects nothing, see above
    wanted = peers.repair(kept, shuffled, _begun(db, cohort.id, moment)) if kept else peers.draw(shuffled)
    made = {rater: list(rated) for rater, rated in wanted.items() if rated}
    if made != kept:
        _keep(db, cohort.id, moment, made)
    return made


def assigned(db: Database, cohort_id: int, moment: str) -> dict[int, list[int]]:
    """Whom each rates, in her order, as it was drawn; empty before."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in every(
        db,
        "SELECT rater_id, subject_id FROM peer_pairs WHERE cohort_id = ? AND moment = ? ORDER BY rater_id, place",
        (cohort_id, moment),
    ):
        found[row["rater_id"]].append(row["subject_id"])
    return dict(found)


def frozen(db: Database, cohort_id: int, moment: str) -> bool:
    """Whether what was said there is frozen: nobody rates anybody any more."""
    return one(db, "SELECT 1 FROM peer_echoes WHERE cohort_id = ? AND moment = ?", (cohort_id, moment)) is not None


def moments(db: Database, cohort_id: int) -> list[str]:
    """The moments at which people of a Flashcoop rate each other."""
    found = every(db, "SELECT DISTINCT moment FROM peer_pairs WHERE cohort_id = ? ORDER BY moment", (cohort_id,))
    return [row["moment"] for row in found]


def first_of(db: Database, instance_id: int) -> bool:
    """Whether a run is the first its rater began at that moment: where she is told who will hear what."""
    earlier = one(
        db,
        "SELECT 1 FROM instances here JOIN instances i ON i.person_id = here.person_id AND i.moment = here.moment"
        " AND i.questionnaire = here.questionnaire AND i.cohort_id IS here.cohort_id AND i.id < here.id"
        " WHERE here.id = ?",
        (instance_id,),
    )
    return earlier is None


def _begun(db: Database, cohort_id: int, moment: str) -> set[peers.Pair]:
    found = every(
        db,
        "SELECT t.rater_id, t.subject_id FROM peer_pairs t JOIN instances i ON i.person_id = t.rater_id"
        " AND i.subject_id = t.subject_id AND i.cohort_id = t.cohort_id AND i.moment = t.moment"
        " WHERE t.cohort_id = ? AND t.moment = ?",
        (cohort_id, moment),
    )
    return {(row["rater_id"], row["subject_id"]) for row in found}


def _keep(db: Database, cohort_id: int, moment: str, made: dict[int, list[int]]) -> None:
    db.conn.execute("DELETE FROM peer_pairs WHERE cohort_id = ? AND moment = ?", (cohort_id, moment))
    db.conn.executemany(
        "INSERT INTO peer_pairs (cohort_id, moment, rater_id, subject_id, place) VALUES (?, ?, ?, ?, ?)",
        [(cohort_id, moment, rater, each, place) for rater, rated in made.items() for place, each in enumerate(rated)],
    )
