"""Whatever Telegram may send: nothing breaks, nothing blocks what stands behind it, each leaves its trace."""

import random
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
import structlog.testing
from PIL import Image

from bot.telegram.reading import read_update
from bot.turns.acts import Unreadable
from storage.database import Database, every
from tests.botapi import Person
from tests.telegram.conftest import Place
from tests.weather.mutating import mutant

GOOD_ONES = 4  # of a hundred
BATCH = 100
POLLS = 6  # a batch may take a few polls: what has no readable number counts one by one


async def examples(place: Place, person: Person) -> list[dict[str, Any]]:
    """Sound updates of every kind that the bot asks for."""
    await person.types("/start again")
    await person.types("Bonjour")
    await person.says(b"voice")
    for kind in ("audio", "sticker", "video", "video_note", "document"):
        await person.sends(kind, b"content", name="a.bin", caption="!")
    await person.sends_photo(picture())
    await person.sends_contact("+33612345678")
    await person.sends_location(45.7, 4.8)
    told = await person.types("mistaken")
    await person.edits(told["message_id"], "corrected")
    for message in person.chat:
        for data in message.datas[:3]:
            await person.presses_again(message, data)
    await person.blocks()
    await person.unblocks()
    group = place.emulator.group("Flashcoop", person)
    await group.enter(person).types("in the group")
    group.become_supergroup()
    group.put_bot_out()
    return list(place.emulator.account().updates.sent.values())


def picture() -> bytes:
    """A photo of nothing."""
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()


async def taken(place: Place) -> None:
    """Receive until Telegram has nothing left, and take all turns."""
    for _ in range(POLLS):
        assert await place.receiver.poll()
        if not len(place.emulator.account().updates):
            break
    await place.receiver.poll()
    assert not len(place.emulator.account().updates), "an offset is stuck"
    while await place.assistant.turns.take_waiting():
        pass


def rows(db: Database) -> dict[str, tuple[str, str | None]]:
    """State and reason of everything that came in, by its key."""
    found = every(db, "SELECT key, state, reason FROM inbox WHERE channel = 'telegram'")
    return {row["key"]: (row["state"], row["reason"]) for row in found}


@pytest.mark.parametrize("count", [400, pytest.param(100_000, marks=pytest.mark.long)])
async def test_mutated_updates_are_handled_or_set_aside_and_good_ones_among_them_pass(place: Place, count: int) -> None:
    amina = place.emulator.person("Amina", "fr")
    await amina.opens(await place.invitation())
    await place.goes_round()
    sound = await examples(place, amina)
    await taken(place)
    chance, expected, good = random.Random(11), set[str](), set[str]()
    with structlog.testing.capture_logs() as logs:
        for _ in range(count // BATCH):
            # The last one is good: a number below the offset moves nothing until a sound one follows it.
            promised = [*chance.sample(range(BATCH - 1), GOOD_ONES - 1), BATCH - 1]
            for number in range(BATCH):
                if number in promised:
                    told = await amina.types("oui")
                    good.add(key_of(place, place.emulator.account().updates.sent[told["update_id"]]))
                else:
                    place.emulator.injects(mutant(chance, sound))
            updates = [update for _, update in place.emulator.account().updates.waiting()]
            expected |= {key_of(place, update) for update in updates if wanted(update)}
            await taken(place)
    kept = await place.assistant.writer.run(rows)
    assert expected <= kept.keys()
    assert {state for state, _ in kept.values()} == {"done", "quarantined"}
    assert all(reason for state, reason in kept.values() if state == "quarantined")
    assert {kept[key][0] for key in good} == {"done"}
    assert [entry for entry in logs if entry["event"] in ("turn_failed", "poll_failed")] == []


def key_of(place: Place, update: Any) -> str:
    """What names an update in the inbox: its content, its number where it cannot be read."""
    intake = place.receiver._intake
    read = read_update(update) if isinstance(update, Mapping) else None
    readable = read is not None and not isinstance(read[1], Unreadable)
    return intake._key(update) if readable else intake._number(update)


def wanted(update: Any) -> bool:
    """Whether an update is anything for us, even if it cannot be read."""
    return not isinstance(update, Mapping) or read_update(update) is not None


async def test_control_a_reader_that_believes_what_it_gets_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believe(update: Mapping[str, Any]) -> Any:
        message = update["message"]
        return str(message["chat"]["id"]), message["text"]

    amina = place.emulator.person("Amina", "fr")
    await amina.opens()
    monkeypatch.setattr("bot.telegram.intake.read_update", believe)
    place.emulator.injects(mutant(random.Random(3), await examples(place, amina)))
    with structlog.testing.capture_logs() as logs:
        assert not await place.receiver.poll()
    assert logs[0]["event"] == "poll_failed"
