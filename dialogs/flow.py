"""A questionnaire ready to run: its state machine, and the words people use in each language.

The machine is flat and shared by everyone: states are `questionnaire:step`, the triggers `next` and `back` move
along the questions whose conditions hold, `yes`, `no` and `more` move inside a question.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import pairwise
from typing import Any, cast

from transitions import EventData, Machine
from transitions import State as MachineState

from dialogs.conditions import holds
from dialogs.instance import DONE, Given, Instance
from dialogs.questionnaire import Question, Questionnaire
from dialogs.reading import Lexicon
from dialogs.states import State, StatesGroup, StatesGroupMeta

START = "start"


class UnknownState(ValueError):
    """A stored state that this version of the questionnaire does not have."""


class Position:
    """The light model that the shared machine moves: a state and what conditions look at."""

    __slots__ = ("facts", "given", "state")

    def __init__(self, state: str, given: Mapping[str, Given], facts: Mapping[str, Any]) -> None:
        self.state, self.given, self.facts = state, given, facts


class Flow:
    """A compiled questionnaire with its machine and lexicons; `move` is the only thing that changes a state."""

    def __init__(self, questionnaire: Questionnaire, lexicons: Mapping[str, Lexicon]) -> None:
        self.questionnaire = questionnaire
        self.lexicons = lexicons
        self.machine = build_machine(questionnaire)

    @property
    def initial(self) -> str:
        """The state of an instance nobody has begun."""
        return self.state(START)

    def state(self, step: str) -> str:
        """The machine's name of a step."""
        return f"{self.questionnaire.id}:{step}"

    def check(self, instance: Instance) -> None:
        """Raise UnknownState, with a sentence, for a stored state that is not one of this version."""
        if instance.state not in self.machine.states:
            raise UnknownState(
                f"The stored state {instance.state!r} does not exist in {self.questionnaire.id} "
                f"version {self.questionnaire.version}; the instance {instance.code} is left as it is."
            )

    def move(self, instance: Instance, trigger: str, given: Mapping[str, Given] | None = None) -> str:
        """The state a trigger leads to from the instance's. Raises UnknownState for one not of this version."""
        self.check(instance)
        position = Position(instance.state, instance.given if given is None else given, instance.facts)
        self.machine.events[trigger].trigger(position)
        return position.state

    def ahead(self, instance: Instance) -> Iterator[str]:
        """The states that « next » leads through from the beginning to the end, with what was given and the facts."""
        for question in self.questionnaire.questions:
            if holds(question.when, instance.given, instance.facts):
                yield self.state(question.key)
        yield self.state(DONE)


def states_of(questionnaire: Questionnaire) -> type[StatesGroup]:
    """The steps of a questionnaire as a group of states, in aiogram's words: `registration:gender`."""
    steps = {step: State(step) for step in (START, *questionnaire.steps, DONE)}
    return cast(type[StatesGroup], StatesGroupMeta(questionnaire.id, (StatesGroup,), steps))


def build_machine(questionnaire: Questionnaire) -> Machine:
    """One flat machine for all instances of a questionnaire version."""
    name = questionnaire.id
    states = [str(state) for state in states_of(questionnaire).__state_names__]
    machine = Machine(model=None, states=list(states), initial=states[0], auto_transitions=False, send_event=True)
    questions = questionnaire.questions
    for place in range(-1, len(questions) + 1):
        _add(machine, name, "next", _leaving(questions, place), questions[place + 1 :], DONE)
        _add(
            machine,
            name,
            "back",
            _leaving(questions, place),
            questions[:place][::-1] if place > 0 else (),
            START,
        )
    for question in questions:
        _add_inside(machine, name, question)
    return machine


def _leaving(questions: tuple[Question, ...], place: int) -> list[str]:
    """The steps from which one leaves the question at a place; before the first is start, behind the last done."""
    if place < 0:
        return [START]
    return [step.name for step in questions[place].steps] if place < len(questions) else [DONE]


def _add(
    machine: Machine, name: str, trigger: str, sources: list[str], targets: tuple[Question, ...], end: str
) -> None:
    """Transitions to the nearest question whose condition holds, or to the end."""
    origins: list[str | Enum | MachineState] = [f"{name}:{source}" for source in sources]
    for target in targets:
        conditions = [_condition(target)] if target.when else None
        machine.add_transition(trigger, origins, f"{name}:{target.key}", conditions=conditions)
        if not target.when:
            return
    machine.add_transition(trigger, origins, f"{name}:{end}")


def _condition(question: Question) -> Any:  # noqa: ANN401 -- a callable for `transitions`
    def applies(event: EventData) -> bool:
        position = cast(Position, event.model)
        return holds(question.when, position.given, position.facts)

    return applies


def put_to(question: Question, facts: Mapping[str, Any]) -> bool:
    """Whether a question is for who is answering now.

    The fact `held` says who fills it with the person: an animator asks her everything but what only she can do
    herself; a partner, before she has come, fills in what staff types; "" is nobody.
    """
    held = facts.get("held", "")
    if held == "partner":
        return question.by == "staff"
    return question.by != ("participant" if held else "staff")


def _add_inside(machine: Machine, name: str, question: Question) -> None:
    steps = [step.name for step in question.steps]
    if question.kind == "scale":
        for branch in ("yes", "no"):
            machine.add_transition(branch, f"{name}:{question.key}", f"{name}:{question.key}/{branch}")
    elif len(steps) > 1:
        for here, there in pairwise(steps):
            machine.add_transition("more", f"{name}:{here}", f"{name}:{there}")
