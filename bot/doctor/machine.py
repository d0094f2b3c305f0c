"""The machine: its clock, its disk."""

import shutil
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.doctor.finding import Finding, Ground
from storage import service

PATIENCE = aiohttp.ClientTimeout(total=8, connect=5)  # seconds; who looks waits for several of these
SKEW, WRONG = timedelta(seconds=30), timedelta(minutes=5)  # a session begins at a minute; a certificate bears less
BACK = timedelta(minutes=1)  # what two processors, or a clock that is being set right, may differ by
MEGABYTE = 1_000_000
LOW, FULL = 1_000 * MEGABYTE, 200 * MEGABYTE  # free: a month of voices; the log of one erasure


async def clock(ground: Ground) -> Finding:
    """The clock beside Telegram's, and beside what stands in the database."""
    last = service.last_written(ground.db) if ground.db is not None else None
    if last is not None and ground.now < last - BACK:
        sentence = f"L'horloge est revenue en arrière : la base va jusqu'au {last:%d/%m/%Y %H:%M} UTC. Remettez-la à"
        return Finding("clock", "bad", f"{sentence} l'heure (« timedatectl set-ntp true »).")
    theirs = await _their_time(ground.settings.telegram_api)
    if theirs is None:
        return Finding("clock", "unknown", "Inconnu : pas d'heure à comparer, Telegram ne répond pas d'ici.")
    away = abs(ground.now - theirs)
    if away <= SKEW:
        return Finding("clock", "ok", "L'heure est juste.")
    sentence = f"L'horloge se trompe de {_told(away)} : mettez-la à l'heure (« timedatectl set-ntp true »)."
    return Finding("clock", "bad" if away > WRONG else "warn", sentence)


async def _their_time(server: str) -> datetime | None:
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.head(server, allow_redirects=False) as reply,
        ):
            return parsedate_to_datetime(reply.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None


def _told(away: timedelta) -> str:
    seconds = int(away.total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"


def disk(ground: Ground) -> Finding:
    """What is free where data and database are."""
    free, total = space([ground.settings.data, ground.settings.database.parent])
    told = f"{free / 1e9:.1f} Go libres sur {total / 1e9:.1f} Go".replace(".", ",")
    if free < FULL:
        return Finding("disk", "bad", f"Disque plein : {told}. Faites de la place tout de suite, ou agrandissez-le.")
    if free < LOW:
        return Finding("disk", "warn", f"Bientôt plein : {told}. Faites de la place ou agrandissez-le.")
    return Finding("disk", "ok", f"{told}.")


def space(folders: list[Path]) -> tuple[int, int]:
    """Bytes free and in all, of the fullest disk that one of these folders is, or will be, on."""
    return min(((used.free, used.total) for used in map(_usage, folders)), key=lambda each: each[0])


def _usage(folder: Path) -> "shutil._ntuple_diskusage":
    there = next(each for each in (folder.resolve(), *folder.resolve().parents) if each.exists())
    return shutil.disk_usage(there)
