"""What can be wrong with a questionnaire: a list of small checks, each with a coded sentence for its author.

The sentences are French, as the authors are. None of these ever reaches a participant: `flashcoop run` refuses to
start, and the tests fail.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from dialogs.checks import conditions, form, shape, texts, together
from dialogs.checks.issue import SENTENCES, Checked, Issue, issue

Groups = tuple[tuple[Callable[[Checked], Iterator[Issue]], ...], ...]

SHAPES: Groups = ((shape.whole,), (shape.questions,), (shape.choices,))
MEANINGS: Groups = (
    (form.closed_lists, form.kinds, form.keys, form.choices),
    (together.ids, together.orders),
    (conditions.conditions, conditions.recalls),
    (texts.texts,),
)


def programme_issues(files: list[Checked]) -> list[Issue]:
    """Everything wrong with all questionnaires of an installation; they may refer to those that have a sound shape."""
    shapes = {checked.where: shape_issues(checked) for checked in files}
    sound = {checked.where: checked.source for checked in files if not shapes[checked.where]}
    found = []
    for checked in files:
        found += shapes[checked.where] or meaning_issues(replace(checked, programme=sound))
    return found


def shape_issues(checked: Checked) -> list[Issue]:
    """What keeps a file from being read as a questionnaire at all."""
    return _first_found(checked, SHAPES)


def meaning_issues(checked: Checked) -> list[Issue]:
    """Everything wrong with a questionnaire of sound shape."""
    return _first_found(checked, MEANINGS)


def phrase_issues(checked: Checked) -> list[Issue]:
    """Everything wrong with the common phrases."""
    phrases = [(f"common.{key}", phrase) for key, phrase in checked.texts.common.items()]
    return [issue for context, phrase in phrases for issue in texts.text_issues(checked, context, phrase)]


def _first_found(checked: Checked, groups: Groups) -> list[Issue]:
    """What the first group that finds anything finds: each needs what the one before it made sure of."""
    for group in groups:
        found = [issue for check in group for issue in check(checked)]
        if found:
            return found
    return []


__all__ = [
    "SENTENCES",
    "Checked",
    "Issue",
    "issue",
    "meaning_issues",
    "phrase_issues",
    "programme_issues",
    "shape_issues",
]
