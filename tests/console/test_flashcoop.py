"""A Flashcoop in the console: opened, its people imported and invited, presence, contracts, days and figures."""

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import printing
from bot.enrolling import sheets
from bot.running import Assistant
from storage.database import Database, every
from tests.console.staff import Desk, Place
from tests.enrolling.test_lists import sheet as spreadsheet
from tests.web.visitor import SAME_SITE

AtDesk = Callable[[str], Awaitable[Desk]]
PEOPLE = [("Zahra", "Ahmadi", "dari"), ("أمينة", "الحسن", "arabe"), ("Élodie", "Noël", "français")]
PEOPLE += [(name, "Essai", "dari") for name in ("Soraya", "Latifa", "Omar", "Fatoumata")]
DATES = {f"date-{n}": f"2026-11-{22 + n}" for n in range(1, 8)}
OPENING = {"name": "Cookies de Laval", "starts": "09:30", "ends": "16:30", "place": "Laval", **DATES}


async def rows(assistant: Assistant, query: str, *values: object) -> list[dict[str, Any]]:
    def look(db: Database) -> list[dict[str, Any]]:
        return [dict(row) for row in every(db, query, values)]

    return await assistant.writer.run(look)


async def chooses(desk: Desk, path: str, name: str, content: bytes) -> httpx.Response:
    """Send a file as the form of the page does."""
    return await desk.browser.post(path, files={"list": (name, content)}, headers=SAME_SITE)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1].replace("&#34;", '"').replace("&amp;", "&")


def codes(page: str) -> list[str]:
    return re.findall(r'id="p-(FC-\w+)"', page)


@pytest.fixture
async def animator(places: dict[str, Place], at_desk: AtDesk) -> Desk:
    return await at_desk(places["here"].staff["animator"])


@pytest.fixture
async def opened(animator: Desk) -> str:
    """The path of a Flashcoop she has just opened, with seven people of a list."""
    answer = await animator.posts("/console/f/new", **OPENING)
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"].partition("?")[0]
    listed = spreadsheet(("Prénom", "Nom", "Langue"), *PEOPLE)
    shown = await chooses(animator, f"{path}/import", "liste.xlsx", listed)
    await imports(animator, path, shown.text)
    return str(path)


async def imports(desk: Desk, path: str, shown: str, *more: str) -> httpx.Response:
    """Import the lines that are checked, and others by their number."""
    checked = re.findall(r'name="take" value="(\d+)" checked', shown)
    fields = {f"line-{number}": (None, hidden(shown, f"line-{number}")) for number in [*checked, *more]}
    parts = [("source", (None, hidden(shown, "source"))), *fields.items()]
    parts += [("take", (None, number)) for number in [*checked, *more]]
    return await desk.browser.post(f"{path}/import/lines", files=parts, headers=SAME_SITE)


# Opening, and days


async def test_an_animator_opens_a_flashcoop_of_seven_days_and_it_is_hers(
    animator: Desk, opened: str, assistant: Assistant
) -> None:
    page = (await animator.gets(opened)).text
    assert "Cookies de Laval" in page
    assert page.count("09:30–16:30") == 7
    assert "Où en est chacune" in page
    for room in ("people", "presence", "contracts", "sheets", "days", "photos", "figures"):
        assert f'href="{opened}/{room}"' in page
        assert (await animator.gets(f"{opened}/{room}")).status_code == 200
    [kept] = await rows(assistant, "SELECT name FROM cohorts ORDER BY id DESC LIMIT 1")
    assert kept["name"] == "Cookies de Laval"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "a besoin d&#39;un nom"),
        ({"date-2": ""} | {f"date-{n}": "" for n in range(4, 8)}, "Il faut de 4 à 7 dates"),
        ({"date-2": "2026-11-23"}, "même date"),
        ({"date-1": "2026-12-25"}, "dans l&#39;ordre"),
        ({"starts": "17:00"}, "finit après avoir commencé"),
        ({"starts": ""}, "ne se lit pas"),
    ],
)
async def test_what_cannot_be_opened_is_said_above_what_was_typed(
    animator: Desk, assistant: Assistant, wrong: dict[str, str], words: str
) -> None:
    before = await rows(assistant, "SELECT id FROM cohorts")
    answer = await animator.posts("/console/f/new", **{**OPENING, **wrong, "product": "Biscuits"})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Biscuits"' in answer.text
    assert await rows(assistant, "SELECT id FROM cohorts") == before


async def test_a_move_says_what_moves_along_before_it_is_done(animator: Desk, opened: str) -> None:
    said = (await animator.posts(f"{opened}/days/7", what="move", date="2026-12-04")).text
    for words in ("Dernière séance", "29 novembre", "4 décembre", "4 avril 2027"):
        assert words in said
    assert "29 novembre" in (await animator.gets(opened)).text
    done = await animator.posts(f"{opened}/days/7", what="move", date="2026-12-04", sure="yes")
    assert done.status_code == 303
    assert "4 décembre" in (await animator.gets(opened)).text


async def test_one_tap_offers_one_more_session_on_the_next_working_day(
    animator: Desk, places: dict[str, Place]
) -> None:
    here = f"/console/f/{places['here'].names['cohort']}"
    page = (await animator.gets(f"{here}/days")).text
    assert "Une séance de plus" in page
    date = hidden(page, "date")
    assert (await animator.posts(f"{here}/days", date=date)).status_code == 200
    assert (await animator.posts(f"{here}/days", date=date, sure="yes")).status_code == 303
    assert (await animator.gets(here)).text.count("<li><strong>J") == 5


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("days", {"date": "demain", "sure": "yes"}, "n&#39;est pas une date"),
        ("days", {"date": "", "sure": "yes"}, "a besoin d&#39;une date"),
        ("days/9", {"what": "move", "date": "2026-12-04"}, "Il n&#39;y a pas de séance 9"),
        ("days/1", {"what": "cancel", "sure": "yes"}, "au moins 4 séances"),
        ("days/1", {"what": "move", "starts": "17:00", "ends": "09:00", "sure": "yes"}, "finit après"),
    ],
)
async def test_days_that_cannot_be_are_refused(
    animator: Desk, places: dict[str, Place], path: str, fields: dict[str, str], words: str
) -> None:
    answer = await animator.posts(f"/console/f/{places['here'].names['cohort']}/{path}", **fields)
    assert (answer.status_code, words in answer.text) == (422, True), answer.text


# People


async def test_a_list_is_shown_line_by_line_and_only_what_is_checked_comes_in(
    animator: Desk, places: dict[str, Place], assistant: Assistant
) -> None:
    path = f"/console/f/{places['here'].names['cohort']}"
    before = len(await rows(assistant, "SELECT id FROM people"))
    text = "Prénom;Nom;Téléphone\nZoé;Noël;12\nzoe;NOËL;\n;;0612345678\nOmar;Zaki;0612345678\n"
    shown = await chooses(animator, f"{path}/import", "liste.csv", text.encode("cp1252"))
    assert len(await rows(assistant, "SELECT id FROM people")) == before
    for words in ("doublon ?", "illisible", "« 12 »", "Même personne que la ligne 2"):
        assert words in shown.text.replace("\u00a0", " ")
    done = await imports(animator, path, shown.text)
    assert done.status_code == 303
    page = (await animator.gets(f"{path}/people")).text
    assert ("Zoé Noël" in page, "Omar Zaki" in page, "zoe NOËL" in page) == (True, True, False)
    assert len(await rows(assistant, "SELECT id FROM people")) == before + 2
    await imports(animator, path, shown.text)
    assert len(await rows(assistant, "SELECT id FROM people")) == before + 2
    again = await chooses(animator, f"{path}/import", "liste.csv", text.encode("cp1252"))
    assert again.text.replace("\u00a0", " ").count("déjà là ?") == 3
    assert "checked" not in again.text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "est vide"), (b"a;b\nc;d\n", "doit nommer les colonnes"), (b"x" * 1_200_000, "trop gros")],
)
async def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    animator: Desk, places: dict[str, Place], content: bytes, words: str
) -> None:
    answer = await chooses(animator, f"/console/f/{places['here'].names['cohort']}/import", "x.csv", content)
    assert (answer.status_code, words in answer.text) == (422, True)


@pytest.mark.parametrize("line", ["not json", '{"line": "2"}', json.dumps({"line": 2, "first_name": "x" * 300})])
async def test_lines_that_are_none_of_ours_bring_nobody_in(
    animator: Desk, places: dict[str, Place], assistant: Assistant, line: str
) -> None:
    before = len(await rows(assistant, "SELECT id FROM people"))
    path = f"/console/f/{places['here'].names['cohort']}/import/lines"
    answer = await animator.posts(path, source="0" * 64, take="2", **{"line-2": line})
    assert answer.status_code == 422
    assert len(await rows(assistant, "SELECT id FROM people")) == before


async def test_a_name_is_written_and_shown_to_those_who_may_see_it(
    animator: Desk, places: dict[str, Place], at_desk: AtDesk
) -> None:
    here = places["here"]
    path = f"/console/f/{here.names['cohort']}"
    person = f"{path}/people/{here.names['person']}"
    done = await animator.posts(person, first_name="Zahra", last_name="Ahmadi", civility="madame", phone="0612345678")
    assert done.status_code == 303
    assert 'value="+33612345678"' in (await animator.gets(person)).text
    for page in (path, f"{path}/people", f"{path}/presence", f"{path}/contracts", f"{path}/sheets"):
        assert "Zahra Ahmadi" in (await animator.gets(page)).text
    national = await at_desk(here.staff["cpe"])
    seen = await national.gets(path)
    assert (seen.status_code, "Zahra" in seen.text) == (200, False)
    assert (await national.gets(f"{path}/people")).status_code == 403


async def test_what_is_wrong_on_a_persons_page_is_said_and_what_was_typed_stays(
    animator: Desk, places: dict[str, Place]
) -> None:
    here = places["here"].names
    person = f"/console/f/{here['cohort']}/people/{here['person']}"
    answer = await animator.posts(person, first_name="Zahra", phone="12")
    assert answer.status_code == 422
    assert "n&#39;est pas un numéro" in answer.text
    assert 'value="Zahra"' in answer.text
    nobody = await animator.posts(f"/console/f/{here['cohort']}/people", phone="0612345678")
    assert (nobody.status_code, "au moins son prénom" in nobody.text) == (422, True)


async def test_only_a_partner_of_the_flashcoop_is_entered_as_who_sent_her(
    animator: Desk, places: dict[str, Place], assistant: Assistant
) -> None:
    here, beside = places["here"], places["beside"]
    person = f"/console/f/{here.names['cohort']}/people/{here.names['person']}"
    for wrong in (beside.staff["partner"], here.staff["animator"], "FC-NONE"):
        assert (await animator.posts(f"{person}/prescriber", partner=wrong)).status_code == 422
    assert (await animator.posts(f"{person}/prescriber", partner=here.staff["partner"])).status_code == 303
    assert f'value="{here.staff["partner"]}" selected' in (await animator.gets(person)).text
    assert len(await rows(assistant, "SELECT * FROM prescriptions")) == 1
    await animator.posts(f"{person}/prescriber", partner="")
    assert await rows(assistant, "SELECT * FROM prescriptions") == []


# Sheets


async def test_seven_sheets_are_printed_and_printing_again_says_what_it_does(
    animator: Desk, opened: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[dict[str, Any]] = []

    def watched(template: Path, data: dict[str, Any]) -> bytes:
        drawn.append(data)
        return printing.pdf(template, data)

    monkeypatch.setattr(sheets, "pdf", watched)
    page = (await animator.gets(f"{opened}/sheets")).text
    chosen = re.findall(r'name="who" value="(FC-\w+)" checked', page)
    assert len(chosen) == 7
    answer = await animator.posts(f"{opened}/sheets", who=chosen, door="page")
    assert answer.headers["content-type"] == "application/pdf"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF")
    assert [each["languages"][0]["autonym"] for each in drawn[0]["sheets"]][:3] == ["دری", "العربية", "Français"]
    assert {each["first"] for each in drawn[0]["sheets"]} == {"lundi 23 novembre · 09:30 · Laval"}
    page = (await animator.gets(f"{opened}/sheets")).text
    assert "checked" not in page
    assert page.count("une nouvelle feuille rend l") == 7


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"door": "page"}, "au moins une participante"),
        ({"door": "page", "who": "FC-NONE"}, "au moins une participante"),
        ({"door": "window", "who": "FC-NONE"}, "Choisissez la page ou Telegram"),
        ({"door": "telegram", "who": "FC-NONE"}, "Aucun bot Telegram"),
    ],
)
async def test_sheets_for_nobody_are_not_printed(
    animator: Desk, places: dict[str, Place], fields: dict[str, str], words: str
) -> None:
    answer = await animator.posts(f"/console/f/{places['here'].names['cohort']}/sheets", **fields)
    assert (answer.status_code, words in answer.text) == (422, True)


async def test_a_sheet_is_printed_for_nobody_of_another_flashcoop(
    animator: Desk, places: dict[str, Place], assistant: Assistant
) -> None:
    stranger = places["beside"].names["person"]
    answer = await animator.posts(f"/console/f/{places['here'].names['cohort']}/sheets", door="page", who=stranger)
    assert answer.status_code == 422
    assert await rows(assistant, "SELECT * FROM invitations WHERE person_id IS NOT NULL") == []
