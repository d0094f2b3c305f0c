"""What she said months ago is read back aloud, in her language, before she is asked whether it is still so."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from dialogs.flow import Flow
from dialogs.instance import Given, Instance
from storage import cohorts, instances, people
from storage.database import Database
from tests.doors.house import Doors
from tests.web.visitor import Visitor

MONTH_FOUR = datetime(2027, 4, 5, 16, 30, tzinfo=UTC)


def _fresh(flow: Flow, code: str) -> Instance:
    return Instance(code, flow.initial)


async def at_month_four(doors: Doors, language: str, **hot: object) -> Visitor:
    """The page of somebody who answered everything on the last day, at the first question of the cold survey."""
    flashcoop = await doors.flashcoop()

    def lived(db: Database) -> str:
        cohort, now = cohorts.cohort(db, flashcoop), doors.clock()
        codes = doors.assistant.house.codes
        person = people.add_person(db, codes, "participant", cohort.id, cohort.cae_id, now)
        people.prefer(db, person.id, "language", language)
        for name, given in (("registration", {"bot": "yes", "phone": "+33612345678"}), ("hot", hot)):
            flow = doors.programme.flows[name]
            moment = flow.questionnaire.moment
            code = instances.open_instance(db, codes, person, flow.questionnaire, moment, partial(_fresh, flow), now)
            stored = instances.load(db, code)
            answered = {key: Given(value, door="web") for key, value in given.items()}
            instances.save(db, stored, replace(stored.instance, state=f"{name}:done", given=answered), now)
            instances.finish(db, stored.id, now)
        return person.code

    code = await doors.assistant.writer.run(lived)
    doors.becomes(MONTH_FOUR)
    page = await doors.page_of(code)
    assert page.page.step == "hello"
    await page.chooses("continue")
    return page


@pytest.mark.parametrize(("language", "read"), [("fr", "À la fin, votre situation était"), ("fa_AF", "")])
async def test_her_situation_is_read_back_in_her_language(doors: Doors, language: str, read: str) -> None:
    questions = doors.programme.flows["hot"].questionnaire.by_key
    situation = questions["situation"].first.choices[1]
    page = await at_month_four(doors, language, situation=situation.key)
    assert page.page.step == "still_situation"
    assert read in page.page.text
    assert situation.phrase.wording(language).printed in page.page.text
    assert "{before}" not in page.page.text


async def test_without_an_earlier_answer_nothing_is_read_back_and_the_situation_is_asked(doors: Doors) -> None:
    page = await at_month_four(doors, "fr")
    assert page.page.step == "situation"


async def test_what_is_kept_as_the_question_never_holds_what_was_read_back(doors: Doors) -> None:
    page = await at_month_four(
        doors, "fr", situation=doors.programme.flows["hot"].questionnaire.by_key["situation"].first.choices[0].key
    )
    await page.chooses("yes")
    [kept] = await doors.rows("SELECT wording FROM answers WHERE question = 'still_situation'")
    assert "{before}" in kept["wording"]
