"""Better wordings that came as voice messages: fetched, and kept until somebody writes them down."""

from bot.running import Assistant
from bot.staff import wording_words as words
from bot.staff.wording import JOB, Spot
from bot.wording import reviewing
from storage import jobs, outbox, people, takes
from storage.database import Database
from storage.jobs import Job
from storage.media import Stored


def is_dictated(job: Job) -> bool:
    """Whether a recording that waits is a better wording."""
    return JOB in job.body


async def keep(assistant: Assistant, job: Job) -> None:
    """Keep a better wording whose bytes are here."""
    await assistant.writer.run(_kept, assistant, job)


def _kept(db: Database, assistant: Assistant, job: Job) -> None:
    take, spot = takes.take(db, job.take_id), Spot(**job.body[JOB])
    found = (each for each in reviewing.listed(db, spot.language) if each.mark == spot.mark)
    phrase = next(found, None)
    if phrase is None or take is None or take.sha256 is None:
        told(db, assistant, job, reviewing.GONE)
        return
    signer = reviewing.signer(db, people.person(db, job.person_id))
    stored = Stored(take.sha256, take.bytes or 0, take.mime or "audio/ogg")
    reviewing.speak(db, phrase, stored, signer, assistant.clock())
    told(db, assistant, job, words.KEPT)


def told(db: Database, assistant: Assistant, job: Job, text: str = words.UNREADABLE) -> None:
    """Tell what came of a voice message, once; the message itself is not kept."""
    takes.release(db, job.take_id, assistant.clock())
    if jobs.job_done(db, job.id):
        body = {"kind": "staff", "words": "wording", "people": [], **words.plain(text, words.BACK)}
        wanted = outbox.Wanted(body, "skip", job.person_id)
        outbox.put_intent(db, int(job.body["address"]), wanted, assistant.clock())
