"""`flashcoop run`: serves what the settings allow."""

import asyncio
import time
from typing import Annotated

import typer

from bot.building import build_assistant, demonstration
from bot.commands.opening import answer, refusals
from bot.demonstration import links_of
from bot.logs import configure
from bot.serving import serve
from bot.settings import Settings
from bot.telegram.reading import read_body
from bot.voice.workshop import Recogniser
from bot.web.reading import read_form

READERS = {"telegram": read_body, "web": read_form}


def run(
    demo: Annotated[bool, typer.Option("--demo", help="Un Flashcoop de démonstration, dans sa propre base.")] = False,
) -> None:
    """Sert les pages, et Telegram avec un jeton, jusqu'à Ctrl-C."""
    configure()
    settings = Settings()
    with refusals():
        asyncio.run(_run(demonstration(settings) if demo else settings, demo))


async def _run(settings: Settings, demo: bool) -> None:
    assistant = build_assistant(settings, READERS)
    links = await links_of(assistant) if demo else []
    model = "" if settings.speech_model == "base" else settings.speech_model
    recogniser = Recogniser(settings.data / "models", model, clock=time.monotonic)
    try:
        await serve(assistant, recogniser, lambda: _greet(settings, links))
    finally:
        await recogniser.close()


def _greet(settings: Settings, links: list[str]) -> None:
    lines = [f"L'assistant tourne : {settings.base_url} (Ctrl-C pour arrêter)."]
    if links:
        lines += ["Trois invitations à essayer, une par personne, sur un téléphone ou ici :", *links]
    answer(None, False, "\n".join(lines))
