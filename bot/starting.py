"""Starting to serve: the parts put together, the recogniser behind them, and the lines that greet the operator."""

import asyncio
import gc
import time
from collections.abc import Callable

from bot.backing.places import place_for
from bot.building import build_assistant, demonstration
from bot.demonstration import console_links, links_of
from bot.loading import check_programme
from bot.logs import configure
from bot.serving import serve
from bot.settings import Settings
from bot.telegram.reading import read_body
from bot.voice.workshop import Recogniser
from bot.web.reading import PAGES
from storage.refusals import Refused

Greet = Callable[[Settings, list[str], dict[str, str]], None]
READERS = {"telegram": read_body, **PAGES}
PACKAGED = "base"  # the setting that means the weights `make setup` installs


def start(settings: Settings, demo: bool, greet: Greet) -> None:
    """Serve until stopped. Raises Refused when another assistant runs on the database, or when what would be
    asked is unsound: nothing wrong in a questionnaire reaches a participant. Refused too where backups could not be
    made as the settings say.
    """
    configure()
    place_for(settings)
    found = check_programme()
    if found:
        raise Refused("unsound", "\n".join(map(str, found)))
    asyncio.run(_run(demonstration(settings) if demo else settings, demo, greet))


async def _run(settings: Settings, demo: bool, greet: Greet) -> None:
    assistant = build_assistant(settings, READERS)
    gc.freeze()  # what is loaded stays: looking for garbage in it, again and again, is a twentieth of a turn
    links = await links_of(assistant) if demo else []
    consoles = await console_links(assistant) if demo else {}
    recogniser = recogniser_of(settings)
    try:
        await serve(assistant, recogniser, lambda: greet(settings, links, consoles))
    finally:
        await recogniser.close()
        assistant.close()


def recogniser_of(settings: Settings) -> Recogniser:
    """What listens, with the model the settings name."""
    model = "" if settings.speech_model == PACKAGED else settings.speech_model
    return Recogniser(settings.data / "models", model, clock=time.monotonic)
