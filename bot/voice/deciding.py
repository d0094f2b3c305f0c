import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.voice.heard import Heard, Status
from bot.voice.scoring import Weighing

MARGINS = Path(__file__).with_name("margins.json")


@dataclass(frozen=True)
class Evidence:
    """What speaks for each option of a question: scores of its forms, or distances to enrolled takes.

    One of the two is empty. Distances may hold names that are no option here: those stand for other words.
    """

    options: tuple[str, ...]
    said: Mapping[str, float]
    near: Mapping[str, float]


@dataclass(frozen=True)
class Belief:
    """How the forms of a question are weighed and believed.

    A lead of `sure` with a score of `good` is believed; under `least` the score is another word's.
    """

    bias: float
    length: float
    sure: float
    good: float
    least: float

    @property
    def weighing(self) -> Weighing:
        """The weighing of the forms."""
        return Weighing(self.bias, self.length)


@dataclass(frozen=True)
class Margins:
    """How evidence is weighed in one language, as measured by `make bench-voice` with speakers kept apart.

    `two` is for questions with two options, `more` for longer ones. Between distances to enrolled takes a
    lead of `near_sure` within `near_good` is believed; a nearest take beyond `near_most` is another word.
    """

    two: Belief
    more: Belief
    near_sure: float
    near_good: float
    near_most: float

    def belief(self, options: int) -> Belief:
        """Return what holds for a question with so many options."""
        return self.two if options <= 2 else self.more


@cache
def margins_of(language: str, path: Path = MARGINS) -> Margins:
    """Read the margins of a language."""
    table = json.loads(path.read_text(encoding="utf-8"))[language]
    two, more = (Belief(**table.pop(name)) for name in ("two", "more"))
    return Margins(two=two, more=more, **table)


def decide(evidence: Evidence, language: str, seconds: float) -> Heard:
    """Weigh the evidence: an option with its lead over the next, or « other » when another word was said.

    The margin is in multiples of the lead that is believed: from 1 on it is, where the words themselves fit.
    """
    weights, bar = _weights(evidence, margins_of(language))
    if not weights:
        return Heard(None, 0.0, "other", seconds)
    ranked = sorted(weights, key=lambda name: -weights[name])
    best = ranked[0]
    lead = (weights[best] - weights[ranked[1]]) / bar.sure if len(ranked) > 1 else 1.0
    if best not in evidence.options or weights[best] < bar.least:
        return Heard(None, round(lead, 3), "other", seconds)
    status: Status = "sure" if lead >= 1.0 and weights[best] >= bar.good else "unsure"
    second = next((name for name in ranked[1:] if name in evidence.options), None)
    return Heard(best, round(lead, 3), status, seconds, second)


def _weights(evidence: Evidence, margins: Margins) -> tuple[dict[str, float], "_Bar"]:
    """Return what speaks for each name, and what it has to reach."""
    if evidence.near:
        weights = {name: -far for name, far in evidence.near.items()}
        return weights, _Bar(margins.near_sure, -margins.near_good, -margins.near_most)
    belief = margins.belief(len(evidence.said))
    return dict(evidence.said), _Bar(belief.sure, belief.good, belief.least)


@dataclass(frozen=True)
class _Bar:
    sure: float
    good: float
    least: float
