"""`flashcoop simulate`: plays the whole programme with people who do not exist, on a clock of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import refusals
from storage.refusals import Refused

CHECKOUT = Path(__file__).parents[2]
PEOPLE = "tests.simulation"  # they and the Telegram they use are part of the tests, which an installed image lacks
FLASHCOOPS = 7  # of the years 2019–2020


def simulate(
    seed: Annotated[int, typer.Option(help="Le même nombre rejoue les mêmes personnes.")] = 1,
    flashcoops: Annotated[int, typer.Option(min=1, max=FLASHCOOPS, help="Combien de Flashcoops jouer.")] = FLASHCOOPS,
    json: Json = False,
) -> None:
    """Joue les sept Flashcoops de 2019-2020, du premier lien au sixième mois, et imprime les taux de réponse.

    Rien n'est envoyé ni gardé ; plusieurs minutes. Finit avec 1 si un message est parti à tort.
    """
    with refusals():
        _needs_tests()
    asked = ["--seed", str(seed), "--flashcoops", str(flashcoops), *(["--json"] if json else [])]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    played = subprocess.run(  # noqa: S603 -- our own Python, and two numbers
        [sys.executable, "-m", PEOPLE, *asked], cwd=CHECKOUT, env=environment, check=False
    )
    raise typer.Exit(played.returncode)


def _needs_tests() -> None:
    if not CHECKOUT.joinpath(*PEOPLE.split("."), "__main__.py").exists():
        raise Refused("no_tests", "La simulation fait partie des tests : lancez-la depuis les sources du projet.")
