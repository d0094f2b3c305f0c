from datetime import timedelta

import pytest

from bot.listening import Listening
from bot.telegram.files import Fetcher
from bot.telegram.removing import Remover
from storage import takes
from storage.database import Database, every
from tests.botapi import BAD_GATEWAY, Person, SeenMessage, Trouble, bad, too_many
from tests.botapi.recordings import tone
from tests.telegram.conftest import Place


class Deaf:
    """An engine that is never there; the bytes are fetched all the same."""

    async def hear(self, *given: object, **named: object) -> object:
        raise RuntimeError("deaf")

    transcribe = hear


@pytest.fixture
async def amina(place: Place) -> Person:
    """Somebody who was asked something and has answered by voice."""
    person = place.emulator.person("Amina", "fa")
    await person.opens(await place.invitation())
    await place.goes_round()
    await person.presses(data=next(data for data in [*(await person.looks())][-1].datas if data.endswith("|fa_AF")))
    await place.goes_round()
    await person.says(tone())
    await place.goes_round()
    return person


async def fetched(place: Place) -> None:
    listening = Listening(place.assistant, Deaf(), {"telegram": Fetcher(place.api)})  # type: ignore[arg-type]
    assert await listening.work_once("listen")


def remover(place: Place) -> Remover:
    return Remover(place.api, place.assistant, place.sender.pace)


async def own_voices(person: Person) -> list[SeenMessage]:
    seen = await person.looks()
    return [each for each in seen if not each.from_bot and each.kind == "voice" and not each.deleted]


async def left(place: Place) -> int:
    return len(await place.assistant.writer.run(lambda db: every(db, "SELECT * FROM removals")))


async def troubles(place: Place) -> list[str]:
    rows = await place.assistant.writer.run(lambda db: every(db, "SELECT * FROM troubles WHERE code LIKE 'voice%'"))
    return [f"{row['code']} {row['detail']}" for row in rows]


async def test_a_voice_message_goes_from_the_chat_once_it_is_stored_and_not_before(place: Place, amina: Person) -> None:
    assert await remover(place).work_once() == 0
    assert len(await own_voices(amina)) == 1
    await fetched(place)
    assert await remover(place).work_once() == 1
    assert await own_voices(amina) == []
    assert await left(place) == 0
    kept = await place.assistant.writer.run(lambda db: every(db, "SELECT state, sha256 FROM takes"))
    assert [(row["state"], bool(row["sha256"])) for row in kept] == [("stored", True)]


async def test_what_could_not_be_fetched_stays_where_it_is(place: Place, amina: Person) -> None:
    def refuse(db: Database) -> None:
        (row,) = every(db, "SELECT id FROM takes")
        takes.refuse(db, row["id"])

    await place.assistant.writer.run(refuse)
    await remover(place).work_once()
    assert len(await own_voices(amina)) == 1


@pytest.mark.parametrize("trouble", [Trouble(reply=BAD_GATEWAY), Trouble(reply=too_many(5)), Trouble(reset=True)])
async def test_bad_weather_only_delays_it(place: Place, amina: Person, trouble: Trouble) -> None:
    await fetched(place)
    place.emulator.meets(trouble, "deleteMessage")
    await remover(place).work_once()
    assert len(await own_voices(amina)) == 1
    assert await remover(place).work_once() == 0  # not at once
    place.hand.advance(20)
    await remover(place).work_once()
    assert await own_voices(amina) == []
    assert await troubles(place) == []


async def test_what_she_has_deleted_herself_is_no_trouble(place: Place, amina: Person) -> None:
    await fetched(place)
    place.emulator.meets(Trouble(reply=bad("message to delete not found")), "deleteMessage")
    await remover(place).work_once()
    assert await left(place) == 0
    assert await troubles(place) == []


async def test_what_telegram_will_not_delete_is_noted_and_holds_up_nothing(place: Place, amina: Person) -> None:
    await fetched(place)
    place.emulator.meets(Trouble(reply=bad("message can't be deleted")), "deleteMessage")
    await remover(place).work_once()
    assert await left(place) == 0
    assert await troubles(place) == ["voice_not_removed refused"]
    before = len(place.emulator.journal.accepted(amina.id))
    await amina.presses("🔁")
    await place.goes_round()
    assert len(place.emulator.journal.accepted(amina.id)) > before


async def test_after_two_days_it_is_given_up_with_a_note(place: Place, amina: Person) -> None:
    await fetched(place)
    place.hand.advance(timedelta(hours=49).total_seconds())
    assert await remover(place).work_once() == 0
    assert await left(place) == 0
    assert await troubles(place) == ["voice_not_removed 1: too late"]
    assert place.emulator.journal.calls("deleteMessage") == []


async def test_a_chat_that_told_us_to_wait_is_left_in_peace(place: Place, amina: Person) -> None:
    await fetched(place)
    (row,) = await place.assistant.writer.run(lambda db: every(db, "SELECT address_id FROM removals"))
    place.sender.pace.flooded(row["address_id"], 30, place.hand.now())
    await remover(place).work_once()
    assert place.emulator.journal.calls("deleteMessage") == []
    place.hand.advance(31)
    await remover(place).work_once()
    assert await own_voices(amina) == []
