"""A compiled questionnaire: everything a conversation needs, in every language, as one value that can be stored."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

SOURCE = "fr"  # the language everything is written in first

Audience = Literal["participant", "animator", "partner"]
Subject = Literal["", "peer", "prescribed"]
By = Literal["", "staff", "participant"]
Input = Literal["choices", "keypad", "voice", "open", "continue"]


class Frozen(BaseModel):
    """A value: compared by content, never changed, read and written as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values in some fields; what was worked out of the old ones is not copied."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Wording(Frozen):
    """One sentence: as it is printed, and as it is spoken."""

    printed: str
    spoken: str


class Phrase(Frozen):
    """A sentence in all its languages and grammatical variants ("" while the gender is unknown, f, m)."""

    key: str
    wordings: Mapping[str, Mapping[str, Wording]]

    def wording(self, language: str, variant: str = "") -> Wording:
        """The sentence in a language, in the variant or, where the language makes no difference, the plain one.

        A questionnaire of those who read is in French alone; it is in French whatever language they chose.
        """
        variants = self.wordings.get(language) or self.wordings[SOURCE]
        return variants.get(variant) or variants[""]


class Choice(Frozen):
    """One thing that can be chosen, with its picture and the ways people say it in each language."""

    key: str
    picture: str
    phrase: Phrase
    forms: Mapping[str, tuple[str, ...]] = {}


class Step(Frozen):
    """One thing put to the person. A scale is three steps, a date of birth too; most questions are one."""

    name: str
    question: str
    phrase: Phrase
    input: Input
    choices: tuple[Choice, ...] = ()

    def choice(self, key: str) -> Choice | None:
        """The choice of that key, None if the step has no such choice."""
        return next((choice for choice in self.choices if choice.key == key), None)


class Question(Frozen):
    """What is asked and kept under one key, with the steps that ask it.

    `by` says who alone can be asked it: `staff` is put only while someone fills the questionnaire with the person,
    `participant` only to herself. What somebody in a Flashcoop has chosen at a `distinct` question nobody else there
    can choose. `recalls` names an earlier answer, `questionnaire.question`, that is read back.
    """

    key: str
    kind: str
    steps: tuple[Step, ...]
    when: Mapping[str, Any] | None = None
    personal: bool = False
    purpose: str | None = None
    required: bool = False
    practice: bool = False
    sets: str | None = None
    bounds: tuple[int, int] | None = None
    long: str | None = None
    picture: str = ""
    distinct: bool = False
    by: By = ""
    recalls: str = ""
    references: Mapping[str, str] = {}

    @property
    def first(self) -> Step:
        """The step that opens the question."""
        return self.steps[0]

    @property
    def kept(self) -> bool:
        """Whether what is answered is stored as an answer."""
        return self.kind != "info" and not self.practice


class Questionnaire(Frozen):
    """A questionnaire in one version; `hash` names that version by its content.

    `order` says which is asked first when several are due. `subject` says about whom it is asked, a run for each of
    them: `peer` (each person to be rated), `prescribed` (each person a partner sent); "" is the person herself.
    """

    id: str
    version: int
    audience: Audience
    moment: Literal["once", "session", "last", "exit", "cold", "any"]
    order: int = 0
    subject: Subject = ""
    questions: tuple[Question, ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON form, 16 hexadecimal digits: enough to tell versions apart."""
        told = self.model_dump(mode="json", exclude_defaults=True)  # a field that came later changes no older version
        canonical = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """All steps by name."""
        return {step.name: step for question in self.questions for step in question.steps}

    @cached_property
    def looks_at(self) -> frozenset[str]:
        """What its conditions and its reading back look at besides its own answers: facts, and `questionnaire.key`."""
        read_back = (question.recalls for question in self.questions if question.recalls)
        return frozenset(chain(read_back, *(_named(question.when) for question in self.questions)))

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """All questions by key."""
        return {question.key: question for question in self.questions}

    def question_of(self, step: str) -> Question:
        """The question a step belongs to."""
        return self.by_key[self.steps[step].question]


def _named(condition: object) -> Iterator[str]:
    """The facts and earlier answers anywhere inside a condition."""
    if isinstance(condition, Mapping):
        yield from (str(condition[name]) for name in ("fact", "recall") if name in condition)
        for inner in condition.values():
            yield from _named(inner)
    elif isinstance(condition, list | tuple):
        for inner in condition:
            yield from _named(inner)
