import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.nameless import nameless
from bot.telegram.reading import query_of, read_body, read_update
from bot.turns.acts import Act, ControlTouch, Gone, KeyTouch, Other, Text, Touch, Unreadable, Visit, Voice, WhoTouch

CHAT = {"id": 6_000_000_001, "type": "private", "first_name": "Amina"}
FROM = {"id": 6_000_000_001, "is_bot": False, "first_name": "Amina", "language_code": "fa"}
VOICE = {"file_id": "v1", "file_unique_id": "u1", "duration": 3, "mime_type": "audio/ogg", "file_size": 9000}
NEVER_TOLD = ("Amina", "6000000001", "+33612345678", "48.85")


def message(**fields: Any) -> dict[str, Any]:
    return {"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": FROM, **fields}}


def press(data: Any, **fields: Any) -> dict[str, Any]:
    bearing = {"message_id": 5, "date": 1, "chat": CHAT, "text": "?"}
    return {"update_id": 8, "callback_query": {"id": "q", "from": FROM, "message": bearing, "data": data, **fields}}


def membership(status: str) -> dict[str, Any]:
    change = {"chat": CHAT, "from": FROM, "date": 1, "old_chat_member": {"user": FROM, "status": "member"}}
    return {"update_id": 9, "my_chat_member": change | {"new_chat_member": {"user": FROM, "status": status}}}


SAID: dict[str, tuple[dict[str, Any], Act]] = {
    "a link": (message(text="/start abc-DEF_1"), Visit("abc-DEF_1")),
    "start alone": (message(text="/start"), Visit()),
    "start to a named bot": (message(text="/start@flashcoop_bot abc"), Visit("abc")),
    "an endless token": (message(text="/start " + "x" * 500), Visit("x" * 64)),
    "text": (message(text="سلام"), Text("سلام")),
    "another word beginning so": (message(text="/started"), Text("/started")),
    "a voice": (
        message(voice=VOICE),
        Voice({"channel": "telegram", "file_id": "v1", "mime": "audio/ogg", "message": 1}, "audio/ogg", 9000, 3.0),
    ),
    "music": (
        message(audio={"file_id": "a1", "duration": 4, "mime_type": "audio/mpeg"}),
        Voice({"channel": "telegram", "file_id": "a1", "mime": "audio/mpeg", "message": 1}, "audio/mpeg", 0, 4.0),
    ),
    "a recording sent as a file": (
        message(document={"file_id": "d1", "mime_type": "audio/mp4"}),
        Voice({"channel": "telegram", "file_id": "d1", "mime": "audio/mp4", "message": 1}, "audio/mp4"),
    ),
    "a sticker": (message(sticker={"file_id": "s"}), Other("sticker")),
    "a round video": (message(video_note={"file_id": "n"}), Other("video_note")),
    "a photo": (message(photo=[{"file_id": "p"}]), Other("photo")),
    "a moving picture": (message(animation={"file_id": "g"}, document={"file_id": "g"}), Other("animation")),
    "a file": (message(document={"file_id": "d", "mime_type": "application/pdf"}), Other("document")),
    "a place": (message(location={"latitude": 48.85, "longitude": 2.35}), Other("location")),
    "a contact": (message(contact={"phone_number": "+33612345678", "first_name": "Amina"}), Other("contact")),
    "a kind of next year": (message(hologram={"file_id": "h"}), Other("unknown")),
    "a correction": ({"update_id": 1, "edited_message": message(text="x")["message"]}, Other("edited_message")),
    "a choice": (press("a|i7|3.born/month|12"), Touch("i7", "3.born/month", "12")),
    "a key": (press("k|i7|3.born|erase"), KeyTouch("i7", "3.born", "erase")),
    "a control": (press("c|i7|3.born|repeat"), ControlTouch("i7", "3.born", "repeat")),
    "who is there": (press("w|FC-7K3Q9XW"), WhoTouch("FC-7K3Q9XW")),
    "a button of another bot": (press("like:1"), Other("unknown_button")),
    "a button on a message that is gone": (
        press("a|i|1.x|yes", message={"message_id": 5, "chat": CHAT, "date": 0}),
        Touch("i", "1.x", "yes"),
    ),
    "she blocked us": (membership("kicked"), Gone("blocked")),
    "she came back": (membership("member"), Gone("live")),
}

NOTHING = {
    "a group": {"update_id": 1, "message": {"chat": {"id": -5, "type": "group"}, "text": "x", "from": FROM}},
    "a button in a group": press("a|i|1.x|yes", message={"message_id": 1, "chat": {"id": -5, "type": "supergroup"}}),
    "a button that only shows": press("-"),
    "a pinned message": message(pinned_message={}),
    "a walk with a moving location": {"update_id": 1, "edited_message": message(location={})["message"]},
    "a kind of update of next year": {"update_id": 1, "thought": {"chat": CHAT}},
    "an empty update": {"update_id": 1},
}

MALFORMED = {
    "message: no chat": {"update_id": 1, "message": {"text": "x"}},
    "message: no type": message() | {"message": {"chat": {"id": 5}}},
    "message: no id": message() | {"message": {"chat": {"id": "5", "type": "private"}}},
    "message: no text": message(text=["x"]),
    "message: no file_id": message(voice={"duration": 3}),
    "message: no message": {"update_id": 1, "message": "x"},
    "callback_query: no data": press(None),
    "callback_query: no from": {"update_id": 1, "callback_query": {"id": "q", "data": "a|i|1.x|yes"}},
    "my_chat_member: no new_chat_member": {"update_id": 1, "my_chat_member": {"chat": CHAT}},
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_is_understood(name: str) -> None:
    update, act = SAID[name]
    assert read_update(update) == (str(CHAT["id"]), act)


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_not_for_us_is_left_alone(name: str) -> None:
    assert read_update(NOTHING[name]) is None


@pytest.mark.parametrize("reason", MALFORMED)
def test_what_cannot_be_read_says_why(reason: str) -> None:
    assert read_update(MALFORMED[reason]) == ("", Unreadable(reason))


@pytest.mark.parametrize("name", SAID)
def test_what_is_kept_of_an_update_means_the_same_and_names_nobody(name: str) -> None:
    update, act = SAID[name]
    kept = nameless(update)
    assert read_body(kept) == act
    assert not [told for told in NEVER_TOLD if told in json.dumps(kept)]


def test_an_update_that_is_kept_whole_would_name_its_writer() -> None:
    update, _ = SAID["text"]
    assert [told for told in NEVER_TOLD if told in json.dumps(update)]


def test_a_pressed_button_waits_for_an_answer() -> None:
    assert query_of(press("-")) == "q"
    assert query_of(message(text="x")) is None
    assert query_of({"callback_query": {"id": 5}}) is None


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
GOOD = [update for update, _ in SAID.values()] + list(NOTHING.values())


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place inside a JSON value."""
    inside = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(*path, key) for key, _ in inside] + [deep for key, part in inside for deep in places(part, (*path, key))]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_mutated_update_raises(data: st.DataObject) -> None:
    update = copy.deepcopy(data.draw(st.sampled_from(GOOD)))
    for _ in range(data.draw(st.integers(1, 3))):
        found = places(update)
        if not found:
            break
        *way, last = data.draw(st.sampled_from(found))
        whole: Any = update
        for key in way:
            whole = whole[key]
        if data.draw(st.booleans()):
            whole[last] = data.draw(JUNK)
        else:
            del whole[last]
    read = read_update(update)
    assert read is None or isinstance(read[1], Unreadable) or read[0].lstrip("-").isdigit()
    json.dumps(nameless(update))
    query_of(update)
