"""A backup holds everything but the ledger; whoever was forgotten since does not come back with it."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from bot.restoring import restore, save
from bot.voice.heard import Heard
from storage import consents, outbox, people
from storage.backup import CONTENTS, DATABASE, MARK
from storage.database import Database, open_database
from storage.ledger import Entry, Ledger
from storage.refusals import Refused
from storage.restoring import Restored
from tests.botapi import Person, SeenMessage
from tests.doors.house import asked_now, data_of
from tests.rights.canary import traces
from tests.rights.conftest import MORNING
from tests.rights.house import Rights
from tests.rights.test_forgetting import CANARIES, VOICE, asks_to_be_forgotten, says_it_aloud


async def saved(rights: Rights) -> Path:
    file = rights.folder.parent / f"{rights.folder.name}.backup"
    await rights.assistant.reader.run(save, rights.assistant.settings, file, rights.clock())
    return file


async def put_back(rights: Rights, file: Path) -> Restored:
    """Stop, restore, start again as a new process does."""
    await rights.goes_round()  # Telegram knows how far it was listened to
    await rights.closes()
    done = restore(rights.assistant.settings, rights.assistant.house.vault, file, rights.clock())
    rights.opens(rights.programme)
    await rights.forgetting.begin()
    return done


async def test_what_was_saved_comes_back_whole(rights: Rights) -> None:
    await says_it_aloud(rights)
    wanted = "SELECT i.code, question, value, label FROM answers a JOIN instances i ON i.id = a.instance_id"
    answers, media = await rights.rows(wanted), sorted(rights.assistant.media.names())
    assert media
    file = await saved(rights)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in rights.folder.parent.iterdir() if path.name.startswith(".backup")] == []
    await rights.assistant.writer.run(lambda db: db.conn.execute("DELETE FROM people").rowcount)
    for name in media:
        rights.assistant.media.drop(name)
    await put_back(rights, file)
    assert await rights.rows(wanted) == answers
    assert sorted(rights.assistant.media.names()) == media
    assert not list(rights.folder.glob(".restoring-*"))


async def test_somebody_forgotten_since_is_not_back(rights: Rights) -> None:
    person, code = await says_it_aloud(rights)
    file = await saved(rights)
    assert traces([file], [*CANARIES, VOICE[:200]])
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    rights.passes(days=2)
    await rights.forgets()
    done = await put_back(rights, file)
    assert done.erased == 1
    assert await rights.rows("SELECT * FROM people") == []
    assert rights.traces(*CANARIES, VOICE[:200], code.encode()) == []


async def test_control_without_the_ledger_she_would_be_back(rights: Rights) -> None:
    person, code = await says_it_aloud(rights)
    file = await saved(rights)
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    rights.assistant.ledger.path.unlink()
    await put_back(rights, file)
    assert await rights.rows("SELECT code FROM people") == [{"code": code}]
    assert rights.traces(*CANARIES)


async def test_a_whole_folder_copied_back_by_hand_is_cleared_at_the_start(rights: Rights) -> None:
    person, code = await says_it_aloud(rights)
    file = await saved(rights)
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    await rights.closes()
    with tarfile.open(file) as archive:
        copied = archive.extractfile(DATABASE)
        assert copied is not None
        rights.database.write_bytes(copied.read())
    for end in ("-wal", "-shm"):
        rights.database.with_name(rights.database.name + end).unlink(missing_ok=True)
    rights.opens(rights.programme)
    assert rights.traces(code.encode())
    done = await rights.forgetting.begin()
    assert done.erased == 1
    assert rights.traces(*CANARIES, code.encode()) == []


async def test_an_agreement_taken_back_since_stays_taken_back(rights: Rights) -> None:
    _, code = await says_it_aloud(rights)
    page = await rights.page_of(code)
    file = await saved(rights)
    rights.passes(minutes=1)
    await page.controls("rights")
    await page.chooses(f"{code}.agreements")
    while f"{code}.photos.no" not in page.page.choices:
        await page.chooses(next(choice for choice in page.page.choices if choice.endswith(".next")))
    await page.chooses(f"{code}.photos.no")
    await rights.forgetting.work()
    done = await put_back(rights, file)
    assert done.withdrawn == 1
    assert (await rights.assistant.writer.run(_agreements, code))["photos"] is False
    again = await rights.forgetting.begin()
    assert again.withdrawn == 0


def _agreements(db: Database, code: str) -> dict[str, bool]:
    return consents.consents_of(db, people.person_by_code(db, code).id)


async def test_what_waited_to_be_said_is_not_said_again(rights: Rights) -> None:
    person, _ = await rights.until("has_job")
    await rights.assistant.writer.run(_say_later, rights)
    file = await saved(rights)
    done = await put_back(rights, file)
    assert done.dropped >= 1
    before = max(message.id for message in await person.looks())
    await rights.sender.drain()
    assert max(message.id for message in await person.looks()) == before


def _say_later(db: Database, rights: Rights) -> None:
    row = db.conn.execute("SELECT id FROM addresses WHERE channel = 'telegram'").fetchone()
    wanted = outbox.Wanted({"kind": "say", "phrase": "nothing_now", "args": {}, "language": "fr"}, "skip")
    outbox.put_intent(db, row["id"], wanted, rights.clock())


async def test_a_button_of_before_cannot_confirm_what_is_heard_after(rights: Rights) -> None:
    person, _ = await rights.until("has_job")
    file = await saved(rights)
    old, _ = await heard(rights, person, "no")
    await put_back(rights, file)
    _, ask = await heard(rights, person, "yes")
    assert ask.partition(".")[0].isdigit()
    await rights.hears(person, person.presses(data=data_of(old, "yes"), message=old))
    assert await rights.answers("has_job") == []


async def test_control_without_a_new_epoch_it_would(rights: Rights, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.restoring.EPOCH", 0)
    person, _ = await rights.until("has_job")
    file = await saved(rights)
    old, _ = await heard(rights, person, "no")
    await put_back(rights, file)
    await heard(rights, person, "yes")
    await rights.hears(person, person.presses(data=data_of(old, "yes"), message=old))
    assert await rights.answers("has_job") == [('"yes"', None, "voice", "telegram")]


async def heard(rights: Rights, person: Person, option: str) -> tuple[SeenMessage, str]:
    """The message that asks whether what was heard is right, and its ask."""
    rights.ears.heard = Heard(option, 5.0, "sure", 1.0)
    await person.says(VOICE)
    await rights.goes_round()
    await rights.listens()
    asked = await asked_now(person)
    return asked, data_of(asked, "yes").split("|")[2]


async def test_while_the_server_runs_nothing_is_restored(rights: Rights) -> None:
    file = await saved(rights)
    with pytest.raises(Refused) as refused:
        restore(rights.assistant.settings, rights.assistant.house.vault, file, rights.clock())
    assert refused.value.code == "already_running"


def _tar(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


MARKED = (MARK, b'{"format": 1}')
EMPTY = json.dumps({"database": "0" * 64, "media": []}).encode()
BAD = {
    "no tar at all": (b"not a backup", "damaged_backup"),
    "nothing": (b"", "damaged_backup"),
    "somebody else's tar": (_tar(("letters.txt", b"hello")), "foreign_backup"),
    "another program's mark": (_tar((MARK, b"[]")), "foreign_backup"),
    "a newer one": (_tar((MARK, b'{"format": 99}')), "newer_backup"),
    "a way out of the folder": (_tar(MARKED, ("../evil", b"x"), (CONTENTS, EMPTY)), "damaged_backup"),
    "no list": (_tar(MARKED, (DATABASE, b"x")), "damaged_backup"),
    "another database than listed": (_tar(MARKED, (DATABASE, b"x"), (CONTENTS, EMPTY)), "damaged_backup"),
    "a list that is none": (_tar(MARKED, (CONTENTS, b"{")), "damaged_backup"),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_is_no_sound_backup_of_ours_touches_nothing(rights: Rights, name: str) -> None:
    content, code = BAD[name]
    await rights.at_telegram()
    await rights.closes()
    file = rights.folder.parent / "bad.backup"
    file.write_bytes(content)
    before = {path.name: path.read_bytes() for path in rights.folder.iterdir() if path.is_file()}
    with pytest.raises(Refused) as refused:
        restore(rights.assistant.settings, rights.assistant.house.vault, file, rights.clock())
    assert refused.value.code == code
    assert {path.name: path.read_bytes() for path in rights.folder.iterdir() if path.is_file()} == before
    assert not list(rights.folder.glob(".restoring-*"))
    rights.opens(rights.programme)


async def test_each_byte_of_a_backup_counts(rights: Rights) -> None:
    await rights.at_telegram()
    whole = (await saved(rights)).read_bytes()
    await rights.closes()
    file = rights.folder.parent / "hurt.backup"
    hurt = [whole[: len(whole) // 2], whole[: whole.index(CONTENTS.encode()) + 520]]
    begins = whole.index(b"SQLite format 3")
    flips = range(begins, begins + rights.database.stat().st_size, 40_009)
    hurt += [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in flips]
    for content in hurt:
        file.write_bytes(content)
        with pytest.raises(Refused) as refused:
            restore(rights.assistant.settings, rights.assistant.house.vault, file, rights.clock())
        assert refused.value.code == "damaged_backup"
    rights.opens(rights.programme)


def test_a_line_of_the_ledger_that_was_cut_off_counts_for_nothing_and_is_written_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.add([Entry("2026-11-22T10:00:00.000000Z", "erased", "FC-AAAAAAA")])
    with ledger.path.open("ab") as file:
        file.write(b'{"at": "2026-')
    assert [entry.code for entry in ledger.entries()] == ["FC-AAAAAAA"]
    ledger.add([Entry("2026-11-22T11:00:00.000000Z", "erased", "FC-BBBBBBB")])
    assert [entry.code for entry in ledger.entries()] == ["FC-AAAAAAA", "FC-BBBBBBB"]


def test_a_damaged_line_of_the_ledger_is_not_passed_over(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.path.write_text('{"at": "x"}\n')
    with pytest.raises(Refused, match="ligne 1"):
        ledger.entries()


def test_the_ledger_holds_dates_and_codes_only(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    with open_database(tmp_path / "a.sqlite", MORNING):
        ledger.erased("FC-AAAAAAA", MORNING)
        ledger.erased("FC-AAAAAAA", MORNING)
    (line,) = ledger.path.read_text().splitlines()
    assert json.loads(line) == {
        "at": "2026-11-23T08:00:00.000000Z",
        "kind": "erased",
        "code": "FC-AAAAAAA",
        "purpose": "",
    }
    assert ledger.path.stat().st_mode & 0o077 == 0
