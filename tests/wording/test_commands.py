"""`flashcoop wording`: what is signed goes to the catalogue and to other installations; what is not is listed."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.loading import LOCALES, check_programme, load_texts
from bot.wording.catalogues import rewritten
from bot.wording.phrases import catalogue
from bot.wording.reviewing import Signer, phrase, reword, sign, speak
from dialogs.wording import Entry
from storage.database import Database, open_database
from storage.media import Stored
from storage.voices import reviews
from tests.empty import empty_database
from tests.wording.conftest import NOW
from tests.wording.test_reviewing import BETTER, HEARD, MOOD

PO = Path("LC_MESSAGES") / "flashcoop.po"


@pytest.fixture(autouse=True)
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DATABASE", tmp_path / "house.sqlite"), ("DATA", tmp_path), ("NOW", NOW.isoformat())):
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))


@pytest.fixture
def reviewed(db: Database, signer: Signer) -> None:
    """One phrase signed, one worded better, one spoken; the database is free again."""
    sign(db, phrase(db, "ar", MOOD), signer, NOW)
    reword(db, phrase(db, "fa_AF", MOOD), {MOOD: f'{BETTER} "\\'}, signer, NOW)
    speak(db, phrase(db, "fa_AF", HEARD), Stored("a" * 64, 10, "audio/ogg"), signer, NOW)
    db.close()


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LOCALES, tmp_path / "locales"))


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["wording", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def answered(*arguments: str) -> Any:
    code, output = run(*arguments, "--json")
    assert code == 0, output
    return json.loads(output)


# Status


def test_status_counts_what_is_signed_by_questionnaire(reviewed: None) -> None:
    told = answered("status")
    assert set(told) == {"ar", "fa_AF"}
    phrases = len({context.partition("/")[0] for context in catalogue().translations["ar"]})
    assert {name: told["ar"][name] for name in ("phrases", "signed", "unreviewed", "spoken")} == {
        "phrases": phrases,
        "signed": 1,
        "unreviewed": phrases - 1,
        "spoken": 0,
    }
    assert told["ar"]["questionnaires"]["checkin"]["signed"] == 1
    assert told["fa_AF"]["spoken"] == 1
    del reviewed


def test_status_lists_what_nobody_signed(reviewed: None) -> None:
    [told] = answered("status", "--list", "--language", "fa_AF").values()
    waiting = {each["context"]: each["state"] for each in told["waiting"]}
    assert len(waiting) == told["unreviewed"]
    assert (waiting[HEARD], MOOD in waiting) == ("spoken", False)
    assert HEARD in run("status", "--list")[1]
    assert run("status", "--language", "xx")[0] == 1
    del reviewed


def test_the_catalogue_alone_is_counted_before_anybody_reviewed(tmp_path: Path) -> None:
    empty_database(tmp_path / "house.sqlite")
    assert answered("status")["fa_AF"]["signed"] == 0


# Into the catalogue


def test_what_is_signed_is_written_and_every_other_byte_stays(reviewed: None, locales: Path) -> None:
    before = {code: (locales / code / PO).read_bytes().splitlines() for code in ("ar", "fa_AF")}
    done = answered("write", "--locales", str(locales))
    forms = [context for context in catalogue().translations["ar"] if context.partition("/")[0] == MOOD]
    assert done == {"ar": {"signed": len(forms), "reworded": 0}, "fa_AF": {"signed": 1, "reworded": 1}}
    after = {code: (locales / code / PO).read_bytes().splitlines() for code in ("ar", "fa_AF")}
    changed = {code: [new for old, new in zip(before[code], after[code], strict=True) if old != new] for code in before}
    assert set(changed["ar"]) == {b"# reviewed: Maryam Test, 2026-12-01"}
    assert len(changed["ar"]) == len(forms)
    text = f'msgstr "{BETTER} \\"\\\\"'
    assert changed["fa_AF"] == [b"# reviewed: Maryam Test, 2026-12-01", text.encode()]
    entry = load_texts(locales).translations["fa_AF"][MOOD]
    assert (entry.text, entry.reviewed) == (f'{BETTER} "\\', "Maryam Test, 2026-12-01")
    assert check_programme(locales=locales) == []


def test_written_twice_nothing_changes_the_second_time(reviewed: None, locales: Path) -> None:
    run("write", "--locales", str(locales))
    first = (locales / "fa_AF" / PO).read_bytes()
    again = answered("write", "--locales", str(locales))
    assert {number for each in again.values() for number in each.values()} == {0}
    assert (locales / "fa_AF" / PO).read_bytes() == first
    del reviewed


def test_nothing_is_written_where_nobody_reviewed(locales: Path, tmp_path: Path) -> None:
    empty_database(tmp_path / "house.sqlite")
    before = (locales / "ar" / PO).read_bytes()
    answered("write", "--locales", str(locales))
    assert (locales / "ar" / PO).read_bytes() == before


def test_a_folder_without_catalogues_is_said_in_one_sentence(reviewed: None, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    for folder in ("nothing", "nowhere"):
        code, output = run("write", "--locales", str(tmp_path / folder))
        assert (code, output.startswith("Il n'y a pas de catalogue")) == (1, True)
    del reviewed


def test_a_catalogue_of_other_hands_is_rewritten_where_it_must_be() -> None:
    """Long texts on lines of their own, no signature yet, other comments, Windows' line ends, an obsolete entry."""
    before = (
        '# our own\r\n#: here.py\r\nmsgctxt "a"\r\nmsgid "un"\r\nmsgstr ""\r\n"one "\r\n"two"\r\n\r\n'
        '# reviewed: nobody\r\n#, fuzzy\r\nmsgctxt "b"\r\nmsgid "deux"\r\nmsgstr "three"\r\n\r\n'
        '#~ msgctxt "c"\r\n#~ msgid "x"\r\n#~ msgstr "y"\r\n\r\nmsgctxt "c"\r\nmsgid "trois"\r\nmsgstr "four"'
    )
    changed = {
        "a": Entry("un", "ONE", "A, 1"),
        "b": Entry("deux", "three", "B, 2"),
        "c": Entry("trois", "FOUR", "C, 3"),
    }
    assert rewritten(before, changed) == (
        '# reviewed: A, 1\r\n# our own\r\n#: here.py\r\nmsgctxt "a"\r\nmsgid "un"\r\nmsgstr "ONE"\r\n\r\n'
        '# reviewed: B, 2\r\n#, fuzzy\r\nmsgctxt "b"\r\nmsgid "deux"\r\nmsgstr "three"\r\n\r\n'
        '#~ msgctxt "c"\r\n#~ msgid "x"\r\n#~ msgstr "y"\r\n\r\n'
        '# reviewed: C, 3\r\nmsgctxt "c"\r\nmsgid "trois"\r\nmsgstr "FOUR"'
    )


# From one installation to another


@pytest.fixture
def carried(reviewed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reviews of one installation, in a file, and another installation to take them."""
    run("export", str(tmp_path / "reviews.json"))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(empty_database(tmp_path / "other.sqlite")))
    del reviewed
    return tmp_path / "reviews.json"


def test_reviews_of_one_installation_count_in_another(carried: Path) -> None:
    here = answered("import", str(carried))
    assert (here["refused"], here["known"], here["taken"] > 1) == ([], 0, True)
    assert answered("status")["ar"]["signed"] == 1
    again = answered("import", str(carried))
    assert (again["taken"], again["known"]) == (0, here["taken"])


def test_what_was_only_spoken_is_not_carried(carried: Path) -> None:
    told = json.loads(carried.read_text())["reviews"]
    assert {each["verdict"] for each in told} == {"signed", "better"}
    assert "person" not in carried.read_text()


def of_the_file(path: Path, **changed: Any) -> None:
    told = json.loads(path.read_text())
    told["reviews"][-1] |= changed
    path.write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"language": "xx"}, "cette langue n'est pas à relire ici"),
        ({"context": "no.such"}, "cette phrase n'est pas connue ici"),
        ({"context": f"{MOOD}/spoken/../x"}, "cette phrase n'est pas connue ici"),
        ({"source": "Autre ?"}, "le texte français n'est plus celui qui a été relu"),
        ({"verdict": "spoken"}, "le verdict n'est ni « signed » ni « better »"),
        ({"text": "چطور " * 13}, "Il y a 13 mots à dire"),
        ({"text": ""}, "ce n'est pas une relecture"),
        ({"text": "\ud800"}, "ce n'est pas une relecture"),
        ({"text": None}, "ce n'est pas une relecture"),
        ({"signed_as": "nobody"}, "Écrivez le nom"),
        ({"at": "2027-01-01T00:00:00+00:00"}, "la date ne se lit pas"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "la date ne se lit pas"),
        ({"at": "2026-12-01T10:00:00"}, "la date ne se lit pas"),
        ({"at": "soon"}, "la date ne se lit pas"),
    ],
)
def test_what_is_unsound_is_kept_out_with_its_reason_and_the_rest_is_taken(
    carried: Path, changed: dict[str, Any], reason: str
) -> None:
    whole = len(json.loads(carried.read_text())["reviews"])
    of_the_file(carried, **changed)
    told = answered("import", str(carried))
    [(_, why)] = told["refused"]
    assert why.startswith(reason)
    assert told["taken"] == whole - 1


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"format": 2, "reviews": []}', b'{"format": 1, "reviews": {}}'],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(carried: Path, content: bytes) -> None:
    carried.write_bytes(content)
    code, output = run("import", str(carried))
    assert (code, "relectures" in output or "wording export" in output.replace("\n", " ")) == (1, True)
    assert run("import", str(carried.parent / "nowhere.json"))[0] == 1


def test_things_that_are_no_reviews_are_counted(carried: Path) -> None:
    carried.write_text(json.dumps({"format": 1, "reviews": [None, 3, [], {"context": 5}]}))
    assert answered("import", str(carried))["reasons"] == {
        "ce n'est pas une relecture : il manque un champ, ou il n'est pas du texte": 4
    }


def test_an_import_is_done_by_the_operation_a_running_server_does(carried: Path, tmp_path: Path) -> None:
    run("import", str(carried))
    database = open_database(tmp_path / "other.sqlite", NOW)
    assert {each.signed_as for each in reviews.reviews(database)} == {"Maryam Test"}
    database.close()
