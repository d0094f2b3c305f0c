import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from bot.pictures.catalogue import DRAWINGS, Picture, UnknownPictureError, catalogue, picture, portraits

PORTRAITS_OFFERED = 24
QUESTIONNAIRES = sorted((Path(__file__).parents[2] / "dialogs/questionnaires").glob("*.yaml"))

# What dialogue.md wants « always there, always in the same place », and the emoji it gives each.
ALWAYS_THERE = {"repeat": "🔁", "correct": "⏪", "dont_know": "🤷", "rather_not": "⏭️", "person": "🙋"}


@pytest.mark.parametrize("each", catalogue().values(), ids=lambda each: each.name)
def test_every_picture_has_an_outline_for_pages_and_an_image_for_tiles(each: Picture) -> None:
    assert ElementTree.parse(each.svg).getroot().get("viewBox") == "0 0 72 72"
    with Image.open(each.png) as image:
        assert image.size == (320, 320)
        assert image.getchannel("A").getbbox() is not None, "the picture is empty"


def test_no_drawing_is_kept_that_no_name_leads_to() -> None:
    kept = {path for path in DRAWINGS.iterdir() if path.suffix in {".svg", ".png"}}
    assert kept == {path for each in catalogue().values() for path in (each.svg, each.png)}


def test_no_outline_reaches_out_of_its_file_or_runs_anything() -> None:
    for each in catalogue().values():
        text = each.svg.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not any(word in text for word in ("http", "<script", "<text", "<image", "href", "url(")), each.name


def test_a_picture_is_found_by_the_name_a_questionnaire_gives_it() -> None:
    found = picture("slower")
    assert (found.name, found.emoji, found.group) == ("slower", "🐢", "always_there")


def test_yes_and_no_are_names_and_not_truth_values() -> None:
    assert (picture("yes").emoji, picture("no").emoji) == ("✅", "❌")


@pytest.mark.parametrize(("name", "emoji"), ALWAYS_THERE.items())
def test_what_is_always_there_has_the_emoji_people_are_told_of(name: str, emoji: str) -> None:
    assert picture(name).emoji == emoji


def test_an_unknown_picture_is_refused_with_the_names_that_are_near() -> None:
    with pytest.raises(UnknownPictureError, match=r"no picture named 'hapy': did you mean happy"):
        picture("hapy")


@pytest.mark.parametrize("name", ["", "../../../etc/passwd", "yes.svg", "zzzzzz", "YES\n"])
def test_a_name_is_never_taken_for_a_path(name: str) -> None:
    with pytest.raises(UnknownPictureError, match="There is no picture named"):
        picture(name)


def test_a_person_chooses_among_enough_pictures_all_different() -> None:
    offered = portraits()
    assert len(offered) == PORTRAITS_OFFERED
    assert len({each.emoji for each in offered}) == PORTRAITS_OFFERED
    assert len({each.svg.read_bytes() for each in offered}) == PORTRAITS_OFFERED


def test_a_portrait_is_never_an_answer_too() -> None:
    others = {each.emoji for each in catalogue().values() if each.group != "portraits"}
    assert not others & {each.emoji for each in portraits()}


def test_pictures_that_hurt_someone_are_not_in_the_set() -> None:
    unwelcome = set("👍👎🐷🐖🐶🐕🫏🍺🍷🍸🦉🌙☪✝✡🛐🙏🌈🍉🔑⛵🚤")
    assert not unwelcome & {letter for each in catalogue().values() for letter in each.emoji}


def test_no_flag_stands_for_a_language() -> None:
    for each in catalogue().values():
        assert not any("REGIONAL INDICATOR" in unicodedata.name(letter, "") for letter in each.emoji)


def test_two_choices_of_one_scale_never_look_alike() -> None:
    scale = [picture(name) for name in ("not_at_all", "rather_no", "a_little", "a_lot")]
    assert len({each.emoji for each in scale}) == len({each.svg.read_bytes() for each in scale}) == len(scale)


def named(part: Any) -> Iterator[str]:
    """Every picture that a questionnaire's file names, however deep."""
    if isinstance(part, dict):
        if isinstance(part.get("picture"), str):
            yield part["picture"]
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from named(each)


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_every_picture_a_questionnaire_names_is_there(path: Path) -> None:
    names = set(named(yaml.safe_load(path.read_text("utf-8"))))
    assert names <= set(catalogue())


def test_questionnaires_name_pictures() -> None:
    assert [path.stem for path in QUESTIONNAIRES if set(named(yaml.safe_load(path.read_text("utf-8"))))]
