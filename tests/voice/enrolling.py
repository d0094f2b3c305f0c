"""Enrolled examples in the benchmark: takes drawn from other speakers, alone and beside scores."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.voice.deciding import Evidence, Margins, Nearness, margins_of, weighed_together
from bot.voice.scoring import weighed
from bot.voice.takes import by_option
from bot.voice.warping import distances
from tests.voice import benching
from tests.voice.listened import Sample

# Drawings of enrolled speakers for each clip, so that no lucky draw decides.
DRAWS, SEED = 4, 1
SHARES = (0.0, 0.25, 0.5, 1.0)


def enrolment(samples: Sequence[Sample], count: int, share: float) -> "list[benching.Judged]":
    """Judge each clip by takes of so many other speakers; `share` adds that much of the forms' scores."""
    found = []
    for sample, near in nearnesses(samples, samples, count):
        found.append(benching.judged(together(sample, near, share), sample.label))
    return found


def nearnesses(
    said: Sequence[Sample], takes: Sequence[Sample], count: int
) -> Iterator[tuple[Sample, dict[str, float]]]:
    """Yield each clip with its distances to the options, for some draws of `count` other speakers' takes."""
    apart = _distances(said, takes)
    rng = np.random.default_rng(SEED)
    for place, sample in enumerate(said):
        others = sorted({each.speaker for each in takes} - {sample.speaker})
        if len(others) < count or sample.frames is None:
            continue
        for _ in range(DRAWS):
            drawn = _drawn(takes, set(rng.choice(others, count, replace=False)), rng)
            yield sample, by_option([takes[take].label for take in drawn], apart[place, drawn])


def together(sample: Sample, near: Mapping[str, float], share: float) -> dict[str, float]:
    """Weigh distances and scores as the service does, with a share of the latter."""
    margins = margins_of(sample.language)
    scores = weighed(sample.said[sample.task], margins.belief(len(near)).weighing) if share else {}
    by = Nearness(sure=1.0, good=1.0, most=1.0, share=share)
    return weighed_together(Evidence(tuple(near), scores, near), Margins(margins.two, margins.more, by))


def combination_apart(samples: Sequence[Sample], count: int) -> "list[benching.Judged]":
    """Judge each speaker with the share of scores that is best on the others, beside so many takes."""
    tables = {share: enrolment(samples, count, share) for share in SHARES}
    owners = [sample.speaker for sample, _ in nearnesses(samples, samples, count)]
    found = []
    for speaker in sorted(set(owners)):
        others = [place for place, owner in enumerate(owners) if owner != speaker]
        share = best_share(tables, others)
        found += [tables[share][place] for place, owner in enumerate(owners) if owner == speaker]
    return found


def best_share(tables: "Mapping[float, Sequence[benching.Judged]]", places: Sequence[int]) -> float:
    """Return the share of scores with which most of these judgements are right; the smallest on a tie."""
    return max(SHARES, key=lambda share: benching.worth([tables[share][place] for place in places]))


def _distances(said: Sequence[Sample], takes: Sequence[Sample]) -> NDArray[np.float64]:
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


def _drawn(samples: Sequence[Sample], speakers: set[str], rng: np.random.Generator) -> list[int]:
    """Draw one take of each option from each speaker; return their places."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(samples):
        if each.speaker in speakers and each.frames is not None:
            places.setdefault((each.speaker, each.label), []).append(place)
    return [each[int(rng.integers(len(each)))] for each in places.values()]
