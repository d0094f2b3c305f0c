"""The whole channel: checks the token, then receives and sends until it is stopped."""

import asyncio

import structlog
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.telegram.api import Api
from bot.telegram.receiving import Pause, Receiver
from bot.telegram.sending import Sender, TokenRefused

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between tries to greet a server that does not answer
# Everything else is touched or spoken; the signs are those of the pictures.
COMMANDS = (
    BotCommand("start", "▶️"),
    BotCommand("mes_accords", "🔒"),
    BotCommand("mes_donnees", "📕"),
    BotCommand("oublier", "🗑️"),
)

log = structlog.get_logger(__name__)


async def serve(api: Api, receiver: Receiver, sender: Sender, pause: Pause = asyncio.sleep) -> None:
    """Receive and send until cancelled. Raises TokenRefused, with a sentence for the operator."""
    try:
        await greet(api, pause)
        async with asyncio.TaskGroup() as group:
            group.create_task(receiver.run())
            group.create_task(sender.run())
    except* TokenRefused:
        raise TokenRefused from None
    finally:
        await api.close()


async def greet(api: Api, pause: Pause = asyncio.sleep) -> None:
    """Wait until Telegram knows the token and no webhook is in the way of polling; then `api.username` is known."""
    wait = FIRST_PAUSE
    while True:
        try:
            me = await api.bot.get_me()
            await api.bot.delete_webhook()
            await api.bot.set_my_commands(COMMANDS)
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            log.warning("telegram_unreachable", error=type(error).__name__)
            await pause(wait)
            wait = min(2 * wait, LONGEST_PAUSE)
        else:
            log.info("telegram_ready", bot=api.bot_id)
            api.username = str(me.username or "")
            return
