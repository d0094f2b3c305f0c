"""`flashcoop cohort move`, `add-session`, `cancel-session`: the calendar of a Flashcoop that has been opened."""

from typing import Annotated, Any

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import answer, change
from dialogs.programme import GUESTS

Number = Annotated[int, typer.Option(help="Numéro de la séance, celui que montre « cohort show ».")]
Hours = Annotated[str | None, typer.Option(help="Heures, par exemple 09:30-16:30.")]
Place = Annotated[str | None, typer.Option(help="Lieu.")]
Module = Annotated[int | None, typer.Option(min=1, max=3, help="Module du programme.")]
Title = Annotated[str | None, typer.Option(help="Titre.")]
Guests = Annotated[str | None, typer.Option(help=f"Qui vient, avec des virgules : {', '.join(GUESTS)}.")]


def move(
    code: str,
    session: Number,
    date: Annotated[str | None, typer.Option(help="Nouvelle date : 2026-11-24.")] = None,
    hours: Hours = None,
    place: Place = None,
    module: Module = None,
    title: Title = None,
    guests: Guests = None,
    json: Json = False,
) -> None:
    """Change une séance : sa date, ses heures, son lieu, son titre, qui vient. Tout ce qui en dépend suit."""
    fields = {"date": date, "hours": hours, "place": place, "module": module, "title": title, "guests": guests}
    moved = change("move_session", cohort=code, session=session, **fields)
    answer(moved, json, f"{told(moved)}{_warned(moved)}")


def add(
    code: str,
    date: Annotated[str, typer.Option(help="Date : 2026-11-24.")],
    hours: Hours = None,
    place: Place = None,
    module: Module = None,
    title: Title = None,
    guests: Guests = None,
    json: Json = False,
) -> None:
    """Ajoute une séance, sous un numéro qu'aucune autre n'a eu."""
    fields = {"date": date, "hours": hours, "place": place, "module": module, "title": title, "guests": guests}
    added = change("add_session", cohort=code, **fields)
    answer(added, json, told(added))


def cancel(code: str, session: Number, json: Json = False) -> None:
    """Annule une séance ; ce qui a été répondu reste."""
    gone = change("cancel_session", cohort=code, session=session)
    answer(gone, json, f"Annulée : {told(gone)}{_warned(gone)}")


def told(session: dict[str, Any]) -> str:
    """A session in one line."""
    parts = [session["date"], session["hours"], session["place"], session["title"], ", ".join(session["guests"])]
    return f"séance {session['number']} · " + " · ".join(part for part in parts if part)


def _warned(session: dict[str, Any]) -> str:
    told = session["told"]
    return f"\n{told} personne(s) avaient déjà été prévenues : elles l'apprendront à leur heure." if told else ""
