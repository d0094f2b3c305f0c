"""A Telegram Bot API emulator over real HTTP, with people who speak, press and block.

In a test::

    async with Emulator() as emulator:
        bot = Bot(**bot_arguments(emulator))       # or any client of emulator.base_url
        amina = emulator.person("Amina", "fa")
        await amina.opens("TOKEN")                 # the bot gets "/start TOKEN"
        question = await amina.hears()             # waits for the bot's next message
        await amina.presses("✅")
        await amina.says("answer.ogg")
        emulator.meets(Trouble(accepted=True, reset=True), "sendVoice")
        emulator.journal.accepted(amina.id)        # what Telegram took, told or not

As a process of its own: ``python -m tests.botapi --port 8081 --token 123:abc``, with `RemotePeople(url)`
instead of the emulator.
"""

from .acts import CannotDoError
from .clock import Clock, HandClock, WallClock
from .emulator import DEFAULT_TOKEN, Emulator, bot_arguments
from .journal import Entry, Journal
from .people import Person, SilenceError
from .refusals import RefusedError, bad, forbidden, migrated, too_many
from .remote import RemotePeople
from .seen import SeenMessage
from .weather import BAD_GATEWAY, Flood, Page, Scripted, Trouble

__all__ = [
    "BAD_GATEWAY",
    "DEFAULT_TOKEN",
    "CannotDoError",
    "Clock",
    "Emulator",
    "Entry",
    "Flood",
    "HandClock",
    "Journal",
    "Page",
    "Person",
    "RefusedError",
    "RemotePeople",
    "Scripted",
    "SeenMessage",
    "SilenceError",
    "Trouble",
    "WallClock",
    "bad",
    "bot_arguments",
    "forbidden",
    "migrated",
    "too_many",
]
