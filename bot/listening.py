"""Finds out what voice messages say: fetches their bytes, has them heard, and puts what was heard in the inbox.

Work waits in the database, so nothing recorded is lost while a channel, the engine or this process is down. What
was heard comes back as an inbox row of its own; an answer is only made of it by the person.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import structlog

from bot.running import Assistant, Row
from bot.turns.acts import Act, Understood
from bot.voice.audio import AudioError
from bot.voice.heard import Heard, Transcript
from bot.voice.workshop import EngineUnavailable
from dialogs.forms import choice_forms
from dialogs.questionnaire import Question, Step
from dialogs.reading import read_control
from dialogs.values import read
from storage import instances, jobs, takes
from storage.database import Database
from storage.jobs import Job

log = structlog.get_logger(__name__)

CHANNEL = "voice"
TOGETHER = 4  # recordings in work at once; the engine has a fair queue of its own behind
LOOK_AGAIN = 0.1  # seconds without work before looking for some that has become due
# When to try again what could not be done: the engine is down, the channel does not answer.
LADDER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30))
UNREADABLE = {"too_large": "too_big", "too_big": "too_big", "empty": "nothing", "no_sound": "nothing"}


class NotFetched(Exception):
    """A channel cannot bring the bytes; `reason` is too_big, gone, or down (to be tried again)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Fetch = Callable[[Mapping[str, Any]], Awaitable[tuple[bytes, str]]]


class Recogniser(Protocol):
    """What listens; `bot.voice.workshop.Recogniser` does."""

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Path | None = None,
        person: str = "",
    ) -> Heard:
        """Tell which option a recording says."""

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        """Write down an open answer."""


@dataclass(frozen=True)
class Context:
    """What a take is listened to for: the step it answers, in the language of the person."""

    step: Step | None
    question: Question | None
    forms: Mapping[str, Sequence[str]]
    language: str

    @property
    def open(self) -> bool:
        """Whether anything may be said: then « stop » is part of what is told, and only silence is no answer."""
        return self.step is not None and self.step.input in ("open", "voice")


class Listening:
    """The worker behind voice messages."""

    def __init__(self, assistant: Assistant, recogniser: Recogniser, fetchers: Mapping[str, Fetch]) -> None:
        """`fetchers` bring the bytes of a take, by the `channel` its source names."""
        self._assistant, self._recogniser, self._fetchers = assistant, recogniser, fetchers

    async def run(self) -> None:
        """Work for ever: who waits for an answer comes first, transcripts are written when nobody does."""
        while True:
            if not (await self.work_once("listen") or await self.work_once("transcribe", 1)):
                await asyncio.sleep(LOOK_AGAIN)

    async def work_once(self, kind: jobs.Kind, limit: int = TOGETHER) -> int:
        """Do the work of a kind that is due now; how much there was."""
        due = await self._assistant.writer.run(jobs.due_jobs, kind, self._assistant.clock(), limit)
        await asyncio.gather(*(self._work(job) for job in due))
        return len(due)

    async def _work(self, job: Job) -> None:
        try:
            path = await self._bytes(job)
            await (self._listen(job, path) if job.kind == "listen" else self._transcribe(job, path))
        except NotFetched as missing:
            await self._missing(job, missing.reason)
        except AudioError as error:
            await self._heard(job, Understood(job.take_id, UNREADABLE.get(error.reason, "unreadable")))
        except EngineUnavailable as down:
            await self._unavailable(job, down.reason)
        except Exception as error:
            log.exception("listening_failed", job=job.id, error=type(error).__name__)
            await self._unavailable(job, type(error).__name__)

    async def _bytes(self, job: Job) -> Path:
        """The file of a take, fetched from its channel the first time."""
        assistant = self._assistant
        take = await assistant.reader.run(takes.take, job.take_id)
        if take is None or take.state in ("gone", "refused"):
            raise NotFetched("gone")
        if take.sha256:
            return assistant.media.path(take.sha256)
        source = await assistant.reader.run(takes.source_of, assistant.house.vault, job.take_id)
        if source is None:
            raise NotFetched("gone")
        content, mime = await self._fetchers[source["channel"]](source)
        stored = await asyncio.to_thread(assistant.media.put, content, mime)
        try:
            await assistant.writer.run(takes.store, job.take_id, stored, None, assistant.clock())
        finally:
            assistant.media.let_go(stored.sha256)
        return assistant.media.path(stored.sha256)

    async def _missing(self, job: Job, reason: str) -> None:
        if reason == "down":
            await self._later(job, reason)
            return
        await self._assistant.writer.run(takes.refuse, job.take_id)
        status = UNREADABLE.get(reason, "unreadable")
        await self._heard(job, Understood(job.take_id, status))

    # Listening

    async def _listen(self, job: Job, path: Path) -> None:
        context = await self._assistant.reader.run(self._context, job)
        controls = {} if context.open else self._assistant.house.programme.lexicons[context.language].controls
        person = str(job.person_id)
        heard = await self._recogniser.hear(path, context.language, context.forms, controls, person=person)
        await self._heard(job, await self._understood(job, path, context, heard))

    def _context(self, db: Database, job: Job) -> Context:
        take = takes.take(db, job.take_id)
        assert take is not None
        assert take.instance_id is not None
        stored = instances.load_by_id(db, take.instance_id)
        questionnaire = self._assistant.house.flow(db, stored.hash).questionnaire
        step = questionnaire.steps.get(job.body["step"])
        language = stored.instance.language or "fr"
        if step is None:
            return Context(None, None, {}, language)
        question = questionnaire.question_of(step.name)
        forms = choice_forms(questionnaire, step, language, stored.instance.variant)
        return Context(step, question, forms, language)

    async def _understood(self, job: Job, path: Path, context: Context, heard: Heard) -> Understood:
        """What a person is asked to confirm, or what is done at her request."""
        if heard.status == "nothing":
            return Understood(job.take_id, "nothing")
        if context.open:
            return Understood(job.take_id, "speech")
        if heard.control:
            return Understood(job.take_id, "other", control=heard.control, language=heard.language)
        if context.step is not None and context.step.input == "keypad":
            return await self._number(job, path, context)
        return Understood(job.take_id, heard.status, heard.option, heard.second_option)

    async def _number(self, job: Job, path: Path, context: Context) -> Understood:
        """Figures are written down and read: their forms are too many to score one by one."""
        assert context.step is not None
        assert context.question is not None
        lexicon = self._assistant.house.programme.lexicons[context.language]
        said = await self._recogniser.transcribe(path, context.language, person=str(job.person_id))
        today = self._assistant.clock().date()
        value = read(context.question, context.step, said.text, context.language, lexicon, today)
        if value is not None:
            return Understood(job.take_id, "sure", value)
        asked = read_control(said.text, context.language, lexicon)
        if asked is not None:
            return Understood(job.take_id, "other", control=asked.name, language=asked.language)
        return Understood(job.take_id, "other")

    async def _transcribe(self, job: Job, path: Path) -> None:
        context = await self._assistant.reader.run(self._language, job)
        written = await self._recogniser.transcribe(path, context, person=str(job.person_id))
        await self._assistant.writer.run(self._write_down, job, written)

    def _language(self, db: Database, job: Job) -> str:
        take = takes.take(db, job.take_id)
        assert take is not None
        assert take.instance_id is not None
        return instances.load_by_id(db, take.instance_id).instance.language or "fr"

    def _write_down(self, db: Database, job: Job, written: Transcript) -> None:
        takes.write_down(db, job.take_id, written.text, "machine", "machine", written.confidence)
        jobs.job_done(db, job.id)

    # What comes of it

    async def _unavailable(self, job: Job, reason: str) -> None:
        """Nobody can listen now: the conversation is told once and goes on by tap; the recording waits."""
        if job.kind == "listen" and job.attempts == 0:
            await self._assistant.writer.run(self._post, job, Understood(job.take_id, "unavailable"))
        await self._later(job, reason)

    async def _later(self, job: Job, reason: str) -> None:
        wait = LADDER[min(job.attempts, len(LADDER) - 1)]
        await self._assistant.writer.run(jobs.job_later, job.id, reason, self._assistant.clock() + wait)

    async def _heard(self, job: Job, understood: Understood) -> None:
        await self._assistant.writer.run(self._close, job, understood)
        self._assistant.turns.wake()

    def _close(self, db: Database, job: Job, understood: Understood) -> None:
        if jobs.job_done(db, job.id) and job.kind == "listen":
            self._post(db, job, understood)

    def _post(self, db: Database, job: Job, understood: Understood) -> None:
        if takes.take(db, job.take_id) is None:  # erased meanwhile
            return
        body = {"act": {name: getattr(understood, name) for name in understood.__dataclass_fields__}}
        address = job.body["address"]
        key = f"{job.id}:{job.attempts}:{understood.status}"
        self._assistant.keep_at(db, Row(CHANNEL, key, "", body), address)
        self._assistant.turns.wake()


def read_understood(body: Mapping[str, Any]) -> Act:
    """The act of a row that `Listening` wrote."""
    return Understood(**body["act"])
