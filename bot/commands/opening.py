"""What a command works on: the database, opened, and refusals told in one sentence."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console

from bot.clocks import clock_from
from bot.commands.asking import ask_server
from bot.operations import Operating, operate
from bot.settings import Settings
from storage.ailing import ailment
from storage.codes import Codes
from storage.database import AlreadyRunning, Database, open_database, transaction
from storage.refusals import Refused

errors = Console(stderr=True, highlight=False)
REFUSED = 1  # exit status of what was refused with a sentence


@contextmanager
def refusals() -> Iterator[None]:
    """Tell a refusal in its one sentence instead of a trace; a disk that cannot be written is one."""
    try:
        yield
    except Refused as refused:
        errors.print(refused.sentence)
        raise typer.Exit(REFUSED) from None
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, ConnectionError) or not (ailment(error) or getattr(error, "errno", None)):
            raise
        errors.print(f"Impossible d'écrire ici ({error}) : vérifiez les droits et la place du dossier des données.")
        raise typer.Exit(REFUSED) from None


@contextmanager
def reading() -> Iterator[Database]:
    """The database, to look at; it may be served meanwhile."""
    with refusals():
        settings = Settings.load()
        database = open_database(settings.database, clock_from(settings.now)(), write=False)
        try:
            yield database
        finally:
            database.close()


def change(operation: str, /, **arguments: Any) -> Any:  # noqa: ANN401 -- JSON
    """Do an operation, here or, while the server runs, through it."""
    with refusals():
        settings = Settings.load()
        try:
            return _change_here(settings, operation, arguments)
        except AlreadyRunning:
            return ask_server(settings, operation, arguments)


def _change_here(settings: Settings, name: str, arguments: dict[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    now = clock_from(settings.now)()
    database = open_database(settings.database, now, recipient=settings.backup_recipient)
    try:
        with transaction(database):
            return operate(Operating(database, settings, Codes(), now), name, arguments)
    finally:
        database.close()


def answer(value: Any, as_json: bool, text: str) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """Print an answer: JSON alone for machines, a sentence for people."""
    sys.stdout.write((json.dumps(value, ensure_ascii=False) if as_json else text) + "\n")
