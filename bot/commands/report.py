"""`flashcoop report`: the bilan."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.clocks import clock_from
from bot.commands.opening import answer, reading, refusals
from bot.exporting import Asked
from bot.loading import load_programme
from bot.report import plot_bytes, report_bytes
from bot.report.responses import Scope
from bot.reporting import exported, scope_of
from bot.settings import Settings
from storage.refusals import Refused


def report(
    out: Annotated[Path, typer.Option(help="Fichier à écrire : .html, .pdf ou .xlsx ; avec --plots, un dossier.")],
    cohort: Annotated[str | None, typer.Option(help="Code d'un Flashcoop ; sans, tout le réseau.")] = None,
    cae: Annotated[str | None, typer.Option(help="Une CAE : nom ou code ; depuis un export, son code.")] = None,
    plots: Annotated[bool, typer.Option("--plots", help="Écrit les graphiques seuls, en SVG et PNG.")] = False,
    export: Annotated[Path | None, typer.Option(help="Calcule depuis un export en CSV, et non depuis la base.")] = None,
    announced: Annotated[int | None, typer.Option(min=1, help="Nombre de personnes écrit ailleurs, à situer.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Écrit le bilan d'un Flashcoop, d'une CAE ou du réseau ; chaque nombre se recalcule depuis l'export."""
    asked = asked_now()
    day = asked.now.date()
    with refusals(), _rows(export, asked, cohort, cae) as (folder, scope):
        if plots:
            files = {out / name: content for name, content in plot_bytes(folder, scope, day).items()}
        else:
            files = {out: report_bytes(folder, scope, out.suffix.lstrip("."), day, announced)}
        for path, content in files.items():
            _write(path, content)
    answer({"files": [str(path) for path in files]}, json, "\n".join(map(str, files)) or "Rien à dessiner.")


def asked_now() -> Asked:
    """What is asked in this installation, at present."""
    flows = load_programme().flows.values()
    return Asked([flow.questionnaire for flow in flows], clock_from(Settings.load().now)())


@contextmanager
def _rows(export: Path | None, asked: Asked, cohort: str | None, cae: str | None) -> Iterator[tuple[Path, Scope]]:
    """The folder of an export, made for the purpose where none is given, and what in it is wanted."""
    if export:
        yield export, Scope("cohort", cohort) if cohort else Scope("cae", cae) if cae else Scope()
        return
    with reading() as database, exported(database, asked) as folder:
        yield folder, scope_of(database, cohort, cae)


def _write(path: Path, content: bytes) -> None:
    """The whole file, or nothing: it is written beside and moved."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        raise Refused("not_written", f"{path} n'a pas pu être écrit.") from None
    finally:
        part.unlink(missing_ok=True)
