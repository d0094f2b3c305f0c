"""Themes on open answers, for who may read them; and a CAE's own records, for its coordinators."""

from pathlib import Path
from typing import Any

import pytest

from bot.loading import Programme
from bot.records.loop import parts_of
from bot.records.settling import preset
from bot.records.syncing import sync_all
from bot.running import Assistant
from storage import cohorts, people
from storage.database import Database
from storage.records import targets
from tests.console.staff import Desk, Place
from tests.console.test_flashcoop import AtDesk, rows
from tests.report.made import Made
from tests.web.conftest import Clock

WORDS = "le marché, et les clientes"


@pytest.fixture
async def said(assistant: Assistant, places: dict[str, Place], programme: Programme) -> dict[str, str]:
    """An open answer in the Flashcoop « here » and one in « away », by place."""

    def make(db: Database) -> dict[str, str]:
        made, found = Made(db, programme), {}
        for name in ("here", "away"):
            cohort = cohorts.cohort(db, places[name].names["cohort"])
            run = made.says(made.person(cohort), "hot", "exit", liked=WORDS)
            found[name] = f"{run}.liked"
        return found

    return await assistant.writer.run(make)


@pytest.fixture
async def animator(places: dict[str, Place], at_desk: AtDesk) -> Desk:
    return await at_desk(places["here"].staff["animator"])


def themes_of(places: dict[str, Place], name: str = "here") -> str:
    return f"/console/f/{places[name].names['cohort']}/themes"


async def test_a_theme_is_put_on_an_answer_counted_and_taken_off(
    animator: Desk, places: dict[str, Place], said: dict[str, str], assistant: Assistant
) -> None:
    path = themes_of(places)
    assert WORDS in (await animator.gets(path)).text
    done = await animator.posts(path, answer=said["here"], theme="  vente  ")
    assert done.headers["location"] == f"{path}?ok=1"
    page = (await animator.gets(path)).text
    assert "<bdi>vente</bdi> · <strong>1</strong>" in page
    kept = await rows(assistant, "SELECT theme, author FROM themes")
    assert kept == [{"theme": "vente", "author": places["here"].staff["animator"]}]
    await animator.posts(path, answer=said["here"], off="vente")
    assert await rows(assistant, "SELECT * FROM themes") == []
    assert f'href="{path}"' in (await animator.gets(path.removesuffix("/themes"))).text


async def test_a_theme_that_cannot_be_is_said_and_an_answer_of_elsewhere_is_not_hers(
    animator: Desk, places: dict[str, Place], said: dict[str, str], assistant: Assistant
) -> None:
    path = themes_of(places)
    long = await animator.posts(path, answer=said["here"], theme="x" * 61)
    assert (long.status_code, "60 lettres" in long.text) == (422, True)
    assert (await animator.posts(path, theme="vente")).status_code == 422
    for answer in (said["away"], "I-NONE.liked"):
        for fields in ({"theme": "vente"}, {"off": "vente"}):
            assert (await animator.posts(path, answer=answer, **fields)).status_code == 403
    assert await rows(assistant, "SELECT * FROM themes") == []


@pytest.mark.parametrize("role", ["coordinator", "cpe", "interpreter"])
async def test_who_may_not_read_answers_sees_no_themes(
    places: dict[str, Place], at_desk: AtDesk, said: dict[str, str], role: str
) -> None:
    desk = await at_desk(places["here"].staff[role])
    answer = await desk.gets(themes_of(places))
    assert (answer.status_code, WORDS in answer.text) == (403, False)
    del said


# Records


class Kept:
    """A participant of Coodem whose answers go to a folder."""

    def __init__(self, assistant: Assistant, made: dict[str, str], folder: Path) -> None:
        self.assistant, self.code, self.run, self.folder = assistant, made["code"], made["run"], folder

    async def sync(self) -> None:
        await sync_all(parts_of(self.assistant))

    async def renamed(self, programme: Programme, name: str) -> None:
        await self.assistant.writer.run(lambda db: Made(db, programme).answers(self.run, "last_name", {"text": name}))

    def name(self) -> str:
        lines = (self.folder / "participants.csv").read_text()
        return next(each for each in ("Ahmadi", "Achmadi", "Karimi") if each in lines)


@pytest.fixture
async def kept(assistant: Assistant, places: dict[str, Place], programme: Programme, tmp_path: Path) -> Kept:
    folder, vault, now = tmp_path / "fiches", assistant.house.vault, assistant.clock()

    def make(db: Database) -> dict[str, str]:
        made = Made(db, programme)
        for name, cae in (("dossier-coodem", "Coodem"), ("dossier-odyssee", "Odyssée")):
            at = str(folder if cae == "Coodem" else tmp_path / "ailleurs")
            given = targets.Opening(name, cohorts.cae_id(db, cae), "folder", at, {}, preset("folder"))
            targets.add(db, vault, given, now)
        person = made.person(cohorts.cohort(db, places["here"].names["cohort"]))
        named: dict[str, Any] = {"first_name": {"text": "Amina"}, "last_name": {"text": "Ahmadi"}}
        run = made.says(person, "registration", civility="madame", **named)
        made.agrees(person, "records")
        return {"code": person.code, "run": run}

    return Kept(assistant, await assistant.writer.run(make), folder)


async def conflict(kept: Kept, clock: Clock, programme: Programme) -> None:
    """Somebody changes her name in the folder, and she changes it here."""
    await kept.sync()
    clock.passes(days=2)
    await kept.sync()
    path = kept.folder / "participants.csv"
    path.write_text(path.read_text().replace("Ahmadi", "Achmadi"))
    clock.passes(days=2)
    await kept.renamed(programme, "Karimi")
    await kept.sync()


async def coordinator(places: dict[str, Place], at_desk: AtDesk, where: str = "here") -> Desk:
    return await at_desk(places[where].staff["coordinator"])


async def test_a_coordinator_sees_what_waits_and_what_went_in_the_records_of_her_cae_alone(
    kept: Kept, places: dict[str, Place], at_desk: AtDesk
) -> None:
    desk = await coordinator(places, at_desk)
    before = (await desk.gets("/console/fiches")).text
    assert "Attend" in before
    assert kept.code in before
    assert "dossier-odyssee" not in before
    assert "Ahmadi" not in before
    await kept.sync()
    after = (await desk.gets("/console/fiches")).text
    assert "Envoyé" in after
    assert kept.code not in after
    assert "pas donné" in after


@pytest.mark.parametrize(("side", "stays"), [("ours", "Karimi"), ("theirs", "Achmadi")])
async def test_a_conflict_is_decided_on_the_page(
    kept: Kept, places: dict[str, Place], at_desk: AtDesk, clock: Clock, programme: Programme, side: str, stays: str
) -> None:
    await conflict(kept, clock, programme)
    desk = await coordinator(places, at_desk)
    page = (await desk.gets("/console/fiches")).text
    assert "Changé là-bas depuis notre envoi : Nom. Décidez laquelle reste." in page
    assert kept.name() == "Achmadi"
    elsewhere = await coordinator(places, at_desk, "away")
    decided = {"name": "dossier-coodem", "key": kept.code, "side": side}
    assert (await elsewhere.posts("/console/fiches/conflit", **decided)).status_code == 403
    assert "À décider" in (await desk.gets("/console/fiches")).text
    done = await desk.posts("/console/fiches/conflit", **decided)
    assert done.headers["location"] == "/console/fiches?ok=1"
    await kept.sync()
    assert kept.name() == stays
    assert "À décider" not in (await desk.gets("/console/fiches")).text
    assert (await desk.posts("/console/fiches/conflit", **decided)).status_code == 422
    assert (await desk.posts("/console/fiches/conflit", **{**decided, "side": "both"})).status_code == 422


async def test_records_that_cannot_be_reached_say_why_and_are_tried_when_she_asks(
    kept: Kept, places: dict[str, Place], at_desk: AtDesk, assistant: Assistant
) -> None:
    kept.folder.write_text("no folder")
    await kept.sync()
    desk = await coordinator(places, at_desk)
    page = (await desk.gets("/console/fiches")).text
    assert 'class="problem"' in page
    assert "Nouvel essai" in page
    waits = "SELECT name, not_before > ? AS waits FROM record_targets ORDER BY name"
    now = assistant.clock().isoformat()
    assert (await rows(assistant, waits, now))[0]["waits"] == 1
    kept.folder.unlink()
    assert (await desk.posts("/console/fiches/envoi")).headers["location"] == "/console/fiches?ok=1"
    await kept.sync()
    page = (await desk.gets("/console/fiches")).text
    assert 'class="problem"' not in page
    assert "Envoyé" in page


async def test_a_cae_without_records_is_told_so(places: dict[str, Place], at_desk: AtDesk) -> None:
    desk = await coordinator(places, at_desk)
    page = (await desk.gets("/console/fiches")).text
    assert "Aucunes fiches" in page
    assert "Envoyer maintenant" not in page


async def test_somebody_who_took_her_agreement_back_is_taken_back_there(
    kept: Kept, places: dict[str, Place], at_desk: AtDesk, assistant: Assistant, programme: Programme
) -> None:
    await kept.sync()
    await assistant.writer.run(
        lambda db: Made(db, programme).agrees(people.person_by_code(db, kept.code), "records", given=False)
    )
    desk = await coordinator(places, at_desk)
    page = (await desk.gets("/console/fiches")).text
    assert "Sera repris" in page
    await kept.sync()
    assert "Repris" in (await desk.gets("/console/fiches")).text
