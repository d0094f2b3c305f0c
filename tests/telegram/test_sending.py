from datetime import timedelta
from typing import Any

import pytest

from bot.telegram.api import Api
from bot.telegram.laying import Layouts
from bot.telegram.pace import NONE, Pace
from bot.telegram.rows import Allowance, claim
from bot.telegram.sending import Sender, TokenRefused
from storage import addresses, calls, outbox
from storage.database import Database, every
from storage.outbox import Doubt
from tests.botapi import BAD_GATEWAY, Person, RefusedError, Trouble, bad, too_many
from tests.telegram.conftest import Place

LOST = Trouble(accepted=True, reset=True)


async def opened(place: Place, name: str) -> Person:
    """Someone who wrote to the bot, so that it may write to her; what it answers is swept aside."""
    person = place.emulator.person(name, "fr")
    await person.opens()
    await place.goes_round()
    return person


def say(phrase: str, **more: Any) -> dict[str, Any]:
    return {"kind": "say", "phrase": phrase, "language": "fr", "args": {}, **more}


async def put(place: Place, person: Person, *bodies: dict[str, Any], doubt: Doubt = "repeat") -> None:
    def write(db: Database) -> None:
        now = place.assistant.clock()
        address = addresses.reach(db, place.assistant.house.vault, "telegram", str(person.id), now)
        for body in bodies:
            outbox.put_intent(db, address.id, outbox.Wanted(body, doubt), now)

    await place.assistant.writer.run(write)


async def states(place: Place) -> list[str]:
    def read(db: Database) -> list[str]:
        return [row["state"] for row in every(db, "SELECT state FROM calls ORDER BY id")]

    return (await place.assistant.writer.run(read))[1:]  # the first is the greeting of whoever has no link


async def captions(person: Person) -> list[str]:
    return [message.text.lstrip("\u200e\u200f") for message in await person.looks() if message.from_bot][1:]


def later(place: Place, seconds: float) -> None:
    place.hand.advance(seconds)


@pytest.fixture
async def amina(place: Place) -> Person:
    return await opened(place, "Amina")


@pytest.fixture
async def leila(place: Place) -> Person:
    return await opened(place, "Leila")


WORDS = ["stopped", "received", "finished"]
SAID = [
    "D'accord, on s'arrête. Revenez quand vous voulez.",
    "Merci, c'est bien reçu.",
    "C'est fini. Merci pour vos réponses.",
]


async def test_what_is_to_be_said_arrives_in_its_order_and_its_calls_are_sent(place: Place, amina: Person) -> None:
    await put(place, amina, *map(say, WORDS))
    await place.sender.drain()
    assert await captions(amina) == SAID
    assert await states(place) == ["sent"] * 3


async def test_a_message_that_waits_holds_back_those_behind_it(place: Place, amina: Person) -> None:
    place.emulator.meets(Trouble(reply=too_many(7)), "sendVoice")
    await put(place, amina, *map(say, WORDS))
    await place.sender.drain()
    assert await captions(amina) == []
    later(place, 6)
    await place.sender.drain()
    assert await captions(amina) == []
    later(place, 1.1)
    await place.sender.drain()
    assert await captions(amina) == SAID


async def test_a_flood_in_one_chat_holds_up_nobody_else(place: Place, amina: Person, leila: Person) -> None:
    place.emulator.floods(30, amina.id)
    await put(place, amina, say("stopped"))
    await put(place, leila, say("received"))
    await place.sender.drain()
    assert await captions(amina) == []
    assert await captions(leila) == ["Merci, c'est bien reçu."]
    later(place, 31)
    await place.sender.drain()
    assert await captions(amina) == [SAID[0]]
    journal = place.emulator.journal.calls(chat_id=amina.id)
    assert [entry.accepted for entry in journal[-3:]] == [False, True, True]


async def test_a_server_that_is_down_is_asked_again_later_and_later(place: Place, amina: Person) -> None:
    place.emulator.meets(Trouble(reply=BAD_GATEWAY), "sendVoice", times=3)
    await put(place, amina, say("received"))
    tries = []
    for _ in range(20):
        await place.sender.drain()
        tries.append(len(place.emulator.journal.calls("sendVoice", amina.id)) - 1)
        later(place, 1)
    assert tries[:8] == [1, 2, 2, 3, 3, 3, 3, 4]
    assert await captions(amina) == ["Merci, c'est bien reçu."]


@pytest.mark.parametrize(("doubt", "copies", "state"), [("repeat", 2, "sent"), ("skip", 1, "uncertain")])
async def test_when_the_reply_is_lost_a_question_is_sent_again_and_a_remark_is_not(
    place: Place, amina: Person, doubt: Doubt, copies: int, state: str
) -> None:
    await put(place, amina, say("received"), say("finished"), doubt=doubt)
    place.emulator.meets(LOST, "sendVoice")
    await place.sender.drain()
    later(place, 3)
    await place.sender.drain()
    said = await captions(amina)
    assert said.count("Merci, c'est bien reçu.") == copies
    assert said[-1] == "C'est fini. Merci pour vos réponses."
    assert await states(place) == [state, "sent"]


async def test_what_was_being_sent_when_the_process_ended_is_in_doubt(place: Place, amina: Person) -> None:
    await put(place, amina, say("received"))

    def cut(db: Database) -> None:
        vault, now = place.assistant.house.vault, place.assistant.clock()
        claimed, _ = claim(db, vault, Layouts(place.assistant.house).calls, now, Allowance(5, 5))
        assert len(claimed) == 1

    await place.assistant.writer.run(cut)
    await place.sender.drain()
    assert await captions(amina) == []
    await place.assistant.writer.run(calls.recover, "telegram", place.assistant.clock())
    await place.sender.drain()
    assert await captions(amina) == ["Merci, c'est bien reçu."]


async def address_state(place: Place, person: Person) -> str:
    def read(db: Database) -> str:
        lookup = place.assistant.house.vault.lookup("telegram", str(person.id))
        return str(every(db, "SELECT state FROM addresses WHERE lookup = ?", (lookup,))[0]["state"])

    return await place.assistant.writer.run(read)


@pytest.mark.parametrize(("leaves", "state"), [("blocks", "blocked"), ("closes_account", "dead")])
async def test_nothing_more_is_sent_to_who_has_gone_and_it_is_written_why(
    place: Place, amina: Person, leila: Person, leaves: str, state: str
) -> None:
    await put(place, amina, *map(say, WORDS))
    await getattr(amina, leaves)()
    await put(place, leila, say("received"))
    await place.sender.drain()
    assert await address_state(place, amina) == state
    assert [entry.accepted for entry in place.emulator.journal.calls(chat_id=amina.id)] == [True, True, False]
    assert await captions(leila) == ["Merci, c'est bien reçu."]
    reasons = await place.assistant.writer.run(
        lambda db: [row["reason"] for row in every(db, "SELECT reason FROM calls WHERE state = 'failed'")]
    )
    assert reasons[0].startswith("Forbidden")


async def test_a_clip_is_uploaded_once_and_then_named(place: Place, amina: Person, leila: Person) -> None:
    await put(place, amina, say("received"))
    await place.sender.drain()
    await put(place, leila, say("received"))
    await put(place, amina, say("received"))
    await place.sender.drain()
    sent = [entry for entry in place.emulator.journal.calls("sendVoice") if "reçu" in str(entry.parameters)]
    assert [bool(entry.files) for entry in sent] == [True, False, False]


async def test_what_many_are_asked_at_once_is_uploaded_once(place: Place) -> None:
    people = [await opened(place, name) for name in ("Amina", "Leila", "Karim", "Samir")]
    for person in people:
        await put(place, person, say("finished"))
    await place.sender.drain()
    sent = [entry for entry in place.emulator.journal.calls("sendVoice") if "fini" in str(entry.parameters)]
    assert sorted(bool(entry.files) for entry in sent) == [False, False, False, True]


async def test_a_new_process_knows_what_was_uploaded(place: Place, amina: Person) -> None:
    await put(place, amina, say("received"))
    await place.sender.drain()
    await put(place, amina, say("received"))
    await Sender(place.api, place.assistant, Pace(NONE)).drain()
    assert not place.emulator.journal.calls("sendVoice", amina.id)[-1].files


async def test_a_file_id_that_telegram_forgot_is_uploaded_again(place: Place, amina: Person) -> None:
    await put(place, amina, say("received"))
    await place.sender.drain()
    place.emulator.meets(Trouble(reply=bad("wrong file identifier/HTTP URL specified")), "sendVoice")
    await put(place, amina, say("received"), say("received"))
    await place.sender.drain()
    assert len(await captions(amina)) == 3
    sent = place.emulator.journal.calls("sendVoice", amina.id)[-4:]
    assert [bool(entry.files) for entry in sent] == [True, False, True, False]


async def test_who_forbids_voice_messages_gets_a_sound_file(place: Place, amina: Person) -> None:
    await amina.forbids_voices()
    await put(place, amina, say("received"), say("finished"))
    await place.sender.drain()
    said = [message for message in await amina.looks() if message.from_bot][1:]
    assert [message.kind for message in said] == ["audio", "audio"]
    assert said[0].message["audio"]["mime_type"] == "audio/mpeg"  # an OGG would be made a voice message again
    assert len(place.emulator.journal.calls("sendVoice", amina.id)) == 2  # the greeting, and the one refused


async def test_a_voice_messages_file_is_not_sent_as_music(place: Place, amina: Person, leila: Person) -> None:
    await leila.forbids_voices()
    for person in (amina, leila, amina, leila):
        await put(place, person, say("received"))
        await place.sender.drain()
    music = place.emulator.journal.calls("sendAudio")
    assert [bool(entry.files) for entry in music] == [True, False]
    assert all(entry.accepted for entry in music)


async def test_when_no_sound_can_be_had_the_words_are_sent(place: Place, amina: Person) -> None:
    place.hum.silent = True
    await put(place, amina, say("nothing_before"))
    await place.sender.drain()
    (said,) = [message for message in await amina.looks() if message.from_bot][1:]
    assert said.kind == "text"
    assert "C'est la première question" in said.text
    assert await states(place) == ["sent"]


async def test_what_telegram_refuses_for_good_is_let_go_and_the_rest_is_said(place: Place, amina: Person) -> None:
    for method in ("sendVoice", "sendAudio", "sendMessage"):
        place.emulator.meets(Trouble(reply=bad("no reason you know")), method)
    await put(place, amina, say("received"), say("finished"))
    await place.sender.drain()
    assert await captions(amina) == ["C'est fini. Merci pour vos réponses."]
    assert await states(place) == ["failed", "sent"]


async def test_an_intent_nobody_can_lay_out_holds_up_nobody(place: Place, amina: Person) -> None:
    await put(place, amina, say("no_such_phrase"), {"kind": "dance"}, say("received"))
    await place.sender.drain()
    assert await captions(amina) == ["Merci, c'est bien reçu."]


async def test_a_revoked_token_stops_sending_and_loses_nothing(place: Place, amina: Person) -> None:
    revoked = Sender(Api("123456:revoked", place.emulator.url), place.assistant)
    await put(place, amina, say("received"))
    with pytest.raises(TokenRefused):
        await revoked.run()
    await revoked._delivery._api.close()
    later(place, timedelta(minutes=2).total_seconds())
    await place.sender.drain()
    assert await captions(amina) == ["Merci, c'est bien reçu."]


async def test_what_is_said_is_not_kept_once_it_is_said(place: Place, amina: Person) -> None:
    await put(place, amina, say("received"))
    await place.sender.drain()
    payloads = await place.assistant.writer.run(lambda db: [row["payload"] for row in every(db, "SELECT * FROM calls")])
    assert payloads == [None, None]


async def test_a_group_that_moved_to_where_nobody_knows_us_is_left_alone(place: Place, amina: Person) -> None:
    moved = RefusedError(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": -100})
    place.emulator.meets(Trouble(reply=moved), "sendVoice")
    await put(place, amina, say("received"))
    await place.sender.drain()
    assert await states(place) == ["failed"]


async def test_no_message_can_be_forwarded(place: Place, amina: Person) -> None:
    await put(place, amina, say("received"))
    await place.sender.drain()
    assert [message.message.get("has_protected_content") for message in await amina.looks() if message.from_bot] == [
        True
    ] * 2
