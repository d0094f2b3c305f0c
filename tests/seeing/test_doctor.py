"""What the doctor finds, and what it says to do: against the emulator and servers on this machine."""

import shutil
import socket
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor import machine
from bot.doctor.examining import CHECKS, EVERYTHING, examine, ground_of
from bot.doctor.finding import TITLES, Finding
from bot.doctor.spelling import misspelt
from bot.settings import Settings
from bot.telegram.webhook import PATH
from storage import cohorts, contacts, inbox
from storage.codes import Codes
from storage.database import Database
from storage.records import targets
from storage.secrets import Vault
from tests.botapi import BAD_GATEWAY, Emulator, Trouble
from tests.post.carriers import Mailroom
from tests.seeing.conftest import SECRET, says, written
from tests.telegram.conftest import TOKEN

Usage = namedtuple("Usage", "total used free")
MARK = Vault(SECRET).mark


async def found(settings: Settings, now: datetime, name: str, env: Path | None = None) -> Finding:
    with ground_of(settings, now, env or settings.data / ".env") as ground:
        [only] = await examine(ground, [name])
    return only


def changed(settings: Settings, **news: object) -> Settings:
    return settings.model_copy(update=news)


def test_every_check_has_a_title_and_every_title_a_check() -> None:
    assert set(CHECKS) == set(TITLES)


async def test_an_installation_as_it_should_be_has_nothing_bad(installed: Settings, present: datetime) -> None:
    with ground_of(installed, present, installed.data / ".env") as ground:
        everything = await examine(ground)
    assert [each.name for each in everything] == list(EVERYTHING)
    assert [each for each in everything if each.state == "bad"] == []
    states = {each.name: each.state for each in everything}
    for name in ("settings", "secret", "permissions", "clock", "database", "telegram", "webhook", "programme"):
        assert states[name] == "ok", everything


# Names nobody reads


def test_a_typo_in_env_is_told_with_the_name_that_was_meant(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("FLASHCOOP_TELEGRAM_TOKN=1:x\nFLASHCOOP_PORT=8000\n# a remark\nFLASHCOP_SECRET=x\nPATH=/bin\n")
    told = misspelt(env, {})
    assert [sentence.removeprefix(f"{env} : ") for sentence in told] == [
        "FLASHCOOP_TELEGRAM_TOKN : vouliez-vous dire FLASHCOOP_TELEGRAM_TOKEN ?",
        "FLASHCOP_SECRET : vouliez-vous dire FLASHCOOP_SECRET ?",
    ]


def test_a_name_like_no_other_and_a_line_without_a_value_are_told(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("FLASHCOOP_ZZZZ=1\nFLASHCOOP_PORT\n")
    assert ["n'est pas un réglage" in each or "« = »" in each for each in misspelt(env, {})] == [True, True]


def test_settings_and_what_is_none_of_ours_are_not_told() -> None:
    known = [f"FLASHCOOP_{name}" for name in Settings.model_fields] + ["FLASHCOOP_RECORDS_KEY"]
    assert misspelt(Path("/nowhere"), dict.fromkeys([*known, "HOME", "LANG", "SECRET_PATH", "COOP"], "x")) == []


async def test_no_sentence_shows_a_value_of_env(installed: Settings, present: datetime) -> None:
    env = installed.data / ".env"
    env.write_text("FLASHCOOP_SECRETT=this-is-the-secret\nFLASHCOOP_TELEGRAM_TOKEN='12:abc")
    assert "this-is" not in (await found(installed, present, "settings", env)).sentence


# Unsafe settings


@pytest.mark.parametrize(
    ("news", "named"),
    [
        ({"now": datetime(2026, 1, 1)}, "FLASHCOOP_NOW"),
        ({"telegram_pacing": False}, "FLASHCOOP_TELEGRAM_PACING"),
        ({"host": "0.0.0.0"}, "FLASHCOOP_HOST"),
        ({"telegram_webhook_secret": SecretStr("x" * 20)}, "FLASHCOOP_PUBLIC_URL"),
        ({"operator_mail": "a@b.example"}, "FLASHCOOP_SMTP_URL"),
        ({"operator_chat": ""}, "FLASHCOOP_OPERATOR_MAIL"),
    ],
)
async def test_an_unsafe_setting_is_named(
    installed: Settings, present: datetime, news: dict[str, object], named: str
) -> None:
    told = await found(changed(installed, **news), present, "settings")
    assert told.state == "warn"
    assert named in told.sentence


async def test_behind_a_proxy_with_https_all_addresses_may_be_listened_on(
    installed: Settings, present: datetime
) -> None:
    behind = changed(installed, host="0.0.0.0", public_url="https://flashcoop.example")
    assert (await found(behind, present, "settings")).state == "ok"


async def test_a_secret_beside_the_data_or_too_short_is_told_and_none_is_made(
    installed: Settings, present: datetime
) -> None:
    none = changed(installed, secret=None)
    assert (await found(none, present, "secret")).state == "warn"
    assert not (installed.data / "secret").exists()
    (installed.data / "secret").write_text("k" * 40)
    assert "à côté des données" in (await found(none, present, "secret")).sentence
    assert (await found(changed(installed, secret=SecretStr("short")), present, "secret")).state == "bad"


@pytest.mark.parametrize("name", ["flashcoop.sqlite", "secret", ".env", "ledger.jsonl"])
async def test_a_file_that_others_can_read_is_told_with_the_command(
    installed: Settings, present: datetime, name: str
) -> None:
    path = installed.data / name
    path.touch()
    path.chmod(0o644)
    told = await found(installed, present, "permissions")
    assert told.state == "bad"
    assert f"chmod 600 {path}" in told.sentence
    for each in installed.data.iterdir():  # the log of a database is made with its rights
        each.chmod(0o600)
    assert (await found(installed, present, "permissions")).state == "ok"


# The machine


async def test_a_clock_that_is_wrong_or_has_gone_back_is_told(installed: Settings, present: datetime) -> None:
    assert (await found(installed, present + timedelta(seconds=90), "clock")).state == "warn"
    assert (await found(installed, present - timedelta(days=2), "clock")).state == "bad"
    later = present + timedelta(hours=3)
    written(installed, present, lambda db: contacts.note_contact(db, "telegram", later))
    told = await found(installed, present, "clock")
    assert (told.state, "revenue en arrière" in told.sentence) == ("bad", True)


async def test_without_a_network_the_clock_is_unknown(installed: Settings, present: datetime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
    assert (await found(changed(installed, telegram_api=nobody), present, "clock")).state == "unknown"


@pytest.mark.parametrize(("free", "state"), [(10**10, "ok"), (9 * 10**8, "warn"), (10**8, "bad"), (0, "bad")])
async def test_a_volume_without_space_is_told(
    installed: Settings, present: datetime, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: Usage(10**11, 0, free))  # type: ignore[attr-defined]
    assert (await found(installed, present, "disk")).state == state


def test_the_disk_of_a_folder_that_is_not_there_yet_is_looked_at(tmp_path: Path) -> None:
    assert machine.space([tmp_path / "not" / "there"])[1] == shutil.disk_usage(tmp_path).total


# The database


async def test_a_damaged_database_is_told(installed: Settings, present: datetime) -> None:
    many = range(2_000)
    written(installed, present, lambda db: [inbox.receive(db, "x", str(n), "x", {}, present) for n in many])
    content = bytearray(installed.database.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = b"\xff" * 4096
    installed.database.write_bytes(content)
    told = await found(installed, present, "database")
    assert told.state in ("bad", "unknown")
    assert told.state == "bad", told.sentence


async def test_a_missing_an_old_and_a_foreign_database_are_told_and_left_alone(
    installed: Settings, present: datetime, tmp_path: Path
) -> None:
    nowhere = changed(installed, database=tmp_path / "none" / "x.sqlite")
    assert "flashcoop run" in (await found(nowhere, present, "database")).sentence
    assert not (tmp_path / "none").exists()
    foreign = tmp_path / "foreign.sqlite"
    other = Database(foreign)
    other.table("songs").insert({"title": "x"})
    other.close()
    before = foreign.read_bytes()
    assert (await found(changed(installed, database=foreign), present, "database")).state == "warn"
    assert foreign.read_bytes() == before


async def test_a_sqlite_that_forgets_to_sync_is_told(
    installed: Settings, present: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.doctor.keeping.make_durable", lambda db: db.conn.execute("PRAGMA synchronous = OFF"))
    told = await found(installed, present, "database")
    assert (told.state, "synchronous" in told.sentence) == ("bad", True)


# The public address


async def test_a_public_address_that_leads_here_is_well(installed: Settings, present: datetime) -> None:
    async with says(200, {"status": "ok", "mark": MARK}) as url:
        told = await found(changed(installed, public_url=url), present, "public_url")
    assert (told.state, "HTTPS" in told.sentence) == ("warn", True)  # here it does, without a certificate


@pytest.mark.parametrize(
    ("status", "body", "text", "state", "said"),
    [
        (200, None, "<h1>It works!</h1>", "bad", "autre chose"),
        (404, None, "", "bad", "autre chose"),
        (200, {"status": "ok", "mark": "0" * 16}, "", "bad", "autre installation"),
        (200, ["ok"], "", "bad", "autre chose"),
        (503, {"status": "failing", "mark": MARK}, "", "bad", "va mal"),
        (502, None, "Bad Gateway", "warn", "derrière"),
    ],
)
async def test_a_public_address_that_answers_something_else_is_told(
    installed: Settings, present: datetime, status: int, body: object, text: str, state: str, said: str
) -> None:
    async with says(status, body, text) as url:
        told = await found(changed(installed, public_url=url), present, "public_url")
    assert (told.state, said in told.sentence) == (state, True), told.sentence


async def test_an_address_nobody_answers_at_and_one_inside_are_told(installed: Settings, present: datetime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
    assert (await found(changed(installed, public_url=nobody), present, "public_url")).state == "bad"
    inside = changed(installed, public_url="http://10.0.0.1", allowed_hosts="")
    told = await found(inside, present, "public_url")
    assert (told.state, "FLASHCOOP_ALLOWED_HOSTS" in told.sentence) == ("unknown", True)


# Telegram


async def test_a_token_that_is_refused_is_told_without_it(installed: Settings, present: datetime) -> None:
    wrong = SecretStr("999999:nobodys-token-nobodys-token")
    told = await found(changed(installed, telegram_token=wrong), present, "telegram")
    assert (told.state, "BotFather" in told.sentence, "999999" in told.sentence) == ("bad", True, False)


async def test_the_token_of_another_bot_is_told(installed: Settings, present: datetime) -> None:
    written(installed, present, lambda db: inbox.receive(db, "telegram", "777:abc", "x", {}, present))
    told = await found(installed, present, "telegram")
    assert (told.state, "autre bot" in told.sentence) == ("bad", True)
    mine = TOKEN.partition(":")[0]
    written(installed, present, lambda db: inbox.receive(db, "telegram", f"{mine}:abc", "x", {}, present))
    assert (await found(installed, present, "telegram")).state == "ok"


async def test_a_name_that_is_not_the_bots_would_break_its_links(installed: Settings, present: datetime) -> None:
    told = await found(changed(installed, telegram_name="somebody_else"), present, "telegram")
    assert told.state == "warn"
    assert "FLASHCOOP_TELEGRAM_NAME=" in told.sentence


async def test_a_telegram_that_does_not_answer_is_unknown(
    installed: Settings, present: datetime, emulator: Emulator
) -> None:
    for method in ("getMe", "getWebhookInfo"):
        emulator.meets(Trouble(reply=BAD_GATEWAY), method)
    assert (await found(installed, present, "telegram")).state == "unknown"
    assert (await found(installed, present, "webhook")).state == "unknown"


async def test_what_waits_with_telegram_and_since_when_is_told(
    installed: Settings, present: datetime, emulator: Emulator
) -> None:
    await emulator.person("Amina", "fr").opens("TOKEN")
    told = await found(installed, present, "webhook")
    assert (told.state, "1 messages" in told.sentence) == ("warn", True)
    ago = present - timedelta(hours=21)
    written(installed, present, lambda db: contacts.note_contact(db, "telegram", ago))
    told = await found(installed, present, "webhook")
    assert (told.state, "depuis 21 h" in told.sentence, "dans 3 h" in told.sentence) == ("bad", True, True)


async def test_a_webhook_that_is_not_as_the_settings_want_is_told(
    installed: Settings, present: datetime, emulator: Emulator
) -> None:
    called = changed(installed, telegram_webhook_secret=SecretStr("x" * 20), public_url="http://127.0.0.1:1")
    assert "n'appelle pas encore" in (await found(called, present, "webhook")).sentence
    async with says(200) as elsewhere:
        from bot.telegram.api import Api

        api = Api(TOKEN, emulator.url)
        await api.call("setWebhook", {"url": f"{elsewhere}{PATH}", "secret_token": "y" * 20})
        await api.close()
        for each in (called, installed):
            assert "autre adresse" in (await found(each, present, "webhook")).sentence


# The rest


async def test_the_mail_server_is_greeted_and_no_letter_leaves(
    installed: Settings, present: datetime, mailroom: Mailroom
) -> None:
    with_mail = changed(installed, smtp_url=SecretStr(mailroom.url))
    assert (await found(with_mail, present, "mail")).state == "ok"
    assert mailroom.letters == []
    unreadable = changed(installed, smtp_url=SecretStr("smtp//nothing"))
    assert (await found(unreadable, present, "mail")).state == "bad"
    nobody = changed(installed, smtp_url=SecretStr("smtp://me:very-secret@127.0.0.1:1?from=a@b.example"))
    told = await found(nobody, present, "mail")
    assert (told.state, "very-secret" in told.sentence) == ("bad", False)


async def test_a_damaged_model_is_told(installed: Settings, present: datetime) -> None:
    weights = installed.data / "models" / "whisper-base" / "model.bin"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"not a model")
    told = await found(installed, present, "model")
    assert (told.state, str(weights) in told.sentence) == ("bad", True)


async def test_records_that_were_not_reached_are_told(installed: Settings, present: datetime) -> None:
    def add(db: Database) -> None:
        cae = cohorts.cae_id(db, cohorts.add_cae(db, Codes(), "Coodem"))
        opening = targets.Opening("endi", cae, "folder", "/somewhere", {}, "")
        from bot.records.settling import preset

        targets.add(db, Vault(SECRET), targets.Opening(*opening_with(opening, preset("folder"))), present)
        targets.failed(db, targets.target(db, "endi").id, "Le dossier n'est pas là.", timedelta(hours=1), present)

    written(installed, present, add)
    told = await found(installed, present, "records")
    assert (told.state, "endi : Le dossier n'est pas là." in told.sentence) == ("warn", True)


def opening_with(opening: targets.Opening, mapping: str) -> tuple[str, int, str, str, dict[str, str], str]:
    return opening.name, opening.cae_id, opening.kind, opening.place, {}, mapping


async def test_a_check_that_fails_itself_is_unknown_and_holds_up_no_other(
    installed: Settings, present: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_ground: object) -> Finding:
        raise ValueError(TOKEN)

    monkeypatch.setitem(CHECKS, "disk", breaks)
    with ground_of(installed, present) as ground:
        first, second = await examine(ground, ["disk", "secret"])
    assert (first.state, second.state) == ("unknown", "ok")
    assert TOKEN not in first.sentence
