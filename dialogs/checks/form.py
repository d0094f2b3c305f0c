"""Whether kinds, keys, choices, pictures and closed lists are what the engine, a button and a picture allow."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from dialogs.calendar import MOMENTS
from dialogs.checks.issue import Checked, Issue
from dialogs.kinds import BUILDERS
from dialogs.questionnaire import SOURCE, Audience, By, Subject

# A fact has at most four choices side by side; a flat list of pictures at most nine.
MOST_CHOICES = {"choice": 4, "language": 4, "picture": 9}
MOST_DISTINCT = 24  # of a longer list, what nobody in the group has chosen is offered, nine at a time
# Telegram's 64 bytes of callback data hold `a|instance|ask|choice`: this is left for `step` and `choice` together.
MOST_BUTTON_BYTES = 40
KEY = re.compile(r"[a-z][a-z0-9_]{0,19}")
PREFERENCES = ("language", "gender")
PURPOSES = (
    "bot",
    "keep_audio",
    "quote",
    "researcher",
    "photos",
    "contact",
    "records",
    "second_contact",
    "interview",
)


def closed_lists(checked: Checked) -> Iterator[Issue]:
    """Fields that take one of a few values."""
    closed: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("Q12", "moment", MOMENTS),
        ("Q14", "audience", get_args(Audience)),
        ("Q15", "subject", get_args(Subject)),
    )
    for code, name, known in closed:
        yield from _one_of(checked, code, "—", checked.source.get(name, ""), known)
    languages = checked.source.get("languages", [SOURCE])
    if SOURCE not in languages or not set(languages) <= set(checked.texts.languages):
        yield checked.issue("Q17", detail=", ".join(languages), known=", ".join(checked.texts.languages))
    for key, question in checked.questions():
        yield from _one_of(checked, "Q16", key, question.get("by", ""), get_args(By))
        yield from _one_of(checked, "Q18", key, question.get("sets", ""), PREFERENCES)


def _one_of(checked: Checked, code: str, key: str, value: str, known: Iterable[str]) -> Iterator[Issue]:
    allowed = tuple(filter(None, known))
    if value and value not in allowed:
        yield checked.issue(code, key, detail=value, known=", ".join(allowed))


def kinds(checked: Checked) -> Iterator[Issue]:
    """Kinds there are, and a purpose for each consent."""
    for key, question in checked.questions():
        if question["kind"] not in BUILDERS:
            yield checked.issue("Q02", key, detail=question["kind"], known=", ".join(BUILDERS))
        if question["kind"] == "consent" and question.get("purpose") not in PURPOSES:
            yield checked.issue("Q11", key, known=", ".join(PURPOSES))


def keys(checked: Checked) -> Iterator[Issue]:
    """Keys that can stand in a button and name one thing each."""
    seen: set[str] = set()
    for key, question in checked.questions():
        if not KEY.fullmatch(key):
            yield checked.issue("Q03", key, detail=key)
        if key in seen:
            yield checked.issue("Q04", key, detail=key)
        seen.add(key)
        offered = [choice["key"] for choice in question.get("choices", ())]
        for twice in sorted({name for name in offered if offered.count(name) > 1}):
            yield checked.issue("Q04", key, detail=twice)


def choices(checked: Checked) -> Iterator[Issue]:
    """Few enough choices, each with a picture, small enough for a button; and the question's own picture."""
    for key, question in checked.questions():
        offered = question.get("choices", ())
        most = MOST_DISTINCT if question.get("distinct") else MOST_CHOICES.get(question["kind"], 0)
        if len(offered) > most:
            yield checked.issue("Q05", key, detail=len(offered), most=most)
        for choice in offered:
            yield from _one_choice(checked, key, choice)
        if question.get("picture", "") not in {"", *checked.pictures}:
            yield checked.issue("Q07", key, detail=question["picture"])


def _one_choice(checked: Checked, key: str, choice: Mapping[str, Any]) -> Iterator[Issue]:
    if not choice.get("picture"):
        yield checked.issue("Q06", key, detail=choice["key"])
    elif choice["picture"] not in checked.pictures:
        yield checked.issue("Q07", key, detail=choice["picture"])
    if len(f"{key}{choice['key']}".encode()) > MOST_BUTTON_BYTES:
        yield checked.issue("Q10", key, detail=choice["key"])
