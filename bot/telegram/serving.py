"""The whole channel: checks the token, then receives and sends until it is stopped."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from starlette.routing import BaseRoute
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.running import Assistant
from bot.telegram.api import Api
from bot.telegram.failures import Failure
from bot.telegram.files import Fetcher
from bot.telegram.intake import Intake
from bot.telegram.pace import NONE, Limits, Pace
from bot.telegram.reading import CHANNEL
from bot.telegram.receiving import Receiver
from bot.telegram.removing import Remover
from bot.telegram.sending import Pause, Sender, TokenRefused
from bot.telegram.vigil import Vigil
from bot.telegram.webhook import Webhook
from storage.refusals import Refused

LONGEST_TEXT = 4096  # signs (core.telegram.org/bots/api#sendmessage)
NO_PREVIEW = {"is_disabled": True}
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between tries to greet a server that does not answer
# Everything else is touched or spoken; the signs are those of the pictures.
COMMANDS = (
    BotCommand("start", "▶️"),
    BotCommand("mes_accords", "🔒"),
    BotCommand("mes_donnees", "📕"),
    BotCommand("oublier", "🗑️"),
)

log = structlog.get_logger(__name__)


class Channel:
    """Telegram as one part of the server: `routes` go with the pages, `fetch` brings voices, `run` does the rest."""

    def __init__(self, assistant: Assistant, token: str) -> None:
        """Raises Refused for a webhook without a public address."""
        settings = assistant.settings
        self._api, self._operator = Api(token, settings.telegram_api), settings.operator_chat
        self._vigil = Vigil(assistant)
        self._sender = Sender(self._api, assistant, Pace(Limits() if settings.telegram_pacing else NONE))
        self._remover = Remover(self._api, assistant, self._sender.pace)
        self._receiver = Receiver(self._api, assistant, vigil=self._vigil)
        self._webhook = self._called(assistant)
        self.fetch = Fetcher(self._api)
        self.routes: list[BaseRoute] = [self._webhook.route()] if self._webhook else []
        assistant.turns.listeners.append(lambda _address: self._sender.wake())

    def _called(self, assistant: Assistant) -> Webhook | None:
        settings = assistant.settings
        if settings.telegram_webhook_secret is None:
            return None
        if not settings.public_url:
            sentence = "Un webhook demande une adresse publique : réglez FLASHCOOP_PUBLIC_URL (HTTPS)."
            raise Refused("webhook", sentence)
        secret = settings.telegram_webhook_secret.get_secret_value()
        return Webhook(self._api, Intake(self._api, assistant), self._vigil, settings.base_url, secret)

    async def tell(self, subject: str, text: str) -> bool:
        """Tell the operator something in her chat; whether it left. Her chat stands in the settings, in no row."""
        words = f"{subject}\n\n{text}"[:LONGEST_TEXT]
        fields = {"chat_id": self._operator, "text": words, "link_preview_options": NO_PREVIEW}
        outcome = await self._api.call("sendMessage", fields)
        if isinstance(outcome, Failure):
            log.warning("operator_not_told", channel=CHANNEL, kind=outcome.kind)
        return not isinstance(outcome, Failure)

    async def run(self) -> None:
        """Serve until cancelled. Raises TokenRefused, or Refused, with a sentence for the operator."""
        beside = (self._vigil.run, self._remover.run)
        await serve(self._api, self._receiver, self._sender, webhook=self._webhook, beside=beside)


async def serve(
    api: Api,
    receiver: Receiver,
    sender: Sender,
    pause: Pause = asyncio.sleep,
    webhook: Webhook | None = None,
    beside: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = (),
) -> None:
    """Receive and send until cancelled, by polling or, with a webhook, by being called."""
    try:
        await greet(api, pause, webhook)
        async with asyncio.TaskGroup() as group:
            group.create_task(webhook.run(pause) if webhook else receiver.run())
            group.create_task(sender.run())
            for part in beside:
                group.create_task(part())
    except* TokenRefused:
        log.error("token_refused", bot=api.bot_id)
        raise TokenRefused from None
    finally:
        await api.close()


async def greet(api: Api, pause: Pause = asyncio.sleep, webhook: Webhook | None = None) -> None:
    """Wait until Telegram knows the token and brings updates the way we want; then `api.username` is known."""
    wait = FIRST_PAUSE
    while True:
        try:
            me = await api.bot.get_me()
            reached = await _agree(api, webhook)
            await api.bot.set_my_commands(COMMANDS)
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            log.warning("telegram_unreachable", error=type(error).__name__)
            reached = False
        if reached:
            log.info("telegram_ready", bot=api.bot_id, webhook=webhook is not None)
            api.username = str(me.username or "")
            return
        await pause(wait)
        wait = min(2 * wait, LONGEST_PAUSE)


async def _agree(api: Api, webhook: Webhook | None) -> bool:
    """Be called, or see to it that no webhook is in the way of polling; whether Telegram has agreed. Raises Refused
    for an address it does not take.
    """
    if webhook is None:
        return bool(await api.bot.delete_webhook())
    outcome = await webhook.register()
    if isinstance(outcome, Failure) and outcome.kind == "refused":
        raise Refused("webhook", f"Telegram refuse l'adresse du webhook ({outcome.reason}) : voyez le README.")
    if isinstance(outcome, Failure):
        log.warning("telegram_unreachable", kind=outcome.kind)
    return not isinstance(outcome, Failure)
