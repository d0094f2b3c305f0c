"""What somebody says at her page reaches her cooperative's enDI, and goes from there when she asks."""

from collections.abc import AsyncIterator

import pytest

from bot.records import endi_session, settling
from bot.records.loop import parts_of
from bot.records.syncing import Done, sync_all
from storage.database import Database
from storage.records import targets
from tests.held.staff import filling, proposes, run_of, staff
from tests.records.fake_endi import LOGIN, PASSWORD, FakeEndi
from tests.rights.house import WHOLE, Rights

TYPED = {"first_name": "فاطمه", "last_name": "رضایی", "address": "3 rue du Four, 53500 Ernée"}
TYPED |= {"prescriber_org": "France Horizon", "prescriber_person": "Madame Martin"}


@pytest.fixture
async def endi(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeEndi]:
    monkeypatch.setattr(endi_session, "JOB_SECONDS", 0.0)
    fake = FakeEndi()
    await fake.starts()
    yield fake
    await fake.stops()


async def synced(rights: Rights) -> list[Done]:
    return await sync_all(parts_of(rights.assistant), at_once=True)


async def connected(rights: Rights, endi: FakeEndi) -> None:
    def add(db: Database) -> None:
        cae = db.conn.execute("SELECT id FROM caes").fetchone()["id"]
        keys = {"login": LOGIN, "password": PASSWORD}
        given = targets.Opening("endi", cae, "endi", endi.url, keys, settling.preset("endi"))
        targets.add(db, rights.assistant.house.vault, given, rights.clock())

    await rights.assistant.writer.run(add)
    rights.assistant.settings.allowed_hosts = f"127.0.0.1:{endi.port}"


async def test_a_fiche_filled_in_by_two_reaches_endi_and_goes_when_she_is_forgotten(
    rights: Rights, endi: FakeEndi
) -> None:
    flashcoop = await rights.flashcoop()
    await connected(rights, endi)
    _, desk = await staff(rights, "partner", flashcoop)
    code, _ = await proposes(rights, desk, flashcoop)
    page = await rights.page_of(code)
    await page.goes_through(**{**WHOLE, "project": "Un étal de samoussas"}, until="")
    assert [done.put for done in await synced(rights)] == [0]  # nobody has typed her name
    typed = await filling(rights, desk, await run_of(rights, code, "registration"))
    await typed.chooses("madame")
    for text in TYPED.values():
        await typed.types(text)
    assert [done.trouble for done in await synced(rights)] == [None]
    [row] = endi.people.values()
    assert (row["Prénom"], row["Nom"], row["Ville"]) == ("فاطمه", "رضایی", "Ernée")
    assert (row["Prescripteur"], row["Nom du prescripteur"]) == ("France Horizon", "Madame Martin")
    assert "samoussas" in row["Objectifs"]

    await page.opens_menu("forget")
    await page.chooses(next(choice for choice in page.page.choices if ".sure." in choice))
    await rights.forgets()
    assert rights.traces("رضایی".encode(), b"samoussas") == []
    await synced(rights)
    [row] = endi.people.values()
    assert {row["Nom"], row["Prénom"], row["Objectifs"], row["Ville"]} == {"(effacé)", ""}


async def test_the_password_of_an_endi_stands_nowhere_in_clear(rights: Rights, endi: FakeEndi) -> None:
    await rights.flashcoop()
    await connected(rights, endi)
    assert rights.traces(PASSWORD.encode()) == []
