"""`flashcoop init`: each answer is looked at, what was there stays, and nothing secret is shown."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from dotenv import dotenv_values
from typer.testing import CliRunner

from bot.beginning import env_file
from bot.beginning.questions import PREFIX, QUESTIONS
from bot.cli import app
from bot.clocks import clock_from
from bot.settings import Settings
from storage import inbox
from storage.refusals import Refused
from storage.sealing import key_pair
from storage.secrets import Vault
from tests.seeing.conftest import written

TOKEN = "123456:an-emulated-token-of-a-bot"
EMULATOR = [sys.executable, "-m", "tests.botapi", "--port", "0", "--token", TOKEN]
MAIL = "smtp://compte:tr%C3%A8s-secret@127.0.0.1:1?from=a@b.example"


class Web(HTTPServer):
    """What answers at a public address."""

    says: bytes = b"<h1>It works!</h1>"
    status = 200


class _Answer(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.says)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address(web: Web) -> str:
    return f"http://127.0.0.1:{web.server_address[1]}"


@pytest.fixture(scope="module")
def telegram() -> Iterator[str]:
    """Telegram, in another process: the command has a loop of its own."""
    with subprocess.Popen(EMULATOR, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def here(tmp_path: Path, telegram: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to begin in, with Telegram beside it."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FLASHCOOP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FLASHCOOP_TELEGRAM_API", telegram)
    monkeypatch.setenv("FLASHCOOP_ALLOWED_HOSTS", "127.0.0.1")
    return tmp_path


def init(*options: str, typed: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["init", *options], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def answered(folder: Path, *lines: str) -> list[str]:
    path = folder / "answers"
    path.write_text("".join(f"{line}\n" for line in lines))
    return ["--answers", str(path)]


def settings() -> Settings:
    return Settings.load()


def test_answers_become_a_file_for_its_owner_alone(here: Path, web: Web) -> None:
    web.status = 502
    code, told = init(typed=f"{here / 'data'}\n{address(web)}\n{TOKEN}\n\noperator@flashcoop.example\n\n")
    assert code == 0, told
    env = here / ".env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    found = settings()
    assert found.telegram_token is not None
    assert found.telegram_token.get_secret_value() == TOKEN
    assert found.telegram_name == "flashcoop_123456_bot"
    assert (found.database, found.data) == (here / "data" / "flashcoop.sqlite", here / "data")
    assert found.operator_mail == "operator@flashcoop.example"
    assert found.secret is not None
    assert Vault(found.secret.get_secret_value())
    for secret in (TOKEN, TOKEN.partition(":")[2], found.secret.get_secret_value()):
        assert secret not in told
    for step in ("flashcoop run", "flashcoop cae add", "flashcoop invite --role coordinator", "flashcoop doctor"):
        assert step in told


def test_what_is_there_stays_and_a_second_time_changes_nothing(here: Path) -> None:
    env = here / ".env"
    env.write_text("# ours\nFLASHCOOP_PORT=9000\nOTHER=1\nexport FLASHCOOP_SECRET='kept for ever, kept'\n")
    assert init(*answered(here, f"FLASHCOOP_DATA={here}"))[0] == 0
    first = env.read_text()
    assert first.startswith("# ours\nFLASHCOOP_PORT=9000\nOTHER=1\n")
    assert dotenv_values(env)["FLASHCOOP_SECRET"] == "kept for ever, kept"
    assert init(*answered(here))[0] == 0
    assert env.read_text() == first
    assert init(typed="\n" * 10)[0] == 0
    assert env.read_text() == first


def test_a_key_beside_the_data_becomes_the_secret(here: Path) -> None:
    (here / "secret").write_text("a key that was made at the first start\n")
    assert init(*answered(here, f"FLASHCOOP_DATA={here}"))[0] == 0
    assert dotenv_values(here / ".env")["FLASHCOOP_SECRET"] == "a key that was made at the first start"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("FLASHCOOP_TELEGRAM_TOKEN=123456", "BotFather"),
        ("FLASHCOOP_TELEGRAM_TOKEN=999999:nobodys-token-nobodys-token", "BotFather"),
        ("FLASHCOOP_PUBLIC_URL=flashcoop.example", "https://"),
        ("FLASHCOOP_PUBLIC_URL=http://flashcoop.example", "micro"),
        ("FLASHCOOP_SMTP_URL=smtp//x", "FLASHCOOP_SMTP_URL"),
        (f"FLASHCOOP_SMTP_URL={MAIL}", "ne nous laisse pas entrer"),
        ("FLASHCOOP_OPERATOR_MAIL=nobody", "e-mail"),
        ("FLASHCOOP_DATA=/proc/nowhere", "On ne peut pas écrire"),
    ],
)
def test_a_wrong_answer_is_refused_in_a_sentence_and_nothing_is_written(here: Path, line: str, said: str) -> None:
    if "DATA" in line and os.access("/proc", os.W_OK):
        line = f"FLASHCOOP_DATA={here / 'answers'}"  # a file is no folder, not even for root
    code, told = init(*answered(here, line))
    assert (code, said in told, (here / ".env").exists()) == (1, True, False), told
    assert "secret" not in told.replace("FLASHCOOP_SECRET", "")


def test_an_address_that_answers_something_else_is_refused(here: Path, web: Web) -> None:
    code, told = init(*answered(here, f"FLASHCOOP_PUBLIC_URL={address(web)}"))
    assert (code, "autre chose" in told) == (1, True)
    web.says = b'{"status": "ok", "mark": "0000000000000000"}'
    (here / ".env").write_text("FLASHCOOP_SECRET=a-secret-of-this-installation\n")
    code, told = init(*answered(here, f"FLASHCOOP_PUBLIC_URL={address(web)}"))
    assert (code, "autre installation" in told) == (1, True)


def test_the_token_of_another_bot_is_refused(here: Path) -> None:
    code, _ = init(*answered(here, f"FLASHCOOP_DATA={here}"))
    assert code == 0
    made = settings()
    now = clock_from(None)()
    written(made, now, lambda db: inbox.receive(db, "telegram", "777:abc", "x", {}, now))
    code, told = init(*answered(here, f"FLASHCOOP_TELEGRAM_TOKEN={TOKEN}"))
    assert (code, "autre bot" in told) == (1, True)


def test_who_types_something_wrong_is_asked_again(here: Path) -> None:
    code, told = init(typed=f"{here}\n\nnothing\n{TOKEN}\n\n\n\n")
    assert (code, told.count("Jeton du bot")) == (0, 2)


def test_who_goes_away_in_the_middle_leaves_nothing(here: Path) -> None:
    code, _ = init(typed=f"{here}\n")
    assert (code, (here / ".env").exists()) == (1, False)


def test_a_file_that_cannot_be_read_is_told_by_the_name_of_its_setting(here: Path) -> None:
    (here / ".env").write_text("FLASHCOOP_PORT=many\n")
    code, told = init(*answered(here))
    assert (code, "FLASHCOOP_PORT" in told, told.count("\n")) == (1, True, 1)


def test_without_telegram_the_answer_is_taken_and_unknown(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASHCOOP_TELEGRAM_API", "http://127.0.0.1:1")
    code, told = init(*answered(here, f"FLASHCOOP_TELEGRAM_TOKEN={TOKEN}"))
    assert (code, "Inconnu" in told) == (0, True)


def test_every_question_fills_a_setting() -> None:
    assert {each.name.removeprefix(PREFIX).lower() for each in QUESTIONS} <= set(Settings.model_fields)


def test_the_key_of_backups_is_one(here: Path) -> None:
    recipient = key_pair().recipient
    assert init(*answered(here, f"FLASHCOOP_BACKUP_RECIPIENT={recipient}"))[0] == 0
    assert settings().backup_recipient == recipient
    code, told = init(*answered(here, "FLASHCOOP_BACKUP_RECIPIENT=age1nothing"))
    assert (code, "ne se lit pas" in told) == (1, True)


@pytest.mark.parametrize("value", ["plain", "with space", "quo'te", 'double"', "back\\slash", "a#b", "é", "x$y", "&?"])
def test_a_value_is_read_as_it_was_written(tmp_path: Path, value: str) -> None:
    path = tmp_path / ".env"
    env_file.write(path, {"FLASHCOOP_A": value})
    assert env_file.read(path) == {"FLASHCOOP_A": value}
    assert dotenv_values(path)["FLASHCOOP_A"] == value


@pytest.mark.parametrize("value", ["two\nlines", "${HOME}"])
def test_a_value_that_readers_would_change_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(Refused):
        env_file.write(tmp_path / ".env", {"FLASHCOOP_A": value})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_refused_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".env"
    path.write_text("FLASHCOOP_A=1\n")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.beginning.env_file.os.fsync", full)
    with pytest.raises(Refused, match="No space"):
        env_file.write(path, {"FLASHCOOP_A": "2"})
    assert [each.name for each in tmp_path.iterdir()] == [".env"]
    assert path.read_text() == "FLASHCOOP_A=1\n"
