import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.voice.heard import Heard, Status

MARGINS = Path(__file__).with_name("margins.json")


@dataclass(frozen=True)
class Evidence:
    """What speaks for each option of a question.

    `said` are scores given the sound (nats above silence), `near` distances to enrolled takes; either may
    be empty, and both may hold names the question does not ask for. `speech` is in seconds.
    """

    options: tuple[str, ...]
    said: Mapping[str, float]
    near: Mapping[str, float]
    speech: float


@dataclass(frozen=True)
class Margins:
    """How evidence is weighed in one language, measured by `make bench-voice` with speakers kept apart.

    Scores and distances are divided by their scales and added up. A lead of `sure` or more is believed; a
    best score under `least_score`, or a nearest take beyond `farthest`, is another word.
    """

    score_scale: float
    near_scale: float
    sure: float
    least_score: float
    farthest: float


@cache
def margins_of(language: str, path: Path = MARGINS) -> Margins:
    """Read the margins of a language."""
    return Margins(**json.loads(path.read_text(encoding="utf-8"))[language])


def decide(evidence: Evidence, language: str, seconds: float, margins: Margins | None = None) -> Heard:
    """Weigh the evidence: an option with its lead over the next, or « other » when another word was said."""
    margins = margins or margins_of(language)
    weights = _weights(evidence, margins)
    ranked = sorted(weights, key=lambda name: -weights[name])
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    margin = weights[best] - weights[second] if second else margins.sure
    if best not in evidence.options or _foreign(best, evidence, margins):
        return Heard(None, round(margin, 3), "other", seconds)
    status: Status = "sure" if margin >= margins.sure else "unsure"
    other = next((name for name in ranked[1:] if name in evidence.options), None)
    return Heard(best, round(margin, 3), status, seconds, other)


def _weights(evidence: Evidence, margins: Margins) -> dict[str, float]:
    """Add up what speaks for each name; examples count only where every option has some."""
    near = evidence.near if set(evidence.options) <= set(evidence.near) else {}
    names = set(near) | set(evidence.said) if near else set(evidence.said)
    weights = {}
    for name in names:
        weight = evidence.said.get(name, 0.0) / margins.score_scale if evidence.said else 0.0
        weights[name] = weight - near[name] / margins.near_scale if name in near else weight
    return weights


def _foreign(best: str, evidence: Evidence, margins: Margins) -> bool:
    if set(evidence.options) <= set(evidence.near):
        return evidence.near[best] > margins.farthest
    return evidence.said[best] < margins.least_score
