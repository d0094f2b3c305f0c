"""What a row that a page kept means: its JSON body to an act. Pure, and never fails: what is odd is `Other`."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.turns.acts import Act, ControlTouch, KeyTouch, MenuTouch, Other, Text, Touch, Visit, Voice, WhoTouch
from dialogs.controls import CONTROLS

KEYS = frozenset("0123456789+") | {"erase", "enter"}

Body = Mapping[str, Any]


def read_form(body: Body) -> Act:
    """The act of a stored form. `of` and `asked` are the instance and the ask that stood on the page.

    They have names of their own, since a row's `ask` and `instance` are its stamp (`Assistant.receive`).
    """
    reader = READERS.get(_text(body, "act"))
    return reader(body) if reader else Other("form")


def _text(body: Body, name: str) -> str:
    value = body.get(name, "")
    return value if isinstance(value, str) else ""


def _touch(body: Body) -> Act:
    return Touch(_text(body, "of"), _text(body, "asked"), _text(body, "choice"))


def _key(body: Body) -> Act:
    key = _text(body, "key")
    return KeyTouch(_text(body, "of"), _text(body, "asked"), key) if key in KEYS else Other("key")


def _control(body: Body) -> Act:
    name = _text(body, "control")
    return ControlTouch(_text(body, "of"), _text(body, "asked"), name) if name in CONTROLS else Other("control")


def _written(body: Body) -> Act:
    text = _text(body, "text").replace("\0", "").strip()
    return Text(text) if text else Other("empty")


def _voice(body: Body) -> Act:
    sha256, size = _text(body, "sha256"), body.get("bytes", 0)
    if not sha256 or not isinstance(size, int):
        return Other("file")
    return Voice({}, _text(body, "mime"), size, sha256=sha256)


READERS: Mapping[str, Callable[[Body], Act]] = {
    "visit": lambda body: Visit(),
    "touch": _touch,
    "key": _key,
    "control": _control,
    "who": lambda body: WhoTouch(_text(body, "choice")),
    "menu": lambda body: MenuTouch(_text(body, "choice")),
    "text": _written,
    "voice": _voice,
}


# How the rows of each kind of page are read: a person's own, and one on which somebody fills in with her.
PAGES = {"web": read_form, "held": read_form}
