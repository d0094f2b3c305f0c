"""What was said is heard, corrected, translated and signed, oldest first, by who may."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.console.shell import ROOT
from bot.running import Assistant
from storage import instances, jobs, people, takes, transcripts
from storage.database import Database, every
from tests.console.staff import Desk, Place

AtDesk = Callable[[str], Awaitable[Desk]]
SAID = "می‌خواهم نان بپزم"


@pytest.fixture
async def spoken(assistant: Assistant, places: dict[str, Place]) -> list[str]:
    """Two open answers that a machine wrote down, the later one first in the table."""

    def say(db: Database) -> list[str]:
        her = people.person(db, places["here"].ids["person"])
        people.prefer(db, her.id, "language", "fa_AF")
        run, made = instances.instances_of(db, her.id)[0], []
        for days in (1, 2):
            at = assistant.clock() - timedelta(days=days)
            take = takes.expect(db, assistant.house.codes, her, run.id, "1.learned", None, at)
            stored = assistant.media.put(f"voice {days}".encode(), "audio/ogg")
            takes.store(db, take, stored, 2.0, at)
            takes.concerns(db, take, "learned")
            jobs.add_job(db, "transcribe", take, {}, at)
            transcripts.write_down(db, take, SAID, 0.4, uncertain=True, spoken="fa")
            made.append(take)
        return made

    return await assistant.writer.run(say)


async def signed(assistant: Assistant) -> list[dict[str, Any]]:
    query = "SELECT transcript, transcript_by, translation FROM takes WHERE signed_at IS NOT NULL"
    return await assistant.reader.run(lambda db: [dict(row) for row in every(db, query)])


@pytest.mark.parametrize("role", ["animator", "interpreter"])
async def test_a_text_is_heard_corrected_translated_and_signed(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk, spoken: list[str], role: str
) -> None:
    code = places["here"].staff[role]
    desk, newer, older = await at_desk(code), spoken[0], spoken[1]
    listed = (await desk.gets(f"{ROOT}/transcriptions")).text
    assert listed.index(older) < listed.index(newer)
    one = (await desk.gets(f"{ROOT}/transcriptions/{older}")).text
    assert SAID in one
    heard = await desk.gets(f"{ROOT}/paroles/{older}")
    assert (heard.status_code, heard.content) == (200, b"voice 2")
    done = await desk.posts(f"{ROOT}/transcriptions/{older}", text="نان", translation="du pain")
    assert done.headers["location"] == f"{ROOT}/transcriptions/{newer}?ok=1"
    assert await signed(assistant) == [{"transcript": "نان", "transcript_by": code, "translation": "du pain"}]


async def test_what_cannot_be_signed_is_said_and_nothing_typed_is_lost(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk, spoken: list[str]
) -> None:
    desk = await at_desk(places["here"].staff["animator"])
    refused = await desk.posts(f"{ROOT}/transcriptions/{spoken[0]}", text=" ", translation="du pain, je crois")
    assert refused.status_code == 422
    assert "du pain, je crois" in refused.text
    assert await signed(assistant) == []


async def test_a_text_that_somebody_else_has_signed_is_not_signed_again(
    places: dict[str, Place], at_desk: AtDesk, spoken: list[str]
) -> None:
    first = await at_desk(places["here"].staff["animator"])
    second = await at_desk(places["here"].staff["interpreter"])
    await first.posts(f"{ROOT}/transcriptions/{spoken[0]}", text="نان")
    late = await second.posts(f"{ROOT}/transcriptions/{spoken[0]}", text="other words")
    assert late.status_code == 422
    assert "déjà signé" in late.text


async def test_a_coordinator_neither_hears_nor_reads(
    places: dict[str, Place], at_desk: AtDesk, spoken: list[str]
) -> None:
    desk = await at_desk(places["here"].staff["coordinator"])
    for path in ("transcriptions", f"transcriptions/{spoken[0]}", f"paroles/{spoken[0]}"):
        assert (await desk.gets(f"{ROOT}/{path}")).status_code == 403
