from datetime import timedelta

import pytest

from storage import addresses, attempts, calls, outbox, uploads
from storage.outbox import Doubt, Wanted
from tests.storage.conftest import NOW, Place

LATER = NOW + timedelta(minutes=1)


def put(place: Place, address_id: int, name: str, doubt: Doubt = "repeat", priority: int = outbox.REPLY) -> None:
    outbox.put_intent(place.db, address_id, Wanted({"kind": name}, doubt, priority=priority), NOW)


def expand(place: Place, *methods: str) -> None:
    for intent in outbox.waiting_intents(place.db, "telegram", 10):
        calls.expand(place.db, intent, [(f"{intent.body['kind']}.{each}", '{"a":1}') for each in methods], NOW)


def names(place: Place) -> list[str]:
    return [call.method for call in calls.next_calls(place.db, "telegram", NOW, 10)]


def send(place: Place) -> str:
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    assert calls.sending(place.db, call.id)
    calls.sent(place.db, call.id, {"message_id": call.seq * 10 + call.n}, NOW)
    return call.method


@pytest.fixture
def other(place: Place) -> int:
    return addresses.reach(place.db, place.vault, "telegram", "77", NOW).id


def test_calls_at_an_address_are_made_strictly_one_after_the_other(place: Place) -> None:
    put(place, place.address.id, "first")
    put(place, place.address.id, "second")
    expand(place, "voice", "photo")
    expand(place, "voice")  # nothing: the first is not said to its end
    said = [send(place), send(place)]
    expand(place, "voice")
    assert [*said, send(place)] == ["first.voice", "first.photo", "second.voice"]
    assert calls.next_calls(place.db, "telegram", NOW, 10) == []
    assert calls.results(place.db, 1) == [{"message_id": 11}, {"message_id": 12}]
    assert {row["state"] for row in place.db["outbox"].rows} == {"done"}
    assert {row["payload"] for row in place.db["calls"].rows} == {None}


def test_an_intent_is_expanded_once(place: Place) -> None:
    put(place, place.address.id, "first")
    [intent] = outbox.waiting_intents(place.db, "telegram", 10)
    for _ in range(2):
        calls.expand(place.db, intent, [("voice", "{}")], NOW)
    assert place.db["calls"].count == 1


def test_one_address_told_to_wait_holds_back_nobody_else(place: Place, other: int) -> None:
    put(place, place.address.id, "mine")
    put(place, other, "hers")
    expand(place, "voice", "photo")
    mine = next(call for call in calls.next_calls(place.db, "telegram", NOW, 10) if call.address_id != other)
    assert calls.sending(place.db, mine.id)
    calls.later(place.db, mine.id, "429", LATER)
    assert names(place) == ["hers.voice"]
    assert [call.method for call in calls.next_calls(place.db, "telegram", LATER, 10)] == ["mine.voice", "hers.voice"]


def test_a_call_being_made_holds_back_its_address_and_is_not_made_twice(place: Place) -> None:
    put(place, place.address.id, "first")
    expand(place, "voice", "photo")
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    assert calls.sending(place.db, call.id)
    assert not calls.sending(place.db, call.id)
    assert names(place) == []


def test_what_may_be_repeated_is_made_again_and_stays_counted(place: Place) -> None:
    put(place, place.address.id, "question", "repeat")
    expand(place, "voice", "photo")
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    calls.sending(place.db, call.id)
    calls.uncertain(place.db, call.id, "reset", LATER)
    assert names(place) == []
    [again] = calls.next_calls(place.db, "telegram", LATER, 10)
    assert again.id == call.id
    calls.sending(place.db, call.id)
    calls.sent(place.db, call.id, {}, LATER)
    assert place.db.table("calls").get(call.id)["doubts"] == 1
    assert [each.method for each in calls.next_calls(place.db, "telegram", LATER, 10)] == ["question.photo"]


def test_what_may_be_skipped_is_left_uncertain_and_the_next_goes_on(place: Place) -> None:
    put(place, place.address.id, "reminder", "skip")
    put(place, place.address.id, "next")
    expand(place, "voice")
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    calls.sending(place.db, call.id)
    calls.uncertain(place.db, call.id, "reset", LATER)
    expand(place, "voice")
    assert names(place) == ["next.voice"]
    assert place.db.table("calls").get(call.id)["state"] == "uncertain"


def test_what_was_being_sent_when_the_process_ended_is_uncertain(place: Place) -> None:
    put(place, place.address.id, "question", "repeat")
    expand(place, "voice")
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    calls.sending(place.db, call.id)
    assert calls.recover(place.db, "mail", NOW) == 0
    assert calls.recover(place.db, "telegram", NOW) == 1
    assert names(place) == ["question.voice"]


def test_a_call_that_can_never_be_accepted_lets_the_next_pass(place: Place) -> None:
    put(place, place.address.id, "first")
    expand(place, "voice", "photo")
    [call] = calls.next_calls(place.db, "telegram", NOW, 10)
    calls.sending(place.db, call.id)
    calls.gave_up(place.db, call.id, "400")
    assert names(place) == ["first.photo"]


def test_replies_go_before_reminders(place: Place, other: int) -> None:
    put(place, place.address.id, "reminder", "skip", outbox.REMINDER)
    put(place, other, "reply")
    assert [intent.body["kind"] for intent in outbox.waiting_intents(place.db, "telegram", 10)] == [
        "reply",
        "reminder",
    ]
    expand(place, "voice")
    assert names(place) == ["reply.voice", "reminder.voice"]


def test_a_blocked_address_gets_nothing_and_what_waits_there_can_be_dropped(place: Place) -> None:
    put(place, place.address.id, "first")
    expand(place, "voice")
    put(place, place.address.id, "second")
    addresses.mark(place.db, place.address.id, "blocked")
    assert names(place) == []
    assert outbox.waiting_intents(place.db, "telegram", 10) == []
    outbox.drop_address(place.db, place.address.id, "403")
    addresses.mark(place.db, place.address.id, "live")
    assert names(place) == []
    assert outbox.waiting_intents(place.db, "telegram", 10) == []


def test_what_is_no_longer_true_is_not_said(place: Place) -> None:
    put(place, place.address.id, "reminder")
    expand(place, "voice")
    outbox.drop_intent(place.db, 1)
    assert names(place) == []


def test_another_channels_intents_are_not_ours(place: Place) -> None:
    page = addresses.reach(place.db, place.vault, "web", place.person.code, NOW)
    put(place, page.id, "ask")
    assert outbox.waiting_intents(place.db, "telegram", 10) == []
    [intent] = outbox.waiting_intents(place.db, "web", 10)
    outbox.intent_done(place.db, intent.id)
    addresses.shown(place.db, page.id, intent.seq)
    assert addresses.address(place.db, page.id).shown_outbox == 1
    assert [each.seq for each in outbox.intents_after(place.db, page.id, 0)] == [1]


def test_a_message_that_came_to_nothing_does_not_count(place: Place) -> None:
    about = [attempts.About("survey", place.cohort.id, "once")]
    planned = attempts.plan(place.db, place.person, "reminder", place.address.id, about, NOW, LATER)
    assert [each.id for each in attempts.attempts_of(place.db, place.person.id)] == [planned]
    attempts.tidy(place.db)
    assert attempts.attempts_of(place.db, place.person.id) == []


def test_an_upload_is_remembered_for_one_bot(place: Place) -> None:
    uploads.remember_upload(place.db, "1", "abc", "file-1")
    uploads.remember_upload(place.db, "1", "abc", "file-2")
    assert uploads.uploaded(place.db, "1", "abc") == "file-2"
    assert uploads.uploaded(place.db, "2", "abc") is None
    uploads.forget_upload(place.db, "1", "abc")
    assert uploads.uploaded(place.db, "1", "abc") is None
