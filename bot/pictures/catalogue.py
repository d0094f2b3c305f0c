"""Which pictures there are, by the name a questionnaire gives them."""

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
DRAWINGS = HERE / "openmoji"


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing: its emoji for a button, its outline file for a page, its 320 × 320 PNG for a tile."""

    name: str
    group: str
    emoji: str
    says: str
    svg: Path
    png: Path


class UnknownPictureError(LookupError):
    """Nobody has drawn a picture of that name; the message says which names are near."""


@cache
def catalogue() -> dict[str, Picture]:
    """Every picture by name, in the order of pictures.yaml."""
    groups: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((HERE / "pictures.yaml").read_text("utf-8"))
    return {
        name: Picture(name, group, recipe["emoji"], recipe["says"], DRAWINGS / f"{name}.svg", DRAWINGS / f"{name}.png")
        for group, recipes in groups.items()
        for name, recipe in recipes.items()
    }


def picture(name: str) -> Picture:
    """The picture of that name; raises UnknownPictureError, with a sentence, where there is none."""
    known = catalogue()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3)
    advice = f"did you mean {' or '.join(near)}?" if near else "the names are in bot/pictures/pictures.yaml."
    raise UnknownPictureError(f"There is no picture named {name!r}: {advice}")


def portraits() -> tuple[Picture, ...]:
    """The pictures a person may choose to stand for herself, in the order they are offered."""
    return tuple(each for each in catalogue().values() if each.group == "portraits")
