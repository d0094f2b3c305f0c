"""What an operator is asked, in order, and how each answer is looked at."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from bot.doctor import machine, reaching, telegram
from bot.doctor.finding import Finding, Ground
from bot.settings import Settings
from bot.telegram.failures import Failure

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
LONGEST_MAIL = 254  # signs (RFC 5321)
LOCAL = ("localhost", "127.0.0.1", "::1")
PREFIX = "FLASHCOOP_"


@dataclass(frozen=True, slots=True)
class Looked:
    """What is said of an answer. A `bad` one is not taken; `also` are settings that follow from a good one, where they
    are not set otherwise.
    """

    state: str
    sentence: str
    also: Mapping[str, str] = field(default_factory=dict)


Look = Callable[[Ground, str], Awaitable[Looked]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the setting it fills, its words, and what an answer has to be. A hidden one is never shown."""

    name: str
    words: str
    look: Look
    hidden: bool = False


def settings_with(values: Mapping[str, str]) -> Settings:
    """The settings these values make. Raises ValidationError."""
    given = {name.removeprefix(PREFIX).lower(): value for name, value in values.items()}
    known = {name: value for name, value in given.items() if name in Settings.model_fields}
    return Settings(_env_file=None, **known)  # type: ignore[call-arg,arg-type]  # pydantic-settings' own argument


async def looked_at(question: Question, ground: Ground, values: Mapping[str, str], answer: str) -> Looked:
    """What is said of an answer; an empty one is always taken."""
    if not answer:
        return Looked("ok", "")
    try:
        settings = settings_with({**values, question.name: answer})
    except ValidationError:
        return Looked("bad", "Cela ne se lit pas : recopiez la valeur, sans espace ni guillemets.")
    return await question.look(replace(ground, settings=settings), answer)


async def _data(ground: Ground, answer: str) -> Looked:
    return await asyncio.to_thread(_folder, ground, Path(answer))


def _folder(ground: Ground, folder: Path) -> Looked:
    """Whether a folder can be written, and has room; the database lies in it where it lies nowhere yet."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Looked("bad", f"On ne peut pas écrire dans {there} : prenez un autre dossier, ou changez ses droits.")
    disk = machine.disk(replace(ground, settings=ground.settings.model_copy(update={"database": folder / "x"})))
    return Looked(disk.state, disk.sentence, {f"{PREFIX}DATABASE": str(folder / "flashcoop.sqlite")})


async def _public_url(ground: Ground, answer: str) -> Looked:
    parts = urlsplit(answer)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Looked("bad", "Une adresse s'écrit https://nom.exemple.fr.")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        return Looked("bad", "Il faut https:// : sans cela, les téléphones refusent le micro.")
    said = await reaching.answer_of(ground.settings, ground.vault)
    if said.elsewhere:
        return Looked("bad", said.sentence)
    if said.state == "ok":
        return Looked("ok", said.sentence)
    return Looked("warn", f"{said.sentence} Avant le premier « flashcoop run », c'est normal.")


async def _token(ground: Ground, answer: str) -> Looked:
    if not TOKEN.fullmatch(answer):
        return Looked("bad", "Un jeton s'écrit 123456789:ABC… : recopiez-le en entier depuis BotFather.")
    me = await telegram.ask(ground.settings, SecretStr(answer), "getMe")
    name = "" if isinstance(me, Failure) else str(me.get("username") or "")
    named = ground.settings.model_copy(update={"telegram_name": name or ground.settings.telegram_name})
    found = await telegram.bot(replace(ground, settings=named))
    return Looked(found.state, found.sentence, {f"{PREFIX}TELEGRAM_NAME": name} if name else {})


async def _smtp(ground: Ground, answer: str) -> Looked:
    del answer
    return _as_said(await reaching.mail(ground))


def _as_said(found: Finding) -> Looked:
    return Looked(found.state, found.sentence)


async def _mail(ground: Ground, answer: str) -> Looked:
    del ground
    name, _, domain = answer.rpartition("@")
    if not name or "." not in domain or len(answer) > LONGEST_MAIL or any(sign.isspace() for sign in answer):
        return Looked("bad", "Ce n'est pas une adresse e-mail.")
    return Looked("ok", "")


async def _recipient(ground: Ground, answer: str) -> Looked:
    """That it is a key is seen when it is read as a setting."""
    del ground, answer
    return Looked("ok", "")


QUESTIONS = (
    Question(f"{PREFIX}DATA", "Dossier où tout garder", _data),
    Question(f"{PREFIX}PUBLIC_URL", "Adresse publique des pages (https://…)", _public_url),
    Question(f"{PREFIX}TELEGRAM_TOKEN", "Jeton du bot, donné par BotFather", _token, hidden=True),
    Question(f"{PREFIX}SMTP_URL", "Serveur d'e-mail (smtp://compte:motdepasse@serveur:587?from=…)", _smtp, hidden=True),
    Question(f"{PREFIX}OPERATOR_MAIL", "Votre e-mail, pour être prévenu·e quand quelque chose ne va pas", _mail),
    Question(f"{PREFIX}BACKUP_RECIPIENT", "Clé publique des sauvegardes (age1…, « flashcoop backup key »)", _recipient),
)
