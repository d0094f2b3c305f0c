"""An archive may be made by anybody: what is wrong in it stays outside with its reason, and the rest comes in."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.archives import reading, staging
from bot.archives.contents import member
from bot.archives.refusing import SENTENCES
from bot.voice.audio import encode
from bot.voice.sound import silence
from storage.database import transaction
from storage.refusals import Refused
from storage.voices import sharing, speakers
from tests.archives.installation import YES, Installation, changed, phrase, recording, rows

Listing = dict[str, Any]
Spoil = Callable[[Listing], object]


@pytest.fixture
def archive(home: Installation) -> Path:
    """Three takes of one speaker, in the order they are listed."""
    who = home.speaker()
    for number in range(3):
        home.records(who, phrase(number=number), pitch=300.0 + 100 * number)
    return home.exports()


def second(**what: object) -> Spoil:
    return lambda told: told["takes"][1].update(what)


def speaker(**what: object) -> Spoil:
    return lambda told: told["speakers"][0].update(what)


def release(**what: object) -> Spoil:
    return lambda told: told["speakers"][0]["release"].update(what)


ONE = {
    "a path out of the folder": (second(sha256="../../../../etc/passwd"), "outside"),
    "an absolute path": (second(sha256="/etc/passwd"), "outside"),
    "another recording than its name says": (second(sha256="0" * 64), "no_audio"),
    "a language of nobody": (second(language="xx"), "language"),
    "a path for a language": (second(language="../../fr"), "language"),
    "a phrase nobody says here": (second(text="چیزی که هیچ‌کس نمی‌گوید"), "phrase"),
    "an option nobody expects here": (second(kind="example", set="common", option="perhaps"), "option"),
    "a set of nobody": (second(kind="example", set="../common", option="yes"), "option"),
    "a speaker of whom nothing is said": (second(speaker="V-9999999"), "no_voice"),
    "a speaker who is a path": (second(speaker="V-../../x"), "unreadable"),
    "a kind there is none of": (second(kind="song"), "unreadable"),
    "a text of a book": (second(text="ن" * 2_001), "unreadable"),
    "a number for a text": (second(text=7), "unreadable"),
    "a time of nowhere": (second(at="2026-11-23T08:00:00"), "unreadable"),
    "a name that is a path": (second(id="../../../../../etc/pas"), "unreadable"),
    "nothing at all": (lambda told: told["takes"][1].clear(), "unreadable"),
}


@pytest.mark.parametrize("name", ONE)
def test_a_take_that_is_wrong_stays_outside_and_the_others_come_in(
    archive: Path, away: Installation, tmp_path: Path, name: str
) -> None:
    spoil, reason = ONE[name]
    before = {path for path in tmp_path.rglob("*") if away.folder not in path.parents}
    brought = away.brings(changed(archive, spoil, tmp_path / "spoilt.zip"))
    assert [each.reason for each in brought.turned] == [reason]
    assert brought.new == 2
    after = {path for path in tmp_path.rglob("*") if away.folder not in path.parents}
    assert after - before == {tmp_path / "spoilt.zip"}


ALL = {
    "no release": (lambda told: told["speakers"][0].pop("release"), "no_release"),
    "a release of null": (speaker(release=None), "no_release"),
    "a release that is over": (release(until="2026-11-01T00:00:00Z"), "release_over"),
    "a release for where she spoke": (release(scope="here"), "not_network"),
    "a release for nobody": (release(scope="none"), "not_network"),
    "a release whose recording is not there": (release(sha256="1" * 64), "no_spoken_release"),
}


@pytest.mark.parametrize("name", ALL)
def test_without_a_release_that_holds_none_of_her_takes_come_in(
    archive: Path, away: Installation, tmp_path: Path, name: str
) -> None:
    spoil, reason = ALL[name]
    brought = away.brings(changed(archive, spoil, tmp_path / "spoilt.zip"))
    assert [each.reason for each in brought.turned] == [reason] * 3
    assert (brought.new, rows(away.db, "speakers"), away.files()) == (0, 0, set())


def test_a_release_that_cannot_be_read_is_no_voice_at_all(archive: Path, away: Installation, tmp_path: Path) -> None:
    brought = away.brings(changed(archive, release(until="for ever"), tmp_path / "spoilt.zip"))
    assert sorted(each.reason for each in brought.turned) == ["no_voice"] * 3 + ["unreadable"]


def sound(content: bytes) -> tuple[Spoil, dict[str, bytes]]:
    """The second take with these bytes, under their right name."""
    digest = hashlib.sha256(content).hexdigest()
    return second(sha256=digest), {member(digest): content}


def encoded(tmp_path: Path, seconds: float, *, still: bool = False) -> bytes:
    if not still:
        return recording(seconds, 220.0)
    file = tmp_path / "made.ogg"
    encode(silence(seconds), file)
    return file.read_bytes()


BYTES: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "no sound": (lambda _: b"no sound at all, in many words", "bad_audio"),
    "nothing": (lambda _: b"", "bad_audio"),
    "half a page of Ogg": (lambda folder: encoded(folder, 1.0)[:100], "bad_audio"),
    "a playlist": (lambda _: b"ffconcat version 1.0\nfile /etc/passwd\n", "bad_audio"),
    "an hour, as far as a phrase goes": (lambda folder: encoded(folder, 13.5), "too_long"),
    "silence": (lambda folder: encoded(folder, 1.0, still=True), "silent"),
    "more bytes than a phrase has": (lambda _: b"OggS" + bytes(reading.MOST_RECORDING), "bomb"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_phrase_stay_outside(archive: Path, away: Installation, tmp_path: Path, name: str) -> None:
    make, reason = BYTES[name]
    spoil, members = sound(make(tmp_path))
    brought = away.brings(changed(archive, spoil, tmp_path / "spoilt.zip", members))
    assert [each.reason for each in brought.turned] == [reason]
    assert brought.new == 2


def test_an_example_is_shorter_than_a_phrase(home: Installation, away: Installation) -> None:
    who = home.speaker()
    home.records(who, YES, seconds=6.0)
    home.records(who, phrase(), seconds=6.0)
    brought = away.brings(home.exports())
    assert ([each.reason for each in brought.turned], brought.new) == (["too_long"], 1)


def test_bytes_that_are_not_what_they_are_called_stay_outside(
    archive: Path, away: Installation, tmp_path: Path
) -> None:
    with zipfile.ZipFile(archive) as packed:
        digest = json.loads(packed.read("voices.json"))["takes"][1]["sha256"]
    spoilt = changed(archive, lambda told: None, tmp_path / "x.zip", {member(digest): encoded(tmp_path, 1.0)})
    assert [each.reason for each in away.brings(spoilt).turned] == ["other_audio"]


def test_a_bomb_is_told_by_its_size_and_never_unpacked(archive: Path, away: Installation, tmp_path: Path) -> None:
    spoil, members = sound(bytes(900_000))
    spoilt = changed(archive, spoil, tmp_path / "x.zip", members, zipfile.ZIP_DEFLATED)
    brought = away.brings(spoilt)
    assert ([each.reason for each in brought.turned], brought.new) == (["bomb"], 2)


def test_a_bomb_that_lies_about_its_size_is_cut_off(archive: Path, away: Installation, tmp_path: Path) -> None:
    spoil, members = sound(bytes(5_000_000))
    spoilt = changed(archive, spoil, tmp_path / "x.zip", members, zipfile.ZIP_DEFLATED)
    content = spoilt.read_bytes().replace((5_000_000).to_bytes(4, "little"), (2_000).to_bytes(4, "little"))
    spoilt.write_bytes(content)
    brought = away.brings(spoilt)
    assert [each.reason for each in brought.turned] in (["unreadable"], ["other_audio"])
    assert brought.new == 2


def test_packings_that_need_much_memory_are_not_unpacked(archive: Path, away: Installation, tmp_path: Path) -> None:
    spoil, members = sound(encoded(tmp_path, 1.0))
    for packing in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        brought = away.brings(changed(archive, spoil, tmp_path / "x.zip", members, packing))
        assert [each.reason for each in brought.turned] == ["unreadable"]


def test_files_beside_the_takes_are_named_and_left(archive: Path, away: Installation, tmp_path: Path) -> None:
    strangers = {"../../evil.ogg": b"x", "/etc/cron.d/x": b"x", "audio/../../x.ogg": b"x", "audio/\u202eevil": b"x"}
    brought = away.brings(changed(archive, lambda told: None, tmp_path / "x.zip", strangers))
    assert [each.reason for each in brought.turned] == ["outside"] * 4
    assert all(each.name.isascii() for each in brought.turned)
    assert brought.new == 3
    assert not list(tmp_path.rglob("evil*"))
    assert not list(tmp_path.parent.glob("evil*"))


def test_a_name_of_somebody_elses_take_does_not_change_it(
    archive: Path, away: Installation, home: Installation, tmp_path: Path
) -> None:
    away.brings(archive)
    before = away.takes()
    who = home.speaker()
    home.records(who, phrase(number=5))
    file = home.exports("b.zip")
    taken = sorted(before)[0]

    def steal(told: Listing) -> None:
        told["takes"][-1]["id"] = taken
        told["takes"] = told["takes"][-1:]

    brought = away.brings(changed(file, steal, tmp_path / "x.zip"))
    assert [(each.name, each.reason) for each in brought.turned] == [(taken, "doubled")]


def test_nobody_speaks_in_the_name_of_somebody_of_this_house(archive: Path, away: Installation, tmp_path: Path) -> None:
    ours = away.speaker()
    mine = away.records(ours, phrase(number=9))

    def impersonate(told: Listing) -> None:
        told["speakers"][0]["code"] = ours.code
        for take in told["takes"]:
            take["speaker"] = ours.code

    brought = away.brings(changed(archive, impersonate, tmp_path / "x.zip"))
    assert [each.reason for each in brought.turned] == ["ours"] * 3
    assert away.takes() == {mine}


def test_nobody_takes_back_the_voice_of_somebody_of_this_house(
    archive: Path, away: Installation, tmp_path: Path
) -> None:
    ours = away.speaker()
    mine = away.records(ours, phrase())
    back = {"code": ours.code, "at": "2026-11-22T00:00:00Z"}
    brought = away.brings(changed(archive, lambda told: told["taken_back"].append(back), tmp_path / "x.zip"))
    assert (brought.ours, brought.taken_back) == ((ours.code,), ())
    assert mine in away.takes()
    assert speakers.taken_back(away.db) == {}
    assert away.ledger.entries() == []


def test_nothing_is_recorded_after_its_archive_was_made(archive: Path, away: Installation, tmp_path: Path) -> None:
    """A take of the year 2100 would be heard for ever, whatever is recorded here."""
    brought = away.brings(changed(archive, second(at="2100-01-01T00:00:00Z"), tmp_path / "x.zip"))
    assert brought.new == 3
    away.passes(minutes=1)
    mine = away.records(away.speaker(), phrase(number=1))
    assert away.hears(phrase(number=1)) == mine


def test_somebody_who_takes_her_voice_back_while_it_comes_in_stays_away(
    archive: Path, away: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = away._enter

    def after_a_withdrawal(staged: str) -> object:
        with transaction(away.db), zipfile.ZipFile(archive) as packed:
            speakers.bar(away.db, json.loads(packed.read("voices.json"))["speakers"][0]["code"], away.now)
        return enter(staged)

    monkeypatch.setattr(away, "_enter", after_a_withdrawal)
    brought = away.brings(archive)
    assert [each.reason for each in brought.turned] == ["taken_back"] * 3
    assert away.takes() == set()


def test_control_without_the_second_look_her_voice_would_be_here(
    archive: Path, away: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archives.entering.unheard", lambda *_: None)
    enter = away._enter

    def after_a_withdrawal(staged: str) -> object:
        with transaction(away.db), zipfile.ZipFile(archive) as packed:
            speakers.bar(away.db, json.loads(packed.read("voices.json"))["speakers"][0]["code"], away.now)
        return enter(staged)

    monkeypatch.setattr(away, "_enter", after_a_withdrawal)
    assert away.brings(archive).new == 3


def test_control_a_child_that_believed_everything_would_let_silence_in(
    archive: Path, away: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "loudness", lambda _sound: 0.0)
    spoil, members = sound(encoded(tmp_path, 1.0, still=True))
    assert away.brings(changed(archive, spoil, tmp_path / "x.zip", members)).new == 3


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("_", "."), content)
    return out.getvalue()


def _listed(**what: object) -> bytes:
    told = {"format": "flashcoop-voices", "version": 1, "made_at": "2026-11-23T08:00:00Z", "installation": "C-23456"}
    lists: Listing = {"languages": None, "speakers": [], "takes": [], "taken_back": []}
    return _zip(voices_json=json.dumps({**told, **lists, **what}).encode())


FILES = {
    "no zip": (b"not an archive", "no_archive"),
    "nothing": (b"", "no_archive"),
    "somebody else's zip": (_zip(letter_txt=b"hello"), "no_archive"),
    "another list": (_zip(voices_json=b"[]"), "no_archive"),
    "another format": (_listed(format="flashcoop-letters"), "no_archive"),
    "a newer one": (_listed(version=99), "newer_archive"),
    "a list that is cut off": (_zip(voices_json=b'{"format":'), "damaged_archive"),
    "a list nested without end": (_zip(voices_json=b"[" * 3_000), "damaged_archive"),
    "a list of nothing we know": (_listed(takes={"a": 1}), "damaged_archive"),
    "a list of texts": (_listed(takes=["a"]), "damaged_archive"),
    "a list that is a bomb": (_zip(voices_json=b" " * 10_000_000), "damaged_archive"),
    "an installation that is a path": (_listed(installation="../.."), "damaged_archive"),
    "made at no time": (_listed(made_at="yesterday"), "damaged_archive"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_archive_of_voices_changes_nothing(away: Installation, tmp_path: Path, name: str) -> None:
    content, code = FILES[name]
    file = tmp_path / "bad.zip"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        away.brings(file)
    assert refused.value.code == code
    assert not (away.folder / "media").exists()
    assert not (away.folder / "voices" / "incoming").exists()


def test_a_file_that_is_not_there_is_said_so(away: Installation, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pas d'archive"):
        away.brings(tmp_path / "nowhere.zip")


def test_a_directory_that_would_fill_the_memory_is_not_read(
    archive: Path, away: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit, value in (("MOST_DIRECTORY", 100), ("MOST_BYTES", 1_000), ("MOST_PARTS", 3)):
        with monkeypatch.context() as patched:
            patched.setattr(reading, limit, value)
            with pytest.raises(Refused, match="trop grande"):
                away.brings(archive)


def test_each_byte_of_an_archive_that_is_spoilt_leaves_a_house_that_stands(
    archive: Path, away: Installation, tmp_path: Path
) -> None:
    """Flipped anywhere, an archive is refused, or what is spoilt in it stays outside."""
    whole = archive.read_bytes()
    good = away.brings(archive).new
    spoilt = tmp_path / "spoilt.zip"
    for at in range(0, len(whole), len(whole) // 30):
        spoilt.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            brought = away.brings(spoilt)
        except Refused:
            continue
        assert brought.new <= good
        assert all(each.reason in SENTENCES for each in brought.turned)


@pytest.mark.parametrize("name", ["../../etc", "", "x" * 24, "ABC"])
def test_only_what_was_made_ready_is_entered(away: Installation, name: str) -> None:
    with pytest.raises(Refused, match="préparée"):
        away._enter(name)


def test_what_is_turned_away_is_said_in_one_sentence_each(archive: Path, away: Installation, tmp_path: Path) -> None:
    brought = away.brings(changed(archive, second(language="xx"), tmp_path / "x.zip"))
    assert [each.sentence for each in brought.turned] == [
        f"{brought.turned[0].name} : n'est pas dans une langue de l'assistant"
    ]
    assert sharing.found(away.db, brought.turned[0].name) is None
