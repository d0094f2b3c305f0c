"""Voices recorded in one house are heard in another, with what each speaker allows and not a take more."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from bot.voice.audio import decode
from storage import media, people
from storage.database import transaction
from storage.refusals import Refused
from storage.voices import recorded, speakers
from tests.archives.conftest import Found
from tests.archives.installation import YES, Installation, other, phrase, rows


def test_a_take_of_one_house_is_heard_in_another_with_its_release(home: Installation, away: Installation) -> None:
    who = home.speaker()
    take, example = home.records(who, phrase()), home.records(who, YES)
    brought = away.brings(home.exports())
    assert (brought.new, brought.known, brought.gone, brought.turned) == (2, 0, 0, ())
    assert away.hears(phrase()) == take
    assert [each.id for each in recorded.examples(away.db, "fa_AF", away.now)] == [example]
    there = speakers.speaker(away.db, who.code)
    assert (there.origin, there.dialect, there.person_id) == (home.cae, "Herat", None)
    said = speakers.released(away.db, there.id)
    assert said is not None
    assert (said.scope, said.wording, said.until) == ("network", "Ma voix ?", said.at + timedelta(days=730))
    assert said.sha256 in away.files()
    assert not (away.folder / "voices" / "incoming").exists()


def test_what_is_heard_is_what_was_recorded(home: Installation, away: Installation) -> None:
    take = home.records(home.speaker(), phrase(), seconds=2.0)
    away.brings(home.exports())
    made = [decode(house.media.path(_sha(house, take))) for house in (home, away)]
    assert made[0].seconds == pytest.approx(made[1].seconds, abs=0.05)
    assert abs(made[1].samples).max() > 0.1


def _sha(house: Installation, take: str) -> str:
    found = recorded.recorded(house.db, take)
    assert found is not None
    return found.sha256


def test_the_same_archive_again_brings_nothing_new(home: Installation, away: Installation) -> None:
    home.records(home.speaker(), phrase())
    file = home.exports()
    away.brings(file)
    before = (away.takes(), away.files(), rows(away.db, "voice_releases"), rows(away.db, "media"))
    again = away.brings(file)
    assert (again.new, again.known, again.gone, again.turned) == (0, 1, 0, ())
    assert (away.takes(), away.files(), rows(away.db, "voice_releases"), rows(away.db, "media")) == before


def test_an_archive_holds_only_what_the_whole_network_may_hear_now(home: Installation) -> None:
    network = home.records(home.speaker(), phrase())
    home.records(home.speaker("here"), phrase(number=1))
    home.records(home.speaker("none"), phrase(number=2))
    home.records(home.speaker(lasts=timedelta(hours=1)), phrase(number=3))
    never = _add_without_release(home)
    home.passes(hours=2)
    with zipfile.ZipFile(home.exports()) as archive:
        listing = json.loads(archive.read("voices.json"))
        recordings = [name for name in archive.namelist() if name.startswith("audio/")]
    assert [each["id"] for each in listing["takes"]] == [network]
    assert never.code not in json.dumps(listing)
    assert len(recordings) == 3  # the take, its release, and the release that is over: it was for the network
    assert home.exported.takes == 1


def _add_without_release(home: Installation) -> speakers.Speaker:
    with transaction(home.db):
        who = speakers.add_speaker(home.db, home.codes, None, home.now)
    home.records(who, phrase(number=4))
    return who


def test_an_archive_says_nothing_of_people(home: Installation) -> None:
    with transaction(home.db):
        cae_id = home.db.execute("SELECT id FROM caes").fetchone()[0]
        person = people.add_person(home.db, home.codes, "interpreter", None, cae_id, home.now)
        who = speakers.speaker_of(home.db, home.codes, person, home.now)
    home.allows(who, "network")
    home.records(who, phrase())
    with zipfile.ZipFile(home.exports()) as archive:
        content = archive.read("voices.json").decode()
    assert who.code in content
    assert person.code not in content
    assert set(json.loads(content)["speakers"][0]) == {"code", "origin", "dialect", "release"}


def test_one_language_can_leave_alone(home: Installation, away: Installation) -> None:
    who = home.speaker()
    dari, arabic = home.records(who, phrase()), home.records(who, phrase("ar"))
    away.brings(home.exports(language="ar"))
    assert away.takes() == {arabic}
    away.brings(home.exports())
    assert away.takes() == {dari, arabic}
    away.brings(home.exports(language="ar"))  # Dari is not in it, and not gone for that
    assert away.takes() == {dari, arabic}


def test_the_newest_take_of_a_phrase_is_heard_whoever_spoke_and_wherever(
    home: Installation, away: Installation
) -> None:
    away.now = home.now
    older = away.records(away.speaker(), phrase())
    home.passes(hours=1)
    newer = home.records(home.speaker(), phrase())
    away.passes(hours=2)
    home.passes(hours=1)
    away.brings(home.exports())
    assert away.hears(phrase()) == newer
    newest = away.records(away.speaker(), phrase())
    assert away.brings(home.exports()).known == 1
    assert away.hears(phrase()) == newest
    assert older in away.takes()


def test_a_take_that_was_recorded_anew_is_the_new_one_there_too_and_no_older_archive_undoes_it(
    home: Installation, away: Installation
) -> None:
    who = home.speaker()
    first = home.records(who, phrase())
    before = home.exports("before.zip")
    home.passes(hours=1)
    second = home.records(who, phrase())
    after = home.exports("after.zip")
    away.passes(hours=3)
    assert away.brings(before).new == 1
    done = away.brings(after)
    assert (done.new, done.gone) == (1, 1)
    assert away.takes() == {second}
    assert away.brings(before).known == 1
    assert away.hears(phrase()) == second
    assert first not in away.takes()


def test_an_archive_goes_on_from_house_to_house(home: Installation, away: Installation, found: Found) -> None:
    take = home.records(home.speaker(), phrase())
    away.brings(home.exports())
    third = found("third")
    assert third.brings(away.exports()).new == 1
    assert third.hears(phrase()) == take
    assert third.brings(home.exports()).known == 1


def test_ones_own_voices_do_not_come_back_by_an_archive(home: Installation, away: Installation) -> None:
    who = home.speaker()
    take = home.records(who, phrase())
    away.brings(home.exports())
    with transaction(home.db):
        recorded.discard(home.db, take)
    back = home.brings(away.exports())
    assert [(each.name, each.reason) for each in back.turned] == [(take, "ours")]
    assert home.takes() == set()


def test_while_a_take_is_gone_from_the_disk_the_rest_leaves(home: Installation, away: Installation) -> None:
    who = home.speaker()
    lost, kept = home.records(who, phrase(), pitch=500), home.records(who, phrase(number=1), pitch=700)
    home.media.drop(_sha(home, lost))
    away.brings(home.exports())
    assert home.exported.missing == 1
    assert away.takes() == {kept}


def test_without_a_cae_there_is_nobody_to_say_where_voices_come_from(found: Found) -> None:
    bare = found("bare")
    with transaction(bare.db):
        bare.db.execute("DELETE FROM caes")
    with pytest.raises(Refused, match="CAE"):
        bare.exports()


def test_where_an_archive_cannot_be_written_nothing_is_left(home: Installation) -> None:
    home.records(home.speaker(), phrase())
    (home.folder / "there").mkdir()
    with pytest.raises(Refused, match="écrire"):
        home.exports("there")
    assert not list(home.folder.glob(".voices-*"))


def test_the_same_voices_make_the_same_archive(home: Installation) -> None:
    home.records(home.speaker(), phrase())
    assert home.exports("a.zip").read_bytes() == home.exports("b.zip").read_bytes()
    assert (home.folder / "a.zip").stat().st_mode & 0o077 == 0


def test_the_bytes_of_a_stranger_are_never_kept_as_they_came(home: Installation, away: Installation) -> None:
    home.records(home.speaker(), phrase())
    file = home.exports()
    sent = {name.removeprefix("audio/").removesuffix(".ogg") for name in zipfile.ZipFile(file).namelist()}
    away.brings(file)
    assert len(away.files()) == 2
    assert not sent & away.files()


def test_a_copy_that_is_linked_is_written_where_the_disk_knows_no_links(
    home: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _to: Path) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    file = tmp_path / "a.ogg"
    file.write_bytes(b"OggS and more")
    stored = media.MediaFolder(home.folder / "media").adopt({"ab" * 32: file}, "audio/ogg")
    assert home.media.path("ab" * 32).read_bytes() == b"OggS and more"
    assert stored["ab" * 32].bytes == 13


def test_somebody_else_may_say_the_same(home: Installation, away: Installation) -> None:
    home.records(home.speaker(), other(YES, text="ها"))
    home.records(home.speaker(), other(YES, text="ها"))
    assert away.brings(home.exports()).new == 2
