"""What an operator does about a CAE's records, and what she is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.records.settling import preset
from bot.records.sources import check_sources, known_sources
from storage.records import targets
from storage.records.mapping import read_plan
from tests.loaded import loaded

Command = Callable[..., str]
SECRET = "a secret of the tests, long enough"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "data" / "house.sqlite"))
    monkeypatch.setenv("FLASHCOOP_SECRET", SECRET)
    monkeypatch.setenv("FLASHCOOP_NOW", "2026-11-23T08:00:00+00:00")
    monkeypatch.setenv("FLASHCOOP_RECORDS_KEY", "pw")

    def run(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == status, done.output
        assert "Traceback" not in done.output
        return done.stdout if status == 0 else done.output

    run("cae", "add", "--name", "Coodem")
    return run


def test_a_folder_is_connected_checked_synced_and_told_of(command: Command, tmp_path: Path) -> None:
    dates = "2026-11-23,2026-11-24,2026-11-26,2026-11-30"
    command("cohort", "create", "--name", "Dastmal", "--cae", "Coodem", "--dates", dates)
    folder = str(tmp_path / "fiches")
    command("records", "add", "dossier", "--cae", "Coodem", "--kind", "folder", "--place", folder)
    assert json.loads(command("records", "list", "--json"))[0]["name"] == "dossier"
    assert "tout va" in command("records", "check", "dossier")
    assert json.loads(command("sync", "run", "--dry", "--json"))[0]["counts"] == {"waiting": 1}
    assert not (tmp_path / "fiches" / "flashcoops.csv").exists()
    assert json.loads(command("sync", "run", "--json"))[0]["put"] == 1
    assert json.loads(command("sync", "status", "--json"))[0]["counts"] == {"sent": 1}
    assert "Dastmal" in (tmp_path / "fiches" / "flashcoops.csv").read_text()
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        command("records", "mapping", "dossier").replace("    Nom: cohort.name\n", "    Titre: cohort.name\n")
    )
    command("records", "change", "dossier", "--mapping", str(mapping))
    command("sync", "run")
    assert "Titre" in (tmp_path / "fiches" / "flashcoops.csv").read_text()


REFUSED = [
    (("--kind", "folder", "--place", "relatif"), "depuis la racine"),
    (("--kind", "endi", "--place", "https://example.org"), "Il manque pour « endi » : login."),
    (("--kind", "endi", "--place", "http://127.0.0.1:18080", "--login", "a"), "FLASHCOOP_ALLOWED_HOSTS"),
    (("--kind", "endi", "--place", "file:///etc/passwd", "--login", "a"), "n'est pas l'adresse d'un serveur"),
    (("--kind", "grist", "--place", "https://grist.example"), "Il manque pour « grist » : doc."),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSED)
def test_what_cannot_be_connected_is_refused_in_one_sentence(
    command: Command, words: tuple[str, ...], sentence: str
) -> None:
    said = " ".join(command("records", "add", "a", "--cae", "Coodem", *words, status=1).split())
    assert sentence in said


MAPPINGS = [
    ("person: [", "n'est pas du YAML lisible"),
    ("person: {key: Code}", "« person.columns »"),
    ("person: {key: Code, columns: {Nom: {first: [registration.x], text: y}}}", "ne se lit pas à"),
    ("person: {key: Code, columns: {Nom: registration.nom_de_famille}}", "« registration.nom_de_famille »"),
    ("person: {key: Code, columns: {Nom: 'sql; drop'}}", "ne se lit pas à"),
    ("person: {key: Code, columns: {CA: figures.turnover}}", "vont à sa fiche"),
    ("person: {key: Code, required: [Nom], columns: {}}", "ne se lit pas à"),
    ("!!python/object/apply:os.system ['true']", "n'est pas du YAML lisible"),
]


@pytest.mark.parametrize(("text", "sentence"), MAPPINGS)
def test_a_mapping_that_cannot_be_is_refused_where_it_cannot(
    command: Command, tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text)
    given = ("--kind", "folder", "--place", str(tmp_path), "--mapping", str(path))
    said = " ".join(command("records", "add", "a", "--cae", "Coodem", *given, status=1).split())
    assert sentence in said


@pytest.mark.parametrize("kind", targets.KINDS)
def test_our_own_mappings_draw_from_what_is_asked(kind: str) -> None:
    plan = read_plan(preset(kind))
    check_sources(plan, known_sources(loaded()))
    assert len(list(plan.sources())) > 20


def test_agreements_voices_and_what_peers_say_are_no_sources() -> None:
    known = known_sources(loaded())
    assert known.isdisjoint({"registration.records", "registration.keep_audio", "registration.name"})
    assert not any(source.startswith(("peers.", "partners_", "animators_")) for source in known)


def test_what_nobody_knows_is_refused(command: Command) -> None:
    assert "Il n'y a pas de fiches « a »" in command("records", "check", "a", status=1)
    assert "Aucunes fiches" in command("sync", "run")
    assert "ne se lit pas" in command(
        "records", "add", "a", "--cae", "Coodem", "--kind", "folder", "--place", "/x", "--mapping", "/none", status=1
    )


def test_a_server_that_is_down_is_one_sentence_and_a_status_of_its_own(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASHCOOP_ALLOWED_HOSTS", "127.0.0.1:9")
    command(
        "records", "add", "endi", "--cae", "Coodem", "--kind", "endi", "--place", "http://127.0.0.1:9", "--login", "a"
    )
    assert "enDI ne répond pas" in command("records", "check", "endi", status=1)
