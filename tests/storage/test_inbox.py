from datetime import timedelta

import pytest

from storage import inbox
from storage.database import Database, transaction
from storage.secrets import Vault
from tests.storage.conftest import NOW


def test_the_same_thing_given_twice_is_kept_once(db: Database) -> None:
    first = inbox.receive(db, "telegram", "update:7", "a", {"text": "salām"}, NOW)
    assert first is not None
    assert inbox.receive(db, "telegram", "update:7", "a", {"text": "salām"}, NOW) is None
    assert inbox.receive(db, "web", "update:7", "a", {}, NOW) is not None


def test_rows_of_a_recipient_are_taken_in_order_and_recipients_side_by_side(db: Database) -> None:
    for key, recipient in enumerate("aabab"):
        inbox.receive(db, "telegram", str(key), recipient, {"n": key}, NOW + timedelta(seconds=key))
    taken = []
    while batch := inbox.take_batch(db, 10):
        assert len({row.recipient for row in batch}) == len(batch)
        for row in batch:
            inbox.done(db, row.id, NOW)
        taken.append([(row.recipient, row.body["n"]) for row in batch])
    assert taken == [[("a", 0), ("b", 2)], [("a", 1), ("b", 4)], [("a", 3)]]


def test_a_row_that_had_its_turn_says_nothing_any_more(db: Database) -> None:
    inbox.receive(db, "telegram", "1", "a", {"text": "my secret"}, NOW)
    [row] = inbox.take_batch(db, 1)
    assert inbox.waits(db, row.id)
    inbox.done(db, row.id, NOW)
    assert not inbox.waits(db, row.id)
    assert "my secret" not in "\n".join(db.conn.iterdump())


def test_a_row_set_aside_lets_the_next_pass_and_is_kept_sealed(db: Database, vault: Vault) -> None:
    for key in "12":
        inbox.receive(db, "telegram", key, "a", {"text": "my secret" + key}, NOW)
    [bad] = inbox.take_batch(db, 10)
    assert inbox.failed(db, bad.id, "unreadable") == 1
    assert inbox.failed(db, bad.id, "unreadable") == 2
    inbox.quarantine(db, vault, bad.id, "unreadable", NOW)
    assert [row.key for row in inbox.take_batch(db, 10)] == ["2"]
    kept = db.table("inbox").get(bad.id)
    assert "my secret1" not in kept["body"]
    assert vault.unseal(kept["body"]) == '{"text":"my secret1"}'


@pytest.mark.parametrize("body", ["\ud800 half a character", "a\0b", ["no", "mapping"], None, "\u202e back"])
def test_any_body_a_channel_can_be_given_is_kept(db: Database, body: object) -> None:
    inbox.receive(db, "telegram", "1", "a", body, NOW)
    assert len(inbox.take_batch(db, 1)) == 1


def test_a_turn_that_breaks_leaves_its_row_waiting(db: Database) -> None:
    inbox.receive(db, "telegram", "1", "a", {}, NOW)

    def turn() -> None:
        with transaction(db):
            [row] = inbox.take_batch(db, 1)
            inbox.done(db, row.id, NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        turn()
    assert len(inbox.take_batch(db, 1)) == 1
