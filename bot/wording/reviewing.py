"""Reviewing: a phrase as it stands is signed, worded better in writing or aloud, and the next one comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.wording.checking import demand_sound, name_from, tidied
from bot.wording.phrases import Phrase, Unit, languages, phrases
from storage.database import Database
from storage.media import Stored
from storage.people import Person
from storage.refusals import Refused
from storage.voices import reviews
from storage.voices.reviews import About

UNKNOWN_LANGUAGE = "Cette langue n'est pas à relire."
CHANGED = "Ce texte a changé depuis : le voici comme il est maintenant."
GONE = "Cette phrase n'est plus à relire."


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs, and the name she does it under."""

    person: Person
    name: str


def signer(db: Database, person: Person, name: str = "") -> Signer:
    """Somebody who signs, under the name she gives now, or gave before; her code stands for her where she gave none.
    Raises Refused for a name nobody can sign with.
    """
    return Signer(person, name_from(name) if name.strip() else reviews.signature(db, person) or person.code)


def listed(db: Database, language: str) -> list[Phrase]:
    """The phrases of a language as they stand now. Raises Refused for a language that nobody reviews."""
    if language not in languages():
        raise Refused("unknown_language", UNKNOWN_LANGUAGE)
    return phrases(language, reviews.reviews(db, language))


def phrase(db: Database, language: str, context: str) -> Phrase:
    """One phrase as it stands now. Raises Refused where there is none."""
    found = next((each for each in listed(db, language) if each.context == context), None)
    if found is None:
        raise Refused("unknown_phrase", GONE)
    return found


def sign(db: Database, shown: Phrase, by: Signer, now: datetime) -> None:
    """Sign a phrase in all its forms as she saw it; a phrase that is signed already has a second signature then."""
    unsigned = [unit for unit in shown.units if not unit.entry.reviewed]
    for unit in unsigned or shown.units:
        _keep(db, shown, unit, unit.entry.text, by, now)


def reword(db: Database, shown: Phrase, texts: Mapping[str, str], by: Signer, now: datetime) -> None:
    """Sign some forms of a phrase, by context, each with the text it is to have; what was spoken about the phrase is
    written down then. Raises Refused with the sentences of the lint, and nothing is signed.
    """
    tidy = {context: tidied(text, shown.language) for context, text in texts.items()}
    hers = [unit for unit in shown.units if unit.context in tidy]
    for unit in hers:
        if tidy[unit.context] != unit.entry.text:
            demand_sound(shown, unit.context, tidy[unit.context])
    for unit in hers:
        _keep(db, shown, unit, tidy[unit.context], by, now)
    settle(db, shown)


def speak(db: Database, shown: Phrase, stored: Stored, by: Signer, now: datetime) -> None:
    """Keep a better wording that she spoke, until somebody writes it down."""
    reviews.say(db, _about(shown, shown.units[0]), stored, by.person, by.name, now)


def settle(db: Database, shown: Phrase) -> None:
    """What was spoken about a phrase is written down, or needs no writing: the recordings go."""
    reviews.settle(db, shown.language, [unit.context for unit in shown.units])


def around(found: Sequence[Phrase], context: str) -> tuple[Phrase | None, Phrase | None]:
    """The phrases before and after one, where they go on round the end."""
    place = next((number for number, each in enumerate(found) if each.context == context), None)
    if place is None or len(found) < 2:
        return None, None
    return found[place - 1], found[(place + 1) % len(found)]


def following(found: Sequence[Phrase], context: str = "") -> Phrase | None:
    """The next phrase that somebody has still to sign, after one and round the end; None when all are signed."""
    place = next((number for number, each in enumerate(found) if each.context == context), -1)
    turned = [*found[place + 1 :], *found[: place + 1]]
    return next((each for each in turned if each.state != "signed" and each.context != context), None)


def _keep(db: Database, shown: Phrase, unit: Unit, text: str, by: Signer, now: datetime) -> None:
    verdict: reviews.Verdict = "signed" if text == unit.entry.text else "better"
    reviews.review(db, _about(shown, unit), verdict, text, by.person, by.name, now)


def _about(shown: Phrase, unit: Unit) -> About:
    return About(shown.language, unit.context, unit.entry.source)
