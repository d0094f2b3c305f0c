"""What staff write of a person beside her conversation: it moves her nowhere, and nothing is said to her."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.effects import Answer
from dialogs.events import Origin
from dialogs.instance import Given, Instance
from dialogs.questionnaire import Questionnaire

STAFF = "staff"  # who alone is asked such a question


def noted(
    version: Questionnaire, instance: Instance, values: Mapping[str, Any], origin: Origin
) -> tuple[Instance, tuple[Answer, ...]]:
    """The instance with those answers, and the revisions that are news; a value None leaves its question alone.

    Raises ValueError for a question that is the person's own to answer.
    """
    given, news = dict(instance.given), []
    for key, value in values.items():
        question = version.by_key.get(key)
        if question is None or question.by != STAFF:
            raise ValueError(f"{key} is not for staff to write")
        known = given.get(key)
        if value is None or (known is not None and known.value == value):
            continue
        given[key] = Given(value, door=origin.door, author=origin.author)
        news.append(Answer(key, value, None, None, origin.mode, origin.author, origin.door))
    return replace(instance, given=given), tuple(news)
