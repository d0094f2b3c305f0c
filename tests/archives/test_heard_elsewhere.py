"""By the commands, beside a server that runs: what one house recorded is heard by the participants of another."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.operations import door
from bot.operator_door import keep_open
from bot.voice.shelves import PEOPLE
from storage.voices.recorded import Words
from storage.voices.speakers import Speaker
from tests.archives.installation import Decoder, Installation
from tests.botapi import Person
from tests.rights.conftest import programme, rights
from tests.rights.house import Rights
from tests.rights.test_backup import put_back, saved
from tests.voices.giving import HER_PITCH, heard_at, take_of

__all__ = ["programme", "rights"]

Command = Callable[..., Awaitable[Any]]


@pytest.fixture
async def command(rights: Rights, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Command]:
    """Run `flashcoop voices` beside the server of a house, which does what is to be written."""
    monkeypatch.setenv("FLASHCOOP_DATA", str(rights.folder))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(rights.database))
    monkeypatch.setenv("FLASHCOOP_SECRET", "a secret of the tests, long enough")
    open_door = asyncio.create_task(keep_open(rights.assistant))
    while not door(rights.assistant.settings).exists():
        await asyncio.sleep(0.01)

    async def run(*words: str) -> Any:
        monkeypatch.setenv("FLASHCOOP_NOW", rights.clock().isoformat())
        done = await asyncio.to_thread(CliRunner().invoke, app, ["voices", *words, "--json"])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    yield run
    open_door.cancel()


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, decoder: Decoder) -> Installation:
    return Installation(tmp_path_factory.mktemp("network") / "home", 1, decoder)


def said(house: Installation, rights: Rights, key: str, seconds: float) -> tuple[Speaker, str]:
    """Somebody there says a phrase, at a pitch nobody else has."""
    who = house.speaker()
    text = rights.programme.book.wording(key, "fr").spoken
    file = house.folder / "take.ogg"
    file.write_bytes(take_of(HER_PITCH, seconds))
    return who, house.records_file(who, Words("phrase", "fr", text), file)


async def is_asked_for(rights: Rights, person: Person) -> bytes:
    """She asks for a person, and hears « person_called »."""
    rights.passes(seconds=5)
    heard = await rights.hears(person, person.types("une personne"))
    [called] = [each for each in heard if each.kind == "voice" and rights.phrase("person_called") in each.caption]
    return await person.listens(called)


async def test_the_participants_of_another_house_hear_the_take_until_it_is_taken_back(
    rights: Rights, home: Installation, command: Command
) -> None:
    rights.has_voices_of_people()
    amina, _ = await rights.until("has_job")
    assert heard_at(await is_asked_for(rights, amina), HER_PITCH) == 0
    who, take = said(home, rights, "person_called", 1.0)
    brought = await command("import", str(home.exports()))
    assert (brought["new"], brought["turned"]) == (1, [])
    assert heard_at(await is_asked_for(rights, amina), HER_PITCH) == pytest.approx(1.0, abs=0.1)
    [listed] = await command("speakers")
    assert (listed["speaker"], listed["from"], listed["holds"], listed["takes"]) == (
        who.code,
        home.cae,
        True,
        {"fr": 1},
    )
    assert list(rights.folder.rglob(f"{PEOPLE}/{who.code}/*.ogg"))
    home.passes(hours=1)
    home.withdraws(who)
    brought = await command("import", str(home.exports("next.zip")))
    assert (brought["taken_back"], brought["gone"]) == ([who.code], 1)
    assert heard_at(await is_asked_for(rights, amina), HER_PITCH) == 0
    assert not list(rights.folder.rglob(f"{PEOPLE}/{who.code}/*.ogg"))
    assert await rights.rows("SELECT * FROM voice_takes WHERE id = ?", take) == []
    assert list(rights.assistant.media.names()) == []
    home.closes()


async def test_a_voice_is_taken_back_by_the_command_beside_the_server(
    rights: Rights, home: Installation, command: Command
) -> None:
    rights.has_voices_of_people()
    amina, _ = await rights.until("has_job")
    who, _ = said(home, rights, "person_called", 1.0)
    file = home.exports()
    await command("import", str(file))
    assert await command("withdraw", who.code) == {"speaker": who.code, "takes": 1}
    assert heard_at(await is_asked_for(rights, amina), HER_PITCH) == 0
    assert list(rights.assistant.media.names()) == []
    again = await command("import", str(file))
    assert [each["reason"] for each in again["turned"]] == ["taken_back"]
    assert [entry.kind for entry in rights.assistant.ledger.entries()] == ["voice"]
    assert (await command("export", str(rights.folder / "out.zip")))["taken_back"] == 1
    home.closes()


async def test_a_backup_that_is_put_back_does_not_speak_in_a_voice_taken_back_since(
    rights: Rights, home: Installation, command: Command
) -> None:
    who, _ = said(home, rights, "person_called", 1.0)
    await command("import", str(home.exports()))
    file = await saved(rights)
    await command("withdraw", who.code)
    await rights.at_telegram()
    done = await put_back(rights, file)
    assert done.withdrawn == 1
    assert await rights.rows("SELECT * FROM voice_takes") == []
    assert list(rights.assistant.media.names()) == []
    home.closes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("withdraw", "V-2345678"), "Personne n'a donné sa voix"),
        (("import", "nowhere.zip"), "pas d'archive à lire"),
        (("export", "out.zip", "--language", "it"), "n'est pas une langue"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    rights: Rights, command: Command, words: tuple[str, ...], sentence: str
) -> None:
    done = await asyncio.to_thread(CliRunner().invoke, app, ["voices", *words])
    assert done.exit_code == 1
    assert sentence in " ".join(done.output.split())
    assert "Traceback" not in done.output
    del rights, command
