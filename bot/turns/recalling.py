"""What a person answered elsewhere, as it is known to conditions and as it is read back to her."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.turns.house import House
from dialogs.cards import read_back
from dialogs.speaking import Speaker
from storage import instances, takes
from storage.database import Database
from storage.instances import Stored


def recalled(db: Database, stored: Stored, wanted: set[str]) -> Mapping[str, Any]:
    """What the person answered about herself in other questionnaires, by `questionnaire.question`; the latest."""
    return {name: value for name, _, value in _answered(db, stored) if name in wanted and _there(db, value)}


def earlier(db: Database, house: House, stored: Stored, recalls: str) -> Mapping[str, Any] | None:
    """How an earlier answer is read back: its words in her language and in French, and her own voice if it is kept.

    The words are those of the version she answered. None for a question that reads nothing back.
    """
    if not recalls:
        return None
    found = [(kept, value) for name, kept, value in _answered(db, stored) if name == recalls]
    if not found:
        return None
    kept, value = found[-1]
    questionnaire = house.flow(db, kept.hash).questionnaire
    speaker = Speaker(house.programme.book, stored.instance.language, stored.instance.variant)
    words = read_back(questionnaire, recalls.partition(".")[2], value, speaker)
    return {**words, "takes": [take for take in words["takes"] if _kept(db, take)]}


def _answered(db: Database, stored: Stored) -> Iterator[tuple[str, Stored, Any]]:
    for kept in instances.instances_of(db, stored.person_id):
        if kept.id != stored.id and kept.subject_id is None:
            for question, given in kept.instance.given.items():
                if given.none is None:
                    yield f"{kept.questionnaire}.{question}", kept, given.value


def _there(db: Database, value: object) -> bool:
    """Whether there is something to read back: a voice that is gone and was never written down is not."""
    if not isinstance(value, dict):
        return True
    return bool(value.get("text")) or any(_kept(db, take) for take in value.get("takes", ()))


def _kept(db: Database, take: str) -> bool:
    row = takes.take(db, take)
    return row is not None and row.state == "stored"
