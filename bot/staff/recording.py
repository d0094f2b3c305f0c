"""Takes that came as voice messages: made fit to be heard, listened to, kept, and told of in their chat."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from bot.running import Assistant
from bot.staff import studio_words as words
from bot.staff.studio import JOB, RELEASE, Spot, speaker_at
from bot.studio.checking import Checked, checked
from bot.studio.lists import Item, Sheet
from bot.studio.studio import UNKNOWN_LIST, Studio
from bot.understanding import Recogniser
from storage import addresses, jobs, media, outbox, people, takes
from storage.database import Database
from storage.jobs import Job
from storage.refusals import Refused


def is_for_studio(job: Job) -> bool:
    """Whether a recording that waits is a take of the studio."""
    return JOB in job.body


async def record(assistant: Assistant, recogniser: Recogniser, job: Job, path: Path) -> None:
    """Make a take of a voice message. Raises AudioError and EngineUnavailable, as all that listens does."""
    spot = Spot(**job.body[JOB])
    try:
        if spot.mark == RELEASE:
            await _release(assistant, recogniser, job, path, spot)
            return
        sheet, item = await assistant.reader.run(_item, assistant, job, spot)
        made = await checked(recogniser, path, item, sheet, str(job.person_id))
        stored = await asyncio.to_thread(assistant.media.put, made.content, "audio/ogg")
        try:
            await assistant.writer.run(_kept, assistant, job, spot, stored, made)
        finally:
            assistant.media.let_go(stored.sha256)
    except Refused as refused:
        await assistant.writer.run(told, assistant, job, f"⚠️ {refused.sentence}")


async def _release(assistant: Assistant, recogniser: Recogniser, job: Job, path: Path, spot: Spot) -> None:
    """What she allows, in her own voice: kept as it is, whatever is around it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "release.ogg"
        await recogniser.decode(path, made, person=str(job.person_id))
        content = await asyncio.to_thread(made.read_bytes)
    stored = await asyncio.to_thread(assistant.media.put, content, "audio/ogg")
    try:
        await assistant.writer.run(_heard, assistant, job, spot, stored)
    finally:
        assistant.media.let_go(stored.sha256)


def told(db: Database, assistant: Assistant, job: Job, text: str = words.UNREADABLE) -> None:
    """Tell that a voice message was no take; what was open stays open."""
    if _over(db, assistant, job):
        _tell(db, assistant, job, words.plain(text))


def _item(db: Database, assistant: Assistant, job: Job, spot: Spot) -> tuple[Sheet, Item]:
    sheet = _studio(db, assistant, job).list_of(spot.language, spot.list)
    if spot.mark not in sheet.by_mark:
        raise Refused("unknown_list", UNKNOWN_LIST)
    return sheet, sheet.by_mark[spot.mark]


def _kept(db: Database, assistant: Assistant, job: Job, spot: Spot, stored: media.Stored, made: Checked) -> None:
    studio = _studio(db, assistant, job)
    sheet, item = _item(db, assistant, job, spot)
    speaker = speaker_at(studio, spot)
    take = studio.record(speaker.id, sheet, item, stored, made.seconds, made.heard)
    if not _over(db, assistant, job):
        return
    if take.state == "flagged":
        _tell(db, assistant, job, words.flagged(take, item))
        return
    head = words.taken(take.seconds, listened=made.listened)
    shown = studio.shown(spot.language, spot.list)
    _listens(db, job, spot, shown.item.mark if shown.item else "")
    _tell(db, assistant, job, words.phrase(shown, words.speaker_name(speaker, studio.who.id), head, item))


def _heard(db: Database, assistant: Assistant, job: Job, spot: Spot, stored: media.Stored) -> None:
    studio = _studio(db, assistant, job)
    studio.says_release(spot.language, stored)
    if _over(db, assistant, job):
        _tell(db, assistant, job, words.plain(words.HEARD, words.answers(studio, spot.language)))


def _studio(db: Database, assistant: Assistant, job: Job) -> Studio:
    who = people.person(db, job.person_id)
    return Studio(db, assistant.house.codes, assistant.house.programme, who, assistant.clock())


def _over(db: Database, assistant: Assistant, job: Job) -> bool:
    """The voice message itself is not kept; whether this was the first time it was worked on."""
    takes.release(db, job.take_id, assistant.clock())
    return jobs.job_done(db, job.id)


def _listens(db: Database, job: Job, spot: Spot, mark: str) -> None:
    """What is said from now on is a take of the next phrase, unless something else was opened there meanwhile."""
    at = int(job.body["address"])
    if addresses.address(db, at).last_ask == spot.ask():
        following = Spot(spot.language, spot.list, mark, spot.speaker, spot.before).ask() if mark else spot.before
        addresses.asked_outside(db, at, following or addresses.MENU)


def _tell(db: Database, assistant: Assistant, job: Job, said: dict[str, Any]) -> None:
    wanted = outbox.Wanted({"kind": "staff", "words": "studio", "people": [], **said}, "skip", job.person_id)
    outbox.put_intent(db, int(job.body["address"]), wanted, assistant.clock())
