"""`flashcoop doctor`: how this installation is, one line a check, with what to do."""

import asyncio
from typing import Annotated, Any

import typer

from bot.clocks import clock_from
from bot.commands.opening import answer, refusals
from bot.doctor.finding import TITLES, Finding, State, worst
from bot.settings import Settings
from storage.refusals import Refused

# As watchers of servers read it: fine, something to look at, something is wrong. What could not be looked at (no
# network) changes nothing: it is not known to be wrong.
STATUS: dict[State, int] = {"ok": 0, "unknown": 0, "warn": 1, "bad": 2}
SIGNS: dict[State, str] = {"ok": "va bien", "unknown": "inconnu", "warn": "à voir", "bad": "À RÉPARER"}


def doctor(json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False) -> None:
    """Regarde si tout va bien et dit quoi faire. Rend 0 si tout va, 1 s'il y a à voir, 2 s'il y a à réparer."""
    found = _found()
    whole = worst([each.state for each in found])
    told: dict[str, Any] = {"state": whole, "checks": [_plain(each) for each in found]}
    answer(told, json, "\n".join(_line(each) for each in found))
    raise typer.Exit(STATUS[whole])


def _found() -> list[Finding]:
    # What is looked at takes seconds to load; the other commands need none of it.
    from bot.doctor.examining import examine, ground_of

    try:
        settings = Settings.load()
    except Refused as refused:
        return [Finding("settings", "bad", refused.sentence)]
    with refusals(), ground_of(settings, clock_from(settings.now)()) as ground:
        return asyncio.run(examine(ground))


def _plain(found: Finding) -> dict[str, str]:
    return {"name": found.name, "state": found.state, "sentence": found.sentence}


def _line(found: Finding) -> str:
    return f"[{SIGNS[found.state]}] {TITLES[found.name]} : {found.sentence}"
