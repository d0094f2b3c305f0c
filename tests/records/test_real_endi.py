"""Against a real enDI (`make test-peers`): 43 invented people, synced, cut off in the middle, corrected, erased."""

import asyncio
import csv
import io
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.loading import Programme
from bot.outgoing import Peer
from bot.records.connecting import connector
from bot.records.endi_session import Session
from bot.records.settling import preset
from storage.codes import Codes
from storage.records import targets
from tests.house.checkout import ROOT
from tests.records.house import Cae
from tests.simulation.flashcoops import flashcoops

PEER = ROOT.parent / "shared" / "peers" / "endi"
KEPT = Path(os.environ.get("FLASHCOOP_ENDI", "/tmp/flashcoop-endi"))  # what was installed is used again
INSTALL, START = 1500, 300  # seconds; the first start installs it

NAMES = [("فاطمه", "رضایی"), ("أمينة", "حدّاد"), ("Zéphyrine", "D'Œuvre-Lê"), ("مریم", "می‌خواه"), ("Karim", "N'Guessan")]
PLANS = ['یک نانوایی\nباز کنم؛ «نان» "خوب"; بله', "أريد أن أفتح مطعماً, إن شاء الله", "Coudre l'hiver; vendre l'été"]


class RealEndi:
    """A real enDI in a folder; `stops` and `starts` are the scripts of ../shared/peers/endi."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url, self.login, self.password = folder, "", "", ""

    def starts(self, seconds: int = START) -> None:
        done = subprocess.run(
            ["bash", str(PEER / "start.sh"), str(self.folder)],
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        self.url, self.login, self.password = done.stdout.split()[-3:]

    def stops(self) -> None:
        subprocess.run(["bash", str(PEER / "stop.sh"), str(self.folder)], timeout=60, check=True)

    def forgets_its_export(self) -> None:
        """For five minutes it gives the same file again: here nobody waits for that."""
        for kept in (self.folder / "cache").rglob("*.cache"):
            kept.unlink()


@pytest.fixture(scope="module")
def real() -> Iterator[RealEndi]:
    if not PEER.exists():
        pytest.skip("needs the real enDI of ../shared/peers/endi")
    endi = RealEndi(KEPT)
    endi.starts(INSTALL)
    yield endi
    endi.stops()


async def exported(real: RealEndi) -> list[dict[str, str]]:
    """The rows of enDI's own export, read by itself and by nothing of ours but the session."""
    real.forgets_its_export()
    async with Peer(real.url, {real.url.removeprefix("http://")}) as peer:
        session = Session(peer, {"login": real.login, "password": real.password})
        await session.sign_in()
        status, where, _ = await session.ask("GET", "userdatas.csv")
        assert status == 302
        _, _, body = await session.ask("GET", f"cooked/{(await session.job(where))['filename']}")
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


async def notes_of(real: RealEndi, row: dict[str, str]) -> list[str]:
    """What stands in the notes beside a row."""
    async with Peer(real.url, {real.url.removeprefix("http://")}) as peer:
        session = Session(peer, {"login": real.login, "password": real.password})
        await session.sign_in()
        _, found = await session.json("GET", f"api/v1/nodes/{row['ID Gestion sociale']}/statuslogentries")
        return [note["comment"] for note in found]


async def come_in(cae: Cae, real: RealEndi) -> dict[str, tuple[str, str]]:
    """The 43 with their names, in their Flashcoops; each CAE's records are the same enDI here."""
    people: dict[str, tuple[str, str]] = {}
    for held in flashcoops():
        flashcoop = await cae.flashcoop(held.cae, held.name)
        known = {each["name"] for each in await cae.status()}
        name = f"endi-{len(known)}"
        if held.cae not in {each["cae"] for each in await cae.status()}:
            keys = {"login": real.login, "password": real.password}
            await cae.relies(name, "endi", real.url, cae=held.cae, **keys)
        for number in range(held.participants):
            first, last = NAMES[len(people) % len(NAMES)]
            code = await cae.person(
                flashcoop,
                first_name={"text": first},
                last_name={"text": last},
                born="1990-02-28",
                gender="woman" if number % 2 else "man",
                schooling="primary",
                address={"text": f"{number} rue du Four, 53500 Ernée"},
                project={"text": PLANS[len(people) % len(PLANS)]},
                prescriber_org={"text": "Mission locale"},
                prescriber_person={"text": "Mme Martin"},
            )
            await cae.answers(code, "cold", job="yes", training="no", situation="chomage")
            people[code] = (first, last)
    return people


@pytest.mark.peers
async def test_43_people_are_43_rows_whatever_happens_on_the_way(
    real: RealEndi, tmp_path: Path, programme: Programme
) -> None:
    cae = Cae(tmp_path, programme)
    cae.codes = Codes()  # other people at each run: what was kept of the last one stays
    before = len(await exported(real)) if await anybody(real) else 0
    try:
        people = await come_in(cae, real)
        assert len(people) == 43
        syncing = asyncio.create_task(cae.syncs())
        while len(await cae.rows("SELECT 1 FROM record_rows WHERE sent IS NOT NULL AND sent <> '?'")) < 50:
            await asyncio.sleep(0.2)
        await asyncio.to_thread(real.stops)  # in the middle of it
        assert "ne répond pas" in str([done.trouble for done in await syncing])
        corrected, erased, *_ = people
        await cae.answers(
            corrected, "registration", address={"text": "9 rue Neuve, 31000 Toulouse"}, phone="+33612345678"
        )
        await cae.answers(corrected, "cold", job="no", created="yes")
        await cae.forgets(erased)
        real.starts()
        for _ in range(5):  # just started, its export is an error for some seconds: then the next look has it
            if not any(done.trouble for done in await cae.syncs()):
                break
        again = await cae.syncs()
        assert [(done.trouble, done.put, done.removed) for done in again] == [(None, 0, 0)] * 6

        rows = {row["Identifiant interne"]: row for row in await exported(real)}
        assert len(await exported(real)) - before == 43
        mine = {code: rows[code] for code in people}
        for code, (first, last) in people.items():
            if code != erased:
                assert (mine[code]["Prénom"], mine[code]["Nom"]) == (first, last)
                assert mine[code]["Naissance"] == "28/02/1990"
                assert mine[code]["Niveau d’études"] == "L'école primaire"
                assert mine[code]["Objectifs"].removeprefix("Projet : ") in [plan.replace('"', "”") for plan in PLANS]
                assert len(await notes_of(real, mine[code])) == 1
        changed, blank = mine[corrected], mine[erased]
        assert (changed["Ville"], changed["Code postal"], changed["Tél. mobile"]) == (
            "Toulouse",
            "31000",
            "+33612345678",
        )
        assert "A créé son activité" in (await notes_of(real, changed))[0]
        assert "A travaillé" not in (await notes_of(real, changed))[0]
        told = {name: text for name, text in blank.items() if text}
        assert (blank["Nom"], blank["Prénom"]) == ("(effacé)", "(effacé)")
        assert set(told) <= {
            "Créé(e) le",
            "Mis(e) à jour le",
            "ID Gestion sociale",
            "Nom",
            "Prénom",
            "E-mail 1",
            "Nombre d’enfants",
            "Identifiant interne",
            "Naissance",
            "Niveau d’études",
            "Prescripteur",
        }
        assert blank["Naissance"] == "01/01/1900"
        assert {blank["Niveau d’études"], blank["Prescripteur"]} == {"(effacé)"}
        assert await notes_of(real, blank) == []
    finally:
        cae.closes()


async def anybody(real: RealEndi) -> bool:
    """Whether it has an export. Just started it answers with an error for some seconds, as for an enDI of nobody."""
    async with Peer(real.url, {real.url.removeprefix("http://")}) as peer:
        session = Session(peer, {"login": real.login, "password": real.password})
        await session.sign_in()
        for _ in range(20):
            status, _, _ = await session.ask("GET", "userdatas.csv")
            if status == 302:
                return True
            await asyncio.sleep(1)
    return False


@pytest.mark.peers
async def test_the_columns_of_our_mapping_are_columns_of_the_real_one(
    real: RealEndi, tmp_path: Path, programme: Programme
) -> None:
    cae = Cae(tmp_path, programme)
    try:
        await cae.flashcoop()
        mapping = preset("endi").replace("    Sexe:", "    Pointure: registration.schooling\n    Sexe:")
        await cae.relies("endi", "endi", real.url, mapping, login=real.login, password=real.password)
        [target] = await cae.reader.run(targets.targets)
        async with connector(cae.vault, {real.url.removeprefix("http://")})(target) as records:
            assert await records.check() == ["enDI n'a pas de colonne « Pointure » : elle ne part pas."]
    finally:
        cae.closes()
