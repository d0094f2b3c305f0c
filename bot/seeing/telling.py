"""How the operator is told: by mail, and by what else there is."""

from collections.abc import Awaitable, Callable

import structlog

from bot.post.carriers import carriers_of
from bot.post.carrying import Carrier, Letter, NotCarriedError
from bot.settings import Settings
from storage.letterboxes import MAIL

Tell = Callable[[str, str], Awaitable[bool]]  # a subject and a text; whether it left

log = structlog.get_logger(__name__)


def by_mail(settings: Settings) -> list[Tell]:
    """The way by mail, where server and address are set. Raises Refused for a server that cannot be read."""
    carrier = carriers_of(settings).get(MAIL)
    return [_posting(carrier, settings.operator_mail)] if carrier and settings.operator_mail else []


def _posting(carrier: Carrier, to: str) -> Tell:
    async def tell(subject: str, text: str) -> bool:
        try:
            await carrier.carry(Letter(to, subject, text))
        except NotCarriedError as error:
            log.warning("operator_not_told", channel=carrier.channel, kind=error.kind, reason=error.reason)
            return error.kind == "doubt"  # it may have arrived: told twice, an alarm is believed less
        return True

    return tell
