"""SMS, through a gateway that takes an HTTP POST of JSON: {"to": "+33…", "text": "…"}, any 2xx meaning accepted."""

from urllib.parse import unquote, urlsplit, urlunsplit

import aiohttp

from bot.post.carrying import Letter, NotCarriedError
from storage.letterboxes import SMS
from storage.refusals import Refused

PATIENCE = aiohttp.ClientTimeout(total=20)  # seconds
OK = 200
# What tells that the number is wrong, not the gateway or our account.
WRONG_NUMBER = (400, 404, 410, 422)
EXAMPLE = "https://compte:motdepasse@passerelle.exemple/sms"


class Sms:
    """The gateway that FLASHCOOP_SMS_URL names; account and password in it are sent as HTTP Basic."""

    channel = SMS

    def __init__(self, url: str) -> None:
        """Raises Refused for an address that is none."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Refused("sms", f"FLASHCOOP_SMS_URL ne se lit pas. Exemple : {EXAMPLE}")
        self._url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        account, password = unquote(parts.username or ""), unquote(parts.password or "")
        self._headers = {"Authorization": aiohttp.encode_basic_auth(account, password)} if account else {}

    async def carry(self, letter: Letter) -> None:
        """Hand a letter to the gateway."""
        body = {"to": letter.to, "text": letter.text}
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE, headers=self._headers) as session,
                session.post(self._url, json=body, allow_redirects=False) as reply,
            ):
                status = reply.status
        except aiohttp.ClientConnectorError as error:
            raise NotCarriedError("later", type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError) as error:  # it may have been taken: nobody knows
            raise NotCarriedError("doubt", type(error).__name__) from None
        if status // 100 != OK // 100:
            raise NotCarriedError("unknown" if status in WRONG_NUMBER else "later", f"http {status}")
