"""Indice de progression compétences clé: people are averaged, not answers."""

import csv
from collections import defaultdict
from pathlib import Path
from statistics import fmean

from bot.report.progress import DEFINITION, changes
from bot.report.responses import Scope, read
from tests.report.figures import figures, told
from tests.report.made import FIRST, LAST, Made

INDEX = "Indice de progression compétences clé, par axe"


def hand_example(made: Made) -> None:
    """P1 2→3, 1→3, passed→4; P2 4→4: 0.75 as a mean of people, 1.0 as a mean of answers."""
    cohort = made.cohort("Cuisine")
    one, two = made.person(cohort), made.person(cohort)
    made.says(one, "checkin", FIRST, a1=2, a3=1, a5="rather_not")
    made.says(one, "checkin", LAST, a1=3, a3=3, a5=4)
    made.says(two, "checkin", FIRST, a1=4)
    made.says(two, "checkin", LAST, a1=4)


def test_the_hand_example_gives_three_quarters_with_two_people_and_three_pairs(made: Made, tmp_path: Path) -> None:
    hand_example(made)
    [learning, social] = changes(read(made.exported(tmp_path / "export"), Scope()))
    assert (learning.mean, learning.people, learning.pairs, learning.skipped) == (0.75, 2, 3, 1)
    assert (social.mean, social.people, social.pairs) == (None, 0, 0)
    found = figures(told(made, tmp_path / "again"))
    assert found[INDEX, "Apprendre à apprendre"][:4] == ("+0,75", "2", "3", "1")
    assert "la moyenne de ces moyennes sur les personnes (et non sur les réponses)" in DEFINITION


def test_the_index_computed_again_from_the_file_alone_is_equal(made: Made, tmp_path: Path) -> None:
    hand_example(made)
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    with (made.exported(tmp_path / "export") / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["questionnaire"] == "checkin" and row["status"] == "answered":
                found[row["participant"], row["question"]][row["moment"]] = int(row["value"])
    by_person: dict[str, list[int]] = defaultdict(list)
    for (person, _), values in found.items():
        if {FIRST, LAST} <= values.keys():
            by_person[person].append(values[LAST] - values[FIRST])
    assert fmean(map(fmean, by_person.values())) == 0.75
    assert fmean(change for theirs in by_person.values() for change in theirs) == 1.0


def test_a_mean_of_one_person_is_her_own_answer_and_not_told(made: Made, tmp_path: Path) -> None:
    alone = made.person(made.cohort("Cuisine"))
    made.says(alone, "checkin", FIRST, s2=1)
    made.says(alone, "checkin", LAST, s2=4)
    assert figures(told(made, tmp_path / "export"))[INDEX, "Compétences sociales et civiques"][:2] == ("masqué", "1")


def test_who_rises_is_counted_from_five_people_on(made: Made, tmp_path: Path) -> None:
    cohort = made.cohort("Cuisine")
    for number in range(5):
        person = made.person(cohort)
        made.says(person, "checkin", FIRST, s2=2)
        made.says(person, "checkin", LAST, s2=3 if number < 3 else 2)
    [_, social] = changes(read(made.exported(tmp_path / "export"), Scope()))
    assert (social.rising.count, social.rising.n, social.rising.percent) == (3, 5, None)


def test_sessions_are_taken_by_their_place_and_not_by_their_number(made: Made, tmp_path: Path) -> None:
    cohort = made.cohort("Cuisine")
    made.db.conn.execute("UPDATE sessions SET date = '2026-02-20' WHERE cohort_id = ? AND number = 4", (cohort.id,))
    for _ in range(2):
        person = made.person(cohort)
        made.says(person, "checkin", FIRST, a1=4)
        made.says(person, "checkin", LAST, a1=1)  # held first, after it was moved
    assert changes(read(made.exported(tmp_path / "export"), Scope()))[0].mean == 3
