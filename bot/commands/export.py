"""`flashcoop export`: the collected responses, as files."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import answer, reading
from storage.export import export as write_export


class Format(StrEnum):
    """The forms an export can have."""

    csv = "csv"
    jsonl = "jsonl"


def export(
    out: Annotated[Path, typer.Option(help="Dossier où écrire.")],
    format_: Annotated[Format, typer.Option("--format", help="csv ou jsonl.")] = Format.csv,
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Exporte les réponses (une ligne par réponse, sans ce qui est personnel) et leur dictionnaire."""
    with reading() as database:
        written = write_export(database, out, format_.value)
    answer(written, json, "\n".join(f"{out / name} : {rows} lignes" for name, rows in written.items()))
