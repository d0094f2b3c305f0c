"""Calls for a person: who waits, at which question, her voice; and the answer, spoken into the page."""

import asyncio
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from bot import helping
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import name_in
from bot.console.shell import ROOT, Visit
from bot.staff.words import REASONS
from bot.web.limits import VOICE
from storage import helps, jobs, people, takes
from storage.cohorts import Cohort
from storage.helps import Help
from storage.media import Stored
from storage.people import Person
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
NO_VOICE = N_("Il n'y a pas de message vocal. Recommencez.")
TAKEN = N_("Quelqu'un d'autre répond déjà à cette demande.")
GONE = N_("Cet enregistrement n'est plus là.")
ONE = f"{ROOT}/f/{{cohort}}/aide/{{help}}"
SPOKEN = ("audio/", "video/", "application/ogg", "application/octet-stream")  # what browsers call a recording


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call: whose, why, at which question, whether her voice can be heard, and who answers it at present."""

    help: Help
    cohort: Cohort
    person: Person
    name: str
    reason: str
    question: str
    voice: bool
    taken_by: str
    hers: bool


async def page(visit: Visit) -> Response:
    """Everybody who waits for a person, the longest waiting first."""
    return visit.page("helping.html", tab="today", waiting=await visit.read(waiting_in), most=VOICE)


def waiting_in(case: Case) -> list[Waiting]:
    """The calls of the Flashcoops somebody answers for."""
    return [
        _waiting(case, cohort, asked)
        for cohort in case.cohorts("help.see")
        for asked in helps.helps_in(case.db, cohort.id)
    ]


def _waiting(case: Case, cohort: Cohort, asked: Help) -> Waiting:
    person, (by, _) = people.person(case.db, asked.person_id), helps.helper_of(case.db, asked.id)
    return Waiting(
        asked,
        cohort,
        person,
        name_in(case, cohort, person),
        REASONS.get(asked.reason, REASONS["asked"]),
        helping.question_of(case.db, case.assistant.house, asked),
        helping.voice_of(case.db, asked) is not None,
        people.person(case.db, by).code if by is not None else "",
        by == case.who.id,
    )


async def voice(visit: Visit) -> Response:
    """Her voice, as she said it."""
    found = await visit.read(_voice)
    if found is None or found.sha256 is None:
        raise Refused("gone", GONE)
    return FileResponse(visit.console.assistant.media.path(found.sha256), media_type=found.mime or "audio/ogg")


def _voice(case: Case) -> takes.Take | None:
    assert case.aim.help is not None
    name = helping.voice_of(case.db, case.aim.help)
    return takes.take(case.db, name) if name else None


async def answer(visit: Visit) -> Response:
    """A spoken answer: her bytes first, then its rows; she hears it once it can be played everywhere."""
    file, media = (await visit.form()).get("voice"), visit.console.assistant.media
    if not isinstance(file, UploadFile) or not (file.content_type or "").startswith(SPOKEN):
        raise Refused("no_voice", NO_VOICE)
    content = await file.read()
    if not content or len(content) > VOICE:
        raise Refused("no_voice", NO_VOICE)
    mime = (file.content_type or "").partition(";")[0]
    stored = await asyncio.to_thread(media.put, content, mime)
    try:
        await visit.change(lambda case: _answer(case, stored))
    finally:
        media.let_go(stored.sha256)
    return visit.back("/aide?ok=1")


def _answer(case: Case, stored: Stored) -> None:
    asked = case.aim.help
    assert asked is not None
    if not helps.claim(case.db, asked.id, case.who.id, case.now):
        raise Refused("taken", TAKEN)
    codes = case.assistant.house.codes
    answer_id, take = helping.answer_by_voice(case.db, codes, case.who, asked, None, case.now)
    takes.store(case.db, take, stored, None, case.now)
    jobs.add_job(case.db, "listen", take, {helping.JOB: answer_id}, case.now)


async def close(visit: Visit) -> Response:
    """She was helped in another way."""
    await visit.change(_close)
    return visit.back("/aide?ok=1")


def _close(case: Case) -> None:
    assert case.aim.help is not None
    if not helps.close_help(case.db, case.aim.help.id, case.who.code, case.now):
        raise Refused("taken", TAKEN)


DOORS = (
    door(f"{ROOT}/aide", page, action="help.see", target="listing"),
    door(f"{ONE}/voix", voice, action="help.see", target="help"),
    door(f"{ONE}/reponse", answer, action="help.answer", target="help", methods=("POST",)),
    door(f"{ONE}/regle", close, action="help.answer", target="help", methods=("POST",)),
)
