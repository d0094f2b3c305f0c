"""A voice that is taken back is gone: here at once, in the next archive, at who received it, and for good."""

import json
import zipfile
from datetime import timedelta
from itertools import chain
from pathlib import Path
from threading import Thread

from storage import erasure, people, replaying
from storage.database import transaction
from storage.ledger import Entry, Ledger
from storage.secrets import Vault
from storage.times import stamp
from storage.voices import recorded, speakers
from storage.voices.speakers import Speaker
from tests.archives.conftest import Found
from tests.archives.installation import NOW, Installation, phrase, rows

VAULT = Vault("a secret of the tests, long enough")


def listed(file: Path) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(file) as packed:
        content: dict[str, list[dict[str, object]]] = json.loads(packed.read("voices.json"))
        return content


def test_a_voice_taken_back_is_gone_here_in_the_next_archive_and_where_it_had_come_to(
    home: Installation, away: Installation
) -> None:
    hers, others = home.speaker(), home.speaker()
    home.records(others, phrase())
    home.passes(minutes=1)
    newest = home.records(hers, phrase())
    away.passes(hours=1)
    away.brings(home.exports())
    assert (home.hears(phrase()), away.hears(phrase())) == (newest, newest)
    files = away.files()
    gone = home.withdraws(hers)
    assert gone.takes == 1
    assert home.hears(phrase()) != newest
    next_one = home.exports("next.zip")
    assert newest not in json.dumps(listed(next_one))
    assert [each["code"] for each in listed(next_one)["taken_back"]] == [hers.code]
    brought = away.brings(next_one)
    assert (brought.taken_back, brought.gone) == ((hers.code,), 1)
    assert away.hears(phrase()) not in (newest, None)
    assert len(files - away.files()) == 2  # her take, and the recording of her release
    assert [each.code for each in speakers.speakers(away.db)] == [others.code]


def test_nobody_brings_her_back_with_an_older_archive(home: Installation, away: Installation, found: Found) -> None:
    who = home.speaker()
    take = home.records(who, phrase())
    older = home.exports("older.zip")
    away.brings(older)
    home.withdraws(who)
    away.brings(home.exports("newer.zip"))
    again = away.brings(older)
    assert [(each.name, each.reason) for each in again.turned] == [(take, "taken_back")]
    third = found("third")  # who never had her hears of it too
    third.brings(home.exports("newest.zip"))
    assert [each.reason for each in third.brings(older).turned] == ["taken_back"]


def test_control_without_the_list_of_those_who_did_she_would_be_back(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    older = home.exports("older.zip")
    away.brings(older)
    home.withdraws(who)
    away.brings(home.exports("newer.zip"))
    with transaction(away.db):
        away.db.execute("DELETE FROM voices_taken_back")
    assert away.brings(older).new == 1


def test_taken_back_where_she_had_come_to_she_is_asked_at_home(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    away.brings(home.exports())
    away.withdraws(speakers.speaker(away.db, who.code))
    assert away.takes() == set()
    brought = home.brings(away.exports())
    assert brought.ours == (who.code,)
    assert home.hears(phrase()) is not None


def test_the_ledger_says_it_before_the_takes_go_and_once(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    away.brings(home.exports())
    home.withdraws(who)
    assert home.ledger.entries() == [Entry(stamp(home.now), "voice", who.code)]
    file = home.exports("next.zip")
    away.brings(file)
    away.brings(file)
    assert away.ledger.entries() == [Entry(stamp(away.now), "voice", who.code)]


def _restored(house: Installation, who: Speaker) -> replaying.Replayed:
    """An older copy of the database, in which she speaks, as a restore settles it."""
    with transaction(house.db):
        house.db.execute("DELETE FROM voices_taken_back")
        house.db.execute(
            "INSERT INTO speakers (id, code, since) VALUES (?, ?, ?)", (who.id, who.code, stamp(house.now))
        )
    house.records(who, phrase())
    house.allows(who, "network")
    with transaction(house.db):
        return replaying.replay(house.db, VAULT, house.ledger.entries(), house.now)


def test_a_backup_that_is_put_back_does_not_bring_her_back(home: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    home.withdraws(who)
    done = _restored(home, who)
    assert (done.withdrawn, len(done.files)) == (1, 1)
    assert home.takes() == set()
    assert list(speakers.taken_back(home.db)) == [who.code]


def test_control_without_the_ledger_it_would(home: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    home.withdraws(who)
    home.ledger.path.unlink()
    assert _restored(home, who).withdrawn == 0
    assert len(home.takes()) == 1


def test_somebody_of_the_team_who_is_forgotten_takes_her_voice_along(home: Installation, away: Installation) -> None:
    with transaction(home.db):
        cae_id = home.db.execute("SELECT id FROM caes").fetchone()[0]
        person = people.add_person(home.db, home.codes, "interpreter", None, cae_id, home.now)
        who = speakers.speaker_of(home.db, home.codes, person, home.now)
    home.allows(who, "network")
    home.records(who, phrase())
    away.brings(home.exports())
    with transaction(home.db):
        files = erasure.erase(home.db, VAULT, person.code, home.now)
    assert len(files) == 1
    assert (rows(home.db, "speakers"), rows(home.db, "voice_takes")) == (0, 0)
    assert list(speakers.taken_back(home.db)) == [who.code]
    noted, _ = replaying.taken_back(home.db, 0)
    assert [(each.kind, each.code) for each in noted] == [("voice", who.code)]
    assert away.brings(home.exports("next.zip")).taken_back == (who.code,)
    assert away.takes() == set()


def test_who_allows_less_now_is_heard_less_there_too(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    away.brings(home.exports())
    home.passes(days=1)
    home.allows(who, "here")
    away.passes(days=1)
    brought = away.brings(home.exports("next.zip"))
    assert (brought.gone, brought.taken_back) == (1, ())
    assert away.hears(phrase()) is None
    assert home.hears(phrase()) is not None
    home.passes(days=1)
    home.allows(who, "network")
    away.passes(days=1)
    assert away.brings(home.exports("again.zip")).new == 1


def test_an_older_yes_does_not_outweigh_a_newer_no(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, phrase())
    older = home.exports("older.zip")
    home.passes(days=1)
    home.allows(who, "none")
    away.passes(days=2)
    away.brings(older)
    away.brings(home.exports("newer.zip"))
    assert away.takes() == set()
    assert [each.reason for each in away.brings(older).turned] == ["not_network"]


def test_a_single_take_that_was_thrown_away_at_home_goes_there_too(home: Installation, away: Installation) -> None:
    who = home.speaker()
    kept, thrown = home.records(who, phrase()), home.records(who, phrase(number=1))
    away.brings(home.exports())
    with transaction(home.db):
        recorded.discard(home.db, thrown)
    home.passes(hours=1)
    away.passes(hours=2)
    assert away.brings(home.exports("next.zip")).gone == 1
    assert away.takes() == {kept}


def test_when_her_time_is_over_she_is_heard_nowhere_without_anybody_doing_anything(
    home: Installation, away: Installation
) -> None:
    who = home.speaker(lasts=timedelta(days=30))
    home.records(who, phrase())
    away.brings(home.exports())
    away.passes(days=31)
    home.passes(days=31)
    assert (home.hears(phrase()), away.hears(phrase())) == (None, None)
    assert listed(home.exports("next.zip"))["takes"] == []


def test_two_who_write_the_ledger_at_once_lose_no_line(tmp_path: Path) -> None:
    """The server's own worker and an operation, or a command beside it."""
    ledgers = [Ledger(tmp_path / "ledger.jsonl") for _ in range(4)]
    codes = [[f"V-{who}{number:03}" for number in range(25)] for who in range(4)]

    def write(who: int) -> None:
        for code in codes[who]:
            ledgers[who].voices([code], NOW)

    threads = [Thread(target=write, args=(who,)) for who in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(entry.code for entry in ledgers[0].entries()) == sorted(chain.from_iterable(codes))
