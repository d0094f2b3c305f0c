"""What the benchmark counts is counted rightly, without the speaker who is judged."""

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot.voice import judging
from bot.voice.deciding import MARGINS, margins_of
from bot.voice.judging import Judged
from bot.voice.scoring import Scored, Weighing
from tests.voice import benching, enrolling, measuring
from tests.voice.benching import Chosen
from tests.voice.listened import Sample


def sample(speaker: str, label: str, yes: float, no: float, free: float = 0.5) -> Sample:
    said = {"yesno": [Scored("yes", yes, -5.0, 1), Scored("no", no, -5.0, 1)]}
    frames = np.eye(4, dtype=np.float32) if label == "yes" else np.eye(4, dtype=np.float32)[::-1].copy()
    alike = {"yesno": {"yes": free, "no": 1 - free}}
    return Sample(f"{speaker}-{label}", "ar", "yesno", label, speaker, frames, said, "", alike, {})


ANSWERS = [
    sample(name, label, *scores) for name in "abcdef" for label, *scores in (("yes", -1.0, -3.0), ("no", -4.0, -2.0))
]


def test_nobody_chooses_how_she_herself_is_judged() -> None:
    asked: list[tuple[set[str], set[str]]] = []

    def choose(others: Sequence[Sample], mine: Sequence[Sample]) -> Chosen:
        asked.append(({each.speaker for each in others}, {each.speaker for each in mine}))
        return Chosen(Weighing(0.0, 1.0))

    judged = benching._apart(ANSWERS, ANSWERS, choose)
    assert len(judged) == len(ANSWERS)
    assert [set("abcdef") - others for others, _ in asked] == [{name} for name in "abcdef"]
    assert all(others == mine for others, mine in asked)


def test_takes_are_never_her_own() -> None:
    drawn = list(enrolling.nearnesses(ANSWERS, ANSWERS, 3))
    assert len(drawn) == len(ANSWERS) * judging.DRAWS
    alone = [each for each in ANSWERS if each.speaker == "a"]
    assert not list(enrolling.nearnesses(alone, ANSWERS[:2], 1))
    assert all(near[each.label] < 0.01 for each, near in drawn)


def test_free_decoding_speaks_only_where_the_lead_is_small() -> None:
    unsure = sample("a", "no", -1.0, -1.1, free=0.0)
    asked = Chosen(Weighing(0.0, 1.0), alike=1.0, gate=0.5)
    heard = benching.heard(unsure, asked)
    assert (heard.right, heard.freely) == (True, True)
    assert [heard.lead, heard.best] == pytest.approx([0.9, -0.6])
    assert not benching.heard(unsure, replace(asked, gate=0.05)).right
    assert not benching.heard(replace(unsure, alike={}), asked).right


def test_the_interval_is_wilsons() -> None:
    assert list(judging.interval(20, 20)) == pytest.approx([0.839, 1.0], abs=0.001)
    assert list(judging.interval(47, 48)) == pytest.approx([0.891, 0.996], abs=0.001)


def test_fewer_answers_are_righter_when_the_unsure_ones_are_asked_again() -> None:
    judged = [Judged(True, lead) for lead in (5.0, 4.0, 3.0, 2.0)] + [Judged(False, 1.0)]
    assert [judging.accuracy(judged, share) for share in (1.0, 0.8)] == [0.8, 1.0]


def test_a_lead_is_believed_from_where_the_wrong_ones_end() -> None:
    judged = [Judged(True, 0.1 * place) for place in range(30)] + [Judged(False, 0.42), Judged(False, 0.1)]
    assert measuring._sure(judged, 0.05, 0.2) == pytest.approx(0.45)
    assert measuring._sure(judged, 0.05, 0.7) == 0.7


def test_a_score_is_good_above_the_foreign_words_but_never_at_the_price_of_most_answers() -> None:
    right = [float(place) / 10 for place in range(-20, 0)]
    assert measuring._good(right, [-1.98], 0.05) == pytest.approx(-1.95)
    assert measuring._good(right, [5.0], 0.05) < -1.5
    assert measuring._least(right, 0.05) < min(right)


def test_the_margins_say_what_they_were_measured_on() -> None:
    table = json.loads(MARGINS.read_text(encoding="utf-8"))
    for language, parts in table.items():
        assert all("people" in part["from"] for part in parts.values()), language
        assert margins_of(language).near.share >= 0
