"""`python -m tests.end_to_end.served run`: the bot without voices, for tests that start it many times.

Every message is then a text with its buttons; what is received, kept and sent is the same.
"""

import asyncio

import bot.building
import bot.serving
from bot.cli import app
from bot.loading import Programme
from bot.recorded import Recorded
from bot.running import Assistant
from bot.settings import Settings
from bot.voice.clips import ClipStore


def without_voices(settings: Settings, programme: Programme, recorded: Recorded) -> ClipStore:
    """A store that has no engine to speak with."""
    del programme, recorded
    return ClipStore(settings.data / "clips", [])


async def no_building(assistant: Assistant) -> None:
    """There is nothing to build; rest as the real part does."""
    del assistant
    await asyncio.Event().wait()


bot.building.clips_of = without_voices
bot.serving.build_voices = no_building

if __name__ == "__main__":
    app()
