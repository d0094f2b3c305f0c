"""The papers the law asks for say what the code does, all of it, and fail when something new is not in them."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.access import table as access
from bot.cli import app
from bot.documents import clocks, files, inventory
from bot.documents.blocks import markdown
from bot.documents.making import Installation, documents
from bot.loading import Programme, load_programme
from bot.settings import Settings
from dialogs.flow import Flow
from storage import takes

ALL_TABLES = inventory.tables()


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme()


def about(programme: Programme, **settings: object) -> Installation:
    return Installation(programme, Settings(_env_file=None, **settings), (), "Coodem", date(2026, 11, 23))  # type: ignore[arg-type,call-arg]


def told(programme: Programme, name: str, **settings: object) -> str:
    return next(markdown(each) for each in documents(about(programme, **settings)) if each.name == name)


def test_everything_the_law_asks_about_has_its_entry(programme: Programme) -> None:
    assert inventory.missing(programme) == []


def test_a_new_table_without_an_entry_is_found(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "tables", lambda: ("diaries", *ALL_TABLES))
    assert inventory.missing(programme) == ["tables: « diaries » has no entry"]


def with_question(programme: Programme, **changed: object) -> Programme:
    """The programme with one question of the check-in that is like no other."""
    asked = programme.flows["checkin"].questionnaire
    first = asked.questions[-1].model_copy(update={"key": "whereabouts", **changed})
    more = asked.model_copy(update={"questions": (*asked.questions, first)})
    return replace(programme, flows={**programme.flows, "checkin": Flow(more, programme.lexicons)})


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"personal": True}, "fields: « checkin.whereabouts » has no entry"),
        ({"purpose": "selling"}, "purposes: « selling » has no entry"),
    ],
    ids=["a personal field", "an agreement"],
)
def test_a_new_field_or_agreement_without_an_entry_is_found(
    programme: Programme, changed: dict[str, object], line: str
) -> None:
    assert inventory.missing(with_question(programme, **changed)) == [line]


def test_a_right_or_a_server_outside_without_an_entry_is_found(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    class More(Settings):
        gossip_url: str = ""

    rights = {**access.table(), "answers.sell": {"cpe": "all"}}
    monkeypatch.setattr(inventory, "Settings", More)
    monkeypatch.setattr(access, "table", lambda: rights)
    assert inventory.missing(programme) == [
        "actions: « answers.sell » has no entry",
        "outside: « gossip_url » has no entry",
    ]


def test_where_backups_go_is_told_without_the_keys(programme: Programme) -> None:
    text = told(programme, "registre", backup_to=SecretStr("s3://AKIA:se/c+r@t@s3.fr-par.scw.cloud/seau"))
    assert "s3.fr-par.scw.cloud" in text
    assert "AKIA" not in text


def test_an_entry_of_what_is_gone_is_found(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory, "tables", lambda: tuple(each for each in ALL_TABLES if each != "takes"))
    assert inventory.missing(programme) == ["tables: « takes » is told and not there"]


def test_the_clocks_told_are_those_that_let_go(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"{takes.KEPT.days} jours" in told(programme, "registre")
    monkeypatch.setitem(clocks.CLOCKS, "voice", timedelta(days=12))
    inventory.retention.cache_clear()
    try:
        assert "12 jours ; ensuite sa transcription seule" in told(programme, "registre")
    finally:
        inventory.retention.cache_clear()


@pytest.mark.parametrize(
    ("span", "french"),
    [
        (timedelta(days=1), "1 jour"),
        (timedelta(days=30), "30 jours"),
        (timedelta(hours=46), "46 heures"),
        (timedelta(hours=48), "48 heures"),
        (timedelta(minutes=10), "10 minutes"),
        (relativedelta(months=6), "6 mois"),
        (relativedelta(months=12), "1 an"),
        (relativedelta(years=2), "2 ans"),
    ],
)
def test_spans_of_time_are_told_in_french(span: timedelta | relativedelta, french: str) -> None:
    assert clocks.french(span) == french


def test_the_register_names_who_is_asked_what_why_and_who_receives_it(programme: Programme) -> None:
    register = told(programme, "registre")
    for name in ("Coodem", "registration.phone", "keep_audio", "Coordination de la CAE", "pas branché ici", "answers"):
        assert name in register


def test_what_an_installation_has_connected_is_told_without_its_passwords(programme: Programme) -> None:
    settings = {
        "smtp_url": SecretStr("smtps://compte:motdepasse@mail.exemple.fr?from=a@b.fr"),
        "telegram_token": SecretStr("123:abc"),
    }
    register = told(programme, "registre", **settings)
    assert "mail.exemple.fr" in register
    assert re.search(r"^\| Telegram \|.*\| branché \|$", register, re.MULTILINE)
    assert "motdepasse" not in register
    assert "123:abc" not in register


def test_the_notice_says_every_agreement_in_every_language(programme: Programme) -> None:
    notice = told(programme, "notice")
    for language in programme.languages.values():
        assert f"## {language.autonym}" in notice
        for _, question in inventory.agreements(programme):
            wording = question.first.phrase.wording(language.code)
            assert wording.printed in notice
            assert wording.spoken in notice


def test_the_impact_assessment_leaves_the_decisions_to_the_cae(programme: Programme) -> None:
    assessment = told(programme, "aipd")
    assert "[Avis du DPO, date]" in assessment
    assert "Telegram" in assessment
    assert "Accès illégitime aux données" in assessment


def test_every_document_is_a_pdf_too_the_same_for_the_same_day(programme: Programme) -> None:
    made, again = dict(files(about(programme))), dict(files(about(programme)))
    assert set(made) == {f"{name}.{end}" for name in ("registre", "aipd", "notice") for end in ("md", "pdf")}
    assert all(content.startswith(b"%PDF") for name, content in made.items() if name.endswith(".pdf"))
    assert made == again


def test_the_command_writes_them_before_there_is_any_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["documents", "--out", "papiers", "--cae", "Coodem", "--json"])
    assert done.exit_code == 0, done.output
    assert len(json.loads(done.stdout)["files"]) == 6
    assert "pour Coodem" in (tmp_path / "papiers" / "registre.md").read_text(encoding="utf-8")
    refused = CliRunner().invoke(app, ["documents", "--out", "papiers/registre.md"])
    assert refused.exit_code == 1
