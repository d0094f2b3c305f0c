"""Each thing kept has its clock, derived from the Flashcoop's dates; each clock is moved by hand here."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.voice.heard import Heard
from storage import cohorts, retention
from storage.database import Database
from tests.botapi import Person
from tests.botapi.recordings import tone
from tests.rights.house import Rights

SPEECH = Heard(None, 0.0, "other", 3.0)
LAST = date(2026, 11, 30)  # the last session of the Flashcoop; its cold survey closes six months later
CLOSES = datetime(2027, 5, 30, tzinfo=UTC)


async def speaks_at(rights: Rights, step: str, **answers: str) -> Person:
    person, _ = await rights.until(step, **answers)
    rights.ears.heard = SPEECH
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    return person


async def kept(rights: Rights) -> int:
    await rights.sweeps()
    return len(list(rights.assistant.media.names()))


async def test_a_spoken_name_is_kept_until_the_cold_survey_closes(rights: Rights) -> None:
    await speaks_at(rights, "name")
    rights.passes(days=31)
    assert await kept(rights) == 1
    rights.becomes(CLOSES - timedelta(days=1))
    assert await kept(rights) == 1
    rights.becomes(CLOSES + timedelta(days=1))
    assert await kept(rights) == 0


async def test_control_another_answer_goes_after_thirty_days(rights: Rights) -> None:
    await speaks_at(rights, "project", has_project="yes")
    rights.passes(days=29)
    assert await kept(rights) == 1
    rights.passes(days=2)
    assert await kept(rights) == 0


async def test_a_survey_that_is_moved_moves_the_name_with_it(rights: Rights) -> None:
    await speaks_at(rights, "name")
    assert await kept(rights) == 1
    await rights.assistant.writer.run(_move_last_session, timedelta(days=-4))
    rights.becomes(CLOSES - timedelta(days=3))
    assert await kept(rights) == 0


def _move_last_session(db: Database, by: timedelta) -> None:
    db.conn.execute("UPDATE sessions SET date = ? WHERE date = ?", ((LAST + by).isoformat(), LAST.isoformat()))


async def test_her_name_goes_when_her_voice_may_no_longer_be_kept(rights: Rights) -> None:
    person = await speaks_at(rights, "name")
    code = await rights.code()
    page = await rights.page_of(code)
    await page.opens_menu("agreements")
    await page.chooses(f"{code}.bot.next")
    await page.chooses(f"{code}.keep_audio.no")
    assert await kept(rights) == 0
    assert person.id


async def test_what_recordings_say_goes_six_months_after_the_cold_survey(rights: Rights) -> None:
    await speaks_at(rights, "project", has_project="yes")
    rights.becomes(CLOSES + timedelta(days=180))
    await rights.sweeps()
    assert (await rights.rows("SELECT transcript FROM takes"))[0]["transcript"] == "des mots"
    rights.becomes(CLOSES + timedelta(days=185))
    await rights.sweeps()
    assert await rights.rows("SELECT transcript, transcript_status FROM takes") == [
        {"transcript": None, "transcript_status": "none"}
    ]


async def test_what_nobody_could_read_goes_after_thirty_days(rights: Rights) -> None:
    await rights.at_telegram()
    await rights.assistant.quarantine("telegram", "odd", "unreadable", {"said": "canari"})
    wanted = "SELECT count(*) AS n FROM inbox WHERE state = 'quarantined'"
    rights.passes(days=29)
    await rights.sweeps()
    assert (await rights.rows(wanted))[0]["n"] == 1
    rights.passes(days=2)
    await rights.sweeps()
    assert (await rights.rows(wanted))[0]["n"] == 0


async def test_a_record_is_over_two_years_after_the_last_contact(rights: Rights) -> None:
    person = await rights.at_telegram()
    code = await rights.code()
    rights.passes(days=365)
    await rights.hears(person, person.opens())
    seen = rights.clock()
    rights.passes(days=730)
    assert await rights.assistant.writer.run(retention.over, rights.clock()) == []
    rights.passes(days=2)
    (over,) = await rights.assistant.writer.run(retention.over, rights.clock())
    assert (over.code, over.last_contact) == (code, seen)


async def test_the_operator_sees_whose_record_is_over_and_lets_it_go(
    rights: Rights, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rights.registered()
    code = await rights.code()
    rights.passes(days=800)
    await rights.closes()
    monkeypatch.setenv("FLASHCOOP_DATA", str(rights.folder))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(rights.database))
    monkeypatch.setenv("FLASHCOOP_SECRET", "a secret of the tests, long enough")
    monkeypatch.setenv("FLASHCOOP_NOW", rights.clock().isoformat())
    listed = json.loads(CliRunner().invoke(app, ["retention", "--json"]).stdout)
    assert [each["code"] for each in listed] == [code]
    shown = CliRunner().invoke(app, ["rights", "show", code, "--json"])
    assert json.loads(shown.stdout)["answers"] > 10
    done = CliRunner().invoke(app, ["retention", "--apply", "--json"])
    assert json.loads(done.stdout)[0]["state"] == "erased"
    rights.opens(rights.programme)
    assert await rights.rows("SELECT * FROM people") == []
    assert rights.traces(b"canari", code.encode()) == []
    assert [entry.code for entry in rights.assistant.ledger.entries()] == [code]


async def test_a_person_without_a_survey_has_her_words_for_a_year(rights: Rights) -> None:
    await speaks_at(rights, "project", has_project="yes")
    await rights.assistant.writer.run(lambda db: db.conn.execute("DELETE FROM members").rowcount)
    rights.passes(days=360)
    await rights.sweeps()
    assert (await rights.rows("SELECT transcript FROM takes"))[0]["transcript"] == "des mots"
    rights.passes(days=10)
    await rights.sweeps()
    assert (await rights.rows("SELECT transcript FROM takes"))[0]["transcript"] is None


async def test_the_cold_survey_is_where_the_calendar_says(rights: Rights) -> None:
    code = await rights.flashcoop()
    found = await rights.assistant.writer.run(cohorts.cohort, code)
    window = found.calendar.window("cold")
    assert window is not None
    assert window.closes is not None
    assert window.closes.date() == CLOSES.date()
