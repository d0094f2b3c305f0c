"""How the service stands, for those who are not at the server: what waits, what goes wrong, what is well."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.console.words import Tongue
from bot.doctor.finding import TITLES, Finding, worst
from bot.doctor.machine import space
from storage import service
from storage.cohorts import TIMEZONE
from storage.service import Numbers, Queue

N_ = str  # marks what is translated where it is shown
STATES: Mapping[str, str] = {
    "bad": N_("À réparer"),
    "warn": N_("À voir"),
    "unknown": N_("Inconnu"),
    "ok": N_("Va bien"),
}
WHOLE: Mapping[str, str] = {
    "ok": N_("Tout va bien."),
    "unknown": N_("Tout va bien, autant qu'on le sache."),
    "warn": N_("Le service marche ; il y a des choses à voir."),
    "bad": N_("Quelque chose est à réparer : prévenez la personne qui tient le serveur."),
}
# What is wrong with these is for who holds the server alone: it says where a stranger could come in.
FOR_THE_OPERATOR = ("settings", "secret", "permissions")
TOLD_AT_THE_SERVER = N_("Le détail se voit sur le serveur.")
GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Line:
    """A check as it is shown: `detail` is French, "" where there is nothing to do."""

    title: str
    state: str
    detail: str
    hidden: bool


async def page(visit: Visit) -> Response:
    """The service as it is now."""
    assistant = visit.console.assistant
    numbers = await visit.read(_numbers)
    seen, settings = assistant.seen, assistant.settings
    free, _ = space([settings.data, settings.database.parent])
    return visit.page(
        "service.html",
        tab="service",
        zone=TIMEZONE,
        whole=WHOLE[worst([each.state for each in seen.findings])] if seen.findings else "",
        alarms=seen.alarms,
        lines=[_line(each) for each in _worst_first(seen.findings)],
        looked_at=seen.looked_at,
        waits=_waits(visit.tongue, numbers),
        numbers=numbers,
        reminders=numbers.reminders.get("sent", 0),
        free=round(free / GIGABYTE, 1),
        states=STATES,
        told_at_the_server=TOLD_AT_THE_SERVER,
    )


def _numbers(case: Case) -> Numbers:
    return service.numbers(case.db, case.now)


def _worst_first(findings: tuple[Finding, ...]) -> list[Finding]:
    order = list(STATES)
    return sorted(findings, key=lambda each: order.index(each.state))


def _line(found: Finding) -> Line:
    hidden = found.name in FOR_THE_OPERATOR and found.state != "ok"
    return Line(TITLES[found.name], found.state, "" if hidden else found.sentence, hidden)


def _waits(tongue: Tongue, numbers: Numbers) -> list[tuple[str, int, str]]:
    """What waits: its name, how much, and since when, in the reader's words."""
    queues: Mapping[str, Queue] = {
        N_("Messages reçus qui attendent"): numbers.inbox,
        N_("Messages à envoyer"): numbers.outbox,
        N_("Voix à écouter"): numbers.engine,
    }
    return [(name, queue.waiting, _since(tongue, queue.oldest)) for name, queue in queues.items()]


def _since(tongue: Tongue, oldest: timedelta) -> str:
    minutes = int(oldest.total_seconds() // 60)
    if minutes < 1:
        return ""
    if minutes < 120:
        return tongue(N_("depuis %(number)s min")) % {"number": tongue.number(minutes)}
    return tongue(N_("depuis %(number)s h")) % {"number": tongue.number(minutes // 60)}


DOORS = (door(f"{ROOT}/service", page, action="service.see", target="self"),)
