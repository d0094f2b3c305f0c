"""`flashcoop diagrams`, `extract`: what is generated; `wording`: what people who speak a language signed."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading
from bot.diagrams import diagrams as write_diagrams
from bot.extracting import extract as write_template
from bot.loading import LOCALES
from bot.wording import catalogues
from bot.wording.carrying import exported
from bot.wording.counting import Counted, by_questionnaire, counted
from bot.wording.phrases import languages
from bot.wording.reviewing import listed
from storage.database import Database
from storage.refusals import Refused
from storage.voices import reviews

Language = Annotated[str, typer.Option(help="Une langue seule : ar ou fa_AF.")]

wording = typer.Typer(help="La relecture des textes par qui parle la langue.", no_args_is_help=True)


def diagrams() -> None:
    """Dessine les questionnaires dans docs/questionnaires."""
    write_diagrams()
    answer(None, False, "Les diagrammes sont à jour.")


def extract() -> None:
    """Écrit les modèles des traductions, locales/flashcoop.pot et locales/console.pot."""
    write_template()
    answer(None, False, "Les modèles des traductions sont à jour.")


@wording.command("status")
def status(
    language: Language = "",
    every: Annotated[bool, typer.Option("--list", help="Chaque phrase que personne n'a signée.")] = False,
    json: Json = False,
) -> None:
    """Combien de phrases sont signées par quelqu'un qui parle la langue, par questionnaire."""
    with reading() as database:
        shown = {code: _status(database, code, every) for code in ([language] if language else languages())}
    answer(shown, json, "\n".join(line for code, each in shown.items() for line in _told(code, each)))


def _status(database: Database, language: str, every: bool) -> dict[str, Any]:
    found = listed(database, language)
    parts = {name: _figures(each) for name, each in by_questionnaire(found).items()}
    told = _figures(counted(found)) | {"questionnaires": parts}
    waiting = [
        {"context": each.context, "state": each.state, "french": each.source.printed}
        for each in found
        if each.state != "signed"
    ]
    return told | ({"waiting": waiting} if every else {})


def _figures(counts: Counted) -> dict[str, int]:
    return {name: getattr(counts, name) for name in ("phrases", "signed", "unreviewed", "spoken")}


def _told(code: str, shown: dict[str, Any]) -> list[str]:
    lines = [f"{code} : {_line(shown)}"]
    lines += [f"  {name} : {_line(each)}" for name, each in shown["questionnaires"].items()]
    return lines + [f"  {each['context']} : {each['french']}" for each in shown.get("waiting", ())]


def _line(figures: dict[str, Any]) -> str:
    said = f", {figures['spoken']} dites à écrire" if figures["spoken"] else ""
    return f"{figures['signed']} phrases signées sur {figures['phrases']}{said}"


@wording.command("write")
def write(
    locales: Annotated[Path | None, typer.Option(help="Dossier des langues à écrire ; sans, celui d'ici.")] = None,
    json: Json = False,
) -> None:
    """Écrit ce qui est signé dans les catalogues (locales/*/LC_MESSAGES/flashcoop.po), avec le nom et la date."""
    with reading() as database:
        done = catalogues.write(reviews.reviews(database), locales or LOCALES)
    shown = {code: {"signed": each.signed, "reworded": each.reworded} for code, each in done.items()}
    lines = [f"{code} : {each.signed} textes signés, dont {each.reworded} changés" for code, each in done.items()]
    answer(shown, json, "\n".join(lines))


@wording.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Fichier JSON à écrire.")], language: Language = "", json: Json = False
) -> None:
    """Écrit les relectures en un fichier, pour une autre installation."""
    with reading() as database:
        told = exported(reviews.reviews(database, language))
        try:
            file.write_text(json_module.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise Refused("unwritable", f"{file} ne peut pas être écrit ({error.strerror}).") from None
    answer({"reviews": len(told["reviews"])}, json, f"{len(told['reviews'])} relectures dans {file}.")


@wording.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="Fichier écrit par « wording export ».")], json: Json = False
) -> None:
    """Reprend les relectures d'une autre installation ; celles qui ne vont pas sont laissées, avec la raison."""
    made = change("import_reviews", file=str(file.resolve()))
    lines = [f"{made['taken']} relectures reprises, {made['known']} déjà là."]
    lines += [f"{number} laissées : {reason}" for reason, number in made["reasons"].items()]
    answer(made, json, "\n".join(lines))
