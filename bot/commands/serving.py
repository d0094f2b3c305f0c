"""`flashcoop run`: serves what the settings allow."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import answer, errors, refusals
from bot.settings import Settings


def run(
    demo: Annotated[bool, typer.Option("--demo", help="Un Flashcoop de démonstration, dans sa propre base.")] = False,
) -> None:
    """Sert les pages, et Telegram avec un jeton, jusqu'à Ctrl-C."""
    # The server's parts take seconds to load; the other commands need none of them.
    from bot.doctor.spelling import misspelt
    from bot.starting import start

    for sentence in misspelt(Path(".env"), os.environ):
        errors.print(sentence)
    with refusals():
        start(Settings.load(), demo, _greet)


CONSOLES = {
    "animator": "animation",
    "interpreter": "interprète",
    "coordinator": "coordination",
    "cpe": "CPE",
}


def _greet(settings: Settings, links: list[str], consoles: dict[str, str]) -> None:
    lines = [f"L'assistant tourne : {settings.base_url} (Ctrl-C pour arrêter)."]
    if links:
        lines += ["Trois invitations à essayer, une par personne, sur un téléphone ou ici :", *links]
    if consoles:
        lines += ["Et l'équipe, à la console (chaque lien sert une fois, pendant dix minutes) :"]
        lines += [f"{link}  ({CONSOLES[role]})" for role, link in consoles.items()]
    answer(None, False, "\n".join(lines))
