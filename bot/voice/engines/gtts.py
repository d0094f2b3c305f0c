import io
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from pathlib import Path

from gtts import gTTS, gTTSError

from bot.voice.audio import AudioError, decode
from bot.voice.engines.engine import EngineError, Voice
from bot.voice.sound import CLIP_RATE, Sound

# Seconds for one phrase, whatever the service drips: a build of clips waits, a person never does.
TIME_LIMIT = 15.0
# After so many failures in a row the service is left alone for so many seconds.
MOST_FAILURES, REST = 3, 300.0


class Gtts:
    """Google's web voices through gTTS, French and Arabic, with the internet; for our own phrases only.

    It is used when an operator asks for it, and never given a participant's words, nor what staff wrote.
    """

    name = "gtts"
    languages = frozenset({"fr", "ar"})
    licence = "MIT (the client); the service is Google's, on its terms"
    offline = False

    def __init__(
        self, clock: Callable[[], float], ours: Callable[[str, str], bool], time_limit: float = TIME_LIMIT
    ) -> None:
        """`clock` gives seconds that never go back (such as `time.monotonic`); `ours` tells whether a text (and its
        language) is a phrase of ours: no other leaves this machine.
        """
        self._clock, self._ours = clock, ours
        self._time_limit = time_limit
        self._failures = 0
        self._resting_until = float("-inf")

    def voice(self, text: str, language: str) -> Voice | None:
        """The one voice it has for a language, for phrases of ours."""
        return Voice(self.name) if language in self.languages and self._ours(text, language) else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Speak a phrase through the service; raises EngineError, at once while the service is left alone."""
        if self.voice(text, language) is None:
            raise EngineError(f"gTTS has no voice for this text in {language!r}")
        if self._clock() < self._resting_until:
            raise EngineError("gTTS failed several times and is left alone for a while")
        try:
            sound = self._fetched(text, language, slow)
        except (gTTSError, AudioError, OSError, AssertionError, TooLate) as error:
            self._failed()
            raise EngineError(f"gTTS did not answer with a sound ({type(error).__name__})") from None
        self._failures = 0
        return sound

    def _fetched(self, text: str, language: str, slow: bool) -> Sound:
        # Its own thread, let go when it hangs: the time-out of requests is for each read, not for the whole.
        pool = ThreadPoolExecutor(1, thread_name_prefix="gtts")
        try:
            waiting: Future[bytes] = pool.submit(self._download, text, language, slow)
            return _sound_of(waiting.result(timeout=self._time_limit))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _download(self, text: str, language: str, slow: bool) -> bytes:
        taken = io.BytesIO()
        gTTS(text, lang=language, slow=slow, timeout=self._time_limit).write_to_fp(taken)
        return taken.getvalue()

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= MOST_FAILURES:
            self._resting_until = self._clock() + REST
            self._failures = 0


def _sound_of(mp3: bytes) -> Sound:
    with tempfile.NamedTemporaryFile(suffix=".mp3") as file:
        file.write(mp3)
        file.flush()
        return decode(Path(file.name), CLIP_RATE)
