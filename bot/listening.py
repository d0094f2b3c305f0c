"""Finds out what voice messages say: fetches their bytes, has them heard, and puts what was heard in the inbox.

Work waits in the database, so nothing recorded is lost while a channel, the engine or this process is down. What
was heard comes back as an inbox row of its own; an answer is only made of it by the person.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Set
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from bot import helping
from bot.running import Assistant, Row
from bot.staff import dictating, recording
from bot.turns.acts import Act, Understood
from bot.understanding import Recogniser, Understanding
from bot.voice.audio import AudioError
from bot.voice.enrolled import NOBODY, Enrolled
from bot.voice.heard import Transcript
from bot.voice.workshop import EngineUnavailable
from storage import guesses, instances, jobs, takes, transcripts
from storage.database import Database
from storage.jobs import Job

log = structlog.get_logger(__name__)

CHANNEL = "voice"
TOGETHER = 16  # recordings in work at once; the engine has a fair queue of its own behind
LOOK_AGAIN = 0.1  # seconds before looking again for work that has become due
PATIENCE = 30.0  # seconds of silence after her voice; then she hears that touching works, and we go on listening
# When to try again what could not be done: the engine is down, the channel does not answer.
LADDER = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30))
# What broke every process that tried it, while the engine answers otherwise: some two hours, then it was the recording.
MOST_FAILURES = 8
OGG = b"OggS"  # how a file begins that both doors play as it is
UNREADABLE = {"too_large": "too_big", "too_big": "too_big", "empty": "nothing", "no_sound": "nothing"}


class NotFetched(Exception):
    """A channel cannot bring the bytes; `reason` is too_big, gone, or down (to be tried again)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Fetch = Callable[[Mapping[str, Any]], Awaitable[tuple[bytes, str]]]


class Listening:
    """The worker behind voice messages."""

    def __init__(
        self,
        assistant: Assistant,
        recogniser: Recogniser,
        fetchers: Mapping[str, Fetch],
        enrolled: Enrolled = NOBODY,
    ) -> None:
        """`fetchers` bring the bytes of a take, by the `channel` its source names; `enrolled` are what others said."""
        self._assistant, self._recogniser, self._fetchers = assistant, recogniser, fetchers
        self._understanding = Understanding(
            assistant.house, recogniser, enrolled, assistant.clock, assistant.settings.speech_model
        )

    async def run(self) -> None:
        """Work for ever: who waits for an answer comes first, transcripts are written when nobody does."""
        at_work: set[int] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                for job in await self._new(at_work):
                    at_work.add(job.id)
                    group.create_task(self._begin(job, at_work))
                await asyncio.sleep(LOOK_AGAIN)

    async def _begin(self, job: Job, at_work: set[int]) -> None:
        try:
            await self._work(job)
        finally:
            at_work.discard(job.id)

    async def _new(self, at_work: Set[int]) -> list[Job]:
        """What is to be begun now; a recording that takes long holds up no other."""
        due = await self._due("listen", TOGETHER + len(at_work))
        if not due and not at_work:
            return await self._due("transcribe", 1)
        return [job for job in due if job.id not in at_work][: TOGETHER - len(at_work)]

    async def _due(self, kind: jobs.Kind, limit: int) -> list[Job]:
        return await self._assistant.writer.run(jobs.due_jobs, kind, self._assistant.clock(), limit)

    async def work_once(self, kind: jobs.Kind, limit: int = TOGETHER) -> int:
        """Do the work of a kind that is due now; how much there was."""
        due = await self._due(kind, limit)
        await asyncio.gather(*(self._work(job) for job in due))
        return len(due)

    async def _work(self, job: Job) -> None:
        try:
            path = await self._bytes(job)
            if helping.JOB in job.body:
                await self._answer(job, path)
                return
            if recording.is_for_studio(job):
                await recording.record(self._assistant, self._recogniser, job, path)
                self._assistant.turns.wake()
                return
            if dictating.is_dictated(job):
                await dictating.keep(self._assistant, job)
                self._assistant.turns.wake()
                return
            await (self._listen(job, path) if job.kind == "listen" else self._transcribe(job, path))
        except NotFetched as missing:
            await self._missing(job, missing.reason)
        except AudioError as error:
            await self._unusable(job, error.reason)
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
        context = await self._assistant.reader.run(self._understanding.context, job)
        listening = asyncio.create_task(self._understanding.understand(job, path, context))
        try:
            await asyncio.wait([listening], timeout=PATIENCE)
            if not listening.done():
                await self._go_on_by_touch(job)
            await self._heard(job, *await listening)
        finally:
            listening.cancel()

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
        uncertain = written.status != "clear"
        transcripts.write_down(
            db, job.take_id, written.text, written.confidence, uncertain=uncertain, spoken=written.language
        )
        jobs.job_done(db, job.id)

    # What the staff says to who asked for help: heard by her, not by us

    async def _answer(self, job: Job, path: Path) -> None:
        assistant = self._assistant
        if not await asyncio.to_thread(_plays_everywhere, path):
            await self._made_playable(job, path)
        await assistant.writer.run(self._answered, job)
        assistant.turns.wake()

    async def _made_playable(self, job: Job, path: Path) -> None:
        """A browser's recording as the voice message it becomes; decoded in a child, as everything people send."""
        assistant = self._assistant
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "answer.ogg"
            await self._recogniser.decode(path, made, person=str(job.person_id))
            content = await asyncio.to_thread(made.read_bytes)
        stored = await asyncio.to_thread(assistant.media.put, content, "audio/ogg")
        try:
            await assistant.writer.run(takes.store, job.take_id, stored, None, assistant.clock())
        finally:
            assistant.media.let_go(stored.sha256)

    def _answered(self, db: Database, job: Job) -> None:
        if jobs.job_done(db, job.id):
            helping.arrived(db, job.body[helping.JOB], self._assistant.clock())

    # What comes of it

    async def _unavailable(self, job: Job, reason: str) -> None:
        """Nobody can listen now: the recording waits."""
        await self._go_on_by_touch(job)
        await self._later(job, reason)

    async def _go_on_by_touch(self, job: Job) -> None:
        """Tell the conversation, once, that nobody has listened yet."""
        if job.kind == "listen" and job.attempts == 0:
            await self._assistant.writer.run(self._post, job, Understood(job.take_id, "unavailable"))

    async def _unusable(self, job: Job, reason: str) -> None:
        """A recording that breaks every process may be broken, or they are: it is tried again for a while."""
        if reason == "failed" and job.attempts < MOST_FAILURES:
            await self._unavailable(job, reason)
        else:
            await self._heard(job, Understood(job.take_id, UNREADABLE.get(reason, "unreadable")))

    async def _later(self, job: Job, reason: str) -> None:
        wait = LADDER[min(job.attempts, len(LADDER) - 1)]
        await self._assistant.writer.run(jobs.job_later, job.id, reason, self._assistant.clock() + wait)

    async def _heard(self, job: Job, understood: Understood, guess: guesses.Guess | None = None) -> None:
        await self._assistant.writer.run(self._close, job, understood, guess)
        self._assistant.turns.wake()

    def _close(self, db: Database, job: Job, understood: Understood, guess: guesses.Guess | None) -> None:
        if recording.is_for_studio(job):
            recording.told(db, self._assistant, job)
            return
        if dictating.is_dictated(job):
            dictating.told(db, self._assistant, job)
            return
        if not jobs.job_done(db, job.id) or job.kind != "listen":
            return
        if guess:
            guesses.keep(db, job.take_id, guess, self._assistant.clock())
        self._post(db, job, understood)

    def _post(self, db: Database, job: Job, understood: Understood) -> None:
        if takes.take(db, job.take_id) is None or recording.is_for_studio(job) or dictating.is_dictated(job):
            return  # erased meanwhile, or no conversation
        if helping.JOB in job.body:
            if understood.status != "unavailable":
                helping.unreadable(db, job.body[helping.JOB], self._assistant.clock())
            return
        body = {"act": {name: getattr(understood, name) for name in understood.__dataclass_fields__}}
        address = job.body["address"]
        key = f"{job.id}:{job.attempts}:{understood.status}"
        self._assistant.keep_at(db, Row(CHANNEL, key, "", body), address)
        self._assistant.turns.wake()


def _plays_everywhere(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(OGG)) == OGG


def read_understood(body: Mapping[str, Any]) -> Act:
    """The act of a row that `Listening` wrote."""
    return Understood(**body["act"])
