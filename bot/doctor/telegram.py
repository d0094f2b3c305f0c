"""The bot: its token, whose it is, and what waits with Telegram."""

from datetime import timedelta
from typing import Any

from pydantic import SecretStr

from bot.doctor.finding import Finding, Ground
from bot.settings import Settings
from bot.telegram.api import Api
from bot.telegram.failures import Failure
from bot.telegram.transport import Transport
from bot.telegram.vigil import FORGETS
from bot.telegram.webhook import PATH
from storage import service

PATIENCE = 8.0  # seconds for an answer
LATE = timedelta(minutes=10)  # without anything had from Telegram, while something waits there
SILENT = timedelta(hours=1)


async def ask(settings: Settings, token: SecretStr, method: str) -> dict[str, Any] | Failure:
    """What Telegram answers to a question about the bot."""
    api = Api(token.get_secret_value(), settings.telegram_api, Transport(read_seconds=PATIENCE))
    try:
        outcome = await api.call(method, {})
    finally:
        await api.close()
    if isinstance(outcome, Failure):
        return outcome
    return outcome.result if isinstance(outcome.result, dict) else {}


async def bot(ground: Ground) -> Finding:
    """Whether the token is taken, and is that of the bot people know."""
    given = ground.settings
    if given.telegram_token is None:
        return Finding("telegram", "ok", "Pas de bot : pages seulement.")
    me = await ask(given, given.telegram_token, "getMe")
    if isinstance(me, Failure):
        return _refused(me)
    known = service.known_bot(ground.db) if ground.db is not None else None
    if known is not None and known != str(me.get("id")):
        sentence = "Ce jeton est celui d'un autre bot que celui à qui les gens ont écrit : remettez le jeton d'avant"
        return Finding("telegram", "bad", f"{sentence}, ou invitez tout le monde de nouveau.")
    name = str(me.get("username") or "")
    if given.telegram_name.removeprefix("@").casefold() != name.casefold():
        return Finding("telegram", "warn", f"Le bot s'appelle {name} : écrivez FLASHCOOP_TELEGRAM_NAME={name}.")
    return Finding("telegram", "ok", f"Telegram connaît le bot {name}.")


def _refused(failure: Failure) -> Finding:
    if failure.kind == "token":
        sentence = "Telegram refuse le jeton : copiez-le à nouveau depuis BotFather dans FLASHCOOP_TELEGRAM_TOKEN."
        return Finding("telegram", "bad", sentence)
    return Finding("telegram", "unknown", "Inconnu : Telegram ne répond pas d'ici. Réessayez plus tard.")


async def webhook(ground: Ground) -> Finding:
    """How Telegram brings what people say, and for how long something has waited there."""
    given = ground.settings
    if given.telegram_token is None:
        return Finding("webhook", "ok", "Pas de bot : rien n'attend chez Telegram.")
    info = await ask(given, given.telegram_token, "getWebhookInfo")
    if isinstance(info, Failure):
        return Finding("webhook", "unknown", "Inconnu : Telegram ne répond pas d'ici, ou refuse le jeton.")
    if elsewhere := _elsewhere(given, str(info.get("url") or "")):
        return Finding("webhook", "warn", elsewhere)
    return _waiting(ground, int(info.get("pending_update_count") or 0), str(info.get("last_error_message") or ""))


def _elsewhere(given: Settings, url: str) -> str:
    """What is wrong with where Telegram calls; "" where that is as the settings want it."""
    wanted = f"{given.base_url}{PATH}" if given.telegram_webhook_secret is not None else ""
    if url == wanted:
        return ""
    if not url:
        return "Telegram n'appelle pas encore : lancez « flashcoop run », qui le lui demande."
    return (
        "Telegram appelle une autre adresse avec ce bot : un autre programme s'en sert ? « flashcoop run » la reprend."
    )


def _waiting(ground: Ground, pending: int, trouble: str) -> Finding:
    silent = service.numbers(ground.db, ground.now).silent if ground.db is not None else None
    if silent is not None and silent >= SILENT:
        hours, left = silent / timedelta(hours=1), max(0.0, (FORGETS - silent) / timedelta(hours=1))
        sentence = f"Rien n'a été pris chez Telegram depuis {hours:.0f} h ; dans {left:.0f} h il commence à oublier."
        return Finding("webhook", "bad", f"{sentence} L'assistant tourne-t-il ?")
    if pending and (trouble or silent is None or silent >= LATE):
        why = f" (Telegram dit : « {trouble[:120]} »)" if trouble else ""
        return Finding(
            "webhook", "warn", f"{pending} messages attendent chez Telegram{why} : l'assistant tourne-t-il ?"
        )
    return Finding("webhook", "ok", "Rien n'attend chez Telegram.")
