"""The sender's pace, seen from Telegram's side: in the emulator's journal."""

from datetime import timedelta
from typing import Any

import pytest

from bot.telegram.failures import failure
from bot.telegram.pace import NONE, Limits, Pace
from bot.telegram.sending import Sender
from storage import addresses, outbox
from storage.database import Database, every
from tests.botapi import Person
from tests.telegram.conftest import Place
from tests.telegram.test_sending import amina, captions, later, leila, opened, put, say, states

__all__ = ["amina", "leila"]


def paced(place: Place, limits: Limits | None = None) -> Sender:
    return Sender(place.api, place.assistant, Pace(limits))


def said_at(place: Place, person: Person | None = None) -> list[float]:
    """When Telegram accepted messages, after everybody's greeting."""
    return [entry.at for entry in place.emulator.journal.accepted(person.id if person else None)][1:]


async def until_said(place: Place, sender: Sender, count: int, seconds: float = 60.0) -> None:
    """Let the clock run, from one moment at which something may go to the next."""
    for _ in range(int(seconds * 40)):
        await sender.drain()
        if len(place.emulator.journal.accepted()) >= count:
            return
        later(place, min(sender.due(), 0.25))
    raise AssertionError(f"{len(place.emulator.journal.accepted())} of {count}")


async def test_one_chat_hears_one_message_a_second_and_in_order(place: Place, amina: Person) -> None:
    await put(place, amina, say("stopped"), say("received"), say("finished"))
    await until_said(place, paced(place), 4)
    moments = said_at(place, amina)
    assert [round(moment - moments[0], 3) for moment in moments] == [0.0, 1.0, 2.0]


async def test_without_pacing_they_would_come_at_once(place: Place, amina: Person) -> None:
    await put(place, amina, say("stopped"), say("received"), say("finished"))
    await until_said(place, paced(place, NONE), 4)
    assert len(set(said_at(place, amina))) == 1


async def test_no_more_leave_in_a_second_than_may(place: Place) -> None:
    people = [await opened(place, f"P{number}") for number in range(8)]
    for person in people:
        await put(place, person, say("received"))
    await until_said(place, paced(place, Limits(overall=3)), 16)
    moments = [entry.at for entry in place.emulator.journal.accepted()][8:]
    assert all(after - before >= 1.0 - 1e-6 for before, after in zip(moments, moments[3:], strict=False))
    assert moments[-1] - moments[0] < 3.0


async def put_reminder(place: Place, person: Person, phrase: str, until: timedelta | None = None) -> None:
    def write(db: Database) -> None:
        now = place.assistant.clock()
        address = addresses.reach(db, place.assistant.house.vault, "telegram", str(person.id), now)
        wanted = outbox.Wanted(
            say(phrase), "skip", priority=outbox.REMINDER, until=now + until if until is not None else None
        )
        outbox.put_intent(db, address.id, wanted, now)

    await place.assistant.writer.run(write)


async def test_who_speaks_is_answered_before_others_are_reminded(place: Place, leila: Person) -> None:
    people = [await opened(place, f"P{number}") for number in range(12)]
    for person in people:
        await put_reminder(place, person, "checkin_opens")
    sender = paced(place, Limits(overall=4))
    before = len(place.emulator.journal.accepted())
    await sender.drain()
    await put(place, leila, say("received"))
    asked = place.hand.now()
    await until_said(place, sender, before + 13)
    assert said_at(place, leila)[0] - asked <= 0.5
    assert len(place.emulator.journal.accepted()) == before + 13


async def test_a_good_morning_that_comes_too_late_is_not_said_and_it_is_noted(
    place: Place, amina: Person, leila: Person
) -> None:
    await place.emulator.stop()
    await put_reminder(place, amina, "checkin_opens", until=timedelta(hours=2))
    await put(place, leila, say("received"))
    await place.sender.drain()
    await place.emulator.start()
    later(place, timedelta(hours=3).total_seconds())
    await place.sender.drain()
    assert await captions(amina) == []
    assert await captions(leila) == ["Merci, c'est bien reçu."]
    codes = await place.assistant.writer.run(lambda db: [row["code"] for row in every(db, "SELECT code FROM troubles")])
    assert codes.count("reminder_stale") == 1


async def test_a_good_morning_in_time_is_said(place: Place, amina: Person) -> None:
    await place.emulator.stop()
    await put_reminder(place, amina, "checkin_opens", until=timedelta(hours=2))
    await place.sender.drain()
    await place.emulator.start()
    later(place, timedelta(hours=1).total_seconds())
    await place.sender.drain()
    assert len(await captions(amina)) == 1


async def test_of_several_drafts_that_wait_only_the_last_is_shown(place: Place, amina: Person) -> None:
    def draft(text: str) -> dict[str, Any]:
        return {"kind": "draft", "text": text, "ask": "7.born", "instance": "abcd1234", "language": "fr"}

    await put(place, amina, say("received"), *map(draft, ("1", "19", "199")))
    await place.sender.drain()
    kept = await place.assistant.writer.run(
        lambda db: [row["state"] for row in every(db, "SELECT state FROM outbox ORDER BY id")]
    )
    assert kept[-3:-1] == ["dropped", "dropped"]
    assert len(await states(place)) == 2


async def test_a_flood_for_everybody_stops_everybody_and_one_for_a_chat_does_not(place: Place) -> None:
    people = [await opened(place, f"P{number}") for number in range(9)]
    for person in people:
        await put(place, person, say("received"))
    place.emulator.floods(20)
    sender = paced(place, Limits(overall=3))
    before = len(place.emulator.journal.entries)
    for _ in range(30):
        await sender.drain()
        later(place, 0.5)
    tried = len(place.emulator.journal.entries) - before
    assert 3 <= tried <= 5  # three are refused, two are on their way by then: the other four are not tried
    await until_said(place, sender, 18)


@pytest.mark.parametrize(("known", "waits_at"), [(False, 1), (True, 2)])
async def test_a_group_that_moves_is_followed_with_what_waits(
    place: Place, amina: Person, known: bool, waits_at: int
) -> None:
    vault, now = place.assistant.house.vault, place.assistant.clock()
    new_id = -1001234567890

    def write(db: Database) -> int:
        address = addresses.reach(db, vault, "telegram", "-55", now).id
        outbox.put_intent(db, address, outbox.Wanted(say("received"), "repeat"), now)
        outbox.put_intent(db, address, outbox.Wanted(say("finished"), "repeat"), now)
        if known:
            other = addresses.reach(db, vault, "telegram", str(new_id), now).id
            outbox.put_intent(db, other, outbox.Wanted(say("stopped"), "repeat"), now)
        addresses.move_known(db, vault, "telegram", "-55", str(new_id))
        return addresses.reach(db, vault, "telegram", str(new_id), now).id

    address = await place.assistant.writer.run(write)
    rows = await place.assistant.writer.run(
        lambda db: [row["seq"] for row in every(db, "SELECT seq FROM outbox WHERE address_id = ?", (address,))]
    )
    assert sorted(rows) == list(range(1, waits_at + 2))
    assert await place.assistant.writer.run(lambda db: addresses.outside_id(db, vault, address)) == str(new_id)


def test_where_a_chat_has_moved_to_is_read() -> None:
    body = {"description": "Bad Request: group chat was upgraded to a supergroup chat"}
    assert failure(400, {**body, "parameters": {"migrate_to_chat_id": -1005}}).moved_to == -1005
    assert failure(400, {**body, "parameters": {"migrate_to_chat_id": "x"}}).moved_to is None
    assert failure(400, body).moved_to is None
