"""Mail, through any SMTP server: `smtp://` (with STARTTLS where it is offered) or `smtps://`."""

import asyncio
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from bot.post.carrying import Letter, NotCarriedError
from storage.letterboxes import MAIL
from storage.refusals import Refused

PATIENCE = 20.0  # seconds a server may take for each step
PORTS = {"smtp": 587, "smtps": 465}
ACCEPTED, FORWARDED = 250, 251
PERMANENT = 500  # replies from here on will not change; those before may (RFC 5321, 4.2.1)
NAME = "Flashcoop"
EXAMPLE = "smtp://compte:motdepasse@serveur:587?from=bonjour@exemple.fr"


class Mail:
    """The server that FLASHCOOP_SMTP_URL names."""

    channel = MAIL

    def __init__(self, url: str) -> None:
        """`url`: scheme, account and password, host, port; `from` is the sender, else the account. Raises Refused."""
        parts = urlsplit(url)
        try:
            self._port = parts.port or PORTS[parts.scheme]
            self._sender = parse_qs(parts.query).get("from", [unquote(parts.username or "")])[0]
            self._from = Address(NAME, addr_spec=self._sender)
        except (KeyError, ValueError, IndexError):
            raise Refused("smtp", f"FLASHCOOP_SMTP_URL ne se lit pas. Exemple : {EXAMPLE}") from None
        if not parts.hostname or "@" not in self._sender:
            raise Refused("smtp", f"FLASHCOOP_SMTP_URL : il manque le serveur ou l'expéditeur. Exemple : {EXAMPLE}")
        self._host, self._sealed = parts.hostname, parts.scheme == "smtps"
        self._account, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    async def greet(self) -> str:
        """Why the server does not let us in, as a word without anything secret; "" where it does. Nothing is sent."""
        return await asyncio.to_thread(self._greet)

    def _greet(self) -> str:
        try:
            self._greeted().close()
        except smtplib.SMTPResponseException as error:
            return f"smtp {error.smtp_code}"
        except (OSError, smtplib.SMTPException) as error:
            return type(error).__name__
        return ""

    async def carry(self, letter: Letter) -> None:
        """Hand a letter to the server."""
        await asyncio.to_thread(self._carry, letter)

    def _carry(self, letter: Letter) -> None:
        message = self._message(letter)
        try:
            server = self._greeted()
        except smtplib.SMTPResponseException as error:
            raise NotCarriedError("later", f"smtp {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotCarriedError("later", type(error).__name__) from None
        try:
            self._hand_over(server, letter.to, message)
        finally:
            server.close()

    def _greeted(self) -> smtplib.SMTP:
        """A connection on which letters can be handed over: sealed where it can be, the account known."""
        safe = ssl.create_default_context()
        if self._sealed:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self._host, self._port, timeout=PATIENCE, context=safe)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=PATIENCE)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=safe)
        if self._password:
            server.login(self._account, self._password)
        else:
            server.ehlo_or_helo_if_needed()
        return server

    def _hand_over(self, server: smtplib.SMTP, to: str, message: EmailMessage) -> None:
        """Once the text was sent, a reply that is lost leaves a doubt; before, it can be tried again."""
        try:
            code, _ = server.mail(self._sender)
            if code != ACCEPTED:
                raise NotCarriedError("later", f"smtp {code}")  # the sender is our own fault, not the reader's
            code, _ = server.rcpt(to)
        except (OSError, smtplib.SMTPException) as error:
            raise NotCarriedError("later", type(error).__name__) from None
        if code not in (ACCEPTED, FORWARDED):
            raise NotCarriedError("unknown" if code >= PERMANENT else "later", f"smtp {code}")
        try:
            code, _ = server.data(message.as_bytes())
        except smtplib.SMTPDataError as error:  # the text was not asked for
            raise NotCarriedError("later", f"smtp {error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotCarriedError("doubt", type(error).__name__) from None
        if code != ACCEPTED:
            raise NotCarriedError("later", f"smtp {code}")

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._from, letter.to, letter.subject
        message["Message-ID"] = make_msgid(domain=self._from.domain)
        message["Auto-Submitted"] = "auto-generated"  # no « I am on holiday » comes back (RFC 3834)
        message.set_content(letter.text)
        return message
