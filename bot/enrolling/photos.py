"""The list of who may be photographed, printed for the day of sale."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.pictures.catalogue import catalogue, picture
from bot.printing import pdf
from dialogs.languages import Language
from storage.photographs import Photographed

TEMPLATE = Path(__file__).parent / "photos.typ"


def photo_pages(
    flashcoop: str, found: Sequence[Photographed], names: Mapping[str, str], today: date, french: Language
) -> bytes:
    """The list as a PDF; `names` are first names by code, of those that are known."""
    data = {
        "flashcoop": flashcoop,
        "day": french.day(today, "EEEE d MMMM y"),
        "camera": picture("camera").svg.read_text("utf-8"),
        "people": [
            {"code": each.code, "name": names.get(each.code, ""), "drawing": drawing_of(each)} for each in found
        ],
    }
    return pdf(TEMPLATE, data)


def drawing_of(person: Photographed) -> str:
    """The picture she chose, as SVG; empty where she chose none."""
    return picture(person.picture).svg.read_text("utf-8") if person.picture in catalogue() else ""
