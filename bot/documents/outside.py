"""Who outside this machine receives something of people, as this installation is set."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.backing.bucket import Bucket
from bot.documents.blocks import Row
from bot.documents.inventory import entries
from bot.settings import Settings
from storage.records.targets import Target

ON, OFF = "branché", "pas branché ici"
HOST_ALONE = "://"  # what names a server; a token names none


def outside(settings: Settings, targets: Sequence[Target]) -> Iterator[Row]:
    """Who, what, as what, and whether and where: a row each. Passwords in addresses are not told."""
    for name, told in entries()["outside"].items():
        yield told["who"], told["gets"], told["as"], _place(getattr(settings, name))
    known = entries()["targets"]
    for kind, what in known.items():
        places = [f"{each.cae} : {_host(each.place)}" for each in targets if each.kind == kind]
        gets = "les réponses de qui a donné cet accord, avec son nom"
        yield f"Fiches de la CAE : {what}", gets, "destinataire", " · ".join(places) or OFF


def _place(value: SecretStr | str | bool | None) -> str:
    if isinstance(value, bool):
        return ON if value else OFF
    text = value.get_secret_value() if isinstance(value, SecretStr) else value or ""
    if not text:
        return OFF
    if Bucket.is_named(text):
        return _host(Bucket.named(text).shown)  # a key of S3 may hold what would part an address elsewhere
    return _host(text) if HOST_ALONE in text else ON


def _host(place: str) -> str:
    return urlsplit(place).hostname or place
