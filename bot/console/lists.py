"""A list of people from a spreadsheet: shown line by line, kept only when somebody says so.

What was read travels in the page itself, so that nothing of it is kept here before, and nothing is lost by waiting.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import operating
from bot.console.shell import ROOT, Visit
from bot.enrolling.importing import compared, import_people
from bot.enrolling.reading import MOST, Line, PeopleList, read_list
from bot.enrolling.tables import BYTES
from bot.web.limits import FRAME
from storage.announced import HERS, WRITTEN
from storage.cohorts import Cohort
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
STATES: Mapping[str, tuple[str, str]] = {
    "ready": ("ok", N_("à importer")),
    "duplicate": ("question", N_("doublon ?")),
    "known": ("question", N_("déjà là ?")),
    "unreadable": ("wrong", N_("illisible")),
}
COLUMNS = (
    N_("prénom"),
    N_("nom"),
    N_("civilité"),
    N_("langue"),
    N_("téléphone"),
    N_("e-mail"),
    N_("adresse"),
    N_("prescripteur"),
    N_("interlocuteur"),
)
SOURCE_LETTERS = 64  # of the name of a file: SHA-256 in hexadecimal


async def page(visit: Visit) -> Response:
    """Where a file is chosen."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "") -> Response:
    cohort = await visit.read(lambda case: case.cohort)
    status = 422 if problem else 200
    return visit.page("import.html", status=status, problem=problem, tab="cohort", cohort=cohort, columns=COLUMNS)


async def look(visit: Visit) -> Response:
    """A file was chosen: its lines, before anything is kept."""
    try:
        listed = read_list(await _content(visit))
        cohort, listed = await visit.read(lambda case: _compared(case, listed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence)
    return visit.page(
        "import_lines.html",
        tab="cohort",
        cohort=cohort,
        listed=listed,
        states=STATES,
        packed={line.number: _packed(line) for line in listed.lines},
    )


async def _content(visit: Visit) -> bytes:
    """The bytes of the file; a body that says it is too long is not read at all."""
    claimed = visit.request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed) > BYTES + FRAME:
        raise Refused("list_too_big", "Ce fichier est trop gros pour une liste de personnes (1 Mo au plus).")
    file = (await visit.form()).get("list")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Refused("no_file", "Choisissez un fichier : CSV ou XLSX.")
    return await file.read(BYTES + 1)


def _compared(case: Case, listed: PeopleList) -> tuple[Cohort, PeopleList]:
    return case.cohort, compared(case.db, case.assistant.house.vault, case.cohort, listed)


def _packed(line: Line) -> str:
    """A line as its page carries it."""
    kept = asdict(line)
    return json.dumps({"line": line.number, "language": kept["language"], **kept["values"]}, ensure_ascii=False)


async def keep(visit: Visit) -> Response:
    """The chosen lines become people of the Flashcoop."""
    form = await visit.form()
    source = await visit.field("source")
    chosen = [value for value in form.getlist("take") if isinstance(value, str)]
    try:
        lines = [_unpacked(form.get(f"line-{number}")) for number in chosen]
        made = await visit.change(lambda case: _keep(case, source, lines))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence)
    return visit.back(f"/f/{visit.wish.path['cohort']}/people?ok={made}")


def _unpacked(packed: Any) -> dict[str, Any]:  # noqa: ANN401 -- a field of a form
    """A line as its page carried it. Raises Refused for what is none of ours."""
    try:
        line = json.loads(packed) if isinstance(packed, str) else None
    except ValueError:
        line = None
    if not isinstance(line, dict) or not isinstance(line.get("line"), int):
        raise Refused("no_line", "Cette page n'est plus la bonne : choisissez le fichier à nouveau.")
    known = {key: line[key] for key in (*WRITTEN, *HERS, "language") if isinstance(line.get(key), str)}
    return {"line": line["line"], **known}


def _keep(case: Case, source: str, lines: list[dict[str, Any]]) -> int:
    if len(source) != SOURCE_LETTERS or not lines or len(lines) > MOST:
        raise Refused("no_line", "Choisissez au moins une ligne.")
    languages = case.assistant.house.programme.languages
    spoken = [{**line, "language": line["language"] if line.get("language") in languages else None} for line in lines]
    vault = case.assistant.house.vault
    made = import_people(operating(case), vault, case.cohort.code, source, spoken, case.who.code)
    return len(made["people"])


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/import", page, action="person.import", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/import", look, action="person.import", target="cohort", methods=("POST",)),
    door(f"{ROOT}/f/{{cohort}}/import/lines", keep, action="person.import", target="cohort", methods=("POST",)),
)
