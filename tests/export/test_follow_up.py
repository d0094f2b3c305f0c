"""The CAE's line a person says what the other tables say, in words."""

from datetime import date
from pathlib import Path

from bot.exporting import Asked, Scope, export_folder
from bot.following import AGREEMENTS, FOLLOWED, TITLES, WORDS
from storage import attendance, cohorts, consents, contracts, people
from storage.database import Database
from storage.export.selection import Filters
from tests.bench.answered import NOW
from tests.export.files import Rows, csv_rows, sheets

PRESENCE = {"not_noted": None, **attendance.PRESENCES}


def lived(db: Database) -> cohorts.Cohort:
    """The Flashcoop of seven, with presence, contracts and agreements noted."""
    [cohort] = cohorts.cohorts(db)
    group = people.people_of_cohort(db, cohort.id)
    for place, session in enumerate(cohort.sessions[:5]):
        attendance.mark(db, cohort, session, group, "present", "FC-1", NOW)
        attendance.mark(db, cohort, session, group[place : place + 1], "excused", "FC-1", NOW)
    for person in group[:4]:
        signed = contracts.Contract(True, date(2026, 1, 2), date(2026, 1, 5), date(2026, 1, 17), cohort.cae)
        contracts.enter(db, cohort, person, signed, cohort.cae_id, "FC-1", NOW)
        said = consents.Given("photos", person is not group[0], "Des photos ?", "fr", "tap", person.code)
        consents.agree(db, person.id, cohort.cae_id, said, None, NOW)
    return cohort


def test_a_flashcoop_of_seven_has_seven_lines_and_each_cell_is_that_of_the_long_export(
    group: Database, asked: Asked, tmp_path: Path
) -> None:
    lived(group)
    for form in ("csv", "xlsx"):
        export_folder(group, tmp_path, form, Scope(), Filters(), asked)
    lines = {str(line["code"]): line for line in sheets(tmp_path, "suivi")["suivi"]}
    assert len(lines) == 7
    for code, line in lines.items():
        assert cells_of(code, tmp_path) == line


def cells_of(code: str, folder: Path) -> dict[str, object]:
    """What the other tables say of a person, under the headings of her line."""

    def hers(table: str) -> Rows:
        return [row for row in csv_rows(folder, table) if row["participant"] == code]

    [person] = hers("people")
    cells: dict[str, object] = {"code": code, "flashcoop": person["cohort"], "cae": person["cae"]}
    cells |= {"langue": person["language"], "prescripteur": person["prescriber"] or None}
    cells |= {f"J{row['place']}": PRESENCE[row["presence"]] for row in hers("attendance")}
    contract: dict[str, object] = {
        "contrat": None,
        "signé le": None,
        "couvert du": None,
        "couvert au": None,
        "couvert par": None,
    }
    for row in hers("contracts"):
        days = (row["signed_on"], row["covered_from"], row["covered_to"])
        contract = dict(zip(contract, ("signé", *days, row["cae"]), strict=True))
    cells |= contract
    agreed = {row["purpose"]: row["given"] for row in hers("agreements") if row["present"] == "1"}
    cells |= {title: {"1": "oui", "0": "non"}.get(agreed.get(each, "")) for each, title in AGREEMENTS.items()}
    for row in hers("statuses"):
        session = f" J{row['moment'].partition(':')[2]}" if row["moment"].startswith("session:") else ""
        cells[TITLES[row["questionnaire"]] + session] = WORDS[row["status"]]
    answers = {(row["questionnaire"], row["question"]): row for row in hers("answers")}
    for key, title in FOLLOWED.items():
        answer = answers[key]
        told = answer["label"] or answer["value"]
        cells[title] = told if answer["status"] == "answered" else WORDS.get(answer["status"]) or None
    return cells


def test_a_run_that_cannot_be_read_is_said_and_ends_nothing(group: Database, asked: Asked, tmp_path: Path) -> None:
    [cohort] = cohorts.cohorts(group)
    broken = people.people_of_cohort(group, cohort.id)[2]
    group.conn.execute("UPDATE instances SET data = '{\"nonsense\": 1}' WHERE person_id = ?", (broken.id,))
    export_folder(group, tmp_path, "csv", Scope(), Filters(), asked)
    stood = [row["status"] for row in csv_rows(tmp_path, "statuses") if row["participant"] == broken.code]
    assert stood == ["damaged"]
    lines = {row["code"]: row["fiche"] for row in csv_rows(tmp_path, "suivi")}
    assert lines.pop(broken.code) == "illisible"
    assert set(lines.values()) == {"fait"}
