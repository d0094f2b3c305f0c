import asyncio
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TypeVar

from bot.voice.audio import AudioError
from bot.voice.fairness import FairQueue, QueueFullError
from bot.voice.frames import FrameError, Message, pack, receive
from bot.voice.heard import Decoded, Heard, Transcript
from bot.voice.limits import DECODING_TIME, HEARING_TIME, TRANSCRIBING_TIME
from bot.voice.model import PACKAGES, ModelMissingError, find_model
from bot.voice.replies import decoded_from, heard_from, transcript_from
from bot.voice.requests import HearRequest, TranscribeRequest

# The model's first answer waits for its loading, once a child.
STARTING_TIME = 60.0
# A recording that ends two children is what ends them; it is not given to a third.
MOST_ATTEMPTS = 2
# After so many failures in a row an engine is left alone for so many seconds, and taps go on.
MOST_FAILURES, REST = 3, 30.0
# The repository's root: where `python -m bot.voice.child` finds its modules.
ROOT = Path(__file__).resolve().parents[2]

Result = TypeVar("Result")


class EngineUnavailable(RuntimeError):
    """Nothing can be understood now; the caller keeps the recording and asks again later.

    `reason` is « missing » (no model), « busy » (too much waits), « down » (it failed and is left alone).
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class ChildError(RuntimeError):
    """The child process died, hung, or answered what is no answer."""


class Child:
    """One child process, started when it is first needed and again after it ended."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._process: asyncio.subprocess.Process | None = None
        self._numbers = count(1)

    @property
    def pid(self) -> int | None:
        """The process running now, if any."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def ask(self, request: Message, seconds: float) -> Message:
        """Send a request and return its answer; raises ChildError, and the process is ended then."""
        try:
            starting = 0.0 if self.pid else STARTING_TIME
            return await asyncio.wait_for(self._exchange(request), seconds + starting)
        except (FrameError, OSError, TimeoutError) as error:
            await self.end()
            raise ChildError(f"the child process failed ({type(error).__name__})") from None
        except asyncio.CancelledError:
            # The answer still to come would be taken for that of the next request.
            await self.end()
            raise

    async def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def _exchange(self, request: Message) -> Message:
        process = await self._running()
        if process.stdin is None or process.stdout is None:
            raise FrameError("the child has no pipes")
        number = next(self._numbers)
        process.stdin.write(pack({"id": number, **request}))
        await process.stdin.drain()
        answer = await receive(process.stdout)
        if answer.get("id") != number:
            raise FrameError("an answer to another question")
        return answer

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # What a decoder prints about a recording is nobody's business.
                stderr=asyncio.subprocess.DEVNULL,
            )
        return self._process


class Recogniser:
    """Understands recordings in child processes: one decodes, one listens; both may fail without harm."""

    def __init__(
        self,
        cache: Path,
        model: str = "",
        *,
        clock: Callable[[], float],
        command: Sequence[str] = (sys.executable, "-m", "bot.voice.child"),
    ) -> None:
        """`cache` keeps the joined weights; `model` is a folder or name, empty for the packaged one.

        `clock` gives seconds that never go back.
        """
        self._cache, self._model, self._clock = cache, model, clock
        listen = ["listen", "--cache", str(cache.resolve()), "--model", model]
        self._listening = _Post(Child([*command, *listen]), clock)
        self._decoding = _Post(Child([*command, "decode"]), clock)

    @property
    def available(self) -> bool:
        """Whether a recording given now would be listened to."""
        return self._installed and not self._listening.resting

    @property
    def waiting(self) -> int:
        """How many recordings wait to be understood."""
        return self._listening.queue.waiting

    @property
    def _installed(self) -> bool:
        if self._model:
            return True
        return all(find_spec(package) for package in PACKAGES)

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Mapping[str, Sequence[Path]] | None = None,
        person: str = "",
    ) -> Heard:
        """Tell which option a recording says; raises AudioError for the recording, EngineUnavailable else."""
        request = HearRequest(
            _whole(path),
            language,
            {name: list(each) for name, each in forms.items()},
            {name: list(each) for name, each in (controls or {}).items()},
            {name: [_whole(each) for each in files] for name, files in (takes or {}).items()},
        )
        await self._need_model()
        known = frozenset(forms)
        return await self._listening.work(
            request.to_message(), HEARING_TIME, person, lambda result: heard_from(result, known)
        )

    async def transcribe(self, path: Path, language: str, *, person: str = "") -> Transcript:
        """Write down an open answer; raises AudioError for the recording, EngineUnavailable else."""
        await self._need_model()
        request = TranscribeRequest(_whole(path), language).to_message()
        return await self._listening.work(request, TRANSCRIBING_TIME, person, transcript_from)

    async def decode(self, path: Path, out: Path, *, person: str = "") -> Decoded:
        """Make a playable OGG of any recording at `out`; raises AudioError, EngineUnavailable."""
        request: Message = {"do": "decode", "path": _whole(path), "out": _whole(out)}
        return await self._decoding.work(request, DECODING_TIME, person, decoded_from)

    async def prepare(self, path: Path, out: Path, most_seconds: float, *, person: str = "") -> Decoded:
        """Make of a recording at `out` what others are to hear, trimmed and at the loudness of clips; raises AudioError
        also where it is silent, clipped, noisy, too short, or says more than `most_seconds`; EngineUnavailable.
        """
        request: Message = {"do": "prepare", "path": _whole(path), "out": _whole(out), "most_seconds": most_seconds}
        return await self._decoding.work(request, DECODING_TIME, person, decoded_from)

    async def close(self) -> None:
        """End the child processes."""
        await self._listening.child.end()
        await self._decoding.child.end()

    async def _need_model(self) -> None:
        try:
            await asyncio.to_thread(find_model, self._cache, self._model)
        except ModelMissingError as error:
            raise EngineUnavailable("missing", str(error)) from None
        except OSError:
            raise EngineUnavailable("missing", "The speech model cannot be written to its folder.") from None


def _whole(path: Path) -> str:
    """Return a path a child in another folder finds too."""
    return str(path.absolute())


class _Post:
    """A child process with its queue and its rests."""

    def __init__(self, child: Child, clock: Callable[[], float]) -> None:
        self.child = child
        self.queue = FairQueue()
        self._clock = clock
        self._failures = 0
        self._resting_until = float("-inf")

    @property
    def resting(self) -> bool:
        return self._clock() < self._resting_until

    async def work(self, request: Message, seconds: float, person: str, read: Callable[[object], Result]) -> Result:
        """Have a request worked on in turn; a recording that ends every child it meets raises AudioError."""
        try:
            async with self.queue.turn(person):
                return await self._attempts(request, seconds, read)
        except QueueFullError as error:
            raise EngineUnavailable("busy", str(error)) from None

    async def _attempts(self, request: Message, seconds: float, read: Callable[[object], Result]) -> Result:
        for _ in range(MOST_ATTEMPTS):
            if self.resting:
                raise EngineUnavailable("down", "The engine failed and is left alone for a moment.")
            try:
                answer = await self.child.ask(request, seconds)
                result = _result(answer, read)
            except (ChildError, FrameError):
                await self.child.end()
                self._failed()
                continue
            self._failures = 0
            return result
        if await self._alive():
            raise AudioError("failed", "This recording cannot be understood now.")
        raise EngineUnavailable("down", "The engine does not answer.")

    async def _alive(self) -> bool:
        """Tell whether the recording failed rather than the engine: does that answer without it."""
        try:
            await self.child.ask({"do": "ping"}, DECODING_TIME)
        except ChildError:
            return False
        self._failures = 0
        return True

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._resting_until = self._clock() + REST
            self._failures = 0


def _result(answer: Message, read: Callable[[object], Result]) -> Result:
    """Read an answer, or raise what it reports; an answer that is neither raises FrameError."""
    if isinstance(answer.get("audio"), str):
        raise AudioError(str(answer["audio"]), str(answer.get("sentence", "")))
    if isinstance(answer.get("missing"), str):
        raise EngineUnavailable("missing", str(answer["missing"]))
    return read(answer.get("result"))
