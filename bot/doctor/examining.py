"""The whole look: every check, one after the other; one that fails itself holds up no other."""

import asyncio
import inspect
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import structlog

from bot.building import KEY_FILE, clips_of, programme_of, recorded_of, vault_of
from bot.doctor import keeping, machine, reaching, safety, telegram, voices
from bot.doctor.finding import Finding, Ground
from bot.loading import Programme
from bot.settings import Settings
from storage.database import Database, open_database
from storage.refusals import Refused
from storage.secrets import Vault

Check = Callable[[Ground], Finding | Awaitable[Finding]]
CHECKS: dict[str, Check] = {
    "settings": safety.settings,
    "secret": safety.secret,
    "permissions": safety.permissions,
    "clock": machine.clock,
    "disk": machine.disk,
    "database": keeping.database,
    "assistant": reaching.assistant,
    "public_url": reaching.public_url,
    "telegram": telegram.bot,
    "webhook": telegram.webhook,
    "mail": reaching.mail,
    "model": voices.model,
    "clips": voices.clips,
    "wording": voices.wording,
    "programme": voices.programme,
    "records": keeping.records,
    "backups": keeping.backups,
}
EVERYTHING = tuple(CHECKS)

log = structlog.get_logger(__name__)


async def examine(ground: Ground, names: Sequence[str] = EVERYTHING) -> list[Finding]:
    """What these checks find, in the order they are named."""
    return [await _one(name, ground) for name in names]


async def _one(name: str, ground: Ground) -> Finding:
    check = CHECKS[name]
    try:
        if inspect.iscoroutinefunction(check):
            found: Finding = await check(ground)
            return found
        return await asyncio.to_thread(check, ground)  # type: ignore[arg-type]  # the others are plain functions
    except Exception as error:  # what we did not foresee is told as what we do not know
        log.warning("check_failed", check=name, error=type(error).__name__)
        return Finding(name, "unknown", f"Inconnu : cela n'a pas pu être regardé ({type(error).__name__}).")


@contextmanager
def ground_of(settings: Settings, now: datetime, env_file: Path = Path(".env")) -> Iterator[Ground]:
    """An installation as it lies there, running or not; nothing is made or changed."""
    db, why_not = _database(settings, now)
    programme = _programme(settings, now)
    recorded = recorded_of(settings, lambda: now)
    clips = clips_of(settings, programme, recorded) if programme is not None else None
    try:
        yield Ground(settings, now, _vault(settings), db, why_not, programme, clips, env_file, os.environ)
    finally:
        if db is not None:
            db.close()


def _database(settings: Settings, now: datetime) -> tuple[Database | None, str]:
    try:
        return open_database(settings.database, now, write=False), ""
    except Refused as refused:
        return None, refused.sentence if refused.code != "no_database" else ""
    except (sqlite3.Error, OSError):
        return None, "La base ne s'ouvre pas : voyez les droits de son dossier."


def _vault(settings: Settings) -> Vault | None:
    """The keys, if there are any: to look makes none."""
    try:
        return vault_of(settings) if settings.secret or (settings.data / KEY_FILE).is_file() else None
    except (Refused, OSError):
        return None


def _programme(settings: Settings, now: datetime) -> Programme | None:
    try:
        return programme_of(settings, now)
    except Exception as error:  # `voices.programme` says in sentences what is wrong with it
        log.warning("programme_unreadable", error=type(error).__name__)
        return None
