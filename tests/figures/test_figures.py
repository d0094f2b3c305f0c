"""The figures of Flashcoops through their commands: what is typed, what is not given, what is corrected."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.reminders.test_commands import house, run, told

__all__ = ["house"]

# The seven of 2019 and 2020, as the sources print them (without the names of people).
SEVEN = list(csv.DictReader((Path(__file__).parent / "seven.csv").open(encoding="utf-8")))
DATES = "2026-11-23,2026-11-24,2026-11-26,2026-11-30"


def flashcoop(name: str = "Cookies", *more: str) -> str:
    made = told("cohort", "create", "--name", name, "--cae", "Coodem", "--dates", DATES, *more)
    return str(made["code"])


def entered(code: str, **values: str) -> Any:
    return told("figures", "enter", code, *(word for name, value in values.items() for word in (f"--{name}", value)))


def test_sales_less_charges_are_seven_shares_that_add_up() -> None:
    sheet = entered(flashcoop(), turnover="528", charges="210", people="7")
    assert sheet["profit_cents"] == 318_00
    assert set(sheet["parts_cents"]) == {45_42, 45_43}
    assert (len(sheet["parts_cents"]), sum(sheet["parts_cents"])) == (7, 318_00)


def test_a_loss_is_said_and_not_shared() -> None:
    code = flashcoop()
    sheet = entered(code, turnover="150,50", charges="210", people="7")
    assert (sheet["profit_cents"], sheet["parts_cents"]) == (-59_50, [])
    assert "C'est une perte" in run("figures", "show", code)[1]


def test_the_same_amount_in_three_kinds_of_digits_is_no_news() -> None:
    code = flashcoop()
    assert entered(code, turnover="204,74")["news"] == 1
    for written in ("٢٠٤٫٧٤", "۲۰۴٫۷۴", "204.74 €"):
        sheet = entered(code, turnover=written)
        assert (sheet["turnover_cents"], sheet["news"]) == (204_74, 0)


def test_what_is_not_given_is_never_nought() -> None:
    code = flashcoop()
    sheet = told("figures", "show", code)
    assert (sheet["turnover_cents"], sheet["charges_cents"], sheet["profit_cents"]) == (None, None, None)
    shown = run("figures", "show", code)[1]
    for label in ("Chiffre d'affaires", "Charges", "Bénéfice", "Participants", "Lieu de vente"):
        assert f"{label} : non renseigné" in shown
    assert "0,00" not in shown
    assert entered(code, turnover="0")["turnover_cents"] == 0
    assert "Chiffre d'affaires : 0,00" in run("figures", "show", code)[1]


def test_a_correction_keeps_the_earlier_value_and_taking_back_too() -> None:
    code = flashcoop()
    for value in ("528", "530", ""):
        entered(code, turnover=value)
    sheet = told("figures", "show", code, "--history")
    assert sheet["turnover_cents"] is None
    assert [each["value"] for each in sheet["history"]] == [528_00, 530_00, None]


def test_what_was_said_at_the_opening_stands_until_it_is_corrected() -> None:
    code = flashcoop("Cookies", "--product", "Cookies", "--place", "Laval", "--animators", "Julie; Marc")
    assert entered(code, product="Cookies")["news"] == 0
    sheet = entered(code, product="Biscuits apéritifs", speakers="une cheffe; une banquière")
    assert (sheet["product"], sheet["place"]) == ("Biscuits apéritifs", "Laval")
    assert (sheet["animators"], sheet["speakers"]) == (["Julie", "Marc"], ["une cheffe", "une banquière"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("turnover", "beaucoup", "n'est pas un montant"),
        ("turnover", "-5", "n'est pas un montant"),
        ("turnover", "1.204", "écrivez par exemple 1204,74"),
        ("people", "sept", "n'est pas un nombre"),
        ("people", "0", "va de 1 à"),
        ("product", "x" * 501, "trop long"),
        ("by", "FC-NONE", "Personne n'a le code"),
    ],
)
def test_what_is_no_figure_is_refused_and_nothing_of_it_is_kept(field: str, value: str, words: str) -> None:
    code = flashcoop()
    result, output = run("figures", "enter", code, "--charges", "210", f"--{field}", value)
    assert (result, words in output) == (1, True), output
    assert told("figures", "show", code)["charges_cents"] is None


def test_the_seven_of_2019_and_2020_are_43_people_and_4804_euros_74() -> None:
    for row in SEVEN:
        told("cae", "add", "--name", row["carrier"])
        made = told("cohort", "create", "--name", row["name"], "--cae", row["carrier"], "--dates", DATES)
        lines = {name.replace("_", "-"): value for name, value in row.items() if name not in ("name", "carrier")}
        sheet = entered(made["code"], **lines)
        assert sheet["carrier"] == row["carrier"]
        for key in ("place", "audience", "sector", "product", "sale_place"):
            assert sheet[key] == row[key]
    found = told("figures", "list")
    assert (len(found["flashcoops"]), found["people"], found["turnover_cents"]) == (7, 43, 4804_74)
    assert "4\u202f804,74\u00a0€" in run("figures", "list")[1]
    flashcoop("Sans chiffres")
    found = told("figures", "list")
    assert (found["turnover_cents"], found["without_turnover"]) == (4804_74, 1)


def test_no_entry_can_be_rewritten(tmp_path: Path) -> None:
    entered(flashcoop(), turnover="528")
    with sqlite3.connect(tmp_path / "house.sqlite") as database:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute("UPDATE cohort_figures SET value = '1'")
        database.execute("UPDATE cohort_figures SET author_id = NULL")


def test_figures_are_json_alone() -> None:
    assert json.loads(run("figures", "list", "--json")[1]) == {
        "flashcoops": [],
        "people": 0,
        "turnover_cents": 0,
        "without_turnover": 0,
    }
