"""A request spoken where a choice is asked for does what it says, whether scoring knew it or free decoding read it."""

from dataclasses import replace

import pytest

from bot.voice.heard import Heard
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import Doors, step_of

OTHER = Heard(None, 0.4, "other", 1.0)
UNSURE = Heard("yes", 0.4, "unsure", 1.0, "no")


async def says(doors: Doors, person: Person, heard: Heard, words: str = "des mots") -> list[SeenMessage]:
    """What she hears; `words` are what free decoding writes."""
    doors.ears.heard, doors.ears.written = heard, replace(doors.ears.written, text=words)
    before = max(message.id for message in await person.looks())
    await person.says(tone(1.0))
    await doors.goes_round()
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


async def requested(doors: Doors, name: str, heard: list[SeenMessage]) -> None:
    """What each request does, as it is noticed."""
    if name == "repeat":
        assert step_of(heard[-1]) == "has_job"
        assert not doors.spoken(heard, "not_understood")
    elif name in ("dont_know", "rather_not"):
        assert doors.spoken(heard, "i_heard")
        assert doors.phrase(name) in heard[-1].caption + heard[-1].text
    elif name == "person":
        assert doors.spoken(heard, "person_called")
    elif name == "stop":
        assert doors.spoken(heard, "stopped")
    elif name == "correct":
        assert step_of(heard[-1]) == "schooling"
    elif name == "slower":
        assert doors.spoken(heard, "slower_on")
    else:
        assert step_of(heard[-1]) == "!language"
    assert await doors.answers("has_job") == []


SAID = {
    "repeat": "Répétez.",
    "dont_know": "Je ne sais pas.",
    "rather_not": "Je ne veux pas répondre.",
    "person": "Aidez-moi !",
    "stop": "Arrête.",
    "correct": "Retour",
    "slower": "plus lentement",
    "language": "une autre langue",
}


@pytest.mark.parametrize("name", list(SAID))
async def test_a_request_that_scoring_knew_is_followed(doors: Doors, name: str) -> None:
    amina, _ = await doors.until("has_job")
    await requested(doors, name, await says(doors, amina, replace(OTHER, control=name)))


@pytest.mark.parametrize(("name", "first"), [*((name, OTHER) for name in SAID), ("repeat", UNSURE)])
async def test_a_request_that_only_free_decoding_read_is_followed(doors: Doors, name: str, first: Heard) -> None:
    amina, _ = await doors.until("has_job")
    await requested(doors, name, await says(doors, amina, first, SAID[name]))


@pytest.mark.parametrize(
    ("heard", "words"), [(replace(OTHER, control="language", language="ar"), ""), (OTHER, "arabe")]
)
async def test_the_name_of_a_language_is_spoken_from_then_on(doors: Doors, heard: Heard, words: str) -> None:
    amina, _ = await doors.until("has_job")
    await says(doors, amina, heard, words)
    assert await doors.rows("SELECT language FROM people") == [{"language": "ar"}]


async def test_control_a_sure_choice_is_not_read_again(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    heard = await says(doors, amina, Heard("no", 5.0, "sure", 1.0), "Arrête.")
    assert doors.spoken(heard, "i_heard")
    assert not doors.spoken(heard, "stopped")


async def test_control_words_that_ask_for_nothing_are_not_understood(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    assert doors.spoken(await says(doors, amina, OTHER, "le soleil brille"), "not_understood")


async def test_the_question_mark_of_a_machine_asks_nothing(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await doors.assistant.writer.run(lambda db: db.conn.execute("UPDATE people SET language = 'ar'"))
    await says(doors, amina, UNSURE, "نعم؟")
    assert await doors.rows("SELECT misses FROM (SELECT json_extract(data, '$.misses') AS misses FROM instances)") == [
        {"misses": 1}
    ]


async def test_the_names_of_languages_are_listened_for(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await says(doors, amina, OTHER)
    assert {"repeat", "stop", "language:ar", "language:fa_AF"} <= doors.ears.requests
    assert "language:fr" not in doors.ears.requests
