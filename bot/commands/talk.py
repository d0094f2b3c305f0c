"""`flashcoop talk`: plays a questionnaire in the terminal and prints the transcript."""

import sys
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from bot.clocks import clock_from
from bot.commands.opening import errors
from bot.loading import load_programme
from bot.settings import Settings
from bot.terminal.player import Player
from dialogs.calendar import ONCE, Calendar, Session
from dialogs.conditions import RECALLED

GROUP = 7  # people in the Flashcoop that is played
SESSIONS = 7  # of the Flashcoop that is played
HOURS = time(9, 30), time(16, 30)
ZONE = "Europe/Paris"


class Language(StrEnum):
    """The languages participants speak."""

    fr = "fr"
    ar = "ar"
    fa_AF = "fa_AF"  # noqa: N815 -- its Babel code


class Holder(StrEnum):
    """Who fills it with the person: nobody, an animator, a partner."""

    nobody = ""
    animator = "animator"
    partner = "partner"


def talk(
    questionnaire: Annotated[str, typer.Argument(help="registration, checkin…")],
    lang: Annotated[Language, typer.Option(help="Langue de la personne.")] = Language.fr,
    session: Annotated[int, typer.Option(min=1, max=SESSIONS, help="Séance (J1…J7).")] = 1,
    held: Annotated[Holder, typer.Option(help="Qui remplit avec la personne.")] = Holder.nobody,
    recall: Annotated[list[str] | None, typer.Option(help="Réponse donnée avant : hot.situation=chomage.")] = None,
) -> None:
    """Joue un questionnaire au terminal, une ligne par geste, et écrit la conversation.

    Un texte est tapé ; « *oui » touche un choix ; « /repeat » une commande ; « ~oui » le dit à voix haute.
    """
    programme = load_programme()
    flow = programme.flows.get(questionnaire)
    if flow is None:
        errors.print(f"Il n'y a pas de questionnaire « {questionnaire} » : {', '.join(programme.flows)}.")
        raise typer.Exit(1)
    now = clock_from(Settings.load().now)()
    moment = ONCE if flow.questionnaire.moment == ONCE else f"session:{session}"
    known = dict(given.split("=", 1) for given in recall or [] if "=" in given)
    about = {"held": held.value, "peers.first": True, "group.anchors": False, "group.size": GROUP, RECALLED: known}
    facts = {**example_calendar(now.date()).facts(moment), **about}
    player = Player(flow, programme.book, lang.value, facts, now, programme.flows)
    player.begin()
    _print(player, 0)
    for line in sys.stdin:
        before = len(player.transcript)
        player.person(line.rstrip("\n"))
        _print(player, before + sys.stdin.isatty())
        if player.finished:
            break


def _print(player: Player, start: int) -> None:
    sys.stdout.write("\n".join(player.transcript[start:]) + "\n")
    sys.stdout.flush()


def example_calendar(first: date) -> Calendar:
    """Seven sessions, a day each, for plays."""
    days = [first + timedelta(days=number) for number in range(SESSIONS)]
    return Calendar(tuple(Session(number, day, *HOURS) for number, day in enumerate(days, 1)), ZONE)
