from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import numpy as np

from bot.voice.activity import Activity, activity, spoken_part
from bot.voice.audio import AudioError, decode
from bot.voice.ears import FRAMES_A_SECOND, Ears, Encoding
from bot.voice.warping import Vectors, distances, unit_rows

# Kept around the spoken part when frames are compared; more lets silence count.
MARGIN_SECONDS = 0.05
# Answers enrolled by example are short; the rest of a long one is left out of the comparison.
MOST_SECONDS = 6.0
# An option is as near as the mean of its nearest takes: one odd take must not decide.
NEAREST = 2
# Takes an option is compared with: more cost time and bring little.
MOST_TAKES_EACH = 12
# Takes remembered, of some 100 kB each: those of the questions asked these days, in all languages.
MOST_KNOWN = 1_000
# Somebody waits while new takes are read (a tenth of a second each, when nothing else works); the rest is read with the
# next answers, and until then forms are scored.
READING_SECONDS = 20.0


@dataclass(frozen=True)
class Take:
    """One enrolled example of an option: its name, and its frames ready to compare."""

    option: str
    frames: Vectors


def frames_of(encoding: Encoding, found: Activity) -> Vectors:
    """Return the frames of the spoken part, ready to compare."""
    start = max(0, round((found.start - MARGIN_SECONDS) * FRAMES_A_SECOND))
    stop = round(min(found.stop + MARGIN_SECONDS, found.start + MOST_SECONDS) * FRAMES_A_SECOND)
    return unit_rows(encoding.vectors[start : max(stop, start + 2)])


def frames_in(ears: Ears, file: Path) -> Vectors | None:
    """Return the frames of a take, None where nobody speaks; raises AudioError."""
    sound = decode(file, most_seconds=MOST_SECONDS)
    found = activity(sound)
    if not found.spoken:
        return None
    part, moved = spoken_part(sound, found)
    return frames_of(ears.encode(part), moved)


def nearness(said: Vectors, takes: Sequence[Take]) -> dict[str, float]:
    """Return how far each option's nearest takes are (0 the same, about 0.5 another word)."""
    return by_option([take.option for take in takes], distances(said, [take.frames for take in takes]))


def by_option(options: Sequence[str], found: Iterable[float]) -> dict[str, float]:
    """Return each option's distance from those of its takes: the mean of the nearest ones."""
    grouped: dict[str, list[float]] = {}
    for option, distance in zip(options, found, strict=True):
        grouped.setdefault(option, []).append(float(distance))
    return {option: float(np.mean(_nearest(each))) for option, each in grouped.items()}


def _nearest(found: Sequence[float]) -> list[float]:
    return sorted(found)[: NEAREST if len(found) > NEAREST else 1]


class TakeShelf:
    """Takes made ready to compare, remembered until their file changes or many others came since."""

    def __init__(self, ears: Ears, clock: Callable[[], float] = monotonic) -> None:
        self._ears, self._clock = ears, clock
        self._known: OrderedDict[tuple[str, int], Vectors | None] = OrderedDict()

    def takes(self, files: Mapping[str, Sequence[str]]) -> tuple[Take, ...]:
        """Return the takes of these files by what is said in them, but for silent and unreadable ones."""
        until = self._clock() + READING_SECONDS
        found = []
        for option, paths in files.items():
            frames = (self._frames(Path(path), until) for path in paths[:MOST_TAKES_EACH])
            found += [Take(option, each) for each in frames if each is not None]
        return tuple(found)

    def _frames(self, file: Path, until: float) -> Vectors | None:
        try:
            key = (str(file), file.stat().st_mtime_ns)
        except OSError:
            return None
        if key not in self._known:
            if self._clock() >= until:
                return None
            self._known[key] = self._read(file)
        self._known.move_to_end(key)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return self._known[key]

    def _read(self, file: Path) -> Vectors | None:
        try:
            return frames_in(self._ears, file)
        except AudioError:
            return None
