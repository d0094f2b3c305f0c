"""The figures published for 2019–2020 come out of data whose truth they are, each with its n."""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.loading import Programme
from bot.report import bilan
from bot.report.document import Bilan, Table
from bot.report.responses import Responses, Scope, read
from tests.report.figures import figures
from tests.report.made import DAY
from tests.report.published import AGREE, RATED

AGREED = "D'accord avec les six énoncés, le dernier jour"
PUBLISHED = {"methods": 94, "job_offers": 78, "strengths": 75, "confidence": 75, "group_life": 72, "exchange": 61}


@pytest.fixture(scope="module")
def responses(published_export: Path) -> Responses:
    return read(published_export, Scope())


def of_the_flashcoop(published_export: Path, name: str) -> Bilan:
    with (published_export / "cohorts.csv").open(encoding="utf-8", newline="") as file:
        [code] = [row["cohort"] for row in csv.DictReader(file) if row["name"] == name]
    return bilan(read(published_export, Scope("cohort", code)), DAY)


def printed(programme: Programme, key: str) -> str:
    return programme.flows["hot"].questionnaire.by_key[key].first.phrase.wording("fr").printed


def test_the_published_shares_come_out_each_with_its_n(responses: Responses, programme: Programme) -> None:
    found = figures(bilan(responses, DAY))
    for key, percent in PUBLISHED.items():
        count, n, share, _, without = found[AGREED, printed(programme, key)]
        assert (count, n, share, without) == (str(AGREE[key]), "36", f"{percent}\u00a0%", "0")
    assert found["Projet et souhaits", "Projet en tête à l'entrée"][:3] == ("29", "42", "69\u00a0%")
    assert found["Projet et souhaits", "Souhaite quitter son emploi salarié"][0] == "23"
    assert found["Emploi à l'entrée", "Sans emploi"][:3] == ("32", "40", "80\u00a0%")
    assert found["Emploi à l'entrée", "En emploi"][:3] == ("8", "40", "20\u00a0%")
    assert found["Genre", "Femmes"][:3] == ("32", "39", "82\u00a0%")
    territory = [found["Territoire", name][2] for name in ("QPV", "ZRR", "Abords de QPV")]
    assert territory == ["58\u00a0%", "20\u00a0%", "22\u00a0%"]
    advances = found["Avancées constatées par les animateurs et partenaires", "Animateurs et partenaires, dernier jour"]
    assert advances[:3] == ("24", "24", "100\u00a0%")


def test_forty_three_people_are_counted_and_the_fifty_told_elsewhere_are_set_beside(responses: Responses) -> None:
    scale = str(bilan(responses, DAY, announced=50).sections[1].blocks[0])
    assert "43 (6 + 7 + 4 + 6 + 7 + 7 + 6)" in scale
    assert "« 50 »" in scale
    assert "50" not in str(bilan(responses, DAY).sections[1].blocks[0])


def test_the_turnover_of_the_seven_is_the_published_sum(responses: Responses) -> None:
    [_, sheets, *_] = bilan(responses, DAY).sections
    assert "4\u202f804,74\u00a0€ (7 Flashcoop(s) sur 7 le donnent)" in str(sheets.blocks[1])
    found = figures(bilan(responses, DAY))
    shown = [table for table in sheets.blocks if isinstance(table, Table)]
    assert len(shown) == 7
    assert all(len(table.rows) == 9 for table in shown)
    assert ("204,74\u00a0€",) in [tuple(map(str, row[1:])) for table in shown for row in table.rows]
    assert found["Coopkies", "Nombre de participants"] == ("4",)


def test_a_turnover_nobody_gave_is_said_to_be_missing_and_is_in_no_sum(responses: Responses) -> None:
    without = tuple({**row, "turnover_cents": ""} if row["name"] == "Coopkies" else row for row in responses.cohorts)
    told = bilan(replace(responses, cohorts=without), DAY)
    assert "4\u202f600,00\u00a0€ (6 Flashcoop(s) sur 7" in str(told.sections[1].blocks[1])
    assert figures(told)["Coopkies", "Chiffre d'affaires"] == ("non renseigné",)


@pytest.mark.parametrize("key", AGREE)
def test_one_answer_changed_changes_exactly_one_figure(key: str, responses: Responses, programme: Programme) -> None:
    before = figures(bilan(responses, DAY))
    first = next(each for each in responses.answers if each.question == key and int(each.value or 0) >= 3)
    changed = tuple(replace(each, value="2") if each is first else each for each in responses.answers)
    after = figures(bilan(replace(responses, answers=changed), DAY))
    assert {name for name in before if before[name] != after[name]} == {(AGREED, printed(programme, key))}
    assert after[AGREED, printed(programme, key)][:2] == (str(AGREE[key] - 1), "36")


def test_the_figures_are_computed_again_from_the_files_alone(published_export: Path, programme: Programme) -> None:
    """With nothing of ours: the csv module, and columns of the export."""
    found = figures(bilan(read(published_export, Scope()), DAY))
    with (published_export / "answers.csv").open(encoding="utf-8", newline="") as file:
        answers = [row for row in csv.DictReader(file) if row["status"] == "answered"]
    said = {key: [int(row["value"]) for row in answers if row["question"] == key] for key in AGREE}
    for key, values in said.items():
        agree, row = sum(value >= 3 for value in values), found[AGREED, printed(programme, key)]
        assert row[:3] == (str(agree), str(RATED), f"{round(100 * agree / RATED)}\u00a0%")
    gender = Counter(row["value"] for row in answers if row["question"] == "gender")
    assert found["Genre", "Femmes"][:2] == (str(gender["woman"]), str(gender.total()))


def test_the_bilan_of_one_flashcoop_has_counts_only(published_export: Path, programme: Programme) -> None:
    mine = of_the_flashcoop(published_export, "Dastmal d'Ernée")
    assert mine.title == "Bilan : Dastmal d'Ernée"
    assert mine.plots == ()
    assert not [cell for row in figures(mine).values() for cell in row if "%" in cell]
    assert figures(mine)[AGREED, printed(programme, "methods")][:2] == ("7", "7")


def test_of_four_people_nothing_is_broken_down(published_export: Path, programme: Programme) -> None:
    mine = figures(of_the_flashcoop(published_export, "Coopkies"))
    assert mine[AGREED, printed(programme, "methods")][:2] == ("masqué", "4")
    assert not [name for name in mine if name[0] in ("Genre", "Emploi à l'entrée", "Scolarité", "Territoire")]
