"""What becomes of the recordings with the margins as shipped: what a person would have heard."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.voice.deciding import Evidence, decide, margins_of
from bot.voice.heard import Heard
from bot.voice.hearing import beside_forms
from bot.voice.scoring import weighed
from tests.voice import enrolling
from tests.voice.listened import TASKS, Sample
from tests.voice.measuring import TAKES

OUTCOMES = ("sure, right", "sure, wrong", "asked again", "refused", "nothing heard")


def outcomes(heard: Sequence[Sample]) -> dict[tuple[str, str], Counter[str]]:
    """Count what becomes of the answers to each question, and how many were decoded freely too."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for each in heard:
        if each.task in TASKS:
            counts = found.setdefault((each.language, each.task), Counter())
            counts[_outcome(each)] += 1
            counts["freely"] += asked_freely(each, each.task)
    return found


def outcomes_with_takes(heard: Sequence[Sample]) -> dict[tuple[str, str], Counter[str]]:
    """Count the same where three others are enrolled; takes are drawn several times for each answer."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for language, task in {(each.language, each.task): None for each in heard if each.task in TASKS}:
        mine = [each for each in heard if (each.language, each.task) == (language, task)]
        for sample, near in enrolling.nearnesses(mine, mine, TAKES):
            counts = found.setdefault((language, task), Counter())
            counts[_named(by_takes(sample, task, near), sample.label)] += 1
    return found


def by_takes(sample: Sample, task: str, near: Mapping[str, float]) -> Heard:
    """Tell what the service would hear beside takes: forms are asked too where takes alone are unsure."""
    heard = decide(Evidence(tuple(near), near=near), sample.language, 1.0)
    if heard.status != "unsure":
        return heard
    belief = margins_of(sample.language).belief(len(near))
    return beside_forms(heard, near, weighed(sample.said[task], belief.weighing), sample.language)


def by_forms(sample: Sample, task: str) -> Heard:
    """Tell what the service would hear in a recording, asked a question without takes."""
    first = _decided(sample, task, {})
    return _decided(sample, task, sample.alike[task]) if asked_freely(sample, task) else first


def asked_freely(sample: Sample, task: str) -> bool:
    """Tell whether the service would have decoded this recording freely."""
    if sample.frames is None or not sample.alike:
        return False
    pays = margins_of(sample.language).belief(len(sample.alike[task])).alike
    return pays > 0 and _decided(sample, task, {}).status == "unsure"


def foreign(heard: Sequence[Sample]) -> dict[tuple[str, str, str], list[str]]:
    """Return what becomes of words that are no option, by question, language and way."""
    found: dict[tuple[str, str, str], list[str]] = {}
    strange = [each for each in heard if each.task not in TASKS]
    for each in strange:
        for task in each.said:
            found.setdefault((task, each.language, "as shipped"), []).append(by_forms(each, task).status)
    for language in sorted({each.language for each in strange}):
        others = [each for each in strange if each.language == language]
        for task in TASKS:
            takes = [each for each in heard if (each.language, each.task) == (language, task)]
            for sample, near in enrolling.nearnesses(others, takes, TAKES) if takes else ():
                status = by_takes(sample, task, near).status
                found.setdefault((task, language, f"enrolment, {TAKES} takes"), []).append(status)
    return found


def _outcome(sample: Sample) -> str:
    if sample.frames is None:
        return "nothing heard"
    return _named(by_forms(sample, sample.task), sample.label)


def _named(heard: Heard, label: str) -> str:
    if heard.status == "sure":
        return "sure, right" if heard.option == label else "sure, wrong"
    return "asked again" if heard.status == "unsure" else "refused"


def _decided(sample: Sample, task: str, alike: Mapping[str, float]) -> Heard:
    scores = sample.said[task]
    belief = margins_of(sample.language).belief(len({each.option for each in scores}))
    said = weighed(scores, belief.weighing)
    return decide(Evidence(tuple(said), said, alike=alike), sample.language, 1.0)
