"""One step in the making: the instance as it becomes, the effects so far, and the moves all events share."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from dialogs.changing import changed
from dialogs.conditions import holds, parts
from dialogs.effects import (
    Answer,
    Ask,
    CallPerson,
    ChooseLanguage,
    Confirm,
    Consent,
    Effect,
    Finish,
    Judged,
    Prefer,
    Release,
    Say,
)
from dialogs.events import Origin
from dialogs.flow import START, Flow, put_to
from dialogs.instance import DONE, Given, Guess, Instance
from dialogs.kinds import GENDERS
from dialogs.questionnaire import Question, Step

# After this silence a person is reminded where we stopped before anything is called a misunderstanding.
AWAY = timedelta(hours=6)
# Three misunderstandings, then a person (docs/dialogue.md).
PATIENCE = 3
HOW = {  # how the question we are at can be answered
    "choices": "choose_picture",
    "continue": "choose_picture",
    "keypad": "type_number",
    "voice": "say_name",
    "open": "say_or_type",
}
CHOSEN = "chosen"  # the fact under which others' choices at distinct questions lie, by question
MOST_OFFERED = 9  # a longer list is not remembered between hearing and touching
NOT_APPLICABLE = "not_applicable"  # an answer whose question a later correction has taken away


class Scene:
    """What handlers work with; `instance` and `effects` are read off at the end of the step."""

    def __init__(self, flow: Flow, instance: Instance, now: datetime) -> None:
        self.flow, self.instance, self.now = flow, instance, now
        self.effects: list[Effect] = []
        self.spoken: str | None = None  # the recording of a consent: it is kept with it, not let go as a mere tool
        self.away = instance.touched is not None and now - instance.touched > AWAY

    def change(self, **fields: Any) -> None:  # noqa: ANN401 -- typed by Instance's fields
        """Replace fields of the instance, where they are not so already: a copy has all fields made anew."""
        if any(getattr(self.instance, name) != value for name, value in fields.items()):
            self.instance = changed(self.instance, **fields)

    def say(self, phrase: str, about: str = "", **args: str) -> None:
        """Add a common phrase."""
        self.effects.append(Say(phrase, args, about))

    @property
    def step(self) -> Step | None:
        """The step we are at; None before the first and after the last question."""
        return self.flow.questionnaire.steps.get(self.instance.step)

    def question_of(self, step: Step) -> Question:
        """The question a step belongs to."""
        return self.flow.questionnaire.by_key[step.question]

    @property
    def ours(self) -> bool:
        """Whether the question we are at may be put to who is answering: another may hold the questionnaire too."""
        return self.step is None or put_to(self.question_of(self.step), self.instance.facts)

    def at(self, step: Step) -> bool:
        """Whether we are at a step, or can be: its question is open, though somebody else has gone on elsewhere."""
        if self.step == step:
            return True
        question = self.question_of(step)
        known, facts = self.instance.given, self.instance.facts
        here = self.step is not None and self.step.question == question.key
        if here or question.key in known or not put_to(question, facts) or not holds(question.when, known, facts):
            return False
        self.forget_guess()
        self.change(state=self.flow.state(step.name), partial="")
        return True

    # Asking

    def _next_ask(self, step: str) -> str:
        ask = f"{self.instance.asked + 1}.{step}"
        self.change(asked=self.instance.asked + 1, ask=ask)
        return ask

    def put(self, only: tuple[str, ...] = ()) -> None:
        """Put the question we are at (again), or the guess that waits for a word; at the end, say so."""
        if self.instance.closed:
            self.say("closed")
            return
        if self.instance.step == START or not self.ours:
            self.move_on()
        if self.instance.guess:
            self.confirm(self.instance.guess.step, self.instance.guess.heard, self.instance.guess.take)
        elif self.step is None:
            self.say("finished")
        else:
            if self.question_of(self.step).distinct:
                only = only or self._free(self.step)
            self.change(draft="", offered=only if self.question_of(self.step).distinct else ())
            self.effects.append(Ask(self._next_ask(self.step.name), self.step.name, only))

    def taken(self, question: Question, value: object) -> bool:
        """Whether somebody else has chosen what only one in the group can have."""
        return question.distinct and value in self._chosen(question) and bool(self._left(question))

    def _chosen(self, question: Question) -> Collection[object]:
        chosen: Collection[object] = self.instance.facts.get(CHOSEN, {}).get(question.key, ())
        return chosen

    def _left(self, question: Question) -> tuple[str, ...]:
        return tuple(each.key for each in question.first.choices if each.key not in self._chosen(question))

    def _free(self, step: Step) -> tuple[str, ...]:
        """The choices nobody has taken; when none is left, two may have the same."""
        question = self.question_of(step)
        return (self._left(question) or tuple(each.key for each in step.choices))[:MOST_OFFERED]

    def confirm(self, step: str, heard: str, take: str) -> None:
        """Say back what was heard. It stays a guess until the person touches « yes »."""
        ask = self._next_ask(f"{step}?")
        self.change(guess=Guess(ask, step, heard, take))
        self.effects.append(Confirm(ask, step, heard))

    def forget_guess(self, instead: str | None = None) -> None:
        """The guess and its take are over. `instead` is what the person herself chose at its step: her word on it."""
        guess = self.instance.guess
        if guess is None:
            return
        if instead is not None:
            self.effects.append(Judged(guess.take, "confirmed" if instead == guess.heard else "refused"))
        if guess.take != self.spoken:
            self.effects.append(Release(guess.take))
        self.change(guess=None)

    def tell_kept(self, question: Question) -> None:
        """Say what was answered through another door, and put the question we are at again."""
        known = self.instance.given[question.key]
        self.say("already_answered_elsewhere" if known.none is None else "already_answered", about=question.key)
        self.put()

    def choose_language(self) -> None:
        """Offer the languages."""
        self.effects.append(ChooseLanguage(self._next_ask("!language")))

    # Answering

    def accept(self, question: Question, given: Given, origin: Origin, ask: str | None, take: str | None) -> None:
        """Take an answer to a question and do all that hangs on it, without moving on.

        The same answer again is no new revision.
        """
        before = self.instance.given.get(question.key)
        given = changed(given, author=origin.author)
        self.forget_guess()
        begun = {"partial": "", "draft": ""} if self.step and self.step.question == question.key else {}
        self.change(given={**self.instance.given, question.key: given}, misses=0, **begun)
        if before and (before.value, before.none) == (given.value, given.none):
            return
        if question.kept:
            self.effects.append(_answer(question, given, origin, ask, take))
        if question.purpose:
            self.effects.append(Consent(question.key, question.purpose, given.value == "yes", origin, self.spoken))
        if question.sets and given.none is None:
            self.prefer(question.sets, given.value)
        self._drop_inapplicable(question.key, origin)

    def prefer(self, name: str, value: str) -> None:
        """Keep a preference and follow it from here on."""
        if name == "gender":
            name, value = "variant", GENDERS.get(value, "")
        if name == "language" and value not in self.flow.lexicons:
            return
        self.change(**{name: value == "yes" if name == "slow" else value})
        self.effects.append(Prefer(name, value))

    def _drop_inapplicable(self, changed: str, origin: Origin) -> None:
        """A correction can take away later questions: their answers get a last revision that says so.

        Only what hangs on the changed answer is looked at: a session that was moved since takes no answer away.
        """
        gone_or_changed = {changed}
        for question in self.flow.questionnaire.questions:
            here = self.instance.given.get(question.key)
            hangs = any(part.get("answer") in gone_or_changed for part in parts(question.when))
            if here and hangs and not holds(question.when, self.instance.given, self.instance.facts):
                gone_or_changed.add(question.key)
                rest = {key: given for key, given in self.instance.given.items() if key != question.key}
                self.change(given=rest)
                if question.kept:
                    gone = Given(none=NOT_APPLICABLE, door=origin.door)
                    self.effects.append(_answer(question, gone, origin, None, None))

    # Moving

    def enter(self, trigger: str) -> None:
        """Follow a trigger inside a question."""
        self.change(state=self.flow.move(self.instance, trigger))

    def move_on(self) -> None:
        """Go to the first question, from the beginning, that holds and is not answered; finish when none is."""
        here = self.step
        state = self._first_open(self._for_who_answers)
        place = self.flow.questionnaire.steps.get(state.partition(":")[2])
        if not (here and place and here.question == place.question):
            self.change(state=state, partial="")
        if self.instance.step == DONE and here is not None and self._for_anyone_done:
            self.effects.append(Finish())

    def _for_who_answers(self, question: Question) -> bool:
        return put_to(question, self.instance.facts)

    @property
    def _for_anyone_done(self) -> bool:
        """Whether nothing is open of what the person is asked, by herself or through a helper."""
        return self._first_open(lambda question: not question.by) == self.flow.state(DONE)

    def _first_open(self, for_: Callable[[Question], bool]) -> str:
        """The state of the first question ahead, from the beginning, that is open and for somebody; else the end."""
        ahead = ((state, state.partition(":")[2]) for state in self.flow.ahead(self.instance))
        return next(state for state, step in ahead if self._open(step, for_))

    def _open(self, step: str, for_: Callable[[Question], bool]) -> bool:
        question = self.flow.questionnaire.by_key.get(step)
        if question is None:
            return True
        return (step not in self.instance.given or self.refused(step)) and for_(question)

    def refused(self, key: str) -> bool:
        """Whether a question that needs a « yes » to go on has another answer."""
        question = self.flow.questionnaire.by_key.get(key)
        given = self.instance.given.get(key)
        return question is not None and question.required and given is not None and given.value != "yes"

    # Misunderstanding

    def miss(self, phrase: str, take: str | None = None, only: tuple[str, ...] = ()) -> None:
        """Something was not understood: say so and ask again; the third time a person is called too."""
        if self.away and self.step is not None:
            self.say("where_we_were")
            self.put()
            return
        self.change(misses=self.instance.misses + 1)
        if self.instance.misses >= PATIENCE:
            self.call_person("misunderstood", take)
            self.change(misses=0)
        else:
            self.say(phrase)
        self.put(only)

    @property
    def how(self) -> str:
        """The phrase that says how the question we are at can be answered."""
        return HOW[self.step.input] if self.step else "not_understood"

    def call_person(self, reason: str, take: str | None = None, phrase: str = "person_called") -> None:
        """Ask a human in; the question stays where it is."""
        self.effects.append(CallPerson(reason, self.instance.step, take))
        self.say(phrase)


def _answer(question: Question, given: Given, origin: Origin, ask: str | None, take: str | None) -> Answer:
    # The take of an open answer is its value; behind any other it is what a guess was heard in.
    guessed = take is not None and not isinstance(given.value, dict)
    return Answer(question.key, given.value, given.none, ask, origin.mode, origin.author, origin.door, take, guessed)
