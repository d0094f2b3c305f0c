"""`flashcoop territories`: which addresses lie in a priority district or a rural zone."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import answer, change

territories = typer.Typer(help="Les territoires : QPV et ZRR.", no_args_is_help=True)


@territories.callback()
def about() -> None:
    """Les territoires : QPV et ZRR."""


@territories.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV avec postcode, commune, address, QPV, ZRR.")], json: Json = False
) -> None:
    """Remplace la liste des QPV (oui, abords, non) et ZRR (oui, non) ; sans adresse, une ligne vaut pour la commune."""
    made = change("import_territories", file=str(file.resolve()))
    answer(made, json, f"{made['places']} lieux.")
