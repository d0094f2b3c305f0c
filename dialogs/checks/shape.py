"""Whether a file holds a questionnaire at all: the fields there are, and the type of each."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dialogs.checks.issue import Checked, Issue

Source = Mapping[str, Any]


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wording(value: object) -> bool:
    """One text, or one for each form (f, m, and "" for the plain one)."""
    forms = isinstance(value, Mapping) and set(value) == {"", "f", "m"} and all(map(_text, value.values()))
    return _text(value) or forms


def _bounds(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] <= value[1]


def _references(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_text, (*value, *value.values())))


def _languages(value: object) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _is(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


TEXT = (_text, "un texte")
NUMBER = (_number, "un nombre entier")
WORDING = (_wording, "un texte, ou trois textes : « f », « m » et « »")
LIST = (_is(list), "une liste")
FLAG = (_is(bool), "true ou false")
FIELDS = (_is(dict), "un groupe de champs")

Type = tuple[Callable[[object], bool], str]

WHOLE: Mapping[str, Type] = {
    "id": TEXT,
    "version": NUMBER,
    "audience": TEXT,
    "moment": TEXT,
    "order": NUMBER,
    "subject": TEXT,
    "languages": (_languages, "une liste de langues"),
    "questions": LIST,
}
QUESTION: Mapping[str, Type] = {
    "key": TEXT,
    "kind": TEXT,
    "print": WORDING,
    "speak": WORDING,
    "choices": LIST,
    "when": (lambda _value: True, ""),  # the grammar of conditions has its own check
    "personal": FLAG,
    "purpose": TEXT,
    "required": FLAG,
    "practice": FLAG,
    "sets": TEXT,
    "bounds": (_bounds, "deux nombres entiers, le plus petit d'abord"),
    "long": TEXT,
    "picture": TEXT,
    "distinct": FLAG,
    "by": TEXT,
    "recalls": TEXT,
    "references": (_references, "des textes : mettez les nombres entre guillemets"),
}
CHOICE: Mapping[str, Type] = {"key": TEXT, "picture": TEXT, "print": WORDING, "speak": WORDING}
NEEDED = {"key", "kind", "print"}
# A kind that offers choices of its own must name them.
CHOOSING = ("choice", "language", "picture")


def whole(checked: Checked) -> Iterator[Issue]:
    """The questionnaire's own fields."""
    if not isinstance(checked.source, Mapping):
        yield checked.issue("F02", detail="le fichier", known=FIELDS[1])
        return
    yield from _fields(checked, "—", checked.source, WHOLE, {"id", "version", "audience", "moment", "questions"})


def questions(checked: Checked) -> Iterator[Issue]:
    """The fields of each question."""
    if not checked.source["questions"]:
        yield checked.issue("F02", detail="« questions »", known="une liste d'au moins une question")
    for number, question in enumerate(checked.source["questions"], 1):
        if not isinstance(question, Mapping):
            yield checked.issue("F02", detail=f"la question n° {number}", known=FIELDS[1])
            continue
        needed = NEEDED | ({"choices"} if question.get("kind") in CHOOSING else set())
        yield from _fields(checked, str(question.get("key", f"n° {number}")), question, QUESTION, needed)


def choices(checked: Checked) -> Iterator[Issue]:
    """The fields of each choice; what it lacks of a picture is said elsewhere."""
    for key, question in checked.questions():
        for number, choice in enumerate(question.get("choices", ()), 1):
            if not isinstance(choice, Mapping):
                yield checked.issue("F02", key, detail=f"le choix n° {number}", known=FIELDS[1])
                continue
            yield from _fields(checked, key, choice, CHOICE, {"key", "print"})


def _fields(checked: Checked, key: str, fields: Source, types: Mapping[str, Type], needed: set[str]) -> Iterator[Issue]:
    for name in sorted(needed - set(fields)):
        yield checked.issue("Q01", key, detail=name)
    for name, value in fields.items():
        if name not in types:
            yield checked.issue("Q13", key, detail=name, known=", ".join(sorted(types)))
        elif not types[name][0](value):
            yield checked.issue("F02", key, detail=f"« {name} »", known=types[name][1])
