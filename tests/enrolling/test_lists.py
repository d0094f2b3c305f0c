"""A list of people as spreadsheets write it: encodings, separators, doubtful lines, and files that mean harm."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bot.enrolling.reading import PeopleList, read_list
from bot.enrolling.tables import BYTES
from storage.refusals import Refused

LIST = (
    "Prénom;Nom;Civilité;Langue;Téléphone;E-mail;Prescripteur\n"
    "Zahra;Ahmadi;Mme;Dari;06 12 34 56 78;zahra@exemple.fr;Mission Locale\n"
    "Élodie;Noël;madame;français;;;\n"
    "أمينة;الحسن;Mme;arabe;٠٦١٢٣٤٥٦٧٩;;PLIE\n"
)


def sheet(*rows: tuple[object, ...]) -> bytes:
    """An XLSX of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def told(listed: PeopleList) -> list[tuple[str, str | None]]:
    return [(line.name, line.language) for line in listed.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are_are_read(encoding: str) -> None:
    listed = read_list(LIST.encode(encoding))
    assert told(listed) == [("Zahra Ahmadi", "fa_AF"), ("Élodie Noël", "fr"), ("أمينة الحسن", "ar")]
    first, _, last = listed.lines
    assert first.values["phone"] == "+33612345678"
    assert first.values["civility"] == "madame"
    assert (first.values["mail"], first.values["prescriber_org"]) == ("zahra@exemple.fr", "Mission Locale")
    assert last.values["phone"] == "+33612345679"
    assert {line.state for line in listed.lines} == {"ready"}


def test_what_excel_writes_in_france_is_read() -> None:
    french = "\n".join(LIST.splitlines()[:3]).replace("\n", "\r\n")
    assert told(read_list(french.encode("cp1252")))[1] == ("Élodie Noël", "fr")


@pytest.mark.parametrize("mark", [",", "\t", "|"])
def test_other_separators_are_read(mark: str) -> None:
    assert told(read_list(LIST.replace(";", mark).encode())) == told(read_list(LIST.encode()))


def test_the_line_in_which_excel_names_the_separator_is_no_person() -> None:
    listed = read_list(("sep=;\n" + LIST).encode())
    assert [line.number for line in listed.lines] == [3, 4, 5]


def test_a_sheet_with_empty_rows_notes_above_and_numbers_is_read() -> None:
    content = sheet(
        ("Liste du Flashcoop",), (), ("Prénom", "Nom", "Portable", "Remarque"), (), ("Zahra", "Ahmadi", 612345678.0),
        (None, None, None), ("Omar", None, "12", "à rappeler"), *[(None,)] * 3,
    )  # fmt: skip
    listed = read_list(content)
    assert told(listed) == [("Zahra Ahmadi", None), ("Omar", None)]
    assert [line.number for line in listed.lines] == [5, 7]
    assert listed.lines[0].values["phone"] == "+33612345678"
    assert "phone" not in listed.lines[1].values
    assert "« 12 »" in listed.lines[1].notes[0]
    assert listed.ignored == ("Remarque",)


def test_a_formula_is_never_worked_out() -> None:
    listed = read_list(sheet(("Prénom", "Nom"), ('=HYPERLINK("http://a.test","Zahra")', "Ahmadi"), ("=1+1", None)))
    assert listed.lines[0].values == {"last_name": "Ahmadi"}
    assert "formule" in listed.lines[0].notes[0]
    assert listed.lines[1].state == "unreadable"


def test_lines_that_repeat_somebody_or_name_nobody_are_shown_as_such() -> None:
    rows = ("Zahra,AHMADI,,", "zahra,Ahmadi,0612345678,", ",,0612345670,", "Omar,Zaki,,pachto", "Omar,Zaki,12,")
    text = "\n".join(("prenom,nom,tel,langue", *rows))
    first, again, nobody, omar, twice = read_list(text.encode()).lines
    assert (first.state, again.state, again.same) == ("ready", "duplicate", 2)
    assert (nobody.state, nobody.notes[0]) == ("unreadable", "Il n'y a ni prénom ni nom.")
    assert (omar.state, omar.language) == ("ready", None)
    assert "pachto" in omar.notes[0]
    assert (twice.state, twice.same) == ("duplicate", 5)


def test_two_of_one_family_with_one_telephone_are_two() -> None:
    text = "prenom,nom,tel\nZahra,Ahmadi,0612345678\nSoraya,Ahmadi,0612345678\n"
    assert [line.state for line in read_list(text.encode()).lines] == ["ready", "ready"]


def bomb() -> bytes:
    """A sheet that is small until it is unpacked."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 1024 * 1024))
    return kept.getvalue()


def entities() -> bytes:
    """A sheet one of whose words doubles thirty times."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 2 if n else "ha" * 500}">' for n in range(30))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a29;</t></is></c></row>'
    harm = f'<?xml version="1.0"?><!DOCTYPE w [{names}]><worksheet {main}><sheetData>{cell}</sheetData></worksheet>'
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet(("Prénom", "Nom"), ("Zahra", "Ahmadi")))) as whole,
        zipfile.ZipFile(kept, "w") as archive,
    ):
        for name in whole.namelist():
            archive.writestr(name, harm if name == "xl/worksheets/sheet1.xml" else whole.read(name))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"),
        (b"  \n\n", "est vide"),
        ("prénom;nom\n".encode(), "mais personne"),
        (b"a;b\nc;d\n", "doit nommer les colonnes"),
        (b"\x00\x01\x02\x03" * 50, "ne se lit pas"),
        (b"PK\x03\x04 but not", "ne s'ouvre pas"),
        (bomb(), "trop gros une fois ouvert"),
        (entities(), "ne s'ouvre pas"),
        (b"prenom,nom\n" + b"Zahra,Ahmadi\n" * 10_000, "plus de 500 lignes"),
        (b"prenom,nom\n" + b"".join(b"Z%d,A\n" % n for n in range(41)), "41 personnes, 40 au plus"),
        (b"prenom,nom\n" + b"x" * BYTES, "trop gros"),
        (b'prenom,nom\n"' + b"x" * 200_000, "ne se lit pas"),
    ],
    ids=lambda given: None if isinstance(given, bytes) else str(given),
)
def test_what_is_no_list_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_list(content)
    assert words in refused.value.sentence


def test_a_sheet_formatted_down_to_the_last_row_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Prénom", "Nom"))
    book.active.append(("Zahra", "Ahmadi"))
    book.active.cell(1_048_576, 1).font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    assert told(read_list((tmp_path / "a.xlsx").read_bytes())) == [("Zahra Ahmadi", None)]
