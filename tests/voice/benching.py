"""What the benchmark counts: accuracy on speakers never heard, each way of hearing on the same clips."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from bot.voice.deciding import ANY_WORD
from bot.voice.judging import COUNTS, Judged, accuracy, enrolment, judged, way
from bot.voice.scoring import Weighing, weighed
from tests.voice import enrolling
from tests.voice.listened import TASKS, Sample

# What a held-out speaker's clips are judged with is chosen among these, on the other speakers.
WEIGHINGS = [Weighing(bias, length) for bias, length in product((0.0, 0.25, 0.5, 0.75, 1.0), (0.0, 0.5, 1.0))]
WORTHS = (0.0, 0.5, 1.0, 2.0, 4.0)
# Free decoding is asked for at most this share of the answers, those with the smallest lead: most must not wait.
ASKED_FREELY = 0.4
# Fewer speakers than these do not choose weights by themselves.
FEWEST_SPEAKERS = 5


@dataclass(frozen=True)
class Chosen:
    """A weighing of the forms, what likeness to freely decoded text is worth, and below what lead it is asked."""

    by: Weighing
    alike: float = 0.0
    gate: float = 0.0


def ways(samples: Sequence[Sample], everyone: Sequence[Sample]) -> Iterator[tuple[str, list[Judged]]]:
    """Yield every way of hearing the clips of one language and task; weights are chosen on `everyone` else."""
    yield "free decoding, fuzzy", [judged(e.alike[e.task], e.label) for e in samples if e.alike]
    yield "scoring", scoring_apart(samples, everyone)
    for count in COUNTS:
        yield way(count), enrolment(samples, enrolling.apart(samples, samples), count)
    yield "combination, no takes", combination_apart(samples, everyone)
    yield "combination, 3 takes", enrolling.combination_apart(samples, 3)


def scoring_apart(samples: Sequence[Sample], everyone: Sequence[Sample]) -> list[Judged]:
    """Judge each speaker by scores weighed as is best on the others."""
    return _apart(samples, everyone, lambda others, mine: Chosen(best_weighing(mine, others)))


def combination_apart(samples: Sequence[Sample], everyone: Sequence[Sample]) -> list[Judged]:
    """Judge each speaker by scores and free decoding, weighed as is best on the others."""
    return _apart(samples, everyone, lambda others, mine: best_combination(mine, best_weighing(mine, others)))


def best_weighing(samples: Sequence[Sample], everyone: Sequence[Sample]) -> Weighing:
    """Return the weighing of forms that hears these clips best.

    Where few people speak in them they would choose by luck: then the best on the mean of all languages and
    questions (Persian yes and no: 100 % instead of 95 %).
    """
    few = len({each.speaker for each in samples}) < FEWEST_SPEAKERS
    groups: dict[tuple[str, str], list[Sample]] = {}
    for each in everyone if few else samples:
        if each.task in TASKS:
            groups.setdefault((each.language, each.task), []).append(each)

    def mean_worth(by: Weighing) -> tuple[float, ...]:
        found = [worth([heard(each, Chosen(by)) for each in group]) for group in groups.values()]
        return tuple(sum(part) / len(found) for part in zip(*found, strict=True))

    return max(WEIGHINGS, key=mean_worth)


def best_combination(samples: Sequence[Sample], by: Weighing) -> Chosen:
    """Return what free decoding is worth to these clips beside their scores; it is left out on a tie."""
    leads = sorted(heard(each, Chosen(by)).lead for each in samples)
    gate = leads[math.ceil(ASKED_FREELY * len(leads)) - 1]
    among = [Chosen(by, alike, gate if alike else 0.0) for alike in WORTHS]
    return max(among, key=lambda chosen: worth([heard(each, chosen) for each in samples]))


def heard(sample: Sample, chosen: Chosen) -> Judged:
    """Judge one clip: by its scores, and where their lead is small by free decoding too."""
    said = weighed(sample.said[sample.task], chosen.by)
    first = judged(said, sample.label)
    if not chosen.alike or not sample.alike or first.lead > chosen.gate:
        return first
    both = {name: value + chosen.alike * (sample.alike[sample.task][name] - ANY_WORD) for name, value in said.items()}
    return judged(both, sample.label, freely=True)


def worth(found: Sequence[Judged]) -> tuple[float, float]:
    """Return what is to be greatest: the share of right answers, then how well the lead tells them from wrong ones."""
    return accuracy(found, 1.0), accuracy(found, 0.9) + accuracy(found, 0.8)


def _apart(
    samples: Sequence[Sample],
    everyone: Sequence[Sample],
    best: Callable[[Sequence[Sample], Sequence[Sample]], Chosen],
) -> list[Judged]:
    """Judge the clips of each speaker with what was chosen on everyone else, and on the others of these clips."""
    speakers = sorted({each.speaker for each in samples})
    if len(speakers) < 2:
        return []
    found = []
    for speaker in speakers:
        others = [each for each in everyone if each.speaker != speaker]
        chosen = best(others, [each for each in samples if each.speaker != speaker])
        found += [heard(each, chosen) for each in samples if each.speaker == speaker]
    return found
