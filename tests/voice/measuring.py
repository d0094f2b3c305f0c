"""From what was listened to, to `bot/voice/margins.json`: how much to believe, in each language and kind of question.

The rules: a lead is believed from where at least 99 % of the answers with that lead are right; a score is good
where no foreign word with a believed lead reaches it, or at the worst where a fifth of the right answers would be
lost; and a score is another word's below that of all but 2 % of the right answers, with room below for telephones
that are worse than these recordings. Weights are chosen on all speakers
here; the accuracies that are printed are of weights chosen with each speaker left out.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.voice import judging
from bot.voice.judging import Judged
from bot.voice.scoring import weighed
from tests.voice import benching, enrolling
from tests.voice.benching import Chosen
from tests.voice.listened import Sample

KINDS = {"two": "yesno", "more": "digit"}
RIGHT, LOST, STRANGE_LOST = 0.99, 0.02, 0.2
# Room below the lowest right answers, as a share of what they lie below the median.
ROOM = 0.5
STEP, NEAR_STEP = 0.05, 0.005
# No lead smaller than this is believed, however well a few recordings went.
LEAST_SURE, LEAST_NEAR_SURE = 0.5, 0.02
TAKES = 3
# Free decoding makes people wait: so many more answers have to be right with it; one more is chance.
LEAST_GAIN = 2
LANGUAGES = ("ar", "fa_AF", "fr")
# Nobody recorded Persian digits and French yes and no; only Arabic has speakers enough for takes of three others.
BORROWED = {("fa_AF", "more"): ("ar", "more"), ("fr", "two"): ("fr", "more")}
LENDER = "ar"


def margins(samples: Sequence[Sample]) -> dict[str, dict[str, object]]:
    """Return the table of `margins.json`, measured on these recordings."""
    found: dict[str, dict[str, object]] = {}
    for language in LANGUAGES:
        for kind in KINDS:
            lender, lent = BORROWED.get((language, kind), (language, kind))
            found.setdefault(language, {})[kind] = _belief(samples, lender, KINDS[lent])
        found[language]["near"] = _nearness(samples)
    return found


def write(samples: Sequence[Sample], path: Path) -> None:
    """Write the margins measured on these recordings."""
    path.write_text(json.dumps(margins(samples), indent=2) + "\n", encoding="utf-8")


def _belief(samples: Sequence[Sample], language: str, task: str) -> dict[str, object]:
    mine = [each for each in samples if (each.language, each.task) == (language, task)]
    chosen = benching.best_combination(mine, benching.best_weighing(mine, samples))
    judged = [benching.heard(each, Chosen(chosen.by)) for each in mine]
    strange = list(_strange(samples, language, task, chosen))
    sure = _sure(judged, STEP, LEAST_SURE)
    right = [each.best for each in judged if each.right]
    return {
        "bias": chosen.by.bias,
        "length": chosen.by.length,
        "sure": sure,
        "good": _good(right, [each.best for each in strange if each.lead >= sure], STEP),
        "least": _least(right, STEP),
        "alike": chosen.alike if _free_decoding_pays(mine, samples) else 0.0,
        "from": _source(mine, f"{language} {task}"),
    }


def _free_decoding_pays(mine: Sequence[Sample], everyone: Sequence[Sample]) -> bool:
    """Tell whether more answers are right with it, on speakers never heard."""
    with_it, alone = benching.combination_apart(mine, everyone), benching.scoring_apart(mine, everyone)
    return sum(each.right for each in with_it) >= sum(each.right for each in alone) + LEAST_GAIN


def _nearness(samples: Sequence[Sample]) -> dict[str, object]:
    judged: list[Judged] = []
    strange: list[Judged] = []
    tables: dict[float, list[Judged]] = {}
    sources = []
    others = [each for each in samples if each.language == LENDER and each.task == "other"]
    for task in KINDS.values():
        mine = [each for each in samples if (each.language, each.task) == (LENDER, task)]
        sources.append(_source(mine, f"{LENDER} {task}"))
        judged += [_near(near, each.label) for each, near in enrolling.nearnesses(mine, mine, TAKES)]
        strange += [_near(near, "") for _, near in enrolling.nearnesses(others, mine, TAKES)]
        for share in enrolling.SHARES:
            tables.setdefault(share, []).extend(enrolling.enrolment(mine, TAKES, share))
    sure = _sure(judged, NEAR_STEP, LEAST_NEAR_SURE)
    right = [each.best for each in judged if each.right]
    return {
        "sure": sure,
        "good": -_good(right, [each.best for each in strange if each.lead >= sure], NEAR_STEP),
        "most": -_least(right, NEAR_STEP),
        "share": enrolling.best_share(tables, range(len(judged))),
        "from": "; ".join(sources) + f", {TAKES} takes",
    }


def _near(near: Mapping[str, float], label: str) -> Judged:
    return judging.judged({name: -far for name, far in near.items()}, label)


def _strange(samples: Sequence[Sample], language: str, task: str, chosen: Chosen) -> Iterator[Judged]:
    """Judge the words that are no option of a question, as if they were."""
    for each in samples:
        if each.language == language and each.task not in KINDS.values() and task in each.said:
            yield judging.judged(weighed(each.said[task], chosen.by), "")


def _sure(judged: Sequence[Judged], step: float, least: float) -> float:
    """Return the smallest lead from which on enough answers are right."""
    lead = least
    while lead < max(each.lead for each in judged):
        believed = [each.right for each in judged if each.lead >= lead]
        if sum(believed) >= RIGHT * len(believed):
            break
        lead += step
    return round(lead, 3)


def _good(right: Sequence[float], strange: Sequence[float], step: float) -> float:
    """Return the score from which on none of the foreign words is believed, unless too many answers were lost."""
    above = _floor(max(strange, default=-math.inf), step) + step if strange else -math.inf
    most = _floor(float(np.quantile(right, STRANGE_LOST)), step)
    least = _floor(float(np.quantile(right, LOST)), step)
    return round(min(max(above, least), most), 3)


def _least(right: Sequence[float], step: float) -> float:
    """Return the score below which another word was said."""
    lowest, middle = np.quantile(right, (LOST, 0.5))
    return round(_floor(float(lowest - ROOM * (middle - lowest)), step), 3)


def _floor(value: float, step: float) -> float:
    return math.floor(value / step) * step


def _source(samples: Sequence[Sample], name: str) -> str:
    speakers = len({each.speaker for each in samples})
    return f"{name}: {len(samples)} recordings of {speakers} people"
