"""The file of the European Social Fund: indicators by hand-made cases, gaps by person."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.fse import tables
from bot.fse.indicators import ESF, ESF_PLUS, INDICATORS
from bot.fse.participants import Participant, participants
from bot.report.responses import Scope, read, rows
from storage import attendance
from storage.people import Person
from tests.report.made import DAY, NOW, Made
from tests.simulation.flashcoops import flashcoops

ENTRY = {
    "first_name": "Zahra",
    "last_name": "Ahmadi",
    "address": "1 rue du Parc, 81000 Albi",
    "gender": "woman",
    "born": "1990-05-12",
    "schooling": "primary",
    "has_job": "no",
    "looking": "yes",
    "france_travail": "yes",
    "training": "no",
    "out_of_work": "from_1_year",
    "phone": "+33612345678",
    "born_in_france": "no",
    "eu_nationality": "no",
    "parent_abroad": "yes",
    "disability": "rather_not",
    "social_income": "yes",
    "housing": "no",
    "household_works": "no",
    "children": "yes",
    "other_adult": "no",
}
EXIT = {"situation": "chomage", "training": "yes", "qualification": "no", "ending": "terme"}
LATER = {"situation": "independant", "since": 3, "better": "yes"}


def whole(made: Made, person: Person, **changed: object) -> None:
    """Somebody of whom everything is known, but for what is changed; None takes an answer away."""
    said = {key: value for key, value in (ENTRY | changed).items() if value is not None and key in ENTRY}
    made.says(person, "registration", "once", **said)
    made.says(person, "hot", "exit", **{key: value for key, value in (EXIT | changed).items() if key in EXIT and value})
    made.says(person, "cold", "cold", **LATER)


def one(made: Made, tmp_path: Path, **changed: object) -> Participant:
    person = made.person(made.cohort("Cuisine"))
    whole(made, person, **changed)
    folder = tmp_path / "export"
    made.exported(folder, names_of="Coodem")
    [who] = participants(read(folder, Scope()), list(rows(folder, "attendance")), DAY)
    return who


def told(who: Participant) -> dict[str, bool | None]:
    return {each.code: each.rule(who) for each in INDICATORS if each.rule}


def test_every_code_of_both_periods_is_there() -> None:
    first = [f"CO{number:02}" for number in range(1, 20)] + [f"CR{number:02}" for number in range(1, 10)]
    second = [f"EECO{number:02}" for number in range(1, 18)] + [f"EECR{number:02}" for number in range(1, 7)]
    assert [each.code for each in ESF] == first
    assert [each.code for each in ESF_PLUS] == second


def test_a_case_worked_out_by_hand(made: Made, tmp_path: Path) -> None:
    who = one(made, tmp_path)
    assert (who.fields["date_entree"], who.fields["date_sortie"]) == ("2026-03-02", "2026-03-09")
    assert who.age_at_entry() == (35, 35)
    yes = {code for code, truth in told(who).items() if truth}
    assert yes == {
        *("CO01", "CO02", "CO09", "CO12", "CO13", "CO14", "CO15", "CR02", "CR05", "CR06", "CR09"),
        *("EECO01", "EECO02", "EECO03", "EECO09", "EECO13", "EECO14", "EECR02", "EECR05"),
    }
    assert told(who)["CO16"] is None


@pytest.mark.parametrize(
    ("born", "out_of_work", "first", "second"),
    [
        ("2001-03-03", "from_6_months", True, False),  # 24 on the day of entry: six months are long until 2020
        ("2001-03-02", "from_6_months", False, False),  # 25 that very day
        ("1980-01-01", "from_6_months", False, False),
        ("1980-01-01", "from_1_year", True, True),
        ("2005-01-01", "under_6_months", False, False),
        ("2001", "from_6_months", None, False),  # 24 or 25
        (None, "from_2_years", True, True),
    ],
)
def test_long_term_unemployment_follows_the_rule_of_age(
    born: str | None, out_of_work: str, first: bool | None, second: bool | None, made: Made, tmp_path: Path
) -> None:
    found = told(one(made, tmp_path, born=born, out_of_work=out_of_work))
    assert (found["CO02"], found["EECO03"]) == (first, second)


@pytest.mark.parametrize(
    ("born", "ages", "codes"),
    [
        ("2008-03-03", (17, 17), {"CO06", "EECO06"}),
        ("2008-03-02", (18, 18), {"CO06", "EECO07"}),
        ("1996-03-03", (29, 29), {"EECO07"}),
        ("1971-03-02", (55, 55), {"CO07", "CO08", "EECO08"}),
        ("1971-03", (54, 55), set()),
        ("1971", (54, 55), set()),
    ],
)
def test_age_is_of_the_day_of_entry(
    born: str, ages: tuple[int, int], codes: set[str], made: Made, tmp_path: Path
) -> None:
    who = one(made, tmp_path, born=born)
    assert who.age_at_entry() == ages
    by_age = {"CO06", "CO07", "CO08", "EECO06", "EECO07", "EECO08"}
    assert {code for code, truth in told(who).items() if truth} & by_age == codes


def test_who_was_there_for_one_day_is_no_participant(made: Made, tmp_path: Path) -> None:
    cohort = made.cohort("Cuisine")
    person = made.person(cohort)
    whole(made, person)
    for session in cohort.sessions:
        state = "present" if session.number == 1 else "absent"
        attendance.mark(made.db, cohort, session, [person], state, "FC-1", NOW)
    made.exported(tmp_path / "export", names_of="Coodem")
    found = {each.name: list(each.rows()) for each in tables(tmp_path / "export", Scope(), DAY)}
    assert found["manques"] == []
    assert [row[2] for row in found["indicateurs"] if row[0] == "EECO01"] == [0]


GAPS = ["born", "schooling", "eu_nationality", "qualification", "address"]


def test_of_forty_three_people_with_five_gaps_exactly_five_are_named(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [(made.cohort(each.name, "Réseau", each.dates), each.participants) for each in flashcoops()]
    people = [made.person(cohort) for cohort, number in held for _ in range(number)]
    lacking = {people[3 + 8 * number].code: gap for number, gap in enumerate(GAPS)}
    for person in people:
        whole(made, person, **({lacking[person.code]: None} if person.code in lacking else {}))
    made.db.conn.commit()
    made.db.close()
    for name, value in (("DATABASE", tmp_path / "flashcoop.db"), ("DATA", tmp_path), ("NOW", NOW.isoformat())):
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))
    result = CliRunner().invoke(app, ["fse", "--cae", "Réseau", "--out", str(tmp_path / "fse"), "--json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"participants": 43, "indicateurs": 51, "manques": 5}
    with (tmp_path / "fse" / "manques.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert {row["participant"] for row in found} == set(lacking)
    assert sorted(row["champ"] for row in found) == sorted(
        ["date_naissance", "niveau_diplome_cite", "nationalite_pays_tiers", "qualification_obtenue", "adresse"]
    )


def test_what_she_would_rather_not_say_is_a_gap_but_for_health_and_origin(made: Made, tmp_path: Path) -> None:
    person = made.person(made.cohort("Cuisine"))
    whole(made, person, disability="rather_not", parent_abroad="rather_not", social_income="rather_not")
    made.exported(tmp_path / "export", names_of="Coodem")
    [*_, missing] = tables(tmp_path / "export", Scope(), DAY)
    assert [(row[3], row[4]) for row in missing.rows()] == [("minima_sociaux", "ne veut pas dire")]


def test_before_its_end_nothing_is_missing_of_the_exit(made: Made, tmp_path: Path) -> None:
    person = made.person(made.cohort("Cuisine"))
    whole(made, person, qualification=None)
    made.exported(tmp_path / "export", names_of="Coodem")
    [*_, missing] = tables(tmp_path / "export", Scope(), date(2026, 3, 5))
    assert list(missing.rows()) == []


def test_without_a_flashcoop_or_a_cae_the_file_with_names_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["fse", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "porte des noms" in result.output
