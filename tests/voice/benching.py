"""What the benchmark counts: accuracy on speakers never heard, each way of hearing on the same clips."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bot.voice.deciding import Evidence, decide, margins_of
from bot.voice.scoring import Scored, Weighing, weighed
from bot.voice.takes import by_option
from bot.voice.warping import Vectors, distances

# Drawings of enrolled speakers for each clip, so that no lucky draw decides.
DRAWS, SEED = 4, 1
# The weighings a held-out speaker's clips are judged with are chosen among these, on the other speakers.
WEIGHINGS = [Weighing(bias, length) for bias, length in product((0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.5, 1.0))]
COMBINATIONS = (0.0, 0.25, 0.5, 1.0)


@dataclass(frozen=True)
class Sample:
    """One recording, heard in every way."""

    path: str
    language: str
    task: str
    label: str
    speaker: str
    frames: Vectors | None
    said: Mapping[str, Sequence[Scored]]
    free: Mapping[str, float]


@dataclass(frozen=True)
class Judged:
    """One judgement: was it right, and by what margin."""

    right: bool
    margin: float


def ways(samples: Sequence[Sample]) -> Iterator[tuple[str, list[Judged]]]:
    """Yield every way of hearing these clips with its judgements."""
    if any(each.free for each in samples):
        yield "free decoding, fuzzy", [_judged(each.free, each.label) for each in samples if each.free]
    yield "scoring, as shipped", [_judged(_shipped(each), each.label) for each in samples]
    yield "scoring, weighed on other speakers", scoring_apart(samples)
    for count in (1, 3, 5):
        yield f"enrolment, {count} take{'s' * (count > 1)}", enrolment(samples, count, 0.0)
    yield "combination, 3 takes", combination(samples, 3)


def accuracy(judged: Sequence[Judged], share: float) -> float:
    """Return the share of right answers when the least sure are asked again instead."""
    kept = sorted(judged, key=lambda each: -each.margin)[: math.ceil(share * len(judged))]
    return sum(each.right for each in kept) / len(kept)


def interval(right: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion (Wilson, 1927)."""
    z = 1.959964
    middle = (right + z * z / 2) / (count + z * z)
    half = z * math.sqrt(right * (count - right) / count + z * z / 4) / (count + z * z)
    return max(0.0, middle - half), min(1.0, middle + half)


def scoring_apart(samples: Sequence[Sample]) -> list[Judged]:
    """Judge each speaker with the weighing that is best on the others."""
    speakers = sorted({each.speaker for each in samples})
    if len(speakers) < 3:
        return []
    tables = {w: [_judged(weighed(e.said[e.task], w), e.label) for e in samples] for w in WEIGHINGS}
    judged = []
    for speaker in speakers:
        mine = [place for place, each in enumerate(samples) if each.speaker == speaker]
        others = [place for place, each in enumerate(samples) if each.speaker != speaker]
        best = max(WEIGHINGS, key=lambda w: sum(tables[w][place].right for place in others))
        judged += [tables[best][place] for place in mine]
    return judged


def enrolment(samples: Sequence[Sample], count: int, said: float) -> list[Judged]:
    """Judge each clip by takes of so many other speakers; `said` adds that much of the forms' scores."""
    speakers = sorted({each.speaker for each in samples})
    apart = distances_between(samples, samples)
    judged = []
    rng = np.random.default_rng(SEED)
    for place, sample in enumerate(samples):
        others = [speaker for speaker in speakers if speaker != sample.speaker]
        if len(others) < count or sample.frames is None:
            continue
        for _ in range(DRAWS):
            drawn = _drawn(samples, set(rng.choice(others, count, replace=False)), rng)
            near = by_option([samples[take].label for take in drawn], apart[place, drawn])
            judged.append(_judged(_together(sample, near, said), sample.label))
    return judged


def distances_between(said: Sequence[Sample], takes: Sequence[Sample]) -> NDArray[np.float64]:
    """Return the distances of recordings (rows) to takes (columns), infinite where nobody speaks."""
    key = (tuple(each.path for each in said), tuple(each.path for each in takes))
    if key not in _KNOWN:
        heard = [place for place, each in enumerate(takes) if each.frames is not None]
        frames = [each.frames for each in takes if each.frames is not None]
        apart = np.full((len(said), len(takes)), np.inf)
        for place, each in enumerate(said):
            if each.frames is not None:
                apart[place, heard] = distances(each.frames, frames)
        _KNOWN[key] = apart
    return _KNOWN[key]


# The same clips are compared for one, three and five takes and for their combinations with scores.
_KNOWN: dict[object, NDArray[np.float64]] = {}


def combination(samples: Sequence[Sample], count: int) -> list[Judged]:
    """Judge each speaker with the share of scores that is best on the others, beside so many takes."""
    speakers = sorted({each.speaker for each in samples})
    if len(speakers) <= count:
        return []
    heard = [each for each in samples if each.frames is not None]
    tables = {share: enrolment(heard, count, share) for share in COMBINATIONS}
    owners = [each.speaker for each in heard for _ in range(DRAWS)]
    judged = []
    for speaker in speakers:
        others = [place for place, owner in enumerate(owners) if owner != speaker]
        best = max(COMBINATIONS, key=lambda share: sum(tables[share][place].right for place in others))
        judged += [tables[best][place] for place, owner in enumerate(owners) if owner == speaker]
    return judged


def foreign(samples: Sequence[Sample]) -> dict[tuple[str, str, str], list[str]]:
    """Return what becomes of words that are no option, by question, language and way, as shipped."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for sample in samples:
        for task in sample.said if sample.task == "other" else ():
            said = weighed(sample.said[task], _weighing(sample.language, len(_options(sample, task))))
            status = _status(Evidence(tuple(said), said, {}), sample)
            found.setdefault((task, sample.language, "scoring"), []).append(status)
    for language, task in sorted({(each.language, each.task) for each in samples if each.task != "other"}):
        strange = [each for each in samples if (each.language, each.task) == (language, "other")]
        takes = [each for each in samples if (each.language, each.task) == (language, task)]
        statuses = list(_foreign_to_takes(strange, takes))
        if statuses:
            found[task, language, "enrolment, 3 takes"] = statuses
    return found


def _foreign_to_takes(strange: Sequence[Sample], takes: Sequence[Sample]) -> Iterator[str]:
    rng = np.random.default_rng(SEED)
    apart = distances_between(strange, takes)
    for place, sample in enumerate(strange):
        speakers = sorted({each.speaker for each in takes} - {sample.speaker})
        if len(speakers) >= 3 and sample.frames is not None:
            drawn = _drawn(takes, set(rng.choice(speakers, 3, replace=False)), rng)
            near = by_option([takes[take].label for take in drawn], apart[place, drawn])
            yield _status(Evidence(tuple(near), {}, near), sample)


def _status(evidence: Evidence, sample: Sample) -> str:
    return decide(evidence, sample.language, 1.0).status


def _options(sample: Sample, task: str) -> set[str]:
    return {form.option for form in sample.said[task]}


def _weighing(language: str, options: int) -> Weighing:
    return margins_of(language).belief(options).weighing


def _shipped(sample: Sample) -> Mapping[str, float]:
    options = len(_options(sample, sample.task))
    return weighed(sample.said[sample.task], _weighing(sample.language, options))


def _together(sample: Sample, near: Mapping[str, float], said: float) -> Mapping[str, float]:
    """Add scores to nearness, each brought to the spread it has over the options of this clip."""
    close = {name: -far for name, far in near.items()}
    if not said:
        return close
    scores = _spread(_shipped(sample))
    return {name: value + said * scores.get(name, 0.0) for name, value in _spread(close).items()}


def _spread(weights: Mapping[str, float]) -> dict[str, float]:
    values = np.array(list(weights.values()))
    return {name: float((each - values.mean()) / (values.std() or 1.0)) for name, each in weights.items()}


def _drawn(samples: Sequence[Sample], speakers: set[str], rng: np.random.Generator) -> list[int]:
    """Draw one take of each option from each speaker; return their places."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(samples):
        if each.speaker in speakers and each.frames is not None:
            places.setdefault((each.speaker, each.label), []).append(place)
    return [each[int(rng.integers(len(each)))] for each in places.values()]


def _judged(weights: Mapping[str, float], label: str) -> Judged:
    ranked = sorted(weights, key=lambda name: -weights[name])
    lead = weights[ranked[0]] - weights[ranked[1]] if len(ranked) > 1 else 0.0
    return Judged(ranked[0] == label, lead)
