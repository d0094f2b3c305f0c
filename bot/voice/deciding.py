import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from bot.voice.heard import Heard, Status
from bot.voice.scoring import Weighing

MARGINS = Path(__file__).with_name("margins.json")


# How like a known word any other word is; free decoding speaks for an option by what it is liker than that.
ANY_WORD = 0.5


@dataclass(frozen=True)
class Evidence:
    """What speaks for each option of a question.

    `said` are scores of its forms, `alike` how like the freely decoded text is (0–1), `near` distances to
    enrolled takes; what was not asked is empty. Distances may hold names that are no option here: those stand
    for other words.
    """

    options: tuple[str, ...]
    said: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)
    alike: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Belief:
    """How the forms of a question are weighed and believed.

    A lead of `sure` with a score of `good` is believed; under `least` the score is another word's. `alike` is
    what a likeness of 1 to freely decoded text adds to a score; 0 where free decoding does not pay.
    """

    bias: float
    length: float
    sure: float
    good: float
    least: float
    alike: float

    @property
    def weighing(self) -> Weighing:
        """The weighing of the forms."""
        return Weighing(self.bias, self.length)


@dataclass(frozen=True)
class Nearness:
    """How distances to enrolled takes are believed.

    A lead of `sure` within `good` is believed; a nearest take beyond `most` is another word. `share` is what
    the scores of the forms add, each brought to the spread of the distances; 0 where they do not help.
    """

    sure: float
    good: float
    most: float
    share: float


@dataclass(frozen=True)
class Margins:
    """How evidence is weighed in one language: written by `python -m tests.voice.bench --write`.

    `two` is for questions with two options, `more` for longer ones, `near` for enrolled takes.
    """

    two: Belief
    more: Belief
    near: Nearness

    def belief(self, options: int) -> Belief:
        """Return what holds for a question with so many options."""
        return self.two if options <= 2 else self.more


@cache
def margins_of(language: str, path: Path = MARGINS) -> Margins:
    """Read the margins of a language; `from` beside the numbers says what they were measured on."""
    table = json.loads(path.read_text(encoding="utf-8"))[language]
    plain = {name: {key: value for key, value in part.items() if key != "from"} for name, part in table.items()}
    return Margins(Belief(**plain["two"]), Belief(**plain["more"]), Nearness(**plain["near"]))


def decide(evidence: Evidence, language: str, seconds: float) -> Heard:
    """Weigh the evidence: an option with its lead over the next, or « other » when another word was said.

    The margin is in multiples of the lead that is believed: from 1 on it is, where the words themselves fit.
    """
    margins = margins_of(language)
    weights = weighed_together(evidence, margins)
    if not weights:
        return Heard(None, 0.0, "other", seconds)
    bar = _bar(evidence, weights, margins)
    ranked = sorted(weights, key=lambda name: -weights[name])
    best = ranked[0]
    lead = (weights[best] - weights[ranked[1]]) / bar.sure if len(ranked) > 1 else 1.0
    if best not in evidence.options or bar.fits < bar.least:
        return Heard(None, round(lead, 3), "other", seconds)
    status: Status = "sure" if lead >= 1.0 and bar.fits >= bar.good else "unsure"
    second = next((name for name in ranked[1:] if name in evidence.options), None)
    return Heard(best, round(lead, 3), status, seconds, second)


def weighed_together(evidence: Evidence, margins: Margins) -> dict[str, float]:
    """Return what speaks for each name, all evidence together."""
    if evidence.near:
        return _near_and_said(evidence, margins.near.share)
    worth = margins.belief(len(evidence.said)).alike
    return {
        name: score + worth * (evidence.alike.get(name, ANY_WORD) - ANY_WORD) for name, score in evidence.said.items()
    }


def _near_and_said(evidence: Evidence, share: float) -> dict[str, float]:
    close = {name: -far for name, far in evidence.near.items()}
    if not evidence.said:
        return close
    worth = share * float(np.std(list(close.values())))
    middle, spread = float(np.mean(list(evidence.said.values()))), float(np.std(list(evidence.said.values())))
    scores = {name: (score - middle) / (spread or 1.0) for name, score in evidence.said.items()}
    return {name: value + worth * scores.get(name, 0.0) for name, value in close.items()}


@dataclass(frozen=True)
class _Bar:
    """What a best option has to reach, and by what its words themselves are judged."""

    sure: float
    good: float
    least: float
    fits: float


def _bar(evidence: Evidence, weights: Mapping[str, float], margins: Margins) -> _Bar:
    best = max(weights, key=lambda name: weights[name])
    if evidence.near:
        near = margins.near
        return _Bar(near.sure, -near.good, -near.most, -evidence.near[best])
    belief = margins.belief(len(evidence.said))
    return _Bar(belief.sure, belief.good, belief.least, weights[best])
