"""What a Flashcoop made and sold (« fiche de collecte », accounts): one row an entry, the last of each key holds.

What nobody entered is None, never 0. What was said of the Flashcoop when it was opened stands until somebody corrects
it here; the rows keep every earlier value, with its author and moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlite_utils import Database

from dialogs.money import shares
from storage import json_text
from storage.cohorts import Cohort
from storage.database import every, one
from storage.people import Person
from storage.refusals import Refused
from storage.times import moment, stamp

Kind = Literal["text", "texts", "count", "cents"]
KEYS: Mapping[str, Kind] = {
    "product": "text",
    "sector": "text",
    "place": "text",
    "sale_place": "text",
    "audience": "text",
    "people": "count",
    "turnover_cents": "cents",
    "charges_cents": "cents",
    "animators": "texts",
    "speakers": "texts",
    "partners": "texts",
}
# Names of people stand in these: they leave the database with what is personal only.
PERSONAL = ("animators", "speakers", "partners")
MOST_PEOPLE = 100  # a Flashcoop has three to eight; past this it is a slip of the hand


@dataclass(frozen=True, slots=True)
class Entry:
    """One value a key was given: JSON types, None for « not known any more »; `author` is a code, None for nobody's."""

    key: str
    value: Any
    author: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """One line of the « fiche de collecte ». Amounts in cents; None is « not given ».

    `profit` is turnover less charges, negative for a loss; `parts` are what each gets of it, empty where nobody
    gets anything or it is not known.
    """

    cohort: Cohort
    product: str | None
    sector: str | None
    place: str | None
    sale_place: str | None
    audience: str | None
    people: int | None
    turnover_cents: int | None
    charges_cents: int | None
    animators: tuple[str, ...]
    speakers: tuple[str, ...]
    partners: tuple[str, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """The days of its sessions."""
        return tuple(session.date for session in self.cohort.sessions)

    @property
    def profit(self) -> int | None:
        """Turnover less charges."""
        if self.turnover_cents is None or self.charges_cents is None:
            return None
        return self.turnover_cents - self.charges_cents

    @property
    def parts(self) -> tuple[int, ...]:
        """The shares, which add up to the profit."""
        return shares(self.profit or 0, self.people or 0)


@dataclass(frozen=True, slots=True)
class Total:
    """Several Flashcoops together; `without_turnover` of them have none and are in no sum of it."""

    flashcoops: int
    people: int
    turnover_cents: int
    without_turnover: int


def enter(db: Database, cohort: Cohort, values: Mapping[str, Any], by: Person | None, now: datetime) -> int:
    """Keep figures of a Flashcoop by key; for how many that is news. Refused for what no figure can be."""
    for key, value in values.items():
        _check(key, value)
    known = entered(db, cohort.id)
    news = {key: value for key, value in values.items() if _differs(known.get(key), value)}
    author, at = by.id if by else None, stamp(now)
    db.conn.executemany(
        "INSERT INTO cohort_figures (cohort_id, cae_id, key, value, author_id, at) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (cohort.id, cohort.cae_id, key, None if value is None else json_text.dump(value), author, at)
            for key, value in news.items()
        ],
    )
    return len(news)


def entered(db: Database, cohort_id: int) -> dict[str, Entry]:
    """The last entry of each key that has one."""
    return {entry.key: entry for entry in history(db, cohort_id)}


def history(db: Database, cohort_id: int) -> list[Entry]:
    """All entries, the oldest first."""
    found = every(
        db,
        "SELECT f.key, f.value, p.code, f.at FROM cohort_figures f LEFT JOIN people p ON p.id = f.author_id"
        " WHERE f.cohort_id = ? ORDER BY f.id",
        (cohort_id,),
    )
    return [Entry(row["key"], _value(row["value"]), row["code"], moment(row["at"])) for row in found]


def _value(text: str | None) -> Any:  # noqa: ANN401 -- JSON
    return None if text is None else json_text.load(text)


def sheet(db: Database, cohort: Cohort) -> Sheet:
    """A Flashcoop's figures as they are known now."""
    values: dict[str, Any] = {
        "product": cohort.product,
        "sector": cohort.sector,
        "place": cohort.place,
        "audience": cohort.audience,
        "animators": cohort.animators,
        "partners": cohort.partners,
        "people": _participants(db, cohort.id) or None,
        **{key: entry.value for key, entry in entered(db, cohort.id).items()},
    }
    for key, kind in KEYS.items():
        known = values.get(key)
        values[key] = tuple(known or ()) if kind == "texts" else known
    return Sheet(cohort=cohort, **values)


def total(sheets: Iterable[Sheet]) -> Total:
    """The sums of several Flashcoops."""
    known = list(sheets)
    turnovers = [each.turnover_cents for each in known if each.turnover_cents is not None]
    return Total(len(known), sum(each.people or 0 for each in known), sum(turnovers), len(known) - len(turnovers))


def _differs(known: Entry | None, value: Any) -> bool:  # noqa: ANN401 -- JSON
    return known.value != value if known else value is not None


def _participants(db: Database, cohort_id: int) -> int:
    row = one(
        db,
        "SELECT count(*) AS n FROM members m JOIN people p ON p.id = m.person_id"
        " WHERE m.cohort_id = ? AND m.ended_at IS NULL AND p.role = 'participant' AND p.withdrawn_at IS NULL",
        (cohort_id,),
    )
    assert row is not None
    return int(row["n"])


def _check(key: str, value: Any) -> None:  # noqa: ANN401 -- JSON
    if key not in KEYS:
        raise Refused("unknown_figure", f"« {key} » n'est pas un chiffre du Flashcoop : {', '.join(KEYS)}.")
    if KEYS[key] == "count" and value is not None and not 1 <= value <= MOST_PEOPLE:
        raise Refused("people_count", f"Le nombre de personnes va de 1 à {MOST_PEOPLE}.")
