"""What is kept: the database and how durable it is, backups, the CAEs' records."""

import sqlite3
from datetime import timedelta

from sqlite_utils import Database

from bot.doctor.finding import Finding, Ground
from storage import service
from storage.database import make_durable
from storage.records import targets

OLDEST = (3, 37, 0)  # STRICT tables (sqlite.org/stricttables.html)
DURABLE = {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1}  # as `storage.database.make_durable` sets them
SOUND = "ok"  # what PRAGMA quick_check says of a sound database
BACKUP_LATE = timedelta(days=2)
REHEARSED_LATE = timedelta(days=90)


def database(ground: Ground) -> Finding:
    """The library's version, what makes a commit durable, and whether the file is whole."""
    if sqlite3.sqlite_version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        return Finding("database", "bad", f"SQLite {sqlite3.sqlite_version} est trop vieux : il faut {needed}.")
    if weak := _not_durable():
        return Finding("database", "bad", f"SQLite ne suit pas le réglage {', '.join(weak)} : changez de Python.")
    db = ground.db
    if db is None:
        return Finding("database", "warn", ground.why_not or "Pas encore de base : lancez « flashcoop run ».")
    try:
        journal = db.conn.execute("PRAGMA journal_mode").fetchone()[0]
        whole = db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] if ground.deep else SOUND
    except sqlite3.DatabaseError:
        journal, whole = "wal", "unreadable"
    if whole != SOUND:
        sentence = "La base est abîmée : arrêtez l'assistant et remettez une sauvegarde (« flashcoop restore »)."
        return Finding("database", "bad", sentence)
    if journal != "wal":
        return Finding("database", "warn", "La base n'est pas en mode WAL : lancez « flashcoop run » une fois.")
    return Finding("database", "ok", f"La base est saine (SQLite {sqlite3.sqlite_version}).")


def _not_durable() -> list[str]:
    """The settings of durability that this SQLite does not take."""
    trial = Database(memory=True)
    try:
        make_durable(trial)
        taken = {name: trial.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in DURABLE}
        return [name for name, wanted in DURABLE.items() if taken[name] != wanted]
    finally:
        trial.close()


def backups(ground: Ground) -> Finding:
    """When the last one was made, and when one was last put back on trial."""
    last = service.backup(ground.db) if ground.db is not None else None
    if last is None or (last.made_at is None and not last.failed):
        sentence = "Aucune sauvegarde n'est connue : réglez FLASHCOOP_BACKUP_TO et FLASHCOOP_BACKUP_RECIPIENT."
        return Finding("backups", "warn", sentence)
    when = f"{last.made_at:%d/%m/%Y}" if last.made_at else "jamais"
    if last.failed:
        sentence = f"La dernière sauvegarde a échoué (la dernière réussie : {when}). {last.failed}"
        return Finding("backups", "bad", sentence)
    if last.made_at is None or ground.now - last.made_at > BACKUP_LATE:
        return Finding("backups", "bad", f"Dernière sauvegarde : {when}. Voyez pourquoi il n'y en a plus.")
    if last.rehearsed_at is None or ground.now - last.rehearsed_at > REHEARSED_LATE:
        sentence = f"Dernière sauvegarde : {when}. Essayez-en une : « flashcoop backup rehearse »."
        return Finding("backups", "warn", sentence)
    return Finding("backups", "ok", f"Dernière sauvegarde : {when}, essayée le {last.rehearsed_at:%d/%m/%Y}.")


def records(ground: Ground) -> Finding:
    """Whether the CAEs' records were reached at the last try."""
    known = targets.targets(ground.db) if ground.db is not None else []
    if failing := [f"{each.name} : {each.trouble}" for each in known if each.trouble]:
        return Finding("records", "warn", " ".join([*failing, "Essayez « flashcoop records check »."]))
    if known:
        return Finding("records", "ok", f"{len(known)} fiches de CAE, jointes au dernier essai.")
    return Finding("records", "ok", "Aucunes fiches de CAE ne sont reliées.")
