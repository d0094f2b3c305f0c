"""`flashcoop voices judge`: whether what people recorded is enough for others to be understood by it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import MARKDOWN
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.clocks import clock_from
from bot.commands.opening import answer, errors, reading, refusals
from bot.settings import Settings
from bot.voice.lexicons import LANGUAGES
from storage.media import MediaFolder
from storage.refusals import Refused

if TYPE_CHECKING:
    from bot.judging import Example
    from bot.voice.ears import Ears
    from bot.voice.verdict import Verdict

WIDE = Console(width=132)
PACKAGED = "base"  # the setting that means the weights `make setup` installs


def judge_voices(
    lang: Annotated[str, typer.Option(help="fr, ar ou fa_AF.")],
    takes: Annotated[Path | None, typer.Option(help="Un dossier OPTION/PERSONNE.ogg, au lieu d'ici.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="Une liste CSV : path, lang, options, label, speaker.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Juge les exemples enregistrés, chaque personne par ceux des autres, et dit s'ils suffisent pour servir."""
    from bot.judging import listened
    from bot.voice.verdict import verdict

    with refusals(), Progress(console=errors, transient=True) as progress:
        examples = _examples(lang, takes, manifest)
        task = progress.add_task("Écoute", total=len(examples))
        clips, unreadable = listened(
            _ears(), examples, lambda done, total: progress.update(task, completed=done, total=total)
        )
        found = [verdict(name, lang, each) for name, each in clips.items()]
    for path in unreadable:
        errors.print(f"{path} ne peut pas être lu.")
    if not json:
        WIDE.print(_table(lang, found))
    lines = [f"{each.name} : {each.sentence}" for each in found]
    told = {"language": lang, "unreadable": len(unreadable), "sets": [asdict(each) for each in found]}
    answer(told, json, "\n".join(lines) or "Personne n'a encore enregistré d'exemple dans cette langue.")


def _examples(lang: str, takes: Path | None, manifest: Path | None) -> "list[Example]":
    from bot.judging import of_folder, of_installation, of_list

    if lang not in LANGUAGES:
        raise Refused("unknown_language", f"« {lang} » n'est pas une langue de l'assistant.")
    if takes:
        return of_folder(takes)
    if manifest:
        return of_list(manifest, lang)
    settings = Settings.load()
    with reading() as database:
        return of_installation(database, MediaFolder(settings.data / "media"), lang, clock_from(settings.now)())


def _ears() -> "Ears":
    from bot.voice.ears import Ears
    from bot.voice.model import ModelMissingError, find_model

    settings = Settings.load()
    model = "" if settings.speech_model == PACKAGED else settings.speech_model
    try:
        return Ears(find_model(settings.data / "models", model))
    except ModelMissingError as missing:
        raise Refused("no_model", f"Le modèle de reconnaissance manque : {missing}") from None


def _table(lang: str, found: "list[Verdict]") -> Table:
    table = Table("langue", "réponses", "personnes", "exemples", "n", "100 %", "90 %", "80 %", "95 %", box=MARKDOWN)
    for each in found:
        for row in each.rows:
            table.add_row(lang, each.name, str(each.speakers), row.way, *row.cells)
    return table
