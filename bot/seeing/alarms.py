"""Which troubles the operator is told of, and when: decided from figures alone.

Each is told once when it begins and once when it is over, a good while after it was last seen, so that what comes and
goes is one trouble.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.doctor.finding import Finding
from storage.alarms import Alarm
from storage.service import Backup, Numbers

AT_ONCE = timedelta(0)
UNANSWERED = timedelta(minutes=5)  # of what came in: somebody waits with the telephone in her hand
UNSENT = timedelta(minutes=15)  # of what is to be said: Telegram's limits make a hundred people wait for some
UNHEARD = timedelta(hours=1)  # of voices: fifty people who speak at once keep one core busy for that long
AWAY = timedelta(hours=12)  # of a CAE's records: a night, in which servers are restarted
NO_BACKUP = timedelta(days=2)
SILENT, LAST_HOURS = timedelta(hours=1), timedelta(hours=20)  # of Telegram, which forgets after 24
CATCHING_UP = timedelta(minutes=5)  # after a start: what waited with Telegram is fetched first
TWICE = timedelta(minutes=35)  # what is looked at every half hour is told when it was seen twice
QUIET = timedelta(minutes=15)  # unseen for so long, a trouble is over
OWN = {"disk", "records", "backups", "webhook"}  # findings that have a trouble of their own, from fresher figures


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong now; it is told once it has lasted for `patience`."""

    code: str
    sentence: str
    patience: timedelta = AT_ONCE


@dataclass(frozen=True, slots=True)
class State:
    """All a decision is made from. `numbers` is None where the database cannot be read; `silent` as there, or since
    the start where nothing was ever had; None without a bot.
    """

    numbers: Numbers | None
    backup: Backup | None
    disk: Finding
    findings: tuple[Finding, ...]
    unwritable: bool
    silent: timedelta | None


@dataclass(frozen=True, slots=True)
class News:
    """What lasts, and what of it is to be told: begun, and over."""

    lasting: tuple[Alarm, ...]
    begun: tuple[Alarm, ...]
    over: tuple[Alarm, ...]

    def told(self, now: datetime) -> tuple[Alarm, ...]:
        """What lasts once it was told."""
        begun = {each.code for each in self.begun}
        return tuple(replace(each, told_at=now) if each.code in begun else each for each in self.lasting)


def troubles(state: State, now: datetime) -> list[Trouble]:
    """What is wrong."""
    found = [Trouble("unwritable", "Rien ne peut plus s'écrire dans la base : voyez le disque et ses droits.")]
    found = found if state.unwritable else []
    if state.disk.state in ("warn", "bad"):
        found.append(Trouble(f"disk_{state.disk.state}", state.disk.sentence))
    found += [*_waiting(state.numbers), *_silent(state.silent), *_backup(state.backup, now), *_found(state.findings)]
    return found


def _waiting(numbers: Numbers | None) -> Iterator[Trouble]:
    if numbers is None:
        return
    if numbers.inbox.oldest >= UNANSWERED:
        yield Trouble("inbox", "Des messages reçus attendent sans réponse : l'assistant est trop lent ou bloqué.")
    if numbers.outbox.oldest >= UNSENT:
        yield Trouble("outbox", "Des messages ne partent pas : voyez Telegram, l'e-mail ou les SMS.")
    if numbers.engine.oldest >= UNHEARD:
        yield Trouble("engine", "Des voix attendent d'être écoutées : la machine est trop lente ou le modèle manque.")
    for target in numbers.targets:
        if target.failing and target.away >= AWAY:
            yield Trouble(f"target:{target.name}", f"Les fiches « {target.name} » ne sont plus joignables.")


def _silent(silent: timedelta | None) -> Iterator[Trouble]:
    if silent is not None and silent >= SILENT:
        sentence = "Rien n'arrive plus de Telegram, qui oublie les messages après 24 heures."
        yield Trouble("telegram_silent", sentence, CATCHING_UP)
    if silent is not None and silent >= LAST_HOURS:
        sentence = "Telegram est muet depuis 20 heures : dans quelques heures, des messages seront perdus."
        yield Trouble("telegram_forgets", sentence, CATCHING_UP)


def _backup(backup: Backup | None, now: datetime) -> Iterator[Trouble]:
    if backup is not None and backup.failed:
        yield Trouble("backup_failed", f"La dernière sauvegarde a échoué. {backup.failed}")
    if backup is not None and backup.made_at is not None and now - backup.made_at >= NO_BACKUP:
        yield Trouble("backup_late", "Il n'y a plus de sauvegarde depuis deux jours.")


def _found(findings: Iterable[Finding]) -> Iterator[Trouble]:
    for each in findings:
        if each.state == "bad" and each.name not in OWN:
            yield Trouble(f"found:{each.name}", each.sentence, TWICE)


def settled(known: Iterable[Alarm], wrong: Iterable[Trouble], now: datetime) -> News:
    """What has come of the alarms that were known."""
    before, now_wrong = {each.code: each for each in known}, {each.code: each for each in wrong}
    lasting = [_seen(before.get(code), each, now) for code, each in now_wrong.items()]
    unseen = [each for code, each in before.items() if code not in now_wrong and each.told_at is not None]
    over = tuple(each for each in unseen if now - each.seen_at >= QUIET)
    begun = tuple(
        each for each in lasting if each.told_at is None and now - each.since >= now_wrong[each.code].patience
    )
    return News((*lasting, *(each for each in unseen if each not in over)), begun, over)


def _seen(known: Alarm | None, trouble: Trouble, now: datetime) -> Alarm:
    if known is None:
        return Alarm(trouble.code, trouble.sentence, now, now)
    return replace(known, sentence=trouble.sentence, seen_at=now)


def letter(news: News, where: str, since: Mapping[str, str]) -> tuple[str, str]:
    """What the operator reads: a subject and a text; `since` is when each trouble began, as she writes it."""
    subject = f"Flashcoop : {news.begun[0].sentence}" if news.begun else "Flashcoop : c'est réglé"
    lines = [f"- {each.sentence} (depuis le {since[each.code]})" for each in news.begun]
    lines += ["C'est réglé :", *(f"- {each.sentence}" for each in news.over)] if news.over else []
    return subject, "\n".join([*lines, "", f"État du service : {where}", "Sur le serveur : flashcoop doctor"])
