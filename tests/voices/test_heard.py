"""A phrase is heard as somebody recorded it: at once, at both doors, and only as long as she allows it."""

from datetime import timedelta

import pytest

from bot.voice.heard import Heard
from bot.voice.shelves import PEOPLE
from storage.voices import recorded
from tests.botapi import Person
from tests.botapi.recordings import tone
from tests.doors.house import Doors
from tests.voices.giving import ANOTHERS_PITCH, HER_PITCH, gives, heard_at, phrase, records, take_of, takes_back


def words(doors: Doors, key: str) -> str:
    return doors.programme.book.wording(key, "fr").spoken


async def is_asked_for(doors: Doors, person: Person) -> bytes:
    """She asks for a person, and hears « person_called »."""
    heard = await doors.hears(person, person.types("une personne"))
    [said] = [each for each in heard if each.kind == "voice" and doors.phrase("person_called") in each.caption]
    return await person.listens(said)


@pytest.fixture
async def amina(doors: Doors) -> Person:
    doors.has_voices_of_people()
    person, _ = await doors.until("has_job")
    return person


async def test_the_next_participant_hears_a_take_that_was_just_recorded(doors: Doors, amina: Person) -> None:
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == 0
    zahra = await gives(doors.assistant)
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    doors.passes(seconds=5)
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == pytest.approx(1.0, abs=0.1)


async def test_what_is_asked_is_heard_in_her_voice_with_choices_nobody_recorded(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant)
    step = doors.programme.flows["registration"].questionnaire.steps["has_job"]
    await records(doors.assistant, zahra, phrase("fr", step.phrase.wording("fr").spoken), take_of(HER_PITCH, 1.5))
    asked = await doors.hears(amina, amina.types("répéter"))
    [question] = [each for each in asked if each.kind == "voice" and each.keyboard]
    clip = await amina.listens(question)
    assert heard_at(clip, HER_PITCH) == pytest.approx(1.5, abs=0.1)
    assert heard_at(clip, HER_PITCH) < 2


async def test_the_page_hears_it_too_and_under_another_name(doors: Doors, amina: Person) -> None:
    page = await doors.page_of()
    step = doors.programme.flows["registration"].questionnaire.steps["has_job"]
    text = step.phrase.wording("fr").spoken
    before = page.page.clips
    zahra = await gives(doors.assistant)
    await records(doors.assistant, zahra, phrase("fr", text), take_of(HER_PITCH))
    await page.loads()
    [fresh] = set(page.page.clips) - set(before)
    said = await page.client.get(fresh)
    assert heard_at(said.content, HER_PITCH) == pytest.approx(1.0, abs=0.1)
    assert (await page.client.get(fresh.replace(".ogg", ".m4a"))).status_code == 200
    assert len(list(doors.folder.rglob(f"{PEOPLE}/{zahra.code}/*.m4a"))) == 1
    await takes_back(doors.assistant, zahra)
    await doors.sweeps()
    assert list(doors.folder.rglob("*.m4a")) == []
    await page.loads()
    assert page.page.clips == before
    await amina.looks()


async def test_the_newest_take_is_heard_whoever_spoke(doors: Doors, amina: Person) -> None:
    text = words(doors, "person_called")
    for pitch in (HER_PITCH, ANOTHERS_PITCH):
        doors.passes(seconds=5)
        await records(doors.assistant, await gives(doors.assistant), phrase("fr", text), take_of(pitch))
    heard = await is_asked_for(doors, amina)
    assert heard_at(heard, ANOTHERS_PITCH) == pytest.approx(1.0, abs=0.1)
    assert heard_at(heard, HER_PITCH) == 0


async def test_a_voice_that_is_taken_back_is_not_heard_again_and_no_clip_of_it_stays(
    doors: Doors, amina: Person
) -> None:
    zahra = await gives(doors.assistant)
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) > 0
    kept = [path for path in doors.folder.rglob("*") if zahra.code in path.name]
    assert kept
    await takes_back(doors.assistant, zahra)
    doors.passes(seconds=5)
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == 0
    await doors.sweeps()
    assert [path for path in doors.folder.rglob("*") if zahra.code in path.name] == []


async def test_a_voice_is_heard_until_the_day_she_said(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant, until=timedelta(days=3))
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) > 0
    doors.passes(days=3, seconds=1)
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == 0
    await doors.sweeps()
    assert [path for path in doors.folder.rglob("*") if zahra.code in path.name] == []


async def test_who_allows_nothing_is_not_heard(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant, "none")
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == 0


async def test_a_take_in_doubt_is_heard_once_she_confirms_it(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant)
    text = phrase("fr", words(doors, "person_called"))
    take = await records(doors.assistant, zahra, text, take_of(HER_PITCH), heard="autre chose")
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == 0
    await doors.assistant.writer.run(recorded.confirm, take.id)
    doors.passes(seconds=5)
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) > 0


async def test_a_take_whose_file_is_lost_falls_back_to_the_next_voice(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant)
    take = await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    doors.assistant.media.path(take.sha256).unlink()
    assert len(await is_asked_for(doors, amina)) > 0


async def test_slower_speech_slows_a_take_at_its_own_pitch(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant)
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    await doors.hears(amina, amina.types("plus lentement"))
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) == pytest.approx(1.25, abs=0.1)


async def test_control_without_following_the_writer_an_old_voice_would_go_on(
    doors: Doors, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.recorded.TABLES", ())
    await doors.restarts()
    doors.has_voices_of_people()
    zahra = await gives(doors.assistant)
    await records(doors.assistant, zahra, phrase("fr", words(doors, "person_called")), take_of(HER_PITCH))
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) > 0
    await takes_back(doors.assistant, zahra)
    doors.passes(seconds=5)
    assert heard_at(await is_asked_for(doors, amina), HER_PITCH) > 0


async def test_a_sentence_with_a_gap_is_joined_where_people_said_all_its_pieces(doors: Doors, amina: Person) -> None:
    zahra = await gives(doors.assistant)
    for text in ("J'ai entendu", "Non"):
        await records(doors.assistant, zahra, phrase("fr", text), take_of(HER_PITCH))
    doors.ears.heard = Heard("no", 5.0, "sure", 1.0)
    assert heard_at(await is_told_what_was_heard(doors, amina), HER_PITCH) <= 1.1  # the button « non » alone
    await doors.touches(amina, "no")
    await records(doors.assistant, zahra, phrase("fr", "C'est juste ?"), take_of(HER_PITCH))
    doors.passes(seconds=5)
    assert heard_at(await is_told_what_was_heard(doors, amina), HER_PITCH) == pytest.approx(4.0, abs=0.3)


async def is_told_what_was_heard(doors: Doors, person: Person) -> bytes:
    """She answers aloud, and hears what was understood."""
    before = max(message.id for message in await person.looks())
    await person.says(tone(1.0))
    await doors.goes_round()
    await doors.listens()
    said = [message for message in await person.looks() if message.from_bot and message.id > before]
    [asked] = [message for message in said if message.kind == "voice" and "entendu" in message.caption]
    return await person.listens(asked)
