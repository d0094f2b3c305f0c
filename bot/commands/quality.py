"""`flashcoop quality`: whether people could rate."""

from typing import Annotated, Any

import typer

from bot.commands.opening import answer, reading
from storage import cohorts, figures
from storage.cohorts import Cohort


def quality(
    code: Annotated[str, typer.Argument(help="Code du Flashcoop ; tous, sans code.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Compte les « je ne sais pas » et les notes toutes pareilles, par jour et par langue."""
    with reading() as database:
        cohort = cohorts.cohort(database, code) if code else None
        counted = figures.quality(database, cohort.id if cohort else None)
    rows = [_row(day, rated, cohort) for day, rated in counted.items()]
    answer(rows, json, "\n".join(map(_line, rows)) or "Personne n'a encore rien évalué.")


def _row(day: figures.Day, rated: figures.Rated, cohort: Cohort | None) -> dict[str, Any]:
    session = cohort.calendar.session(day.moment) if cohort else None
    place = {"day": cohort.calendar.place(session)} if cohort and session else {}
    return {**day._asdict(), **place, **rated.told()}


def _line(row: dict[str, Any]) -> str:
    day = f"J{row['day']}" if "day" in row else row["moment"]
    unknown = f"je ne sais pas {row['dont_know']} sur {row['asked']}{_percent(row['dont_know_share'])}"
    straight = f"toutes pareilles {row['straight']} sur {row['runs']}{_percent(row['straight_share'])}"
    return f"{row['questionnaire']} {day} {row['language']} : {unknown} · {straight} · {row['people']} personnes"


def _percent(share: float | None) -> str:
    return "" if share is None else f" ({share:.0%})"
