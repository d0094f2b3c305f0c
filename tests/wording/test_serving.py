"""A better wording is asked in within minutes, without a restart; whoever is in the middle goes on with her words."""

import pytest

from bot.wording import serving
from bot.wording.phrases import Phrase
from bot.wording.reviewing import Signer, phrase, reword, sign
from storage import people
from storage.database import Database
from storage.voices import reviews
from tests.doors.house import Doors, asked_now

NAME, BETTER = "registration.welcome", "سلام! خوش آمدید."
CONTROL, ANSWER = "common.yes", "بلی، درست"


async def rewords(doors: Doors, context: str, text: str) -> None:
    def change(db: Database) -> None:
        shown: Phrase = phrase(db, "fa_AF", context)
        somebody = people.add_person(db, doors.assistant.house.codes, "interpreter", None, None, doors.clock())
        texts = dict.fromkeys((unit.context for unit in shown.units), text)
        reword(db, shown, texts, Signer(somebody, "Maryam"), doors.clock())

    await doors.assistant.writer.run(change)


async def heard(doors: Doors, name: str, flashcoop: str) -> str:
    """All that somebody is told who comes in and chooses Dari."""
    person = await doors.at_telegram(name, flashcoop)
    told = await doors.touches(person, "fa_AF")
    return " ".join(message.text + message.caption for message in told)


async def test_who_begins_after_it_was_taken_up_hears_the_better_wording(doors: Doors) -> None:
    flashcoop, versions = await doors.flashcoop(), dict(doors.assistant.house.flows)
    await rewords(doors, NAME, BETTER)
    assert BETTER not in await heard(doors, "Amina", flashcoop)
    assert await serving.look(doors.assistant, 0) == await doors.assistant.reader.run(reviews.newest)
    assert BETTER in await heard(doors, "Karima", flashcoop)
    assert set(versions) < set(doors.assistant.house.flows)


async def test_who_is_in_the_middle_goes_on_with_the_version_she_began_with(doors: Doors) -> None:
    person = await doors.at_telegram()
    await doors.touches(person, "fa_AF")
    began = await doors.rows("SELECT hash FROM instances")
    await rewords(doors, NAME, BETTER)
    await serving.look(doors.assistant, 0)
    asked = await asked_now(person)
    assert await doors.hears(person, person.presses(data=asked.datas[0], message=asked))
    assert await doors.rows("SELECT hash FROM instances") == began


async def test_a_common_phrase_is_new_on_questions_that_were_laid_out_before(doors: Doors) -> None:
    flashcoop = await doors.flashcoop()
    before = await heard(doors, "Amina", flashcoop)
    await rewords(doors, CONTROL, ANSWER)
    laid = doors.sender._layouts._laid_in
    await serving.look(doors.assistant, 0)
    await heard(doors, "Karima", flashcoop)
    assert doors.sender._layouts._laid_in is not laid
    assert doors.assistant.house.programme.book.wording("yes", "fa_AF").printed == ANSWER
    assert before


async def test_signatures_and_nothing_new_leave_the_programme_as_it_is(doors: Doors) -> None:
    programme = doors.assistant.house.programme

    def change(db: Database) -> None:
        somebody = people.add_person(db, doors.assistant.house.codes, "interpreter", None, None, doors.clock())
        sign(db, phrase(db, "fa_AF", NAME), Signer(somebody, "Maryam"), doors.clock())

    await doors.assistant.writer.run(change)
    newest = await serving.look(doors.assistant, 0)
    assert doors.assistant.house.programme.flows is programme.flows
    assert doors.assistant.house.programme.texts.translations["fa_AF"][NAME].reviewed
    now = doors.assistant.house.programme
    assert await serving.look(doors.assistant, newest) == newest
    assert doors.assistant.house.programme is now


async def test_the_house_looks_again_and_again(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def a_while(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) > 1:
            raise InterruptedError
        await rewords(doors, NAME, BETTER)

    monkeypatch.setattr("bot.wording.serving.asyncio.sleep", a_while)
    with pytest.raises(InterruptedError):
        await serving.run(doors.assistant)
    assert waited == [serving.LOOK_EVERY] * 2
    assert doors.assistant.house.programme.texts.translations["fa_AF"][NAME].text == BETTER
