"""How well takes tell apart what people say, judged on people who are not among those enrolled."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.voice.takes import by_option
from bot.voice.warping import Vectors, distances

# Drawings of enrolled speakers for each clip, so that no lucky draw decides.
DRAWS, SEED = 4, 1
# Takes of so many other people are tried.
COUNTS = (1, 3, 5)
SHARES = (1.0, 0.9, 0.8)


class Said(Protocol):
    """A recording: who says what, ready to be compared; `frames` is None where nobody speaks."""

    @property
    def label(self) -> str:
        """What is said."""

    @property
    def speaker(self) -> str:
        """Who says it."""

    @property
    def frames(self) -> Vectors | None:
        """The frames of the spoken part (`bot.voice.takes.frames_of`)."""


@dataclass(frozen=True)
class Clip:
    """A recording of what is said; `frames` is None where nobody speaks."""

    label: str
    speaker: str
    frames: Vectors | None


@dataclass(frozen=True)
class Judged:
    """One judgement: was it right, by what lead over the next, with what score, and was it decoded freely too."""

    right: bool
    lead: float
    best: float = 0.0
    freely: bool = False


S = TypeVar("S", bound=Said)


def enrolment(said: Sequence[Said], apart: "Apart", count: int) -> list[Judged]:
    """Judge each recording by takes of so many other people, for some draws of them."""
    near = apart.nearnesses(said, count)
    return [judged({name: -far for name, far in each.items()}, clip.label) for clip, each in near]


def judged(weights: Mapping[str, float], label: str, *, freely: bool = False) -> Judged:
    """Tell whether the best option is the one said."""
    ranked = sorted(weights, key=lambda name: -weights[name])
    lead = weights[ranked[0]] - weights[ranked[1]] if len(ranked) > 1 else 0.0
    return Judged(ranked[0] == label, lead, weights[ranked[0]], freely)


def accuracy(found: Sequence[Judged], share: float) -> float:
    """Return the share of right answers when the least sure are asked again instead."""
    kept = sorted(found, key=lambda each: -each.lead)[: math.ceil(share * len(found))]
    return sum(each.right for each in kept) / len(kept)


def interval(right: float, count: float) -> tuple[float, float]:
    """Return the 95 % interval of a proportion (Wilson, 1927)."""
    z = 1.959964
    middle = (right + z * z / 2) / (count + z * z)
    half = z * math.sqrt(right * (count - right) / count + z * z / 4) / (count + z * z)
    return max(0.0, middle - half), min(1.0, middle + half)


def way(count: int) -> str:
    """Return what judging by so many takes is called."""
    return f"enrolment, {count} take{'s' * (count > 1)}"


def cells(found: Sequence[Judged], draws: int = 1) -> tuple[str, ...]:
    """Return the cells of a row: how many recordings, the share of right ones at each coverage, the interval.

    Each is judged `draws` times, which makes no more recordings of them.
    """
    if not found:
        return "0", "too few speakers", "", "", ""
    low, high = interval(sum(each.right for each in found) / draws, len(found) / draws)
    at = (f"{accuracy(found, share):.1%}" for share in SHARES)
    return str(len(found) // draws), *at, f"{low:.1%} – {high:.1%}"


class Apart:
    """How far recordings are from takes, compared once for all draws."""

    def __init__(self, said: Sequence[Said], takes: Sequence[Said]) -> None:
        """Compare each recording with each take; where nobody speaks a take is infinitely far."""
        self._takes = tuple(takes)
        heard = [place for place, each in enumerate(takes) if each.frames is not None]
        frames = [each.frames for each in takes if each.frames is not None]
        self._far: NDArray[np.float64] = np.full((len(said), len(takes)), np.inf)
        for place, each in enumerate(said):
            if each.frames is not None:
                self._far[place, heard] = distances(each.frames, frames)

    def nearnesses(self, said: Sequence[S], count: int) -> Iterator[tuple[S, dict[str, float]]]:
        """Yield each recording with its distances to the options, for some draws of `count` other speakers' takes;
        `said` are those that were compared.
        """
        rng = np.random.default_rng(SEED)
        for place, clip in enumerate(said):
            others = sorted({each.speaker for each in self._takes} - {clip.speaker})
            if len(others) < count or clip.frames is None:
                continue
            for _ in range(DRAWS):
                drawn = self._drawn(set(rng.choice(others, count, replace=False)), rng)
                yield clip, by_option([self._takes[take].label for take in drawn], self._far[place, drawn])

    def _drawn(self, speakers: set[str], rng: np.random.Generator) -> list[int]:
        """Draw one take of each option from each speaker; return their places."""
        places: dict[tuple[str, str], list[int]] = {}
        for place, each in enumerate(self._takes):
            if each.speaker in speakers and each.frames is not None:
                places.setdefault((each.speaker, each.label), []).append(place)
        return [each[int(rng.integers(len(each)))] for each in places.values()]
