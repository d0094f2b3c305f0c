"""The same survey as each peer's documentation has it written: `python -m tests.bench.peers NAME URL FOLDER`.

`bare` is no peer: aiohttp, a dictionary, and nothing else. What it reaches is what the machine and the crowd allow.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import aiohttp

from tests.bench.crowd import QUESTIONS

TOKEN = "123456:an-emulated-token-of-a-bot"
WANTED = ["message", "callback_query"]


def question(number: int) -> str:
    """The text of a question; after the last comes thanks."""
    return f"Question {number + 1}" if number < QUESTIONS else "Merci"


async def bare(url: str, folder: Path) -> None:
    """Answer with as little as can be: the ceiling."""
    del folder
    steps: dict[int, int] = {}
    offset = 0
    async with aiohttp.ClientSession() as session:

        async def say(chat: int, text: str) -> None:
            async with session.post(f"{url}/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": text}) as reply:
                await reply.read()

        under_way: set[asyncio.Task[None]] = set()
        while True:
            told = {"offset": offset, "timeout": 30, "allowed_updates": WANTED}
            async with session.post(f"{url}/bot{TOKEN}/getUpdates", json=told) as reply:
                updates = (await reply.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                chat = update["message"]["chat"]["id"]
                steps[chat] = steps.get(chat, -1) + 1
                task = asyncio.create_task(say(chat, question(steps[chat])))
                under_way.add(task)
                task.add_done_callback(under_way.discard)


async def ptb(url: str, folder: Path, persistent: bool = False, aiohttp_transport: bool = False) -> None:
    """python-telegram-bot's Application with a ConversationHandler."""
    from telegram import Update
    from telegram.ext import (
        ApplicationBuilder,
        CommandHandler,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )

    from bot.telegram.transport import Transport

    async def begin(update: Update, context: Any) -> int:
        assert update.message is not None
        context.user_data.clear()
        await update.message.reply_text(question(0))
        return 0

    def answer(number: int) -> Callable[[Update, Any], Coroutine[Any, Any, int]]:
        async def keep(update: Update, context: Any) -> int:
            assert update.message is not None
            context.user_data[f"q{number}"] = update.message.text
            await update.message.reply_text(question(number + 1))
            return number + 1 if number + 1 < QUESTIONS else ConversationHandler.END

        return keep

    states: dict[object, list[Any]] = {
        number: [MessageHandler(filters.TEXT & ~filters.COMMAND, answer(number))] for number in range(QUESTIONS)
    }
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    if persistent:
        builder = builder.persistence(PicklePersistence(folder / "state.pickle"))
    if aiohttp_transport:
        builder = builder.request(Transport()).get_updates_request(Transport())
    application = builder.build()
    application.add_handler(
        ConversationHandler(
            [CommandHandler("start", begin)], states, [], persistent=persistent, name="survey" if persistent else None
        )
    )
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=WANTED)
        await asyncio.Event().wait()


async def aiogram(url: str, folder: Path, sqlite: bool = False) -> None:
    """aiogram's Dispatcher with a form of states."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.filters import CommandStart
    from aiogram.fsm.context import FSMContext
    from aiogram.fsm.state import State
    from aiogram.fsm.storage.memory import MemoryStorage
    from aiogram.types import Message
    from aiogram_sqlite_storage.sqlitestore import SQLStorage

    storage = SQLStorage(str(folder / "fsm.sqlite")) if sqlite else MemoryStorage()
    dispatcher = Dispatcher(storage=storage)
    states = [State(f"q{number}", "Survey") for number in range(QUESTIONS)]

    @dispatcher.message(CommandStart())
    async def begin(message: Message, state: FSMContext) -> None:
        await state.set_state(states[0])
        await message.answer(question(0))

    def answer(number: int) -> Callable[..., Awaitable[None]]:
        async def keep(message: Message, state: FSMContext) -> None:
            await state.update_data({f"q{number}": message.text})
            await state.set_state(states[number + 1] if number + 1 < QUESTIONS else None)
            await message.answer(question(number + 1))

        return keep

    for number, state in enumerate(states):
        dispatcher.message(state)(answer(number))
    bot = Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(url)))
    await dispatcher.start_polling(bot, allowed_updates=WANTED, handle_signals=False)


PEERS: dict[str, Callable[[str, Path], Awaitable[None]]] = {
    "bare": bare,
    "ptb": ptb,
    "ptb-pickle": lambda url, folder: ptb(url, folder, persistent=True),
    "ptb-aiohttp": lambda url, folder: ptb(url, folder, aiohttp_transport=True),
    "aiogram": aiogram,
    "aiogram-sqlite": lambda url, folder: aiogram(url, folder, sqlite=True),
}


async def run(name: str, url: str, folder: Path) -> None:
    """Run one of them until killed."""
    await PEERS[name](url, folder)


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
