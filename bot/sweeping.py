"""Lets go of what is over: recordings, transcripts and what could not be read, each on its own clock."""

import asyncio

from bot.running import Assistant
from storage import announced, media, retention, takes, upgrading
from storage.database import Database

LOOK_EVERY = 600.0  # seconds; the clocks run in days
NAMES = "spoken_name"  # the kind of question that takes somebody's name as she says it


async def run(assistant: Assistant) -> None:
    """Sweep for ever."""
    while True:
        await sweep(assistant)
        await asyncio.sleep(LOOK_EVERY)


async def sweep(assistant: Assistant) -> int:
    """Forget what is due and delete its bytes after the commit; how many recordings went."""
    files = await assistant.writer.run(_forget, assistant)
    left = await assistant.writer.run(media.orphans, assistant.media)
    await assistant.writer.run(media.drop_unreferenced, assistant.media, {*files, *left})
    await asyncio.to_thread(assistant.clips.let_go)
    return len(files)


def _forget(db: Database, assistant: Assistant) -> list[str]:
    now = assistant.clock()
    retention.keep_names(db, _names(assistant))
    retention.let_transcripts_go(db, now)
    retention.let_set_aside_go(db, now)
    announced.let_go(db, now)
    upgrading.let_go(db, now)
    return takes.expire(db, now)


def _names(assistant: Assistant) -> retention.Names:
    flows = assistant.house.programme.flows.values()
    asked = [(flow.questionnaire.id, question) for flow in flows for question in flow.questionnaire.questions]
    return frozenset((questionnaire, question.key) for questionnaire, question in asked if question.kind == NAMES)
