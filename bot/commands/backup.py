"""`flashcoop backup` and `flashcoop restore`: everything in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.clocks import clock_from
from bot.commands.opening import REFUSED, answer, errors, reading
from bot.settings import Settings
from storage.refusals import Refused

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
# Exit statuses of a restore, for whoever runs it from a script; any other refusal is REFUSED.
STATUS = {
    "damaged_backup": 3,
    "not_a_database": 3,
    "foreign_backup": 4,
    "foreign_database": 4,
    "newer_backup": 5,
    "newer_database": 5,
    "already_running": 6,
}


def backup(file: Annotated[Path, typer.Argument(help="Fichier à écrire.")], json: Json = False) -> None:
    """Sauvegarde la base et les enregistrements en un fichier, même pendant que l'assistant tourne."""
    from bot.restoring import save

    with reading() as database:
        settings = Settings.load()
        made = save(database, settings, file, clock_from(settings.now)())
    found = {"file": str(file), "database_bytes": made.database, "recordings": made.recordings}
    answer(found, json, f"{file} : base et {made.recordings} enregistrements.")


def restore(file: Annotated[Path, typer.Argument(help="Sauvegarde à remettre.")], json: Json = False) -> None:
    """Remet une sauvegarde, l'assistant arrêté. Les personnes effacées depuis le restent."""
    from bot.building import vault_of
    from bot.restoring import restore as put_back

    try:
        settings = Settings.load()
        if not file.is_file():
            raise Refused("no_backup", f"Il n'y a pas de fichier {file}.")
        done = put_back(settings, vault_of(settings), file, clock_from(settings.now)())
    except Refused as refused:
        errors.print(refused.sentence)
        raise typer.Exit(STATUS.get(refused.code, REFUSED)) from None
    found = {"erased_again": done.erased, "taken_back_again": done.withdrawn, "messages_dropped": done.dropped}
    text = f"Remis. Effacées de nouveau : {done.erased}. Accords repris : {done.withdrawn}."
    answer(found, json, f"{text} Messages abandonnés : {done.dropped}.")
