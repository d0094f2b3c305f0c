"""Whatever happens in whatever order: nothing breaks, no answer is lost, and what was heard is only ever a guess."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.talk import example_calendar
from bot.loading import Programme
from dialogs.controls import CONTROLS
from dialogs.effects import Answer, Ask, ChooseLanguage, Confirm, Consent
from dialogs.engine import hearing, step
from dialogs.engine.answering import take_choice
from dialogs.engine.scene import Scene
from dialogs.events import Begin, Control, Event, Heard, Key, Origin, Press, Speak, Strange, Write
from dialogs.flow import Flow
from dialogs.instance import Instance, dump, load
from dialogs.questionnaire import Step
from tests.dialogs.people import LAID_IN, NOW, Someone, replayed

STATUSES = ("sure", "unsure", "nothing", "other", "speech", "unavailable", "unreadable", "too_long", "too_big")
TYPED = (
    *("oui", "non", "نه", "بلی", "لا", "1", "۲", "٣", "1990", "12/3/1990", "۱۳۷۰", "13", "06 12 34 56 78", "؟"),
    *("répétez", "je ne sais pas", "دری", "کمک", "oui beaucoup", "une femme", "", "\u2068\u2069", "²", "፩", "-"),
)
VALUES = ("1990", "3", "12", "0612345678", "1990-03-12")
# What people do most comes most often: answering, by touch, in figures or aloud.
KINDS = (
    *("press",) * 5,
    *("sure",) * 3,
    *("value",) * 3,
    *("begin", "key", "write", "write", "speak", "heard", "heard", "control", "control", "odd"),
)
EXAMPLES = 100  # some ten seconds; deeper searches raise it by hand
CALM = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FIRST = dict(example_calendar(NOW.date()).facts("session:1"))
ASKING = (Ask, Confirm, ChooseLanguage)

Plan = list[tuple[str, int, int, str, int]]
plans = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from((0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 8, 9)),  # how many asks ago the message it stands on was put
        st.integers(0, 12),  # which choice, key, status or control
        st.sampled_from(TYPED) | st.text(max_size=12),
        st.sampled_from((5, 5, 5, 60 * 60 * 24 * 8)),  # seconds since what happened before
    ),
    min_size=3,
    max_size=25,
)


def event_of(flow: Flow, instance: Instance, asks: list[str], move: tuple[str, int, int, str, int]) -> Event:
    """An event that could reach a person there: mostly about a question that was really put."""
    kind, ago, which, text, _ = move
    ask = asks[-1 - ago % len(asks)] if asks and ago < 9 else (asks[-1] if asks else "1.nothing")
    place = ask.partition(".")[2].removesuffix("?")
    asked = flow.questionnaire.steps.get(place)
    choices = [choice.key for choice in asked.choices] if asked else ["fr", "ar", "other"]
    if ask.endswith("?"):
        choices = ["yes", "yes", "no"]
    option = (choices or ["1990", "0612345678", "3", "1990-03-12"])[which % len(choices or "1234")]
    origin = Origin("web" if which == 11 else "telegram", "tap", "P1")
    control = CONTROLS[which % len(CONTROLS)]
    events: dict[str, Event] = {
        "begin": Begin(origin),
        "press": Press(origin, ask, option if ago < 9 else text[:20]),
        "key": Key(origin, ask, ("1", "9", "0", "3", "enter", "erase")[which % 6]),
        "write": Write(origin, text, ask),
        "speak": Speak(origin, f"t{which}", ask),
        "heard": Heard(
            origin,
            f"t{which}",
            ask,
            STATUSES[which % len(STATUSES)],
            option if choices or (asked and asked.input == "keypad") else None,
            second=choices[0] if choices else None,
            control=control if which > 8 else None,
        ),
        "control": Control(origin, control, ask),
        "sure": Heard(origin, f"t{which}", ask, "sure", option) if choices else Strange(origin, "sticker", ask),
        "value": Write(origin, VALUES[which % len(VALUES)], ask),
        "odd": Strange(origin, text, ask),
    }
    return events[kind]


@cache
def begun(flow: Flow, place: int) -> Someone:
    """Somebody who has come, by touch, to a question: any of them, so that plays need not be long to get there."""
    someone = Someone(flow, "fr", FIRST).begins()
    keys = [question.key for question in flow.questionnaire.questions if _on_the_way(flow, question.key)]
    return someone.reaches(keys[place % len(keys)])


def _on_the_way(flow: Flow, key: str) -> bool:
    """Whether the shortest way leads there."""
    try:
        Someone(flow, "fr", FIRST).begins().reaches(key)
    except (AssertionError, KeyError):
        return False
    return True


def run(flow: Flow, place: int, plan: Plan, between: Callable[[Instance], Instance]) -> tuple[Instance, list[Any]]:
    someone = begun(flow, place)
    instance, now, history = someone.instance, someone.now, list(someone.history)
    asks = [effect.ask for effect in history if isinstance(effect, ASKING)]
    for move in plan:
        now += timedelta(seconds=move[4])
        instance, effects = step(flow, between(instance), event_of(flow, instance, asks, move), now)
        history += effects
        asks += [effect.ask for effect in effects if isinstance(effect, ASKING)]
    return instance, history


def kept(flow: Flow, instance: Instance) -> dict[str, Any]:
    return {key: given for key, given in instance.given.items() if flow.questionnaire.by_key[key].kept}


def written_out(instance: Instance) -> Instance:
    return load(dump(instance), **{name: getattr(instance, name) for name in LAID_IN})


@pytest.fixture(params=["registration", "checkin"])
def flow(request: pytest.FixtureRequest, programme: Programme) -> Flow:
    return programme.flows[str(request.param)]


@CALM
@given(place=st.integers(0, 40), plan=plans)
def test_nothing_raises_no_answer_is_lost_and_the_state_is_known(flow: Flow, place: int, plan: Plan) -> None:
    instance, history = run(flow, place, plan, lambda same: same)
    stored = {key: (given.value, given.none) for key, given in replayed(history).items()}
    assert stored == {key: (given.value, given.none) for key, given in kept(flow, instance).items()}
    flow.check(instance)
    agreed = {effect.question: effect.given for effect in history if isinstance(effect, Consent)}
    assert agreed == {
        key: given.value == "yes" for key, given in instance.given.items() if flow.questionnaire.by_key[key].purpose
    }


@CALM
@given(place=st.integers(0, 40), plan=plans)
def test_a_restart_between_any_two_events_changes_nothing(flow: Flow, place: int, plan: Plan) -> None:
    assert run(flow, place, plan, lambda same: same) == run(flow, place, plan, written_out)


def _reached(flow: Flow, name: str) -> Instance:
    someone = Someone(flow, "fr", FIRST).begins()
    instance = replace(someone.instance, state=flow.state(name), asked=7, ask=f"7.{name}")
    return replace(instance, partial="1990") if "/" in name and name.startswith("born") else instance


def _heard_everywhere(flow: Flow) -> list[Answer]:
    """The answers that come of hearing alone: every closed step, every status, every option and control."""
    answers: list[Answer] = []
    for closed in flow.questionnaire.steps.values():
        if closed.input in ("choices", "keypad", "continue"):
            for event in _hearings(closed):
                before = _reached(flow, closed.name)
                _, effects = step(flow, before, event, NOW + timedelta(minutes=1))
                answers += [effect for effect in effects if isinstance(effect, Answer)]
    return answers


def _hearings(closed: Step) -> list[Heard]:
    origin = Origin("telegram", "voice", "P1")
    options = [choice.key for choice in closed.choices] or ["1990-03-12", "3", "0612345678"]
    said = [Heard(origin, "t1", f"7.{closed.name}", status, option) for status in STATUSES for option in options]
    asked = [Heard(origin, "t1", f"7.{closed.name}", "other", control=control) for control in CONTROLS]
    return [*said, *asked]


def test_what_is_heard_alone_never_answers_a_closed_question(flow: Flow) -> None:
    assert _heard_everywhere(flow) == []


def test_control_an_engine_that_takes_a_sure_hearing_at_its_word_is_caught(
    flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believe(scene: Scene, closed: Step, event: Heard) -> None:
        if event.status == "sure" and event.option and closed.input == "choices":
            take_choice(scene, closed, event.option, event.origin, event.ask)

    monkeypatch.setattr(hearing, "_closed", believe)
    assert _heard_everywhere(flow) != []


def test_control_a_lost_revision_is_noticed(flow: Flow) -> None:
    someone = Someone(flow, "fr", FIRST).begins().reaches(flow.questionnaire.questions[-1].key)
    last = max(place for place, effect in enumerate(someone.history) if isinstance(effect, Answer))
    del someone.history[last]
    assert replayed(someone.history).keys() != kept(flow, someone.instance).keys()
