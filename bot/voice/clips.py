import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.voice.audio import AudioError, decode, encode, resampled
from bot.voice.engines.engine import Engine, EngineError
from bot.voice.loudness import normalised
from bot.voice.sound import CLIP_RATE, Sound, join, trimmed

# Part of every clip's name: raise it when the way clips are made changes, and they are made again.
RECIPE = "1"
# Seconds of silence between a question and its choices, and between choices.
PAUSE = 0.6
# What is said to one person only (a number said back, words of hers) is no phrase of ours and is not kept.
PASSING = "passing"


@dataclass(frozen=True)
class Spoken:
    """A phrase as it is to be heard."""

    text: str
    language: str
    slow: bool = False


@dataclass(frozen=True)
class Clip:
    """A voice message ready to send: OGG/Opus file, its SHA-256, its seconds, and whose voice it is."""

    path: Path
    sha256: str
    seconds: float
    engine: str


@dataclass(frozen=True)
class Built:
    """What a build of clips did: how many are there, and the phrases no engine could say."""

    ready: int
    failed: tuple[Spoken, ...]


class ClipStore:
    """Clips named by what they say and how, made by the first engine that can and kept."""

    def __init__(
        self, folder: Path, engines: Sequence[Engine], lasting: Callable[[Spoken], bool] = lambda _phrase: True
    ) -> None:
        """`engines` stand in order of preference; `folder` is made when it is missing. `lasting` tells the phrases
        whose clips are kept; the others' go when `let_go` has seen them twice.
        """
        self._folder = folder
        self._lasting = lasting
        self._seen: frozenset[Path] = frozenset()
        self._engines = tuple(engines)
        self._known: dict[Path, Clip] = {}

    def clip(self, phrase: Spoken) -> Clip:
        """Return the clip of a phrase, making it if need be; raises EngineError when no voice can say it."""
        problems = []
        for engine in self._engines:
            if phrase.language not in engine.languages:
                continue
            try:
                path = self._path(_key(engine.name, phrase), passing=not self._lasting(phrase))
                return self._kept(path, engine.name, partial(_said, engine, phrase))
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
        key = _hash("joined", RECIPE, f"{pause:.3f}", *(clip.sha256 for clip in clips))
        path = self._path(key, passing=any(self.passes(clip.path) for clip in clips))
        return self._kept(path, clips[0].engine, lambda: _put_together(clips, pause))

    def passes(self, path: Path) -> bool:
        """Whether a clip is one that is not kept."""
        return path.parent == self._folder / PASSING

    def let_go(self, *, at_once: bool = False) -> int:
        """Delete what was said to one person and was here the last time already, or all of it; how many files."""
        here = frozenset((self._folder / PASSING).glob("*"))
        gone = here if at_once else here & self._seen
        for path in gone:
            path.unlink(missing_ok=True)
        self._seen = here - gone
        return len(gone)

    def build(
        self, phrases: Iterable[Spoken], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Built:
        """Make every clip that is missing; `progress` is told (done, total) after each."""
        wanted = tuple(dict.fromkeys(phrases))
        failed = []
        for done, phrase in enumerate(wanted, start=1):
            try:
                self.clip(phrase)
            except EngineError:
                failed.append(phrase)
            progress(done, len(wanted))
        return Built(len(wanted) - len(failed), tuple(failed))

    def has(self, phrase: Spoken) -> bool:
        """Tell whether a clip of this phrase is there, by any of the engines."""
        passing = not self._lasting(phrase)
        return any(self._path(_key(engine.name, phrase), passing=passing).exists() for engine in self._engines)

    def _path(self, key: str, *, passing: bool) -> Path:
        return self._folder / (PASSING if passing else key[:2]) / f"{key}.ogg"

    def _kept(self, path: Path, engine: str, make: Callable[[], Sound]) -> Clip:
        known = self._known.get(path)
        if known is not None and path.exists():
            return known
        clip = self._read(path, engine) or self._made(path, engine, make)
        if not self.passes(path):
            self._known[path] = clip
        return clip

    def _made(self, path: Path, engine: str, make: Callable[[], Sound]) -> Clip:
        sound = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        encode(sound, path)
        clip = self._read(path, engine)
        if clip is None:
            raise EngineError(f"the clip {path.name} could not be read back")
        return clip

    def _read(self, path: Path, engine: str) -> Clip | None:
        """Return the clip of a file, or None when it is missing or spoilt and has to be made again."""
        try:
            seconds = decode(path, CLIP_RATE).seconds
            return Clip(path, hashlib.sha256(path.read_bytes()).hexdigest(), seconds, engine)
        except (AudioError, OSError):
            return None


def _said(engine: Engine, phrase: Spoken) -> Sound:
    sound = trimmed(engine.say(phrase.text, phrase.language, slow=phrase.slow))
    return normalised(resampled(sound, CLIP_RATE))


def _put_together(clips: Sequence[Clip], pause: float) -> Sound:
    return join([decode(clip.path, CLIP_RATE) for clip in clips], pause)


def _key(engine: str, phrase: Spoken) -> str:
    return _hash("phrase", RECIPE, engine, phrase.language, str(phrase.slow), phrase.text)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
