"""Going without the confirmation: only where a CAE asks for it and 600 words of its own people bear it out."""

import json
from dataclasses import replace
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.ear import ear
from bot.operations import Operating, operate
from bot.voice import heard as voice
from dialogs import trust
from storage.codes import Codes
from storage.database import Database
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import Doors, step_of

NO = voice.Heard("no", 5.0, "sure", 1.0)
OURS = ear("base")


async def has_heard(doors: Doors, right: int, wrong: int, language: str = "fr", hearing: str = OURS) -> None:
    """So many words of the CAE's people on what was heard, right and wrong."""

    def fill(db: Database) -> None:
        who = "SELECT id, cae_id FROM people LIMIT 1"
        [(person, cae)] = db.conn.execute(who).fetchall()
        for number in range(right + wrong):
            take = f"{language}{hearing}{number}"
            db.conn.execute(
                "INSERT INTO takes (id, person_id, cae_id, state, received_at, keep_until)"
                " VALUES (?, ?, ?, 'gone', '', '')",
                (take, person, cae),
            )
            db.conn.execute(
                "INSERT INTO guesses VALUES (?, ?, ?, ?, 'has_job', 'no', 2.0, '', ?, '')",
                (take, cae, language, hearing, "confirmed" if number < right else "refused"),
            )

    await doors.assistant.writer.run(fill)


async def switches(doors: Doors, on: bool) -> None:
    def operated(db: Database) -> Any:
        operating = Operating(db, doors.assistant.settings, Codes(), doors.clock())
        return operate(operating, "trust_voices", {"cae": "Coopérative d'essai", "on": on})

    await doors.assistant.writer.run(operated)


async def says(doors: Doors, person: Person, heard: voice.Heard = NO, seconds: float = 1.0) -> list[SeenMessage]:
    """What she hears once somebody has listened to her."""
    doors.ears.heard = heard
    before = max(message.id for message in await person.looks())
    await person.says(tone(seconds))
    await doors.goes_round()
    await doors.listens()
    return [message for message in await person.looks() if message.from_bot and message.id > before]


async def guesses(doors: Doors) -> list[tuple[Any, ...]]:
    found = await doors.rows(
        "SELECT step, option, margin, verdict FROM guesses WHERE heard_at <> '' ORDER BY margin DESC"
    )
    return [tuple(row.values()) for row in found]


async def marks(doors: Doors, question: str) -> list[tuple[Any, ...]]:
    """The revisions of an answer: value, mode, whether it was taken unconfirmed, whether its take is named."""
    found = await doors.rows(
        "SELECT value, mode, guessed, take_id IS NOT NULL FROM answers WHERE question = ? ORDER BY revision", question
    )
    return [tuple(row.values()) for row in found]


# The figures


async def test_what_she_says_to_a_guess_is_kept_with_its_margin(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await says(doors, amina, NO, 1.0)
    await doors.touches(amina, "no")
    await says(doors, amina, replace(NO, margin=2.5), 1.2)
    await doors.touches(amina, "yes")
    assert await guesses(doors) == [("has_job", "no", 5.0, "refused"), ("has_job", "no", 2.5, "confirmed")]
    assert await marks(doors, "has_job") == [('"no"', "voice", 0, 0)]


async def test_another_picture_touched_instead_of_a_word_is_a_word_too(doors: Doors) -> None:
    amina, page = await doors.until("has_job")
    asked = (await amina.looks())[-1]
    await says(doors, amina)
    await doors.hears(amina, amina.presses(data=next(d for d in asked.datas if d.endswith("|yes")), message=asked))
    assert await guesses(doors) == [("has_job", "no", 5.0, "refused")]
    del page


async def test_a_guess_nobody_answered_says_nothing(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    await says(doors, amina)
    assert await guesses(doors) == [("has_job", "no", 5.0, None)]


# The opening


async def opened(doors: Doors, right: int = 600, wrong: int = 0, **where: str) -> Person:
    """Somebody asked about her job in a CAE that wants to go without, with so many words heard before."""
    amina, _ = await doors.until("has_job")
    await has_heard(doors, right, wrong, **where)
    await switches(doors, True)
    return amina


@pytest.mark.parametrize(("right", "wrong"), [(600, 0), (597, 3), (796, 4)])
async def test_borne_out_by_600_words_a_sure_guess_is_said_back_and_taken(doors: Doors, right: int, wrong: int) -> None:
    amina = await opened(doors, right, wrong)
    heard = await says(doors, amina)
    assert doors.spoken(heard, "i_understood")
    assert not doors.spoken(heard, "i_heard")
    assert "Non" in heard[0].caption
    assert step_of(heard[-1]) != "has_job"
    assert await marks(doors, "has_job") == [('"no"', "voice", 1, 1)]
    assert await guesses(doors) == [("has_job", "no", 5.0, "taken")]


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        (599, 0, {}),
        (596, 4, {}),
        (600, 0, {"language": "ar"}),
        (600, 0, {"hearing": "another"}),
    ],
)
async def test_control_with_fewer_words_more_errors_another_language_or_ear_she_is_asked(
    doors: Doors, right: int, wrong: int, where: dict[str, str]
) -> None:
    amina = await opened(doors, right, wrong, **where)
    assert doors.spoken(await says(doors, amina), "i_heard")
    assert await marks(doors, "has_job") == []


async def test_control_switched_off_she_is_asked(doors: Doors) -> None:
    amina = await opened(doors)
    await switches(doors, False)
    assert doors.spoken(await says(doors, amina), "i_heard")
    assert await marks(doors, "has_job") == []


@pytest.mark.parametrize("heard", [replace(NO, margin=0.99), replace(NO, status="unsure", second_option="yes")])
async def test_control_below_the_margin_she_is_asked(doors: Doors, heard: voice.Heard) -> None:
    amina = await opened(doors)
    await says(doors, amina, heard)
    assert await marks(doors, "has_job") == []


async def test_control_without_the_rule_a_single_word_would_open_it(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "ENOUGH", 1)
    amina = await opened(doors, 1, 0)
    assert doors.spoken(await says(doors, amina), "i_understood")


async def test_to_what_she_agrees_her_own_touch_is_always_asked(doors: Doors) -> None:
    amina, _ = await doors.until("quote")
    await has_heard(doors, 600, 0)
    await switches(doors, True)
    assert doors.spoken(await says(doors, amina), "i_heard")
    assert await doors.rows("SELECT * FROM consents WHERE purpose = 'quote'") == []


async def test_a_request_is_confirmed_however_well_we_hear(doors: Doors) -> None:
    amina = await opened(doors)
    heard = await says(doors, amina, voice.Heard(None, 9.0, "other", 1.0, control="dont_know"))
    assert doors.spoken(heard, "i_heard")
    assert await marks(doors, "has_job") == []


# Taking it back


async def test_what_was_taken_is_corrected_as_ever_and_ends_it_when_it_errs(doors: Doors) -> None:
    amina = await opened(doors, 597, 3)
    await says(doors, amina)
    await doors.touches(amina, "correct")
    await doors.touches(amina, "yes")
    assert await marks(doors, "has_job") == [('"no"', "voice", 1, 1), ('"yes"', "tap", 0, 0)]
    await doors.touches(amina, "correct")
    assert doors.spoken(await says(doors, amina, NO, 1.3), "i_heard")


async def test_control_what_was_taken_and_left_goes_on_without_a_question(doors: Doors) -> None:
    amina = await opened(doors, 597, 3)
    await says(doors, amina)
    await doors.touches(amina, "correct")
    assert doors.spoken(await says(doors, amina, NO, 1.3), "i_understood")


async def test_the_figure_is_shown(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    await opened(doors, 597, 4)
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(doors.folder / "house.sqlite"))
    monkeypatch.setenv("FLASHCOOP_DATA", str(doors.folder))
    shown = CliRunner().invoke(app, ["voices", "trust", "--cae", "Coopérative d'essai", "--json"])
    told = json.loads(shown.output)
    assert (told["on"], told["needed"], told["margin"]) == (True, 600, 1.0)
    assert told["languages"]["fr"] == {"n": 601, "errors": 4, "enough": False, "open": False}
    assert told["languages"]["ar"] == {"n": 0, "errors": 0, "enough": False, "open": False}
    plain = CliRunner().invoke(app, ["voices", "trust", "--cae", "Coopérative d'essai"]).output
    assert "fr : 601 confirmations au-dessus de la marge, 4 erreurs · avec confirmation" in plain
