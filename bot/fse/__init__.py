"""The participants' file of the European Social Fund, from an export with names: people, indicators, gaps."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.fse.gaps import ONE_DAY, counted, gaps
from bot.fse.indicators import INDICATORS, Truth, counts
from bot.fse.participants import FIELDS, Participant, participants
from bot.report.responses import Responses, Scope, read, rows
from storage.export.cells import Row
from storage.export.tables import Table, table

YES_NO = {True: "oui", False: "non", None: ""}
NOT_ASKED = "non calculé : rien de ce qui est demandé ne le dit"


def tables(folder: Path, scope: Scope, today: date) -> tuple[Table, ...]:
    """Three tables of a scope: `participants`, `indicateurs`, `manques`. No figure is hidden: the Fund's own rules ask
    for each, and the file is for its managers and controllers only.
    """
    responses = read(folder, scope)
    people = participants(responses, list(rows(folder, "attendance")), today)
    kept = [who for who in people if counted(who)]
    ended = _ended(responses, today)
    return (
        table("participants", _columns(), (_row(who) for who in people)),
        table("indicateurs", ("code", "indicateur", "total", "F", "M", "X", "inconnu", "note"), _counts(kept)),
        table("manques", ("participant", "flashcoop", "moment", "champ", "raison"), _gaps(kept, ended)),
    )


def _ended(responses: Responses, today: date) -> set[str]:
    return {row["cohort"] for row in responses.cohorts if row["last_day"] and row["last_day"] < today.isoformat()}


def _columns() -> tuple[str, ...]:
    return ("participant", "flashcoop", *FIELDS, "age_entree", "note", *(each.code for each in INDICATORS))


def _row(who: Participant) -> Row:
    age = who.age_at_entry()
    told = None if age is None else str(age[0]) if age[0] == age[1] else f"{age[0]} ou {age[1]}"
    note = None if counted(who) else ONE_DAY
    found: list[Truth] = [each.rule(who) if each.rule else None for each in INDICATORS]
    known = counted(who)
    return (
        who.person,
        who.cohort,
        *who.fields.values(),
        told,
        note,
        *(YES_NO[each] if known else "" for each in found),
    )


def _counts(people: list[Participant]) -> Iterator[Row]:
    for each in INDICATORS:
        if each.rule is None:
            yield each.code, each.title, None, None, None, None, None, NOT_ASKED
        else:
            yield each.code, each.title, *counts(people, each).values(), None


def _gaps(people: list[Participant], ended: set[str]) -> Iterator[Row]:
    for who in people:
        yield from (tuple(gap) for gap in gaps(who, over=who.cohort in ended))
