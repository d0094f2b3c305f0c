"""`flashcoop people`: a list of people, and what staff write of each."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.building import vault_of
from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading, refusals
from bot.enrolling.importing import compared
from bot.enrolling.reading import PeopleList, read_list
from bot.enrolling.tables import BYTES
from bot.settings import Settings
from storage import cohorts
from storage.refusals import Refused

STATES = {"ready": "prête", "duplicate": "doublon", "known": "déjà là", "unreadable": "illisible"}
Text = Annotated[str | None, typer.Option(help="Un texte ; « » pour l'effacer tant qu'elle n'est pas venue.")]

people = typer.Typer(help="Les personnes d'un Flashcoop : liste à importer, noms.", no_args_is_help=True)


@people.command("import")
def import_list(
    code: str,
    file: Annotated[Path, typer.Argument(help="Liste CSV ou XLSX : prénom, nom, langue, téléphone, prescripteur…")],
    apply: Annotated[bool, typer.Option("--apply", help="Importe les lignes prêtes ; sans, les montre seulement.")] = (
        False
    ),
    lines: Annotated[str, typer.Option(help="Numéros de lignes à importer, doublons compris, avec des virgules.")] = "",
    by: Annotated[str, typer.Option(help="Code de l'animatrice.")] = "",
    json: Json = False,
) -> None:
    """Lit une liste, montre ses lignes une à une, et importe celles qui sont prêtes (ou choisies)."""
    with refusals():
        listed = read_list(_content(file))
        wanted = _wanted(lines)
    with reading() as database:
        listed = compared(database, vault_of(Settings.load()), cohorts.cohort(database, code), listed)
    shown = list_shown(listed)
    if apply:
        chosen = [line for line in shown["lines"] if line["line"] in wanted or _by_itself(line, wanted)]
        chosen = [line for line in chosen if line["state"] != "unreadable"]
        made = [{"line": each["line"], "language": each["language"], **each["values"]} for each in chosen]
        shown |= change("import_people", cohort=code, source=listed.source, lines=made, by=by)
    answer(shown, json, "\n".join(_said(shown)))


@people.command("name")
def name(
    code: str,
    person: Annotated[str, typer.Option(help="Code de la personne.")],
    first_name: Text = None,
    last_name: Text = None,
    civility: Annotated[str | None, typer.Option(help="madame ou monsieur.")] = None,
    address: Text = None,
    prescriber_org: Text = None,
    prescriber_person: Text = None,
    phone: Annotated[str | None, typer.Option(help="Son numéro, tant qu'elle n'a pas donné le sien.")] = None,
    by: Annotated[str, typer.Option(help="Code de qui l'écrit.")] = "",
    json: Json = False,
) -> None:
    """Écrit le nom d'une personne, son adresse, qui la prescrit."""
    given = {
        "first_name": first_name,
        "last_name": last_name,
        "civility": civility,
        "address": address,
        "prescriber_org": prescriber_org,
        "prescriber_person": prescriber_person,
        "phone": phone,
    }
    values = {key: text for key, text in given.items() if text is not None}
    kept = change("write_names", cohort=code, person=person, values=values, by=by)
    answer(kept, json, f"{person} : " + ", ".join(f"{key} = {kept[key]}" for key in given if kept.get(key)))


def _by_itself(line: dict[str, Any], wanted: set[int]) -> bool:
    """Whether a line is imported though nobody named one."""
    return not wanted and line["state"] == "ready"


def list_shown(listed: PeopleList) -> dict[str, Any]:
    """A list as JSON."""
    lines = [{"line": each.number, **asdict(each)} for each in listed.lines]
    kept = ("line", "state", "values", "language", "notes", "same")
    return {"lines": [{key: line[key] for key in kept} for line in lines], "ignored": list(listed.ignored)}


def _said(shown: dict[str, Any]) -> list[str]:
    said = []
    for line in shown["lines"]:
        told = line["values"]
        name = " ".join(part for part in (told.get("first_name"), told.get("last_name")) if part) or "—"
        said.append(f"ligne {line['line']} [{STATES[line['state']]}] {name} {' '.join(line['notes'])}".rstrip())
    if shown["ignored"]:
        said.append(f"Colonnes non reprises : {', '.join(shown['ignored'])}.")
    if "people" in shown:
        said += [f"ligne {each['line']} : {each['code']}" for each in shown["people"]]
        said.append(f"{len(shown['people'])} personne(s) importée(s).")
    return said


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > BYTES:
            raise Refused("list_too_big", "Ce fichier est trop gros pour une liste de personnes (1 Mo au plus).")
        return file.read_bytes()
    except OSError:
        raise Refused("no_file", f"{file} ne se lit pas.") from None


def _wanted(lines: str) -> set[int]:
    try:
        return {int(part) for part in lines.split(",") if part.strip()}
    except ValueError:
        raise Refused("bad_lines", f"« {lines} » n'est pas une suite de numéros de lignes : 2,5,7.") from None
