"""What every target has to do, whatever it is: the same tests for enDI, Grist and a folder."""

import csv
from collections.abc import Mapping

import openpyxl
import pytest

from bot.records import endi as endi_module
from bot.records.port import one_by_one
from bot.records.settling import preset
from storage import cohort_figures, cohorts
from storage.database import Database
from tests.records.fake_endi import LOGIN, PASSWORD, FakeEndi
from tests.records.fake_grist import DOC, KEY, MOST, FakeGrist
from tests.records.house import CAE, Cae


class Held:
    """A connected target: `row` is what it holds of a person, `notes` what it says of her, `size` how many rows."""

    def __init__(self, cae: Cae, endi: FakeEndi, grist: FakeGrist, kind: str) -> None:
        self.cae, self.endi, self.grist, self.kind = cae, endi, grist, kind
        self.folder = cae.folder / "fiches"

    async def connects(self) -> None:
        places = {"endi": self.endi.url, "grist": f"http://127.0.0.1:{self.grist.port}", "folder": str(self.folder)}
        keys = {"endi": {"login": LOGIN, "password": PASSWORD}, "grist": {"doc": DOC, "key": KEY}, "folder": {}}
        await self.cae.relies(self.kind, self.kind, places[self.kind], **keys[self.kind])

    def rows(self, table: str = "Participants") -> list[Mapping[str, str]]:
        if self.kind == "endi":
            return list(self.endi.people.values())
        if self.kind == "grist":
            return list(self.grist.rows.get(table, {}).values())
        path = self.folder / f"{table.lower()}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def row(self, code: str) -> Mapping[str, str]:
        key = "Identifiant interne" if self.kind == "endi" else "Code"
        return next((row for row in self.rows() if row[key] == code), {})

    def name(self, code: str) -> str:
        return self.row(code).get("Nom", "")

    def notes(self, code: str) -> list[str]:
        if self.kind == "endi":
            return [note["comment"] for note in self.endi.notes_of(code)]
        return [row["Texte"] for row in self.rows("Notes") if row["Participant"] == code]


@pytest.fixture(params=["endi", "grist", "folder"])
async def held(request: pytest.FixtureRequest, cae: Cae, endi: FakeEndi, grist: FakeGrist) -> Held:
    return Held(cae, endi, grist, request.param)


async def test_it_holds_everyone_once_with_notes_and_intact_texts(cae: Cae, held: Held) -> None:
    flashcoop = await cae.flashcoop()
    await held.connects()
    code = await cae.person(flashcoop, last_name={"text": "می‌خواه"}, project={"text": "أريد مطعماً"})
    await cae.answers(code, "cold", job="yes")
    for _ in range(2):
        [done] = await cae.syncs()
        assert done.trouble is None
    assert (len(held.rows()), held.name(code), held.notes(code)) == (1, "می‌خواه", ["A travaillé"])
    goals = held.row(code)["Objectifs" if held.kind == "endi" else "Projet"]
    assert goals.removeprefix("Projet : ") == "أريد مطعماً"


async def test_it_follows_a_correction(cae: Cae, held: Held) -> None:
    flashcoop = await cae.flashcoop()
    await held.connects()
    code = await cae.person(flashcoop)
    await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    await cae.answers(code, "registration", last_name={"text": "Karimi"})
    await cae.answers(code, "cold", job="no", created="yes")
    await cae.syncs()
    assert (len(held.rows()), held.name(code), held.notes(code)) == (1, "Karimi", ["A créé son activité"])
    await cae.answers(code, "cold", created="no")
    await cae.syncs()
    assert held.notes(code) == []


@pytest.mark.parametrize("how", ["erased", "taken back"])
async def test_it_forgets_whom_it_is_to_forget_and_nobody_else(cae: Cae, held: Held, how: str) -> None:
    flashcoop = await cae.flashcoop()
    await held.connects()
    gone, stays = await cae.person(flashcoop), await cae.person(flashcoop)
    for code in (gone, stays):
        await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    await (cae.forgets(gone) if how == "erased" else cae.agrees(gone, False))
    await cae.syncs()
    assert held.name(gone) in ("", "(effacé)")
    assert (held.notes(gone), held.name(stays), held.notes(stays)) == ([], "Ahmadi", ["A travaillé"])


async def test_one_text_with_a_hidden_sign_holds_up_no_other(cae: Cae, held: Held) -> None:
    flashcoop = await cae.flashcoop()
    await held.connects()
    bad = await cae.person(flashcoop, project={"text": "a\u202eb"})
    good = await cae.person(flashcoop)
    await cae.syncs()
    assert (held.name(bad), held.name(good)) == ("", "Ahmadi")
    assert (await cae.line(bad))["detail"].count(".") == 1


async def test_somebody_s_change_there_is_a_conflict(cae: Cae, held: Held) -> None:
    flashcoop = await cae.flashcoop()
    await held.connects()
    code = await cae.person(flashcoop)
    await cae.syncs()
    cae.passes(days=2)
    await cae.syncs()
    if held.kind == "folder":
        path = held.folder / "participants.csv"
        path.write_text(path.read_text().replace("Ahmadi", "Achmadi"))
    else:
        dict_row = held.row(code)
        assert isinstance(dict_row, dict)
        dict_row["Nom"] = "Achmadi"
    cae.passes(days=2)
    await cae.answers(code, "registration", last_name={"text": "Karimi"})
    await cae.syncs()
    assert (held.name(code), (await cae.line(code))["state"]) == ("Achmadi", "conflict")
    assert (await cae.line(code))["detail"] == ("Changé là-bas depuis notre envoi : Nom. Décidez laquelle reste.")


# Grist


async def test_grist_makes_its_tables_and_lets_other_columns_be(cae: Cae, grist: FakeGrist) -> None:
    grist.tables["Participants"] = {"Code": {"isFormula": False}, "Remarque": {"isFormula": False}}
    grist.tables["Participants"]["Nom"] = {"isFormula": True, "formula": "$Prenom"}
    grist.rows["Participants"] = {9: {"Code": "FC-OTHERS", "Remarque": "à nous", "Nom": ""}}
    flashcoop = await cae.flashcoop()
    await cae.relies("grist", "grist", f"http://127.0.0.1:{grist.port}", doc=DOC, key=KEY)
    code = await cae.person(flashcoop)
    await cae.syncs()
    assert set(grist.tables) == {"Participants", "Notes", "Flashcoops"}
    rows = {row["Code"]: row for row in grist.rows["Participants"].values()}
    assert (rows[code]["Prenom"], rows["FC-OTHERS"]["Remarque"]) == ("Amina", "à nous")
    assert (await cae.status())[0]["remarks"] == [
        "Dans Grist, « Nom » de « Participants » est une formule : elle ne part pas.",
        "La table « Participants » de Grist a d'autres colonnes, laissées : Remarque.",
    ]


async def test_a_flashcoop_s_own_figures_are_its_own_row_and_no_person_s(cae: Cae, grist: FakeGrist) -> None:
    flashcoop = await cae.flashcoop()
    await cae.relies("grist", "grist", f"http://127.0.0.1:{grist.port}", doc=DOC, key=KEY)
    await cae.person(flashcoop)
    await cae.syncs()
    [row] = grist.rows["Flashcoops"].values()
    assert (row["Code"], row["Nom"], row["Lieu"], row["Chiffre_d_affaires"]) == (flashcoop, "Dastmal", "Ernée", "")

    def sold(db: Database) -> None:
        figures = {"turnover_cents": 52_800, "charges_cents": 21_000}
        cohort_figures.enter(db, cohorts.cohort(db, flashcoop), figures, None, cae.now)

    await cae.writer.run(sold)
    await cae.syncs()
    [row] = grist.rows["Flashcoops"].values()
    assert (row["Chiffre_d_affaires"], row["Charges"], row["Benefice"]) == ("528,00", "210,00", "318,00")
    assert "528" not in str(grist.rows["Participants"]) + str(grist.rows["Notes"])
    assert "asile" not in str(grist.rows)


async def test_more_than_five_hundred_go_in_several_calls(cae: Cae, grist: FakeGrist) -> None:
    flashcoop = await cae.flashcoop()
    await cae.relies("grist", "grist", f"http://127.0.0.1:{grist.port}", doc=DOC, key=KEY)
    for _ in range(MOST + 1):
        await cae.person(flashcoop)
    await cae.syncs()
    puts = [sent for method, path, sent in grist.calls if method == "PUT" and "Participants" in path]
    assert (puts, len(grist.rows["Participants"])) == ([MOST, 1], MOST + 1)


@pytest.mark.parametrize(
    ("key", "doc", "says"), [("x", DOC, "Grist refuse la clé."), (KEY, "x", "n'a pas ce document")]
)
async def test_a_wrong_key_or_document_is_one_sentence(
    cae: Cae, grist: FakeGrist, key: str, doc: str, says: str
) -> None:
    flashcoop = await cae.flashcoop()
    await cae.relies("grist", "grist", f"http://127.0.0.1:{grist.port}", doc=doc, key=key)
    await cae.person(flashcoop)
    [done] = await cae.syncs()
    assert says in str(done.trouble)


async def test_a_name_that_grist_would_change_is_refused_before_anything_goes(cae: Cae, grist: FakeGrist) -> None:
    flashcoop = await cae.flashcoop()
    mapping = preset("grist").replace("    Ecole:", "    École de vie:")
    await cae.relies("grist", "grist", f"http://127.0.0.1:{grist.port}", mapping, doc=DOC, key=KEY)
    await cae.person(flashcoop)
    [done] = await cae.syncs()
    assert "« École de vie » ne nomme" in str(done.trouble)
    assert grist.rows.get("Participants", {}) == {}


# A folder


async def test_a_folder_has_csv_and_a_workbook_in_which_nothing_is_a_formula(cae: Cae) -> None:
    flashcoop = await cae.flashcoop()
    folder = cae.folder / "fiches"
    await cae.relies("dossier", "folder", str(folder))
    code = await cae.person(flashcoop, last_name={"text": '=HYPERLINK("x")'}, project={"text": "یک نانوایی"})
    await cae.syncs()
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    cae.passes(days=2)
    await cae.syncs()
    assert {path.name for path in folder.iterdir()} == set(first)
    assert (folder / "participants.csv").read_bytes() == first["participants.csv"]
    sheet = openpyxl.load_workbook(folder / "flashcoop.xlsx")["participants"]
    cells = {str(cell.value): cell for cell in sheet[2]}
    assert code in cells
    assert "یک نانوایی" in cells
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
    assert (await cae.status())[0]["counts"] == {"sent": 2}


async def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(cae: Cae, monkeypatch: pytest.MonkeyPatch) -> None:
    flashcoop = await cae.flashcoop()
    folder = cae.folder / "fiches"
    await cae.relies("dossier", "folder", str(folder))
    await cae.person(flashcoop)
    await cae.syncs()
    before = (folder / "participants.csv").read_bytes()
    second = await cae.person(flashcoop)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.records.folder._fill", full)
    [done] = await cae.syncs()
    assert "No space left" in str(done.trouble)
    assert "le disque est-il plein ?" in str(done.trouble)
    assert (folder / "participants.csv").read_bytes() == before
    monkeypatch.undo()
    await cae.syncs()
    assert second in (folder / "participants.csv").read_text()


async def test_one_target_that_fails_holds_up_no_other(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await cae.flashcoop()
    await cae.relies("a-endi", "endi", endi.url, login=LOGIN, password="wrong")
    await cae.relies("dossier", "folder", str(cae.folder / "fiches"))
    await cae.person(flashcoop)
    done = await cae.syncs()
    assert [bool(each.trouble) for each in done] == [True, False]
    assert (cae.folder / "fiches" / "participants.csv").exists()


async def test_other_caes_people_are_none_of_its_business(cae: Cae) -> None:
    ours, theirs = await cae.flashcoop(CAE), await cae.flashcoop("Régate", "Cuisine")
    await cae.relies("dossier", "folder", str(cae.folder / "fiches"))
    mine, other = await cae.person(ours), await cae.person(theirs)
    await cae.syncs()
    text = (cae.folder / "fiches" / "participants.csv").read_text()
    assert (mine in text, other in text) == (True, False)
    assert theirs not in (cae.folder / "fiches" / "flashcoops.csv").read_text()


async def test_halves_find_the_one_that_is_refused() -> None:
    sent: list[int] = []

    async def send(some: object) -> bool:
        assert isinstance(some, list | tuple | range)
        sent.append(len(some))
        return 13 not in some

    assert await one_by_one(send, range(200)) == [13]
    assert len(sent) < 20
    assert endi_module.TOGETHER == 200
