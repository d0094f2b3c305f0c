"""`flashcoop role`, `flashcoop console`: who works in the team, and their way into the console."""

from typing import Annotated

import typer

from bot.commands.opening import answer, change
from bot.settings import Settings
from storage.codes import Codes
from storage.secrets import token_hash

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
Person = Annotated[str, typer.Argument(help="Code de la personne.")]

role = typer.Typer(help="Les rôles de l'équipe.", no_args_is_help=True)
console = typer.Typer(help="L'entrée de la console.", no_args_is_help=True)


@role.command("end")
def end(
    person: Person,
    cohort: Annotated[str | None, typer.Option(help="Code du Flashcoop ; sans lui, partout.")] = None,
    json: Json = False,
) -> None:
    """Met fin au rôle d'une personne de l'équipe, dès sa prochaine action."""
    done = change("end_role", person=person, cohort=cohort)
    answer(done, json, f"{person} : {'plus aucun rôle' if done['ended'] else 'plus dans ce Flashcoop'}.")


@console.command("link")
def link(person: Person, json: Json = False) -> None:
    """Donne un lien d'entrée : une fois, dix minutes, pour le premier navigateur qui s'en sert."""
    token = Codes().token()
    made = change("console_link", person=person, hashed=token_hash(token))
    address = f"{Settings.load().base_url}/console/s/{token}"
    answer({**made, "link": address}, json, address)
