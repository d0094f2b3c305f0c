"""`flashcoop fse`: the participants' file of the European Social Fund."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import answer, reading, refusals
from bot.commands.report import asked_now
from bot.fse import tables
from bot.reporting import exported, scope_of
from storage import cohorts
from storage.export.writing import write_tables
from storage.refusals import Refused


def fse(
    out: Annotated[Path, typer.Option(help="Dossier où écrire participants, indicateurs et manques.")],
    cohort: Annotated[str | None, typer.Option(help="Code du Flashcoop.")] = None,
    cae: Annotated[str | None, typer.Option(help="Nom ou code de la CAE.")] = None,
    format_: Annotated[str, typer.Option("--format", help="csv, xlsx, jsonl ou sqlite.")] = "csv",
    json: Json = False,
) -> None:
    """Écrit le fichier FSE / FSE+ d'un Flashcoop ou d'une CAE, AVEC les noms : entrée, sortie, six mois, manques."""
    with refusals():
        if not cohort and not cae:
            raise Refused("no_scope", "Pour qui ? --cohort CODE ou --cae NOM : ce fichier porte des noms.")
    asked = asked_now()
    with reading() as database:
        carrier = cohorts.cohort(database, cohort).cae if cohort else cae
        with exported(database, asked, names_of=carrier) as folder:
            found = tables(folder, scope_of(database, cohort, cae), asked.now.date())
            written = write_tables(found, out, format_, {"names": True})
    answer(written, json, "\n".join(f"{out / name} : {rows} lignes" for name, rows in written.items()))
