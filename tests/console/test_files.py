"""What leaves by the console: the export, the bilan and the Fund's file, the same bytes as the commands give."""

import asyncio
import io
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from bot import exporting
from bot.cli import app as commands
from bot.loading import Programme
from bot.running import Assistant
from storage import people
from storage.database import Database
from storage.refusals import Refused
from tests.console.staff import Desk, Place
from tests.console.test_flashcoop import AtDesk, chooses
from tests.report.made import Made

NAME = "Ahmadi"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything is made that is not to stay."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
async def answered(assistant: Assistant, places: dict[str, Place], programme: Programme) -> dict[str, str]:
    """Two Flashcoops of two CAEs where people have answered: their codes."""

    def make(db: Database) -> dict[str, str]:
        made = Made(db, programme)
        found = {name: made.cohort(name, cae) for name, cae in (("Cuisine", "Coodem"), ("Couture", "Odyssée"))}
        for cohort in found.values():
            person = made.person(cohort, "fa_AF")
            named = {"first_name": {"text": "Amina"}, "last_name": {"text": NAME}}
            made.says(person, "registration", **named)
            made.says(person, "hot", "exit", liked="le marché")
            made.agrees(person, "quote")
        return {name: cohort.code for name, cohort in found.items()}

    del places
    return await assistant.writer.run(make)


@pytest.fixture
async def cpe(places: dict[str, Place], at_desk: AtDesk) -> Desk:
    return await at_desk(places["here"].staff["cpe"])


@pytest.fixture
async def coordinator(places: dict[str, Place], at_desk: AtDesk) -> Desk:
    """Of Coodem."""
    return await at_desk(places["here"].staff["coordinator"])


@pytest.fixture
def command(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs a command beside the assistant, at the same moment."""
    settings = assistant.settings
    known = (("DATABASE", settings.database), ("DATA", settings.data), ("NOW", assistant.clock().isoformat()))
    for name, value in known:
        monkeypatch.setenv(f"FLASHCOOP_{name}", str(value))

    def run(*arguments: object) -> None:
        result = CliRunner().invoke(commands, [str(each) for each in arguments])
        assert result.exit_code == 0, result.output

    return run


def files_of(answer: httpx.Response) -> dict[str, bytes]:
    """The files of an answer by name: those of the archive, or the one it is."""
    assert answer.status_code == 200, answer.text
    name = answer.headers["content-disposition"].split('"')[1]
    assert int(answer.headers["content-length"]) == len(answer.content)
    if not name.endswith(".zip"):
        return {name: answer.content}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# The export


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "sqlite"])
async def test_a_cpe_person_gets_the_bytes_of_the_command_and_nothing_stays_on_the_disk(
    cpe: Desk, answered: dict[str, str], command: Any, tmp_path: Path, temporary: Path, form: str
) -> None:
    filters = {"cohort": answered["Cuisine"], "moment": "exit", "language": "fa_AF"} if form == "csv" else {}
    page = files_of(await cpe.gets("/console/export/fichier?" + str(httpx.QueryParams({"form": form, **filters}))))
    command("export", "--out", tmp_path / "out", "--format", form, *_options(filters))
    written = files_in(tmp_path / "out")
    assert page == ({name: written[name] for name in page} if form == "xlsx" else written)
    assert list(temporary.iterdir()) == []


def _options(filters: dict[str, str]) -> list[str]:
    return [word for name, value in filters.items() for word in (f"--{name}", value)]


async def test_all_caes_are_cpes_and_never_a_name(cpe: Desk, answered: dict[str, str]) -> None:
    found = files_of(await cpe.gets("/console/export/fichier?form=csv"))
    assert all(code.encode() in found["cohorts.csv"] for code in answered.values())
    assert not any(NAME.encode() in content for content in found.values())
    assert (await cpe.gets("/console/export/fichier?form=csv&names=1")).status_code == 403
    assert "Avec les noms" not in (await cpe.gets("/console/export")).text


async def test_a_coordinator_gets_her_own_cae_with_names_where_she_asks_for_them(
    coordinator: Desk, answered: dict[str, str], command: Any, tmp_path: Path
) -> None:
    found = files_of(await coordinator.gets("/console/export/fichier?form=csv&names=1"))
    command("export", "--out", tmp_path / "out", "--cae", "Coodem", "--names")
    assert found == files_in(tmp_path / "out")
    assert NAME.encode() in found["answers.csv"]
    plain = files_of(await coordinator.gets("/console/export/fichier?form=csv"))
    for name, content in plain.items():
        assert answered["Couture"].encode() not in content, name
        assert NAME.encode() not in content, name


async def test_what_is_of_another_cae_is_answered_as_what_is_not_there(
    coordinator: Desk, answered: dict[str, str]
) -> None:
    page = (await coordinator.gets("/console/export")).text
    assert answered["Cuisine"] in page
    assert answered["Couture"] not in page
    for asked in (f"cohort={answered['Couture']}", "cohort=F-NONE", "cae=Odyssée"):
        assert (await coordinator.gets(f"/console/export/fichier?form=csv&{asked}")).status_code == 403, asked


async def test_control_without_the_limits_of_her_scope_another_cae_would_come_out(
    coordinator: Desk, answered: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.console.exports._scope", lambda *_: exporting.Scope())
    found = files_of(await coordinator.gets("/console/export/fichier?form=csv"))
    assert answered["Couture"].encode() in found["cohorts.csv"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("form=docx", "n&#39;est pas un format"),
        ("form=csv&since=hier", "n&#39;est pas une date"),
        ("form=csv&since=2026-03-02&until=2026-03-01", "finit avant de commencer"),
        ("form=csv&moment=jamais", "n&#39;est pas un moment"),
        ("form=csv&cae=Nulle", "pas de CAE"),
    ],
)
async def test_what_cannot_be_is_said_above_the_form_which_keeps_what_was_chosen(
    cpe: Desk, answered: dict[str, str], temporary: Path, asked: str, said: str
) -> None:
    answer = await cpe.gets(f"/console/export/fichier?{asked}&language=ar&cohort={answered['Cuisine']}")
    assert answer.status_code == 422
    assert said in answer.text
    assert '<option value="ar" selected>' in answer.text
    assert list(temporary.iterdir()) == []


async def test_one_file_at_a_time_is_made_for_somebody_who_sees_how_far_it_is(
    cpe: Desk, answered: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    real = exporting.export_folder

    def slow(*given: Any) -> dict[str, int]:
        given[-1]("answers", 400)
        given[-1]("answers", 12)
        begun.set()
        goes_on.wait(30)
        return real(*given)

    monkeypatch.setattr("bot.exporting.export_folder", slow)
    assert "<progress" not in (await cpe.gets("/console/fichier")).text
    first = asyncio.create_task(cpe.gets("/console/export/fichier?form=csv"))
    await asyncio.to_thread(begun.wait, 30)
    try:
        told = (await cpe.gets("/console/fichier")).text
        assert "answers" in told
        assert "412" in told
        again = await cpe.gets("/console/export/fichier?form=csv")
        assert again.status_code == 422
        assert "attendez-le" in again.text
    finally:
        goes_on.set()
    assert files_of(await first)
    assert "<progress" not in (await cpe.gets("/console/fichier")).text
    del answered


async def test_a_disk_without_room_is_said_and_leaves_nothing(
    cpe: Desk, answered: dict[str, str], temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_folder: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.exporting.archive_of", full)
    answer = await cpe.gets("/console/export/fichier?form=csv")
    assert answer.status_code == 422
    assert "la place manque" in answer.text
    assert list(temporary.iterdir()) == []
    monkeypatch.undo()
    assert "<progress" not in (await cpe.gets("/console/fichier")).text
    del answered


async def test_who_is_nobody_any_more_gets_no_file(
    cpe: Desk, places: dict[str, Place], assistant: Assistant, answered: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right is looked up again in the snapshot that is exported."""
    code = places["here"].staff["cpe"]

    def gone(*given: Any) -> Any:
        raise Refused("not_yours", "Ce n'est pas à vous de faire cela ici.")

    monkeypatch.setattr("bot.console.making.admit", gone)
    assert (await cpe.gets("/console/export/fichier?form=csv")).status_code == 403
    monkeypatch.undo()
    await assistant.writer.run(lambda db: people.withdraw(db, people.person_by_code(db, code).id, assistant.clock()))
    assert (await cpe.gets("/console/export/fichier?form=csv")).headers["location"] == "/console/entree"
    del answered


# The bilan


@pytest.mark.parametrize("form", ["html", "pdf", "xlsx"])
async def test_the_bilan_has_the_bytes_of_the_command(
    cpe: Desk, answered: dict[str, str], command: Any, tmp_path: Path, temporary: Path, form: str
) -> None:
    scope, options = {
        "html": (f"cohort:{answered['Cuisine']}", ["--cohort", answered["Cuisine"]]),
        "pdf": ("network", ["--announced", "50"]),
        "xlsx": ("network", []),
    }[form]
    announced = "50" if form == "pdf" else ""
    answer = await cpe.gets(f"/console/bilan/fichier?of={scope}&form={form}&announced={announced}")
    command("report", "--out", tmp_path / f"out.{form}", *options)
    [content] = files_of(answer).values()
    assert content == (tmp_path / f"out.{form}").read_bytes()
    assert list(temporary.iterdir()) == []
    if form == "html":
        assert answer.headers["content-disposition"].startswith("inline")
        policy = answer.headers["content-security-policy"]
        assert "sandbox" in policy
        assert "script-src" not in policy


async def test_its_plots_are_those_of_the_command(
    cpe: Desk, answered: dict[str, str], command: Any, tmp_path: Path
) -> None:
    answer = await cpe.gets("/console/bilan/fichier?of=network&form=graphiques")
    command("report", "--plots", "--out", tmp_path / "plots")
    written = files_in(tmp_path / "plots") if (tmp_path / "plots").exists() else {}
    if written:
        assert files_of(answer) == written
    else:
        assert answer.status_code == 422
    del answered


async def test_a_bilan_of_what_is_not_hers_is_refused(coordinator: Desk, answered: dict[str, str]) -> None:
    page = (await coordinator.gets("/console/bilan")).text
    assert "Tout le réseau" not in page
    for asked in ("network", f"cohort:{answered['Couture']}", "cohort:F-NONE", "cae:CAE-NONE"):
        for path in ("fichier", "fse"):
            answer = await coordinator.gets(f"/console/bilan/{path}?of={asked}&form=xlsx")
            assert answer.status_code == 403, (asked, path)
    assert (await coordinator.gets("/console/bilan/fichier?form=html")).status_code == 422
    odd = await coordinator.gets(f"/console/bilan/fichier?of=cohort:{answered['Cuisine']}&form=html&announced=beaucoup")
    assert "n&#39;est pas un nombre" in odd.text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_funds_file_is_the_commands_for_a_coordinator_alone(
    coordinator: Desk, cpe: Desk, answered: dict[str, str], command: Any, tmp_path: Path, form: str
) -> None:
    path = f"/console/bilan/fse?of=cohort:{answered['Cuisine']}&form={form}"
    found = files_of(await coordinator.gets(path))
    command("fse", "--cohort", answered["Cuisine"], "--out", tmp_path / "fse", "--format", form)
    written = files_in(tmp_path / "fse")
    if form == "csv":
        assert found == written
        assert NAME.encode() in found["participants.csv"]
    else:
        assert list(found.values()) == [written["flashcoop.xlsx"]]
    assert (await cpe.gets(path)).status_code == 403
    assert "FSE" not in (await cpe.gets("/console/bilan")).text


# Territories


async def test_cpe_imports_a_list_of_territories(cpe: Desk, temporary: Path) -> None:
    head = "postcode,commune,address,QPV,ZRR\n"
    good = await chooses(cpe, "/console/bilan/territoires", "qpv.csv", f"{head}81000,Albi,,oui,non\n".encode())
    assert good.headers["location"] == "/console/bilan?ok=1"
    assert "1 lieu dans la liste" in (await cpe.gets("/console/bilan")).text
    for content, said in (
        (f"{head}Albi,81000,,oui,non\n".encode(), "Ligne 2"),
        (b"postcode,commune\n", "Il manque une colonne"),
        ("Albi é".encode("latin-1"), "ne se lit pas"),
        (b"", "Il manque une colonne"),
    ):
        bad = await chooses(cpe, "/console/bilan/territoires", "qpv.csv", content)
        assert bad.status_code == 422
        assert said in bad.text
        assert str(temporary) not in bad.text
    assert "1 lieu dans la liste" in (await cpe.gets("/console/bilan")).text
    assert list(temporary.iterdir()) == []


# Where the pages are found


async def test_each_sees_the_places_she_may_go_to_and_cpes_day_leads_to_export_and_bilan(
    cpe: Desk, coordinator: Desk, places: dict[str, Place], at_desk: AtDesk
) -> None:
    animator = await at_desk(places["here"].staff["animator"])
    for desk, seen in (
        (cpe, {"export", "bilan"}),
        (coordinator, {"export", "bilan", "fiches"}),
        (animator, set[str]()),
    ):
        today = (await desk.gets("/console/")).text
        for each in ("export", "bilan", "fiches"):
            assert (today.count(f'href="/console/{each}"') == 2) == (each in seen), each
            assert (f'href="/console/{each}"' in today) == (each in seen), each
