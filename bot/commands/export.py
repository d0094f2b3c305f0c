"""`flashcoop export`: the collected responses, as files; `flashcoop export merge`: those of several installations."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot.clocks import clock_from
from bot.commands.opening import answer, errors, reading, refusals
from bot.exporting import Asked, Scope, export_folder
from bot.loading import load_programme
from bot.scheduling import read_date
from bot.settings import Settings
from storage.database import Database, one
from storage.export.merging import merge
from storage.export.selection import Filters
from storage.export.writing import Seen
from storage.refusals import Refused


class Format(StrEnum):
    """The forms an export can have."""

    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"
    sqlite = "sqlite"


Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]

app = typer.Typer(invoke_without_command=True)


@app.callback()
def export(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="Dossier où écrire.")] = None,
    format_: Annotated[Format, typer.Option("--format", help="csv, xlsx, jsonl ou sqlite.")] = Format.csv,
    cae: Annotated[str | None, typer.Option(help="Une CAE seule : nom ou code.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Un Flashcoop seul : son code.")] = None,
    moment: Annotated[str | None, typer.Option(help="Un moment seul : once, session:3, last, exit ou cold.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="Premier jour : AAAA-MM-JJ.")] = None,
    until: Annotated[str | None, typer.Option(help="Dernier jour, compris.")] = None,
    language: Annotated[str | None, typer.Option(help="Réponses dans une langue : fr, ar ou fa_AF.")] = None,
    mode: Annotated[str | None, typer.Option(help="Réponses données ainsi : tap, voice, typed, tablet, phone.")] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Avec noms, adresses, téléphones : pour une CAE seule.")
    ] = False,
    json: Json = False,
) -> None:
    """Exporte ce qui a été répondu, sous codes : une ligne par réponse, une par personne, le suivi, les questions."""
    if context.invoked_subcommand is not None:
        return
    with reading() as database, _progress(database, shown=not json) as seen:
        if out is None:
            raise Refused("no_folder", "Dites où écrire : --out DOSSIER.")
        filters = Filters(cae, cohort, moment, _day(since), _day(until), language, mode)
        flows = load_programme().flows.values()
        asked = Asked([flow.questionnaire for flow in flows], clock_from(Settings.load().now)())
        written = export_folder(database, out, format_.value, Scope(cae, names), filters, asked, seen)
    answer(written, json, _told(out, written))


@app.command("merge")
def merge_command(
    folders: Annotated[list[Path], typer.Argument(help="Dossiers d'exports csv ou jsonl, un par installation.")],
    out: Annotated[Path, typer.Option(help="Dossier où écrire.")],
    format_: Annotated[Format, typer.Option("--format", help="csv, xlsx, jsonl ou sqlite.")] = Format.csv,
    json: Json = False,
) -> None:
    """Fusionne les exports de plusieurs installations ; un code présent deux fois est préfixé."""
    with refusals():
        written = merge(folders, out, format_.value)
    answer(written, json, _told(out, written))


def _day(text: str | None) -> date | None:
    return read_date(text) if text else None


def _told(out: Path, written: dict[str, int]) -> str:
    return "\n".join([f"Export écrit dans {out} :", *(f"  {name} : {rows} lignes" for name, rows in written.items())])


@contextmanager
def _progress(database: Database, *, shown: bool) -> Iterator[Seen]:
    """A bar a table while it is written, on a terminal; how long most of them will be nobody knows beforehand."""
    counted = one(database, "SELECT count(*) AS n FROM answers")
    long = {"answers": counted["n"], "revisions": counted["n"]} if counted else {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True, disable=not (shown and errors.is_terminal)) as progress:
        bars: dict[str, TaskID] = {}

        def seen(table: str, rows: int) -> None:
            if table not in bars:
                bars[table] = progress.add_task(table, total=long.get(table))
            progress.advance(bars[table], rows)

        yield seen
