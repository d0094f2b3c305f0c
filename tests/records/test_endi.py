"""People and their answers go to enDI, once each, and follow what happens to them here."""

import pytest

from bot.records import endi as module
from bot.records.settling import preset
from storage.records import rows, targets
from tests.records.fake_endi import LOGIN, PASSWORD, FakeEndi
from tests.records.house import Cae


async def connected(cae: Cae, endi: FakeEndi, mapping: str | None = None) -> str:
    """A Flashcoop whose CAE's enDI is connected."""
    flashcoop = await cae.flashcoop()
    await cae.relies("endi-coodem", "endi", endi.url, mapping, login=LOGIN, password=PASSWORD)
    return flashcoop


async def test_people_go_with_their_answers_and_twice_is_once(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(
        flashcoop,
        first_name={"text": "فاطمه"},
        last_name={"text": "رضایی"},
        born="1990-02-01",
        gender="woman",
        address={"text": "3 rue du Four, 53500 Ernée"},
        project={"text": 'یک نانوایی\nباز کنم "oui"; non'},
        prescriber_org={"text": "CAO d'Ernée"},
    )
    await cae.answers(code, "cold", job="yes", training="no", changed={"text": "Tout"})
    for _ in range(2):
        [done] = await cae.syncs()
        assert done.trouble is None
    [row] = endi.people.values()
    assert (row["Nom"], row["Prénom"], row["Civilité"], row["Sexe"]) == ("رضایی", "فاطمه", "Madame", "F")
    assert (row["Naissance"], row["Code postal"], row["Ville"]) == ("01/02/1990", "53500", "Ernée")
    assert row["Objectifs"] == "Projet : یک نانوایی\nباز کنم ”oui”; non"
    assert (row["Identifiant interne"], row["E-mail 1"]) == (code, f"{code}@noreply.invalid")
    [note] = endi.notes_of(code)
    assert note["comment"] == "A travaillé"
    assert note["label"] == f"Flashcoop : suites de parcours, de 4 à 6 mois après [{code}/later]"
    assert (await cae.status())[0]["counts"] == {"sent": 2}


async def test_a_correction_follows_and_nothing_is_doubled(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop, phone="+33612345678")
    await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    await cae.answers(code, "registration", phone="+33698765432")
    await cae.answers(code, "cold", job="no", created="yes")
    await cae.syncs()
    [row] = endi.people.values()
    assert row["Tél. mobile"] == "+33698765432"
    assert [note["comment"] for note in endi.notes_of(code)] == ["A créé son activité"]


async def test_who_has_no_written_name_waits_and_says_so_and_the_others_go(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    nameless = await cae.person(flashcoop, last_name={"text": ""})
    named = await cae.person(flashcoop)
    await cae.syncs()
    assert [row["Identifiant interne"] for row in endi.people.values()] == [named]
    line = await cae.line(nameless)
    assert (line["state"], line["reason"]) == ("held", "name_missing")
    assert "Nom" in line["detail"]
    await cae.answers(nameless, "registration", last_name={"text": "Karimi"})
    await cae.syncs()
    assert len(endi.people) == 2


async def test_without_her_agreement_nothing_goes_and_taken_back_everything_comes_back(
    cae: Cae, endi: FakeEndi
) -> None:
    flashcoop = await connected(cae, endi)
    refuses = await cae.person(flashcoop, agrees=False)
    agrees = await cae.person(flashcoop, address={"text": "1 rue Haute, 53000 Laval"})
    await cae.answers(agrees, "cold", job="yes")
    await cae.answers(agrees, "hot", ending="terme")
    await cae.syncs()
    assert endi.by_key(refuses) == []
    assert (await cae.status())[0]["without_agreement"] == 1
    await cae.agrees(agrees, False)
    await cae.syncs()
    [row] = endi.by_key(agrees)
    assert (row["Nom"], row["Prénom"], row["Ville"], row["Civilité"]) == ("(effacé)", "(effacé)", "", "")
    assert endi.notes == {}
    await cae.agrees(agrees, True)
    await cae.syncs()
    [row] = endi.by_key(agrees)
    assert (row["Nom"], row["Ville"], len(endi.notes)) == ("Ahmadi", "Laval", 2)


async def test_an_erasure_empties_her_row_and_deletes_her_notes(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code, stays = await cae.person(flashcoop, born="1990-02-01"), await cae.person(flashcoop)
    await cae.answers(code, "cold", job="yes")
    await cae.answers(stays, "cold", job="yes")
    await cae.syncs()
    await cae.forgets(code)
    await cae.syncs()
    [row] = endi.by_key(code)
    assert (row["Nom"], row["Prénom"], row["Naissance"]) == ("(effacé)", "(effacé)", "01/01/1900")
    assert (endi.notes_of(code), len(endi.notes_of(stays))) == ([], 1)
    assert (await cae.rows("SELECT state, sent, outside FROM record_rows WHERE key = ?", code)) == [
        {"state": "gone", "sent": None, "outside": None}
    ]


async def test_control_a_row_that_goes_with_the_person_would_leave_her_there(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    await cae.syncs()
    await cae.writer.run(lambda db: db.conn.execute("DELETE FROM record_rows"))
    await cae.writer.run(lambda db: db.conn.execute("DELETE FROM people"))
    await cae.syncs()
    assert endi.by_key(code)[0]["Nom"] == "Ahmadi"


async def test_an_older_copy_that_knows_nothing_of_her_row_still_takes_it_back(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    await cae.writer.run(lambda db: db.conn.execute("DELETE FROM record_rows"))
    await cae.forgets(code)
    await cae.syncs()
    assert endi.by_key(code)[0]["Nom"] == "(effacé)"
    assert endi.notes == {}


LOST_REPLIES = [r"POST /import/2/", r"POST /api/v1/nodes/\d+/statuslogentries", r"POST /import/1/"]


@pytest.mark.parametrize("cut", LOST_REPLIES)
async def test_a_reply_that_is_lost_loses_and_doubles_nothing(cae: Cae, endi: FakeEndi, cut: str) -> None:
    flashcoop = await connected(cae, endi)
    codes = [await cae.person(flashcoop) for _ in range(3)]
    for code in codes:
        await cae.answers(code, "cold", job="yes")
    endi.cut = [cut]
    [done] = await cae.syncs()
    assert done.trouble is not None
    assert "ne répond pas" in done.trouble
    assert "sync status" not in done.trouble
    [again] = await cae.syncs()
    assert again.trouble is None
    assert sorted(row["Identifiant interne"] for row in endi.people.values()) == sorted(codes)
    assert sorted(note["node"] for note in endi.notes.values()) == sorted(endi.people)


async def test_erased_while_nobody_knows_whether_she_went_she_is_taken_back(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    endi.cut = [r"POST /import/2/"]
    await cae.syncs()
    assert endi.by_key(code)
    await cae.forgets(code)
    await cae.syncs()
    assert endi.by_key(code)[0]["Nom"] == "(effacé)"


async def test_an_endi_that_cannot_tell_who_is_there_loses_no_erasure(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    await cae.writer.run(lambda db: db.conn.execute("DELETE FROM record_rows"))
    await cae.forgets(code)
    people, endi.people = endi.people, {}  # its export is an error 500 now, as while its queue is down
    await cae.syncs()
    assert "encore à reprendre" in (await cae.line(code))["detail"]
    endi.people = people
    await cae.syncs()
    assert (endi.by_key(code)[0]["Nom"], endi.notes) == ("(effacé)", {})


async def test_down_for_days_it_loses_nothing_and_is_asked_less_and_less_often(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    await endi.stops()
    tries = 0
    for _ in range(3 * 24 * 4):
        done = await cae.syncs(at_once=False)
        tries += len(done)
        cae.passes(minutes=15)
    assert 10 < tries < 25
    assert (await cae.status())[0]["trouble"] == "enDI ne répond pas (ClientConnectorError)."
    await endi.starts()
    cae.passes(hours=6)
    await cae.syncs(at_once=False)
    assert len(endi.by_key(code)) == 1
    assert (await cae.status())[0]["trouble"] is None


async def test_a_wrong_password_is_one_sentence(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await cae.flashcoop()
    await cae.relies("endi-coodem", "endi", endi.url, login=LOGIN, password="wrong")
    await cae.person(flashcoop)
    [done] = await cae.syncs()
    assert done.trouble == "enDI refuse l'identifiant ou le mot de passe."


async def test_a_column_it_has_not_is_left_out_and_said(cae: Cae, endi: FakeEndi) -> None:
    mapping = preset("endi").replace("    Sexe:", "    Pointure: registration.schooling\n    Sexe:")
    flashcoop = await connected(cae, endi, mapping)
    await cae.person(flashcoop, gender="woman", schooling="primary")
    await cae.syncs()
    [row] = endi.people.values()
    assert (row["Sexe"], "Pointure" in row) == ("F", False)
    assert (await cae.status())[0]["remarks"] == ["enDI n'a pas de colonne « Pointure » : elle ne part pas."]


async def test_a_cell_too_long_or_refused_stops_only_its_own_row(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    long = await cae.person(flashcoop, last_name={"text": "N" * 60})
    others = [await cae.person(flashcoop) for _ in range(4)]
    await cae.syncs()
    assert "plus de 50 signes" in (await cae.line(long))["detail"]
    assert len(endi.people) == 4
    widths = dict(module.WIDTHS)
    module.WIDTHS.clear()
    try:
        await cae.syncs()
    finally:
        module.WIDTHS.update(widths)
    assert (await cae.line(long))["detail"] == "enDI n'a pas pris cette fiche."
    assert {row["Identifiant interne"] for row in endi.people.values()} == set(others)


@pytest.mark.parametrize(("text", "sign"), [("a\u202eb", "U+202E"), ("a\x00b", "U+0000"), ("a\u2066b", "U+2066")])
async def test_a_hidden_sign_holds_its_own_row_alone(cae: Cae, endi: FakeEndi, text: str, sign: str) -> None:
    flashcoop = await connected(cae, endi)
    bad, good = await cae.person(flashcoop, project={"text": text}), await cae.person(flashcoop)
    await cae.answers(good, "cold", project={"text": text}, job="yes")
    await cae.syncs()
    assert endi.by_key(good)
    assert not endi.by_key(bad)
    assert sign in (await cae.line(bad))["detail"]
    assert sign in (await cae.line(f"{good}/later"))["detail"]


async def test_dari_keeps_its_joiners(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop, project={"text": "می‌خواهم"})
    await cae.syncs()
    assert endi.by_key(code)[0]["Objectifs"] == "Projet : می‌خواهم"


async def test_a_row_changed_there_is_a_conflict_until_somebody_decides(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop, address={"text": "1 rue Haute, 53000 Laval"})
    await cae.syncs()
    cae.passes(days=1, minutes=1)
    await cae.syncs()  # it is seen as it is
    endi.by_key(code)[0]["Ville"] = "Mayenne"
    cae.passes(days=1, minutes=1)
    await cae.answers(code, "registration", phone="+33612345678")
    await cae.syncs()
    line = await cae.line(code)
    assert (line["state"], "Ville" in line["detail"]) == ("conflict", True)
    assert (endi.by_key(code)[0]["Ville"], endi.by_key(code)[0]["Tél. mobile"]) == ("Mayenne", "")

    async def decides(ours: bool) -> None:
        target = await cae.reader.run(targets.target, "endi-coodem")
        await cae.writer.run(rows.settle, target.id, code, ours, cae.now)

    await decides(False)
    await cae.syncs()
    assert endi.by_key(code)[0]["Ville"] == "Mayenne"
    await cae.answers(code, "registration", phone="+33698765432")
    await cae.syncs()
    assert endi.by_key(code)[0]["Tél. mobile"] == "+33698765432"


async def test_an_export_that_is_five_minutes_old_is_no_conflict(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop, phone="+33612345678")
    await cae.syncs()
    for digits in range(3):
        await cae.answers(code, "registration", phone=f"+3369876543{digits}")
        await cae.syncs()
        cae.passes(minutes=1)
    assert endi.by_key(code)[0]["Tél. mobile"] == "+33698765432"
    assert (await cae.status())[0]["counts"] == {"sent": 1}


async def test_what_was_anonymised_there_is_never_made_again(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop)
    await cae.answers(code, "cold", job="yes")
    await cae.syncs()
    endi.anonymises(code)
    cae.passes(hours=1)
    await cae.answers(code, "registration", phone="+33612345678")
    await cae.answers(code, "cold", created="yes")
    await cae.syncs()
    assert len(endi.people) == 1
    assert (await cae.line(code))["reason"] == "lost_there"
    assert [note["comment"] for note in endi.notes.values()] == ["A travaillé"]
    await cae.forgets(code)
    await cae.syncs()
    assert (len(endi.people), endi.notes) == (1, {})


async def test_no_voice_no_agreement_and_no_audience_goes(cae: Cae, endi: FakeEndi) -> None:
    flashcoop = await connected(cae, endi)
    code = await cae.person(flashcoop, records="yes", name={"takes": ["take1"]})
    await cae.syncs()
    said = str(endi.people) + str(endi.notes)
    assert code in said
    assert "asile" not in said
    assert "take1" not in said
