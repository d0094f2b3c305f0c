"""Invented participants who answer at their pages, for a demonstration: each goes as far as she goes, then rests."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.running import Assistant
from dialogs.cards import card
from storage import addresses, cohorts, outbox, people
from storage.database import Database
from storage.people import Person

# How many questions each of them answers: seven people at different points, in the three languages.
STEPS = (0, 2, 9, 16, 60, 60, 60)
LANGUAGES = ("fa_AF", "ar", "fr")
PASSED = "rather_not"  # what they say where nothing can be touched
ASKING = ("ask", "choose_language")


async def invent(assistant: Assistant, cohort: str) -> None:
    """Have the invented people of a Flashcoop answer. Its turns are taken here: nothing is served yet."""
    codes = await assistant.writer.run(_join, assistant, cohort)
    for number, (code, steps) in enumerate(zip(codes, STEPS, strict=True)):
        if steps:
            await _act(assistant, code, 0, {"act": "visit"})
        for step in range(steps):
            act = await assistant.reader.run(_next, assistant, code, LANGUAGES[number % len(LANGUAGES)])
            if act is None:
                break
            await _act(assistant, code, step + 1, act)


def _join(db: Database, assistant: Assistant, cohort: str) -> Sequence[str]:
    found, now = cohorts.cohort(db, cohort), assistant.clock()
    made = [people.add_person(db, assistant.house.codes, "participant", found.id, found.cae_id, now) for _ in STEPS]
    return [each.code for each in made]


async def _act(assistant: Assistant, code: str, number: int, body: Mapping[str, Any]) -> None:
    await assistant.receive("web", f"{code}:invented:{number}", code, body)
    while await assistant.turns.take_waiting():
        pass


def _next(db: Database, assistant: Assistant, code: str, language: str) -> dict[str, str] | None:
    """What she does now; None where nothing is asked of her any more."""
    asked = _asked(db, people.person_by_code(db, code))
    if asked is None:
        return None
    hashed = asked.get("questionnaire")
    questionnaire = assistant.house.flow(db, hashed).questionnaire if hashed else None
    shown = card(asked, questionnaire, assistant.house.programme.book)
    about = {"of": asked["instance"], "asked": asked["ask"]}
    choices = [button.choice for button in shown.buttons]
    if not choices:
        return {"act": "control", "control": PASSED, **about}
    return {"act": "touch", "choice": language if language in choices else choices[0], **about}


def _asked(db: Database, person: Person) -> Mapping[str, Any] | None:
    at = addresses.addresses_of(db, person.id)
    said = outbox.intents_after(db, at[0].id, 0) if at else []
    return said[-1].body if said and said[-1].body["kind"] in ASKING else None
