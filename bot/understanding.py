"""What a voice message says, for the question it was spoken under."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.clocks import Clock
from bot.ear import ear
from bot.turns.acts import Understood
from bot.turns.house import House
from bot.voice.enrolled import COMMON, NUMBERS, Enrolled, Takes
from bot.voice.heard import Decoded, Heard, Transcript
from bot.voice.requests import LANGUAGE
from dialogs.forms import choice_forms, number_forms
from dialogs.questionnaire import Question, Step
from dialogs.reading import read_control
from dialogs.values import read
from storage import guesses, instances, takes
from storage.database import Database
from storage.jobs import Job

LONGEST_CHOICE = 20.0  # seconds of a short answer that are judged, as in `bot.voice.listener`, which is heavy to import
# A question mark is the machine's idea: « نعم؟ » in writing asks to repeat, « نعم » is yes.
NOT_SAID = dict.fromkeys(map(ord, "?؟"))


class Recogniser(Protocol):
    """What listens; `bot.voice.workshop.Recogniser` does."""

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Takes | None = None,
        person: str = "",
    ) -> Heard:
        """Tell which option a recording says."""

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        """Write down an open answer."""

    async def decode(self, path: Path, out: Path, *, person: str = "") -> Decoded:
        """Make a playable OGG of any recording at `out`."""

    async def prepare(self, path: Path, out: Path, most_seconds: float, *, person: str = "") -> Decoded:
        """Make of a recording at `out` what others are to hear, or raise AudioError with what is wrong with it."""


@dataclass(frozen=True)
class Context:
    """What a take is listened to for: the step it answers, in the language of the person, and what others recorded."""

    step: Step | None
    question: Question | None
    forms: Mapping[str, Sequence[str]]
    language: str
    enrolled: Takes = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether anything may be said: then « stop » is part of what is told, and only silence is no answer."""
        return self.step is not None and self.step.input in ("open", "voice")


class Understanding:
    """Has a recording heard and says what it means; whose recording waits for its turn is the caller's business."""

    def __init__(self, house: House, recogniser: Recogniser, enrolled: Enrolled, clock: Clock, model: str) -> None:
        """`model` is what the recogniser listens with, as in the settings."""
        self._house, self._recogniser, self._enrolled, self._clock = house, recogniser, enrolled, clock
        self._model = model

    def context(self, db: Database, job: Job) -> Context:
        """What a job's take is listened to for."""
        take = takes.take(db, job.take_id)
        assert take is not None
        assert take.instance_id is not None
        stored = instances.load_by_id(db, take.instance_id)
        questionnaire = self._house.flow(db, stored.hash).questionnaire
        step = questionnaire.steps.get(job.body["step"])
        language = stored.instance.language or "fr"
        if step is None:
            return Context(None, None, {}, language)
        question = questionnaire.question_of(step.name)
        forms = choice_forms(questionnaire, step, language, stored.instance.variant)
        forms = forms or number_forms(question, step, self._house.programme.lexicons[language])
        sets = (NUMBERS,) if step.input == "keypad" else (f"{questionnaire.id}.{question.key}", COMMON)
        enrolled = self._enrolled.takes(language, sets, forms, self._requests(language))
        return Context(step, question, forms, language, enrolled)

    async def understand(self, job: Job, path: Path, context: Context) -> tuple[Understood, guesses.Guess | None]:
        """What a person is asked to confirm, or what is done at her request; and what is kept of a sure option.

        Figures and requests are always confirmed: nothing is kept of them.
        """
        requests = {} if context.open else self._requests(context.language)
        person = str(job.person_id)
        takes = {} if context.open else context.enrolled
        heard = await self._recogniser.hear(path, context.language, context.forms, requests, takes=takes, person=person)
        if heard.status == "nothing":
            return Understood(job.take_id, "nothing"), None
        if context.open:
            return Understood(job.take_id, "speech"), None
        if heard.seconds >= LONGEST_CHOICE:  # what the beginning seemed to say may be unsaid in the rest
            return Understood(job.take_id, "too_long"), None
        if context.step is not None and context.step.input == "keypad":
            figures = await self._number(job, path, context, heard)
            if figures.status == "sure" or not heard.control:
                return figures, None  # among requests alone, a figure sounds like one of them
        if heard.control:
            return Understood(job.take_id, "other", control=heard.control, language=heard.language), None
        if heard.status != "sure" and (asked := await self._asked(job, path, context)):
            return asked, None
        understood = Understood(job.take_id, heard.status, heard.option, heard.second_option)
        return understood, self._guess(context, heard)

    def _requests(self, language: str) -> dict[str, Sequence[str]]:
        """What may be asked of the conversation itself: the controls, and the languages by their names."""
        lexicon = self._house.programme.lexicons[language]
        names = {f"{LANGUAGE}{code}": words for code, words in lexicon.languages.items() if code != language}
        return {**lexicon.controls, **names}

    def _guess(self, context: Context, heard: Heard) -> guesses.Guess | None:
        if context.step is None or context.step.input != "choices" or heard.status != "sure" or heard.option is None:
            return None
        listening = ear(self._model, enrolled=bool(context.enrolled))
        return guesses.Guess(context.language, listening, context.step.name, heard.option, heard.margin)

    async def _asked(self, job: Job, path: Path, context: Context) -> Understood | None:
        """What a recording that says no option for sure asks for, written down freely: scoring knows the commonest
        words for each request only.
        """
        said = await self._recogniser.transcribe(path, context.language, person=str(job.person_id))
        return self._request_in(job, said.text, context.language)

    def _request_in(self, job: Job, text: str, language: str) -> Understood | None:
        heard = text.translate(NOT_SAID)
        asked = read_control(heard, language, self._house.programme.lexicons[language])
        return Understood(job.take_id, "other", control=asked.name, language=asked.language) if asked else None

    async def _number(self, job: Job, path: Path, context: Context, heard: Heard) -> Understood:
        """A number that was scored, or else written down and read: most are too many to score one by one."""
        if heard.status == "sure":
            return Understood(job.take_id, "sure", heard.option)
        assert context.step is not None
        assert context.question is not None
        lexicon = self._house.programme.lexicons[context.language]
        said = await self._recogniser.transcribe(path, context.language, person=str(job.person_id))
        value = read(context.question, context.step, said.text, context.language, lexicon, self._clock().date())
        if value is not None:
            return Understood(job.take_id, "sure", value)
        if asked := self._request_in(job, said.text, context.language):
            return asked
        return Understood(job.take_id, "sure" if heard.option else "other", heard.option)  # said back, as ever
