import hashlib
import math
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.voice.audio import AudioError, decode, encode, resampled
from bot.voice.engines.engine import Engine, EngineError, Voice
from bot.voice.loudness import TARGET_LUFS, loudness, normalised
from bot.voice.shelves import Shelves
from bot.voice.sound import CLIP_RATE, Sound, join, trimmed

# Part of every clip's name: raise it when the way clips are made changes, and they are made again.
RECIPE = "2"
# Seconds of silence between a question and its choices, and between choices.
PAUSE = 0.6
# The codec takes up to one unit from short words full of hisses; from here on that is made good.
MOST_LOST = 0.5
# Seconds between the pieces of one sentence, beside what was left around each take.
SEAM = 0.05


@dataclass(frozen=True)
class Spoken:
    """A phrase as it is to be heard. `pieces` said one after the other say the same, where it was put together."""

    text: str
    language: str
    slow: bool = False
    pieces: tuple[str, ...] = ()

    def piece(self, text: str) -> "Spoken":
        """One of its pieces, to be heard like it."""
        return Spoken(text, self.language, self.slow)


@dataclass(frozen=True)
class Clip:
    """A voice message ready to send: OGG/Opus file, its SHA-256, its seconds, whose voice it is (the engine's name,
    and the codes of people who speak in it).
    """

    path: Path
    sha256: str
    seconds: float
    engine: str
    speakers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Built:
    """What a build of clips did: how many are there, and the phrases no engine could say."""

    ready: int
    failed: tuple[Spoken, ...]


class ClipStore:
    """Clips named by what they say and in whose voice, made by the first engine that can and kept."""

    def __init__(
        self,
        folder: Path,
        engines: Sequence[Engine],
        lasting: Callable[[Spoken], bool] = lambda _phrase: True,
        allowed: Callable[[], Container[str]] = frozenset,
    ) -> None:
        """`engines` stand in order of preference; `folder` is made when it is missing. `lasting` tells the phrases
        whose clips are kept; the others' go when `let_go` has seen them twice. `allowed` gives the codes of the people
        whose voices may be heard: clips of others go at the next `let_go`.
        """
        self._shelves = Shelves(folder)
        self._lasting, self._allowed = lasting, allowed
        self._engines = tuple(engines)
        self._known: dict[Path, Clip] = {}

    def keeps(self, lasting: Callable[[Spoken], bool]) -> None:
        """Keep the clips of other phrases from now on."""
        self._lasting = lasting

    def clip(self, phrase: Spoken, *, patient: bool = False) -> Clip:
        """Return the clip of a phrase, making it if need be; raises EngineError when no voice can say it.

        Only who is `patient` waits for engines that send texts to another machine.
        """
        if pieces := self._pieces(phrase):
            return self._joined([self.clip(piece) for piece in pieces], SEAM, passing=not self._lasting(phrase))
        problems = []
        for engine, voice in self._voices(phrase):
            path = self._place(voice, phrase)
            if not (engine.offline or patient or path.exists()):
                continue
            try:
                return self._kept(path, engine.name, partial(_said, engine, voice, phrase))
            except EngineError as error:
                problems.append(str(error))
        raise EngineError("; ".join(problems) or f"no voice speaks {phrase.language!r}")

    def joined(self, phrases: Sequence[Spoken], pause: float = PAUSE) -> Clip:
        """Return one clip of several phrases with a pause in seconds between (a question and its choices)."""
        clips = [self.clip(phrase) for phrase in phrases]
        if len(clips) == 1:
            return clips[0]
        if not clips:
            raise ValueError("there is nothing to join")
        return self._joined(clips, pause, passing=any(self.passes(clip.path) for clip in clips))

    def said_by(self, phrase: Spoken) -> str:
        """Name the voice a phrase is heard in now, or those of its pieces: it changes when a better one is there."""
        if pieces := self._pieces(phrase):
            return "+".join(voice.name for piece in pieces if (voice := self._best(piece)))
        best = self._best(phrase)
        return best.name if best else ""

    def passes(self, path: Path) -> bool:
        """Whether a clip is one that is not kept."""
        return self._shelves.passes(path)

    def goes_with_others(self, path: Path) -> bool:
        """Whether a clip goes together with the files beside it: what is made of it is to lie there too."""
        return self.passes(path) or bool(self._shelves.speakers(path))

    def let_go(self, *, at_once: bool = False) -> int:
        """Delete what was said to one person and was here the last time already, or all of it; how many files. And
        what is said in a voice that may not be heard any more.
        """
        self._shelves.keep_only(self._allowed())
        return self._shelves.let_go(at_once=at_once)

    def build(
        self, phrases: Iterable[Spoken], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Built:
        """Make every clip that is missing; `progress` is told (done, total) after each."""
        wanted = tuple(dict.fromkeys(phrases))
        failed = []
        for done, phrase in enumerate(wanted, start=1):
            try:
                self.clip(phrase, patient=True)
            except EngineError:
                failed.append(phrase)
            progress(done, len(wanted))
        return Built(len(wanted) - len(failed), tuple(failed))

    def made_by(self, phrase: Spoken) -> str:
        """Name the engine whose clip of this phrase is there, the best one's; "" where there is none."""
        there = (engine.name for engine, voice in self._voices(phrase) if self._place(voice, phrase).exists())
        return next(there, "")

    def has(self, phrase: Spoken) -> bool:
        """Tell whether a clip of this phrase is there, by any of the engines."""
        return bool(self.made_by(phrase))

    def _voices(self, phrase: Spoken) -> Iterator[tuple[Engine, Voice]]:
        """Who can say a phrase, the best voice first."""
        for engine in self._engines:
            if voice := engine.voice(phrase.text, phrase.language):
                yield engine, voice

    def _best(self, phrase: Spoken) -> Voice | None:
        return next((voice for _, voice in self._voices(phrase)), None)

    def _pieces(self, phrase: Spoken) -> list[Spoken]:
        """The pieces to join a phrase from: where people said them all, and nobody said it whole."""
        if not phrase.pieces or self._by_somebody(phrase):
            return []
        pieces = [phrase.piece(text) for text in phrase.pieces]
        return pieces if all(map(self._by_somebody, pieces)) else []

    def _by_somebody(self, phrase: Spoken) -> bool:
        """Whether a phrase is heard as a person says it."""
        best = self._best(phrase)
        return bool(best and best.speaker)

    def _place(self, voice: Voice, phrase: Spoken) -> Path:
        speakers = frozenset({voice.speaker} if voice.speaker else ())
        return self._shelves.place(_key(voice, phrase), speakers, passing=not self._lasting(phrase))

    def _joined(self, clips: Sequence[Clip], pause: float, *, passing: bool) -> Clip:
        key = _hash("joined", RECIPE, f"{pause:.3f}", *(clip.sha256 for clip in clips))
        speakers = frozenset(code for clip in clips for code in clip.speakers)
        path = self._shelves.place(key, speakers, passing=passing)
        return self._kept(path, clips[0].engine, partial(_put_together, clips, pause))

    def _kept(self, path: Path, engine: str, make: Callable[[Path], None]) -> Clip:
        known = self._known.get(path)
        if known is not None and path.exists():
            return known
        clip = self._read(path, engine) or self._made(path, engine, make)
        if not self.passes(path):
            self._known[path] = clip
        return clip

    def _made(self, path: Path, engine: str, make: Callable[[Path], None]) -> Clip:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        clip = self._read(path, engine)
        if clip is None:
            raise EngineError(f"the clip {path.name} could not be read back")
        return clip

    def _read(self, path: Path, engine: str) -> Clip | None:
        """Return the clip of a file, or None when it is missing or spoilt and has to be made again."""
        try:
            seconds = decode(path, CLIP_RATE).seconds
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except (AudioError, OSError):
            return None
        return Clip(path, sha256, seconds, engine, self._shelves.speakers(path))


def _said(engine: Engine, voice: Voice, phrase: Spoken, path: Path) -> None:
    sound = trimmed(engine.say(phrase.text, phrase.language, slow=phrase.slow))
    if engine.voice(phrase.text, phrase.language) != voice:
        raise EngineError("the voice changed while it spoke")
    _encode(normalised(resampled(sound, CLIP_RATE)), path)


def _encode(sound: Sound, path: Path) -> None:
    """Write a sound as it is to be heard: again, louder, where the codec took too much of it."""
    encode(sound, path)
    lost = TARGET_LUFS - loudness(decode(path, CLIP_RATE))
    if MOST_LOST < lost < math.inf:
        encode(normalised(sound, TARGET_LUFS + lost), path)


def _put_together(clips: Sequence[Clip], pause: float, path: Path) -> None:
    encode(join([decode(clip.path, CLIP_RATE) for clip in clips], pause), path)


def _key(voice: Voice, phrase: Spoken) -> str:
    return _hash("phrase", RECIPE, voice.name, phrase.language, str(phrase.slow), phrase.text)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
