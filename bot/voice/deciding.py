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
class Margins:
    """How evidence is weighed in one language, as measured by `make bench-voice` with speakers kept apart.

    `two` and `more` weigh forms of questions with two options and with more. A lead of `said_sure` between
    scores, or of `near_sure` between distances, is believed; a best score under `said_least`, or a nearest
    take beyond `near_most`, is another word.
    """

    two: Weighing
    more: Weighing
    said_sure: float
    said_least: float
    near_sure: float
    near_most: float

    def weighing(self, options: int) -> Weighing:
        """Return how forms are weighed for so many options."""
        return self.two if options <= 2 else self.more


@cache
def margins_of(language: str, path: Path = MARGINS) -> Margins:
    """Read the margins of a language."""
    table = json.loads(path.read_text(encoding="utf-8"))[language]
    two, more = (Weighing(**table.pop(name)) for name in ("two", "more"))
    return Margins(two=two, more=more, **table)


def decide(evidence: Evidence, language: str, seconds: float) -> Heard:
    """Weigh the evidence: an option with its lead over the next, or « other » when another word was said.

    The margin is in multiples of the lead that is believed: 1 and more is sure.
    """
    margins = margins_of(language)
    by_takes = bool(evidence.near)
    weights = {name: -far for name, far in evidence.near.items()} if by_takes else dict(evidence.said)
    least, sure = (
        (-margins.near_most, margins.near_sure) if by_takes else (margins.said_least, margins.said_sure)
    )
    ranked = sorted(weights, key=lambda name: -weights[name])
    best = ranked[0]
    lead = (weights[best] - weights[ranked[1]]) / sure if len(ranked) > 1 else 1.0
    if best not in evidence.options or weights[best] < least:
        return Heard(None, round(lead, 3), "other", seconds)
    status: Status = "sure" if lead >= 1.0 else "unsure"
    second = next((name for name in ranked[1:] if name in evidence.options), None)
    return Heard(best, round(lead, 3), status, seconds, second)
