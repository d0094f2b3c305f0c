"""The page of an afternoon of recordings: it fits, it is true, and it is read on paper and in the console."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.console.shell import ROOT
from bot.loading import Programme
from bot.studio.kit import LISTS, MINUTES, MINUTES_EACH, NAMES, PEOPLE, kit, kit_pdf
from bot.studio.lists import sheets
from bot.studio.releasing import asked
from storage.refusals import Refused
from tests.console.staff import Place
from tests.house.checkout import ROOT as ROOT_FOLDER
from tests.studio.test_console import AtDesk

SECONDS_A_WORD, SECONDS_TO_AGREE = 5, 60


def test_everything_to_be_said_stands_on_it_in_both_languages(programme: Programme) -> None:
    found = kit(programme, "fa_AF")
    lists = [each for each in sheets(programme, "fa_AF") if each.name in LISTS]
    words = [item for each in lists for item in each.items]
    assert [(each.french, each.said) for each in found.words] == [(item.french, item.shown) for item in words]
    assert [each.said for each in found.words[-9:]] == ["یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"]
    assert [each.said for each in found.release[:4]] == [*asked(programme.book, "fa_AF")]
    assert len(found.release) == 7


def test_ten_people_are_done_in_forty_minutes(programme: Programme) -> None:
    for language in NAMES:
        seconds = SECONDS_TO_AGREE + SECONDS_A_WORD * len(kit(programme, language).words)
        assert seconds <= MINUTES_EACH * 60
    assert PEOPLE * MINUTES_EACH + 10 <= MINUTES


def test_what_it_tells_people_to_touch_is_there(programme: Programme) -> None:
    said = " ".join(kit(programme, "fa_AF").each.lines + kit(programme, "fa_AF").after.lines)
    shown = "".join(path.read_text() for path in (ROOT_FOLDER / "bot/console/templates").glob("*.html"))
    shown += "".join(path.read_text() for path in (ROOT_FOLDER / "bot/staff").glob("studio*.py"))
    for name in ("Qui parle ?", "C'est juste", "Retirer cette voix"):
        assert f"« {name} »" in said
        assert name in shown


@pytest.mark.parametrize("language", NAMES)
def test_it_is_one_page(programme: Programme, tmp_path: Path, language: str) -> None:
    content = kit_pdf(programme, language)
    assert content == kit_pdf(programme, language)
    (tmp_path / "kit.pdf").write_bytes(content)
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler) is not installed")
    told = subprocess.run(["pdfinfo", str(tmp_path / "kit.pdf")], capture_output=True, check=True).stdout.decode()
    assert re.search(r"^Pages:\s+1$", told, re.MULTILINE)
    assert "A4" in told


def test_the_command_prints_it_and_refuses_what_it_has_no_words_for(tmp_path: Path, programme: Programme) -> None:
    done = CliRunner().invoke(app, ["voices", "kit", "--out", str(tmp_path / "kit.pdf")])
    assert done.exit_code == 0
    assert (tmp_path / "kit.pdf").read_bytes().startswith(b"%PDF")
    for words in (["--lang", "fr"], ["--out", str(tmp_path / "nowhere" / "x.pdf")]):
        refused = CliRunner().invoke(app, ["voices", "kit", "--out", str(tmp_path / "x.pdf"), *words])
        assert (refused.exit_code, "Traceback" in refused.output) == (1, False)
    with pytest.raises(Refused, match="fa_AF"):
        kit(programme, "fr")


@pytest.mark.parametrize("who", ["interpreter", "animator"])
async def test_the_console_shows_it_and_hands_it_over(places: dict[str, Place], at_desk: AtDesk, who: str) -> None:
    desk = await at_desk(places["here"].staff[who])
    assert f'href="{ROOT}/voix/kit"' in (await desk.gets(f"{ROOT}/voix")).text
    page = (await desk.gets(f"{ROOT}/voix/kit")).text
    assert "flashcoop voices judge --lang fa_AF" in page
    assert 'lang="fr" dir="ltr"' in page
    assert "چهار" in page
    assert "أربعة" in (await desk.gets(f"{ROOT}/voix/kit?langue=ar")).text
    assert "چهار" in (await desk.gets(f"{ROOT}/voix/kit?langue=../x")).text
    printed = await desk.gets(f"{ROOT}/voix/kit.pdf?langue=ar")
    assert printed.content.startswith(b"%PDF")
    assert 'filename="enregistrement-ar.pdf"' in printed.headers["content-disposition"]


async def test_who_has_no_right_to_record_does_not_see_it(places: dict[str, Place], at_desk: AtDesk) -> None:
    desk = await at_desk(places["here"].staff["coordinator"])
    assert (await desk.gets(f"{ROOT}/voix/kit")).status_code == 403
