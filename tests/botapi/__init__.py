"""A Telegram Bot API emulator over real HTTP, with people who speak, press and block."""

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
