"""Keeps the CAEs' records as they are to be, while the assistant runs."""

import asyncio

import structlog

from bot.outgoing import allowed_hosts
from bot.records.connecting import connector
from bot.records.syncing import Parts, sync_all
from bot.running import Assistant

LOOK_EVERY = 60.0  # seconds; a record is read by people the next day

log = structlog.get_logger(__name__)


def parts_of(assistant: Assistant) -> Parts:
    """What a pass works with in a running assistant."""
    connect = connector(assistant.house.vault, allowed_hosts(assistant.settings.allowed_hosts))
    return Parts(assistant.writer, assistant.reader, assistant.clock, assistant.ledger, connect)


async def run(assistant: Assistant) -> None:
    """Sync for ever. Whatever goes wrong, the conversation goes on."""
    parts = parts_of(assistant)
    while True:
        try:
            await sync_all(parts)
        except Exception as error:
            log.error("records_pass_failed", error=type(error).__name__)
        await asyncio.sleep(LOOK_EVERY)
