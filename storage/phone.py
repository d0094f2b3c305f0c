"""Telephone: the numbers of a person, best first, and what came of each call; rows of calls are only ever added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from sqlite_utils import Database

from storage import consents, instances
from storage.cohorts import Cohort
from storage.database import every
from storage.people import Person
from storage.refusals import Refused
from storage.times import moment, stamp

OUTCOMES: dict[str, str] = {
    "done": "fait",
    "back_at": "rappeler",
    "wrong_number": "faux numéro",
    "no_answer": "pas de réponse",
    "refuses": "refuse",
}
MOST_CALLS = 6  # after which nobody calls about a moment any more
# Where a number of one's own may have been given, the newest first: each later one was asked for as « still yours? ».
OWN = ("cold", "hot", "registration")

Whose = Literal["own", "second"]


class Called(NamedTuple):
    """One call: what came of it, when to call back, whose number it was (`none`: unknown) and who called when."""

    outcome: str
    back_at: datetime | None
    number: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call: hers or her second contact's; `confirmed` when she said that it still holds."""

    whose: Whose
    number: str
    confirmed: bool = False


def note(db: Database, cohort: Cohort, person: Person, about: str, called: Called, now: datetime) -> None:
    """Keep what came of a call about a moment (`exit`, `cold`…); refused when its line is closed."""
    if called.outcome not in OUTCOMES:
        raise Refused("unknown_outcome", f"« {called.outcome} » ne se note pas : {', '.join(OUTCOMES)}.")
    if (called.back_at is None) == (called.outcome == "back_at"):
        raise Refused("back_at", "« back_at » a une heure de rappel, et lui seul.")
    if closed(calls_about(db, cohort.id, person.id, about)):
        raise Refused("line_closed", "Cette ligne est close : on n'appelle plus.")
    db.conn.execute(
        "INSERT INTO phone_calls (person_id, cae_id, cohort_id, moment, outcome, back_at, number, author, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            person.id,
            person.cae_id,
            cohort.id,
            about,
            called.outcome,
            stamp(called.back_at) if called.back_at else None,
            called.number,
            called.author,
            stamp(now),
        ),
    )


def calls_about(db: Database, cohort_id: int, person_id: int, about: str) -> list[Called]:
    """The calls to a person about a moment, oldest first."""
    return calls(db, cohort_id, person_id).get(about, [])


def calls(db: Database, cohort_id: int, person_id: int) -> dict[str, list[Called]]:
    """All calls to a person in a Flashcoop, by moment."""
    found = every(
        db, "SELECT * FROM phone_calls WHERE cohort_id = ? AND person_id = ? ORDER BY id", (cohort_id, person_id)
    )
    kept: dict[str, list[Called]] = {}
    for row in found:
        back = moment(row["back_at"]) if row["back_at"] else None
        called = Called(row["outcome"], back, row["number"], row["author"], moment(row["at"]))
        kept.setdefault(row["moment"], []).append(called)
    return kept


def closed(calls: Sequence[Called]) -> bool:
    """Whether nobody calls any more: it is done, she refuses, or six calls were made."""
    return len(calls) >= MOST_CALLS or any(called.outcome in ("done", "refuses") for called in calls)


def refused(db: Database, cohort_id: int, person_id: int) -> frozenset[str]:
    """The moments about which a person has refused on the telephone."""
    found = calls(db, cohort_id, person_id)
    return frozenset(about for about, made in found.items() if any(each.outcome == "refuses" for each in made))


def numbers(db: Database, person_id: int, wrong: frozenset[str] = frozenset(), announced: str = "") -> list[Number]:
    """Whom to call for a person, best first; `wrong` are the kinds of number that were found to be wrong.

    The number she gave or confirmed last (one that was `announced` of her, until she gives hers), then her second
    contact's, if she agreed to that.
    """
    mine = instances.instances_of(db, person_id)
    hers = _own(mine) or (Number("own", announced) if announced else None)
    found = [number for number in (hers,) if number and "own" not in wrong]
    second = _given(mine, "registration", "second_phone")
    if second and "second" not in wrong and consents.consents_of(db, person_id).get("second_contact"):
        found.append(Number("second", second))
    return found


def wrong(calls: Sequence[Called]) -> frozenset[str]:
    """The kinds of number that calls have found to be wrong."""
    return frozenset(called.number for called in calls if called.outcome == "wrong_number")


def _own(mine: Sequence[instances.Stored]) -> Number | None:
    confirmed = any(
        _given(mine, questionnaire, key) == "yes"
        for questionnaire in ("hot", "cold")
        for key in ("same_phone", "same_new_phone")
    )
    for questionnaire in OWN:
        if number := _given(mine, questionnaire, "phone"):
            return Number("own", number, confirmed or questionnaire != "registration")
    return None


def _given(mine: Sequence[instances.Stored], questionnaire: str, key: str) -> str:
    for kept in reversed(mine):
        given = kept.instance.given.get(key) if kept.questionnaire == questionnaire else None
        if given is not None and isinstance(given.value, str):
            return given.value
    return ""
