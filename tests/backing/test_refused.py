"""A backup that is damaged, another's or sealed for another key is refused, and nothing is touched."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.restoring import Held, restore
from storage import installation, replaying, restoring
from storage.database import open_database
from storage.ledger import Ledger
from storage.refusals import Refused
from storage.restoring import Restored
from storage.sealing import KeyPair, key_pair
from tests.backing.conftest import NIGHT
from tests.backing.house import START, House

HURT = 100  # times cut, and times flipped


def put_back(house: House, file: Path, identity: str, sure: Callable[[Held], bool] = lambda _: True) -> Restored:
    return restore(house.settings, house.vault, file, NIGHT, lambda: identity, sure)


@pytest.fixture
def backup(house: House) -> Path:
    """A sealed backup of the house; the house has gone on since."""
    sent = house.backs_up(NIGHT)
    with house.writes() as db:
        db.conn.execute("UPDATE caes SET name = 'later'")
    return house.disk / sent.name


def refused(house: House, file: Path, identity: str) -> str:
    """The code with which a restore was refused; what was there is there, byte for byte."""
    before = house.seen()
    with pytest.raises(Refused) as found:
        put_back(house, file, identity)
    assert house.seen() == before
    return found.value.code


def test_it_comes_back_whole(house: House, backup: Path, keys: KeyPair) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    for path in house.folder.glob("media/*/*"):
        path.unlink()
    put_back(house, backup, keys.identity)
    assert house.people() == [house.person]
    assert len(list(house.media.names())) == 1
    with house.looks() as db:
        assert db.conn.execute("SELECT name FROM caes").fetchone()[0] == "Coopérative d'essai"


def test_a_hundred_that_were_cut_and_a_hundred_that_were_flipped(house: House, backup: Path, keys: KeyPair) -> None:
    whole, chance = backup.read_bytes(), random.Random(9)
    found = set()
    for _ in range(HURT):
        backup.write_bytes(whole[: chance.randrange(len(whole))])
        found.add(refused(house, backup, keys.identity))
    heads = [*range(0, 400, 20)]  # the header with the key, and then anywhere
    for at in [*heads, *(chance.randrange(len(whole)) for _ in range(HURT - len(heads)))]:
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        found.add(refused(house, backup, keys.identity))
    assert found <= {"damaged_backup", "wrong_key"}
    backup.write_bytes(whole)
    put_back(house, backup, keys.identity)


def test_another_key_and_none(house: House, backup: Path) -> None:
    assert refused(house, backup, key_pair().identity) == "wrong_key"
    before = house.seen()
    with pytest.raises(Refused) as found:
        restore(house.settings, house.vault, backup, NIGHT)
    assert found.value.code == "no_key"
    assert house.seen() == before


def test_one_of_another_installation_unless_nothing_is_there(house: House, backup: Path, keys: KeyPair) -> None:
    with house.writes() as db:
        installation.keep(db.conn, "0" * 32)
    assert refused(house, backup, keys.identity) == "other_installation"
    (house.folder / "flashcoop.sqlite").rename(house.disk / "away")
    put_back(house, backup, keys.identity)
    assert house.people() == [house.person]


def test_one_of_a_newer_version(house: House, keys: KeyPair) -> None:
    with house.writes() as db:
        db.conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('flashcoop', 'm999', '')"
        )
    file = house.saved_as_it_is(NIGHT)
    with house.raw() as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm999'")
    assert refused(house, file, keys.identity) == "newer_database"


def test_its_keeper_hears_what_it_holds_and_may_say_no(house: House, backup: Path, keys: KeyPair) -> None:
    heard: list[Held] = []

    def no(held: Held) -> bool:
        heard.append(held)
        return False

    before = house.seen()
    with pytest.raises(Refused) as found:
        put_back(house, backup, keys.identity, no)
    assert found.value.code == "not_wanted"
    assert heard == [Held(NIGHT, 1, 1, replaces=True)]
    assert house.seen() == before


def test_whoever_was_erased_since_does_not_come_back(house: House, backup: Path, keys: KeyPair) -> None:
    Ledger(house.settings.ledger_path).erased(house.person, NIGHT)
    assert put_back(house, backup, keys.identity).erased == 1
    assert house.people() == []


def test_control_without_the_ledger_she_would(
    house: House, backup: Path, keys: KeyPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    Ledger(house.settings.ledger_path).erased(house.person, NIGHT)
    replay = replaying.replay
    monkeypatch.setattr(restoring, "replay", lambda db, vault, _entries, now: replay(db, vault, [], now))
    assert put_back(house, backup, keys.identity).erased == 0
    assert house.people() == [house.person]


def test_one_of_before_there_were_codes_is_known_by_when_it_began(house: House, keys: KeyPair) -> None:
    with house.raw() as connection:
        connection.executescript("DROP TABLE installation; DROP TABLE backups;")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm024_backups'")
    file = house.saved_as_it_is(NIGHT)
    open_database(house.settings.database, START).close()
    own = installation.code_at(house.settings.database)
    put_back(house, file, keys.identity)
    assert installation.code_at(house.settings.database) == own
    with house.raw() as connection:
        connection.execute("UPDATE _sqlite_migrations SET applied_at = '2020' WHERE name = 'm001_people'")
    assert refused(house, file, keys.identity) == "other_installation"
