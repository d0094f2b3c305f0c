"""`flashcoop documents`: the register entry, the impact assessment and the notice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.clocks import clock_from
from bot.commands.opening import answer, reading, refusals
from bot.documents import files
from bot.documents.making import Installation
from bot.loading import load_programme
from bot.settings import Settings
from storage import cohorts
from storage.records import targets
from storage.records.targets import Target
from storage.refusals import Refused


def documents(
    out: Annotated[Path, typer.Option(help="Dossier où écrire registre, AIPD et notice.")],
    cae: Annotated[str, typer.Option(help="CAE responsable : nom ou code ; sans, à compléter.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Écrit la fiche du registre, l'analyse d'impact et la notice, en Markdown et en PDF, d'après le logiciel."""
    with refusals():
        settings = Settings.load()
        name, connected = _known(settings, cae)
        day = clock_from(settings.now)().date()
        about = Installation(load_programme(), settings, connected, name, day)
        written = [_write(out / file, content) for file, content in files(about)]
    answer({"files": written}, json, "\n".join(written))


def _known(settings: Settings, cae: str) -> tuple[str, Sequence[Target]]:
    """The CAE's name, and the records that are connected; before the first start there are none."""
    if not settings.database.exists():
        return cae, ()
    with reading() as database:
        connected = targets.targets(database)
        name = cohorts.cae_name(database, cohorts.cae_id(database, cae)) if cae else ""
    return name, connected


def _write(path: Path, content: bytes) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refused("not_written", f"{path} ne peut pas s'écrire ({error.strerror}).") from None
    return str(path)
