import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import answers, people, takes, transcripts
from storage.answers import Revision
from storage.export import export
from storage.export.cells import guard
from storage.media import MediaFolder
from storage.refusals import Refused
from tests.storage.conftest import NOW, SURVEY, Place


def answer(place: Place, question: str, value: object, none: str | None = None, take: str | None = None) -> None:
    revision = Revision(question, value, none, None, f"{question} ?", "fa_AF", "tap", "FC-1", "web", None, take)
    answers.revise(place.db, place.instance.id, place.cohort.cae_id, revision, None, NOW)


def exported(place: Place, folder: Path, *, personal: bool = False) -> dict[str, Mapping[str, Any]]:
    export(place.db, folder, "jsonl", personal=personal)
    lines = (folder / "answers.jsonl").read_text("utf-8").splitlines()
    return {row["question"]: row for row in map(json.loads, lines)}


def test_each_answer_is_there_once_with_how_it_was_given(place: Place, tmp_path: Path) -> None:
    answer(place, "has_job", "yes")
    answer(place, "has_job", "no")
    rows = exported(place, tmp_path)
    assert list(rows) == ["keep_audio", "has_job", "project", "phone"]
    row = rows["has_job"]
    assert (row["participant"], row["cohort"]) == (place.person.code, place.cohort.code)
    assert (row["questionnaire"], row["version"], row["moment"]) == ("survey", 1, "once")
    assert (row["value"], row["label"], row["wording"], row["language"]) == ("no", "Non", "has_job ?", "fa_AF")
    assert (row["mode"], row["author"], row["door"], row["revision"]) == ("tap", "FC-1", "web", 2)
    assert row["answered_at"] == "2026-11-23T18:00:00.000000Z"


def test_three_ways_of_having_no_answer_stay_apart(place: Place, tmp_path: Path) -> None:
    answer(place, "has_job", None, "dont_know")
    answer(place, "project", None, "rather_not")
    statuses = {key: (row["status"], row["value"]) for key, row in exported(place, tmp_path).items()}
    assert statuses["has_job"] == ("dont_know", None)
    assert statuses["project"] == ("rather_not", None)
    assert statuses["keep_audio"] == ("not_asked", None)


def test_what_is_personal_is_left_out_unless_asked_for(place: Place, tmp_path: Path) -> None:
    answer(place, "phone", "+33612345678")
    assert "612345678" not in "".join(map(str, exported(place, tmp_path)["phone"].values()))
    assert exported(place, tmp_path)["phone"]["flag"] == "personal"
    assert exported(place, tmp_path, personal=True)["phone"]["value"] == "+33612345678"


def test_an_open_answer_has_its_text_its_transcripts_and_its_recordings(place: Place, tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    made = [takes.expect(place.db, place.codes, place.person, None, None, None, NOW) for _ in range(2)]
    takes.store(place.db, made[0], media.put(b"voice", "audio/ogg"), 2.0, NOW)
    checker = people.add_person(place.db, place.codes, "interpreter", None, place.cohort.cae_id, NOW)
    transcripts.write_down(place.db, made[0], "نام", 0.4, uncertain=True, spoken="ur")
    transcripts.sign(place.db, made[0], "نان", checker, NOW)
    transcripts.translate(place.db, made[0], "du pain", checker, NOW)
    transcripts.write_down(place.db, made[1], "و چای", 0.4)
    answer(place, "project", {"text": "un café", "takes": made})
    row = exported(place, tmp_path)["project"]
    assert (row["value"], row["transcript"]) == ("un café", "نان\nو چای")
    assert (row["transcript_status"], row["audio"]) == ("machine", made[0])
    assert (row["transcript_machine"], row["transcript_by"]) == ("نام\nو چای", checker.code)
    assert (row["translation"], row["translation_by"]) == ("du pain", checker.code)
    assert row["transcript_uncertain"] == 1


def test_what_was_taken_from_a_voice_without_her_word_is_marked(place: Place, tmp_path: Path) -> None:
    take = takes.expect(place.db, place.codes, place.person, None, None, None, NOW)
    heard = Revision("has_job", "yes", None, "Oui", "?", "fr", "voice", "FC-1", "web", None, take, guessed=True)
    answers.revise(place.db, place.instance.id, place.cohort.cae_id, heard, None, NOW)
    assert exported(place, tmp_path)["has_job"]["flag"] == "guessed"
    answer(place, "has_job", "no")
    assert exported(place, tmp_path)["has_job"]["flag"] is None


def test_a_damaged_row_is_flagged_and_the_others_go_on(place: Place, tmp_path: Path) -> None:
    for key in ("has_job", "project", "keep_audio"):
        answer(place, key, "yes")
    place.db.conn.execute("DROP TRIGGER answers_are_append_only")
    place.db.conn.execute("UPDATE answers SET value = '{nonsense' WHERE question = 'has_job'")
    place.db.conn.execute("UPDATE answers SET wording = CAST(x'C328' AS TEXT) WHERE question = 'project'")
    rows = exported(place, tmp_path)
    assert {key: row["flag"] for key, row in rows.items()} == {
        "keep_audio": None,
        "has_job": "damaged",
        "project": "damaged",
        "phone": None,
    }
    assert rows["keep_audio"]["value"] == "yes"


@pytest.mark.parametrize("damage", ["UPDATE questionnaires SET body = '{}'", "DELETE FROM questionnaires"])
def test_without_its_questionnaire_nothing_of_an_answer_is_shown(place: Place, tmp_path: Path, damage: str) -> None:
    answer(place, "phone", "+33612345678")
    place.db.conn.execute("PRAGMA foreign_keys = OFF")
    place.db.conn.execute(damage)
    rows = exported(place, tmp_path)
    assert (rows["phone"]["flag"], rows["phone"]["value"]) == ("unknown_question", None)


def test_the_same_answers_give_the_same_bytes_whatever_the_order_they_came_in(place: Place, tmp_path: Path) -> None:
    answer(place, "project", "b")
    answer(place, "has_job", "yes")
    for form in ("csv", "jsonl"):
        for folder in ("one", "two"):
            export(place.db, tmp_path / folder, form)
        for name in (f"answers.{form}", f"codebook.{form}"):
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    lines = (tmp_path / "one" / "answers.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[6] for line in lines] == ["question", "keep_audio", "has_job", "project", "phone"]


def test_rows_come_in_their_order_and_at_most_one_persons_are_sorted(place: Place) -> None:
    from storage.export.runs import _RUNS
    from storage.export.selection import Filters, select

    parameters = select(place.db, Filters()).sql
    plan = [row["detail"] for row in place.db.conn.execute(f"EXPLAIN QUERY PLAN {_RUNS}", parameters)]
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan  # « for right part » sorts within a person only


def test_the_codebook_has_every_question_in_each_language(place: Place, tmp_path: Path) -> None:
    counts = export(place.db, tmp_path, "csv")
    assert counts == {
        "cohorts": 1,
        "sessions": 4,
        "people": 1,
        "answers": 4,
        "revisions": 0,
        "wide": 1,
        "agreements": 0,
        "attendance": 4,
        "contracts": 0,
        "peers": 0,
        "themes": 0,
        "codebook": 4,
    }
    with (tmp_path / "codebook.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["question"]: row for row in csv.DictReader(file)}
    assert rows["has_job"]["printed_fr"] == "Avez-vous un emploi ?"
    assert rows["has_job"]["spoken_fa_AF"] == "سوال"
    assert rows["has_job"]["choices"] == "yes = Oui; no = Non"
    assert rows["has_job"]["references"] == '{"fse": "emploi"}'
    assert (rows["phone"]["personal"], rows["keep_audio"]["purpose"]) == ("1", "keep_audio")
    assert rows["phone"]["hash"] == SURVEY.hash


def test_an_export_that_breaks_off_leaves_what_was_there(place: Place, tmp_path: Path) -> None:
    export(place.db, tmp_path, "csv")
    before = (tmp_path / "answers.csv").read_bytes()
    place.db.conn.execute("ALTER TABLE takes RENAME TO gone")
    answer(place, "project", {"takes": ["x"]})
    with pytest.raises(Exception, match="takes"):
        export(place.db, tmp_path, "csv")
    assert (tmp_path / "answers.csv").read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_an_unknown_format_is_refused(place: Place, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="format"):
        export(place.db, tmp_path, "pdf")


@given(st.text(), st.sampled_from("=+-@＝＋－＠"), st.sampled_from(["", " ", "\u200b", "\u202e ", "\ufeff", "\n"]))
def test_no_cell_begins_a_formula(text: str, sign: str, before: str) -> None:
    assert guard(before + sign + text).startswith("'")
    assert guard("\t" + text).startswith("'")


def test_plain_cells_are_left_as_they_are() -> None:
    assert [guard(each) for each in ("سلام", "a - b", "0612", "a\nb")] == [
        "سلام",
        "a - b",
        "0612",
        "a\nb",
    ]
    assert guard("a\0b\r") == "a\ufffdb\ufffd"
