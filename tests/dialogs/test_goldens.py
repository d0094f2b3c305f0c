import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.talk import example_calendar
from bot.loading import Programme
from bot.terminal.player import Player, play, said_by_person
from dialogs.calendar import ONCE, Calendar
from dialogs.conditions import RECALLED
from tests.dialogs.people import NOW

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.txt"))
LANGUAGES = ("fr", "ar", "fa_AF")
PLAYED = sorted({(path.stem.split(".")[0], path.stem.split(".")[2]) for path in FILES})
BOTH = ("tap", "voice")
SCENARIOS = {
    "registration": (*BOTH, "mixed", "misunderstood", "held-tap"),
    "checkin": (
        *("first-tap", "first-voice", "first-mixed", "first-misunderstood"),
        *("between-tap", "between-voice", "last-tap", "last-voice"),
    ),
    "peers": ("first-tap", "first-voice", "next-tap"),
    "hot": BOTH,
    "interview": (*BOTH, "held-tap"),
    "cold": ("same-tap", "same-voice", "changed-tap", "changed-voice"),
    "animators_hot": BOTH,
    "animators_cold": BOTH,
    "partners_hot": BOTH,
    "partners_cold": BOTH,
    "partners_cold_person": BOTH,
}
FIRST = {"checkin": "first-", "peers": "first-", "cold": "same-"}  # the situation that is played by tap and by voice
SESSIONS = {"first": "session:1", "between": "session:2", "last": "session:7"}
REGISTERED = {"registration.phone": "+33612345678"}
LEFT = {
    **REGISTERED,
    "hot.situation": "chomage",
    "hot.project": {"text": "فروش نان · Vendre du pain"},
    "hot.structure": {"text": "La Maison de l'Initiative"},
}
FACTS: Mapping[str, Mapping[str, Any]] = {
    "registration.held": {"held": True},
    "peers.first": {"peers.first": True, "group.anchors": True},
    "peers.next": {"peers.first": False, "group.anchors": True},
    "hot": {RECALLED: REGISTERED},
    "interview.held": {"held": True},
    "cold.same": {RECALLED: LEFT},
    "cold.changed": {RECALLED: LEFT},
}


def calendar() -> Calendar:
    return example_calendar(NOW.date())


def facts_of(questionnaire: str, scenario: str) -> Mapping[str, Any]:
    situation = scenario.partition("-")[0]
    if questionnaire == "checkin":
        return calendar().facts(SESSIONS[situation])
    return FACTS.get(f"{questionnaire}.{situation}") or FACTS.get(questionnaire, {})


def replay(programme: Programme, name: str, lines: list[str], now: datetime = NOW) -> str:
    """Play a golden again. Who registers has not said her language yet."""
    questionnaire, scenario, language = name.split(".")
    flow = programme.flows[questionnaire]
    known = None if flow.questionnaire.moment == ONCE else language
    return play(Player(flow, programme.book, known, facts_of(questionnaire, scenario), now, programme.flows), lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_conversation_goes_as_its_golden_transcript_says(
    path: Path, programme: Programme, request: pytest.FixtureRequest
) -> None:
    written = path.read_text(encoding="utf-8")
    transcript = replay(programme, path.stem, said_by_person(written))
    if request.config.getoption("--update"):
        path.write_text(transcript, encoding="utf-8")
    assert transcript == path.read_text(encoding="utf-8")


def test_every_questionnaire_and_language_has_its_goldens(programme: Programme) -> None:
    wanted = {
        f"{questionnaire}.{scenario}.{language}"
        for questionnaire in programme.flows
        for scenario in SCENARIOS[questionnaire]
        for language in spoken_in(programme, questionnaire)
    }
    assert {path.stem for path in FILES} == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_golden_comes_to_its_end(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines().count("= finished") >= 1


def spoken_in(programme: Programme, questionnaire: str) -> Mapping[str, object]:
    """The languages a questionnaire is asked in."""
    return programme.flows[questionnaire].questionnaire.questions[0].first.phrase.wordings


@pytest.mark.parametrize(("questionnaire", "language"), PLAYED)
def test_a_person_who_taps_and_one_who_speaks_give_the_same_answers(
    programme: Programme, questionnaire: str, language: str
) -> None:
    begin = FIRST.get(questionnaire, "")
    by_tap = _answers(GOLDEN / f"{questionnaire}.{begin}tap.{language}.txt")
    by_voice = _answers(GOLDEN / f"{questionnaire}.{begin}voice.{language}.txt")
    for question in programme.flows[questionnaire].questionnaire.questions:
        if question.kind in ("open", "spoken_name"):
            by_tap.pop(question.key, None), by_voice.pop(question.key, None)
    assert by_tap == by_voice


def _answers(path: Path) -> dict[str, str]:
    answers = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= ") and ": " in line and not line.startswith("= consent"):
            question, _, value = line.removeprefix("= ").partition(": ")
            answers[question] = value.rpartition(" (")[0]
    return answers


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_and_last_day_differ_only_by_practice_and_examples(language: str) -> None:
    first = (GOLDEN / f"checkin.first-tap.{language}.txt").read_text(encoding="utf-8").splitlines()
    last = (GOLDEN / f"checkin.last-tap.{language}.txt").read_text(encoding="utf-8").splitlines()
    item = next(place for place, line in enumerate(last) if line.startswith("= mood")) + 1
    shared = len(last) - item
    assert first[-shared:] == last[item:]
    assert first[:item] == last[:item]
    between = [line for line in first[item:-shared] if line.startswith("= ")]
    assert between == [], "what stands between is practice: never an answer"


def test_the_play_in_the_terminal_is_a_golden_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHCOOP_NOW", NOW.isoformat())
    golden = (GOLDEN / "checkin.between-tap.fr.txt").read_text(encoding="utf-8")
    lines = "\n".join(said_by_person(golden)) + "\n"
    told = CliRunner().invoke(app, ["talk", "checkin", "--lang", "fr", "--session", "2"], input=lines)
    assert (told.exit_code, told.stdout) == (0, golden)


def test_a_questionnaire_that_does_not_exist_is_refused_with_a_sentence() -> None:
    told = CliRunner().invoke(app, ["talk", "nothing"])
    assert told.exit_code == 1
    assert "Il n'y a pas de questionnaire" in told.stderr


@pytest.mark.parametrize("session", range(1, 8))
def test_no_day_has_more_than_eleven_questions_and_between_days_at_most_five(
    programme: Programme, session: int
) -> None:
    asked = _kept_on(programme, session)
    between = session not in (1, 7)
    assert len(asked) <= (5 if between else 11)


def test_the_core_items_open_and_close_and_every_item_is_asked(programme: Programme) -> None:
    days = {session: _kept_on(programme, session) for session in range(1, 8)}
    questions = programme.flows["checkin"].questionnaire.questions
    core = {question.key for question in questions if question.references.get("index") == "core"}
    assert len(core) == 8
    assert core <= set(days[1])
    assert days[1] == days[7]
    assert {question.key for question in questions if question.kept} == set().union(*days.values())


def test_four_sessions_are_enough_for_the_core_items() -> None:
    short = Calendar(calendar().sessions[:4], "Europe/Paris")
    assert short.facts("session:4")["session.last"] is True
    assert json.dumps(dict(short.facts("session:3")))


def _kept_on(programme: Programme, session: int) -> list[str]:
    flow = programme.flows["checkin"]
    player = Player(flow, programme.book, "fr", calendar().facts(f"session:{session}"), NOW)
    player.begin()
    while not player.finished:
        step = flow.questionnaire.steps[player.instance.step]
        player.person(f"*{step.choices[0].key}" if step.choices else "/dont_know")
    return [key for key in player.instance.given if flow.questionnaire.by_key[key].kept]
