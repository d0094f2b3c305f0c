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
        emulator.weather.append(Storm(random.Random(1), {"flood": 0.1, "lost": 0.05}))   # a share of the messages
        emulator.weather.append(Limits())          # 30 a second, 1 a chat, 20 a minute in a group; others meet a 429
        group = emulator.group("Flashcoop", amina) # and group.enter(omar), group.become_supergroup(), …
        await bot.set_webhook("http://127.0.0.1:…", secret_token="…")   # updates are posted, again until a 200

As a process of its own: ``python -m tests.botapi --port 8081 --token 123:abc``, with `RemotePeople(url)`
instead of the emulator.
"""

from .acts import CannotDoError
from .clock import Clock, HandClock, WallClock
from .emulator import DEFAULT_TOKEN, Emulator, bot_arguments
from .groups import Group
from .journal import Entry, Journal
from .people import Person, SilenceError
from .refusals import RefusedError, bad, forbidden, migrated, too_many
from .remote import RemotePeople
from .seen import SeenMessage
from .storms import Limits, Storm
from .weather import BAD_GATEWAY, Flood, Page, Scripted, Trouble

__all__ = [
    "BAD_GATEWAY",
    "DEFAULT_TOKEN",
    "CannotDoError",
    "Clock",
    "Emulator",
    "Entry",
    "Flood",
    "Group",
    "HandClock",
    "Journal",
    "Limits",
    "Page",
    "Person",
    "RefusedError",
    "RemotePeople",
    "Scripted",
    "SeenMessage",
    "SilenceError",
    "Storm",
    "Trouble",
    "WallClock",
    "bad",
    "bot_arguments",
    "forbidden",
    "migrated",
    "too_many",
]
