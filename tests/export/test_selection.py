"""Who and what an export is of: CAE, Flashcoop, moment, period, language, way of answering; names for one CAE alone."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.exporting import Asked, Scope, export_folder
from storage import consents, erasure, people, takes
from storage.codes import Codes
from storage.cohorts import Opening, add_cae, cohort, cohorts, create_cohort
from storage.database import Database
from storage.export.selection import Filters
from storage.refusals import Refused
from storage.secrets import Vault
from tests.export.conftest import NOW
from tests.export.files import Rows, jsonl_rows
from tests.storage.conftest import Place
from tests.storage.test_export import answer

CPE = Scope()
Exported = Callable[..., Callable[[str], Rows]]


@pytest.fixture
def exported(group: Database, asked: Asked, tmp_path: Path) -> Exported:
    """Exports and gives the rows of a table by its name."""
    made = iter(range(100))

    def export_now(scope: Scope = CPE, **limits: object) -> Callable[[str], Rows]:
        folder = tmp_path / f"out{next(made)}"
        export_folder(group, folder, "jsonl", scope, replace(Filters(), **limits), asked)  # type: ignore[arg-type]
        return lambda name: jsonl_rows(folder, name)

    return export_now


def test_a_moment_a_language_and_a_way_of_answering_leave_only_those(exported: Exported) -> None:
    everything = exported()("answers")
    for limits, column in (
        ({"moment": "session:3"}, "moment"),
        ({"language": "ar"}, "language"),
        ({"mode": "voice"}, "mode"),
    ):
        [wanted] = limits.values()
        rows = exported(**limits)
        assert rows("answers") == [
            row for row in everything if row[column] == wanted and (column == "moment" or row["status"] != "not_asked")
        ]
        assert {row[column] for row in rows("revisions")} == {wanted}
    assert {row["session"] for row in exported(moment="session:3")("attendance")} == {3}
    assert {row["moment"] for row in exported(moment="session:3")("statuses")} == {"session:3"}


def test_a_period_has_both_its_days_where_the_flashcoop_is(place: Place, asked: Asked, tmp_path: Path) -> None:
    place.db.conn.execute("UPDATE cohorts SET timezone = 'Indian/Reunion'")  # four hours ahead of UTC
    for question, at in (("has_job", "2026-11-23T19:59:59.000000Z"), ("project", "2026-11-23T20:00:00.000000Z")):
        answer(place, question, "yes")
        place.db.conn.execute("DROP TRIGGER IF EXISTS answers_are_append_only")
        place.db.conn.execute("UPDATE answers SET answered_at = ? WHERE question = ?", (at, question))
    found = {}
    for day in (22, 23, 24, 25):
        one = Filters(since=date(2026, 11, day), until=date(2026, 11, day))
        export_folder(place.db, tmp_path / str(day), "jsonl", Scope(), one, asked)
        found[day] = [row["question"] for row in jsonl_rows(tmp_path / str(day), "answers")]
    assert found == {22: [], 23: ["has_job"], 24: ["project"], 25: []}


def test_the_present_answer_counts_for_a_filter_not_the_one_it_replaced(
    place: Place, asked: Asked, tmp_path: Path
) -> None:
    answer(place, "has_job", "yes")
    place.db.conn.execute("DROP TRIGGER answers_are_append_only")
    place.db.conn.execute("UPDATE answers SET mode = 'voice'")
    answer(place, "has_job", "no")
    export_folder(place.db, tmp_path, "jsonl", Scope(), Filters(mode="voice"), asked)
    assert jsonl_rows(tmp_path, "answers") == []
    assert [row["value"] for row in jsonl_rows(tmp_path, "revisions")] == ["yes"]


def test_another_cae_and_another_flashcoop_are_left_out_everywhere(group: Database, exported: Exported) -> None:
    codes = Codes()
    add_cae(group, codes, "Autre")
    days = [date(2026, 1, 5) + timedelta(days=each) for each in range(4)]
    other = cohort(group, create_cohort(group, codes, Opening("Ailleurs", "Autre", days), NOW))
    stranger = people.add_person(group, codes, "participant", other.id, other.cae_id, NOW)
    first = cohorts(group)[0]
    for limits in ({"cae": first.cae}, {"cohort": first.code}):
        rows = exported(**limits)
        for table in ("people", "cohorts", "sessions", "attendance", "statuses", "suivi", "answers", "wide"):
            assert rows(table)
            assert stranger.code not in str(rows(table))
            assert other.code not in str(rows(table))
    assert [row["participant"] for row in exported(cae="Autre")("people")] == [stranger.code]


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"cae": "Nulle part"}, "Il n'y a pas de CAE"),
        ({"cohort": "F-00000"}, "Il n'y a pas de Flashcoop"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 1)}, "finit avant de commencer"),
        ({"language": "de"}, "n'est pas une langue"),
        ({"mode": "telepathy"}, "n'est pas une façon de répondre"),
        ({"moment": "session:x"}, "n'est pas un moment"),
    ],
)
def test_a_filter_that_names_nothing_is_refused_in_a_sentence(
    exported: Exported, limits: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        exported(**limits)


def test_names_come_out_for_the_cae_that_holds_them_and_for_nobody_else(group: Database, exported: Exported) -> None:
    with pytest.raises(Refused, match="pour une CAE"):
        exported(Scope(names=True))
    add_cae(group, Codes(), "Autre")
    mine = Scope(cohorts(group)[0].cae, names=True)
    with pytest.raises(Refused, match="n'est pas la vôtre"):
        exported(mine, cae="Autre")
    assert exported(Scope("Autre", names=True))("answers") == []
    flags = Counter(row["flag"] for row in exported(mine)("answers"))
    assert "personal" not in flags
    for name in ("prénom", "nom"):
        assert any(row[name] for row in exported(mine)("suivi"))
        assert name not in exported()("suivi")[0]
    hidden = [row for row in exported()("answers") if row["flag"] == "personal"]
    assert hidden
    assert {(row["value"], row["label"], row["transcript"], row["audio"]) for row in hidden} == {(None,) * 4}
    assert not any(column.startswith("registration.first_name") for column in exported()("wide")[0])


def test_who_was_erased_is_in_no_table(group: Database, exported: Exported) -> None:
    code = exported()("people")[3]["participant"]
    vault = Vault("a secret of the tests, long enough")
    tables = ("people", "answers", "revisions", "wide", "attendance", "statuses", "suivi")
    before = exported()
    assert all(code in str(before(table)) for table in tables)
    erasure.ask(group, people.person_by_code(group, code), None, NOW)
    erasure.erase(group, vault, code, NOW)
    after = exported()
    assert not any(code in str(after(table)) for table in tables)
    assert len(after("people")) == 6


def test_a_withdrawn_consent_is_told_and_its_recordings_are_gone(place: Place, asked: Asked, tmp_path: Path) -> None:
    take = takes.expect(place.db, place.codes, place.person, None, None, None, NOW)
    place.db.conn.execute("UPDATE takes SET state = 'stored'")
    answer(place, "project", {"text": None, "takes": [take]})

    def says(folder: str, *, given: bool) -> tuple[list[tuple[int, int]], object]:
        said = consents.Given("keep_audio", given, "Gardons-nous ?", "fr", "tap", place.person.code)
        consents.agree(place.db, place.person.id, place.cohort.cae_id, said, None, NOW)
        if not given:
            place.db.conn.execute("UPDATE takes SET state = 'gone'")  # what the sweep does of it
        export_folder(place.db, tmp_path / folder, "jsonl", Scope(), Filters(), asked)
        agreed = [(row["given"], row["present"]) for row in jsonl_rows(tmp_path / folder, "agreements")]
        return agreed, next(
            row["audio"] for row in jsonl_rows(tmp_path / folder, "answers") if row["question"] == "project"
        )

    assert says("before", given=True) == ([(1, 1)], take)
    assert says("after", given=False) == ([(1, 0), (0, 1)], None)
