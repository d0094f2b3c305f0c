"""What must not be anywhere: personal clips that stay, names in logs, an asylum status on a person."""

import csv
import hashlib
import logging
import re
from pathlib import Path

import pytest
import structlog

from bot.erasing import Forgetting
from bot.logs import configure
from bot.spoken import lasting, phrases
from bot.voice.clips import ClipStore, Spoken
from bot.voice.shelves import PASSING
from dialogs.conditions import FACTS
from storage.database import Database
from storage.export import export
from tests.house.checkout import ROOT
from tests.rights.canary import traces
from tests.rights.house import Rights
from tests.rights.test_forgetting import CANARIES, asks_to_be_forgotten, says_it_aloud
from tests.telegram.conftest import Hum

ASYLUM = re.compile(r"asil|asyl|réfugi|refugee|لجوء|لاجئ|پناه", re.IGNORECASE)


# Clips


async def test_a_number_said_back_is_a_clip_that_passes(rights: Rights) -> None:
    person, page = await rights.until("phone")
    await rights.hears(person, person.types("0612345678"))
    await page.loads()
    await page.controls("correct")  # « changed » and the like say values back
    passing = rights.folder / "clips" / PASSING
    said = [path for path in (rights.folder / "clips").rglob("*.ogg") if path.parent != passing]
    assert said
    rights.assistant.clips.clip(Spoken("0 6 1 2 3 4 5 6 7 8", "fr"))
    assert len(list(passing.iterdir())) >= 1
    await rights.sweeps()
    assert list(passing.iterdir())  # a page may be playing it
    await rights.sweeps()
    assert list(passing.iterdir()) == []
    assert [path for path in (rights.folder / "clips").rglob("*.ogg") if path.parent != passing] == said


def test_a_clip_of_something_passing_and_our_own_phrase_passes_too(rights: Rights, tmp_path: Path) -> None:
    store = ClipStore(tmp_path / "voices", [Hum()], lasting(rights.programme))
    ours = next(phrases(rights.programme))
    assert not store.passes(store.clip(ours).path)
    assert not store.passes(store.joined([ours, Spoken("1", "fr")]).path)
    assert store.passes(store.joined([ours, Spoken("Zéphyrine", "fr")]).path)
    assert store.let_go(at_once=True) == 2


async def test_a_clip_that_passes_is_not_remembered_among_the_uploads(rights: Rights) -> None:
    person, _ = await rights.until("gender")
    before = await rights.rows("SELECT sha256 FROM telegram_files")
    await rights.hears(person, person.types("/mes_donnees"))  # numbers and a date are said
    fresh = [row for row in await rights.rows("SELECT sha256 FROM telegram_files") if row not in before]
    passing = list((rights.folder / "clips" / PASSING).glob("*.ogg"))
    assert passing

    names = {hashlib.sha256(path.read_bytes()).hexdigest() for path in passing}
    assert not names & {row["sha256"] for row in fresh}


# Logs


async def test_nothing_of_her_is_in_the_logs_at_their_finest(
    rights: Rights, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    configure()
    logging.getLogger("bot").setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG):
        person, code = await says_it_aloud(rights)
        await rights.hears(person, person.types("/mes_donnees"))
        await rights.hears(person, person.types("/mes_accords"))
        await asks_to_be_forgotten(rights, person)
        rights.forgetting = Forgetting(rights.assistant)
        await rights.forgets()
        await rights.sweeps()
    structlog.reset_defaults()
    ours = [record.getMessage() for record in caplog.records if record.name.split(".")[0] in ("bot", "storage")]
    captured = capfd.readouterr()
    told = "\n".join([*ours, captured.err, captured.out]).encode()
    assert b"erased" in told
    tokens = [row["token"] for row in await rights.rows("SELECT 'nothing' AS token")]
    assert tokens
    for canary in (*CANARIES, code.encode(), str(person.id).encode()):
        assert canary not in told


# Exports


async def test_exports_made_afterwards_hold_nothing_of_her(rights: Rights, tmp_path: Path) -> None:
    person, code = await says_it_aloud(rights)
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
    await rights.assistant.reader.run(export, before, "csv")
    assert traces([before], [code.encode()])
    with (before / "agreements.csv").open(encoding="utf-8") as file:
        agreed = {row["purpose"]: row for row in csv.DictReader(file)}
    assert agreed["photos"]["given"] == agreed["photos"]["present"] == "1"
    assert "photos du groupe" in agreed["photos"]["wording"]
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    await rights.assistant.reader.run(export, after, "csv")
    assert traces([after], [*CANARIES, code.encode()]) == []


# Asylum


def test_asylum_is_no_question_no_answer_and_no_fact() -> None:
    asked = [*(ROOT / "dialogs" / "questionnaires").glob("*.yaml"), *(ROOT / "locales").rglob("forms.yaml")]
    assert len(asked) > 3
    said = {path.name: re.sub(r"(?m)^\s*#.*$", "", path.read_text("utf-8")) for path in asked}
    assert [name for name, text in said.items() if ASYLUM.search(text)] == []
    assert not ASYLUM.search(" ".join(map(str, FACTS)))


async def test_asylum_is_a_property_of_a_flashcoop_and_of_no_person(rights: Rights, tmp_path: Path) -> None:
    await rights.registered()
    await rights.assistant.writer.run(lambda db: db.conn.execute(_AUDIENCE).rowcount)
    assert await rights.assistant.writer.run(_columns_that_say) == ["cohorts.audience"]
    out = tmp_path / "out"
    out.mkdir()
    await rights.assistant.reader.run(export, out, "csv")
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            header = next(csv.reader(file))
        if "participant" in header:
            assert not ASYLUM.search(path.read_text("utf-8"))


_AUDIENCE = "UPDATE cohorts SET audience = 'demandeurs d''asile'"


def _columns_that_say(db: Database) -> list[str]:
    """The columns whose name or content speaks of asylum."""
    found = []
    for table in db.tables:
        for column in table.columns:
            values = db.execute(f"SELECT [{column.name}] FROM [{table.name}]").fetchall()
            if ASYLUM.search(column.name) or any(ASYLUM.search(str(row[0])) for row in values):
                found.append(f"{table.name}.{column.name}")
    return found
