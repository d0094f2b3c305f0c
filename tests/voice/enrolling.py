"""Enrolled examples in the benchmark: takes drawn from other speakers, alone and beside scores."""

from collections.abc import Iterator, Mapping, Sequence

from bot.voice.deciding import Evidence, Margins, Nearness, margins_of, weighed_together
from bot.voice.judging import Apart, Judged, judged
from bot.voice.scoring import weighed
from tests.voice import benching
from tests.voice.listened import Sample

SHARES = (0.0, 0.25, 0.5, 1.0)


def enrolment(samples: Sequence[Sample], count: int, share: float) -> list[Judged]:
    """Judge each clip by takes of so many other speakers; `share` adds that much of the forms' scores."""
    found = []
    for sample, near in nearnesses(samples, samples, count):
        found.append(judged(together(sample, near, share), sample.label))
    return found


def nearnesses(
    said: Sequence[Sample], takes: Sequence[Sample], count: int
) -> Iterator[tuple[Sample, dict[str, float]]]:
    """Yield each clip with its distances to the options, for some draws of `count` other speakers' takes."""
    return apart(said, takes).nearnesses(said, count)


def apart(said: Sequence[Sample], takes: Sequence[Sample]) -> Apart:
    """Return the distances of recordings to takes, compared once: they are asked for in many ways."""
    key = (tuple(each.path for each in said), tuple(each.path for each in takes))
    if key not in _KNOWN:
        _KNOWN[key] = Apart(said, takes)
    return _KNOWN[key]


_KNOWN: dict[object, Apart] = {}


def together(sample: Sample, near: Mapping[str, float], share: float) -> dict[str, float]:
    """Weigh distances and scores as the service does, with a share of the latter."""
    margins = margins_of(sample.language)
    scores = weighed(sample.said[sample.task], margins.belief(len(near)).weighing) if share else {}
    by = Nearness(sure=1.0, good=1.0, most=1.0, share=share)
    return weighed_together(Evidence(tuple(near), scores, near), Margins(margins.two, margins.more, by))


def combination_apart(samples: Sequence[Sample], count: int) -> list[Judged]:
    """Judge each speaker with the share of scores that is best on the others, beside so many takes."""
    tables = {share: enrolment(samples, count, share) for share in SHARES}
    owners = [sample.speaker for sample, _ in nearnesses(samples, samples, count)]
    found = []
    for speaker in sorted(set(owners)):
        others = [place for place, owner in enumerate(owners) if owner != speaker]
        share = best_share(tables, others)
        found += [tables[share][place] for place, owner in enumerate(owners) if owner == speaker]
    return found


def best_share(tables: Mapping[float, Sequence[Judged]], places: Sequence[int]) -> float:
    """Return the share of scores with which most of these judgements are right; the smallest on a tie."""
    return max(SHARES, key=lambda share: benching.worth([tables[share][place] for place in places]))
