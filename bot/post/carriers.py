"""The carriers that the settings name."""

from bot.post.carrying import Carrier
from bot.post.mail import Mail
from bot.post.sms import Sms
from bot.settings import Settings


def carriers_of(settings: Settings) -> dict[str, Carrier]:
    """What carries the letters of each channel that is set up. Raises Refused for a setting that cannot be read."""
    found: list[Carrier] = []
    if settings.smtp_url:
        found.append(Mail(settings.smtp_url.get_secret_value()))
    if settings.sms_url:
        found.append(Sms(settings.sms_url.get_secret_value()))
    return {carrier.channel: carrier for carrier in found}
