"""What others reach us by, and what we reach: the assistant itself, its public address, the mail server."""

import json
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, Ground, State
from bot.doctor.machine import PATIENCE
from bot.operations import door
from bot.outgoing import Peer, Unreachable, allowed_hosts, content
from bot.post.mail import Mail
from bot.settings import Settings
from storage.refusals import Refused
from storage.secrets import Vault

HEALTH = "healthz"
KNOCK = 2.0  # seconds a socket on this machine may take
FAILING = 500  # from here on it is the server that answers for us, or we, unwell


class Said(NamedTuple):
    """What answered at an address; `elsewhere` is whether that was somebody else."""

    state: State
    sentence: str
    elsewhere: bool = False


def running(settings: Settings) -> bool:
    """Whether an assistant answers on these data."""
    with socket.socket(socket.AF_UNIX) as knocking:
        knocking.settimeout(KNOCK)
        try:
            knocking.connect(str(door(settings)))
        except OSError:
            return False
    return True


def assistant(ground: Ground) -> Finding:
    """Whether it runs."""
    if running(ground.settings):
        return Finding("assistant", "ok", "L'assistant tourne.")
    return Finding("assistant", "warn", "L'assistant ne tourne pas : lancez « flashcoop run », ou son service.")


async def public_url(ground: Ground) -> Finding:
    """Whether the public address leads here, and nowhere else."""
    given = ground.settings
    if not given.public_url:
        return _finding("warn", "FLASHCOOP_PUBLIC_URL manque : sans adresse publique, personne n'ouvre les pages.")
    try:
        said = await answer_of(given, ground.vault)
    except Refused as refused:
        return _finding("unknown", refused.sentence)
    if said.state == "ok" and urlsplit(given.public_url).scheme != "https":
        return _finding("warn", "L'adresse publique répond, mais sans HTTPS : le micro ne marchera pas.")
    return _finding(said.state, said.sentence)


async def answer_of(given: Settings, vault: Vault | None) -> Said:
    """What answers at the public address. Raises Refused for one that may not be called."""
    host = urlsplit(given.public_url).netloc
    try:
        async with (
            Peer(given.public_url, allowed_hosts(given.allowed_hosts)) as peer,
            peer.call("GET", HEALTH, timeout=PATIENCE) as reply,
        ):
            status, body = reply.status, await content(reply)
    except Unreachable as error:
        return _unreached(host, str(error))
    return _read(host, status, body, vault)


def _unreached(host: str, why: str) -> Said:
    if "DNS" in why:
        sentence = f"Inconnu : le nom {host} ne se trouve pas d'ici. Voyez le nom, ou la connexion du serveur."
        return Said("unknown", sentence)
    if "Certificate" in why or "SSL" in why:
        return Said("bad", f"Le certificat HTTPS de {host} n'est pas valable : voyez Caddy ou nginx.")
    return Said("bad", f"Rien ne répond à {host} : voyez Caddy ou nginx, et le pare-feu (ports 80 et 443).")


def _read(host: str, status: int, body: bytes, vault: Vault | None) -> Said:
    try:
        told = json.loads(body)
        mark, health = told["mark"], told["status"]
    except (ValueError, TypeError, KeyError):
        if status >= FAILING:
            return Said("warn", f"{host} répond, mais l'assistant n'est pas derrière ({status}) : tourne-t-il ?")
        sentence = f"{host} montre autre chose que l'assistant : corrigez FLASHCOOP_PUBLIC_URL, ou Caddy ou nginx."
        return Said("bad", sentence, elsewhere=True)
    if vault is not None and mark != vault.mark:
        sentence = f"{host} mène à une autre installation de l'assistant : corrigez l'adresse ou le secret."
        return Said("bad", sentence, elsewhere=True)
    if status >= FAILING or health != "ok":
        return Said("bad", f"{host} mène ici, mais l'assistant va mal : voyez son journal.")
    return Said("ok", f"{host} mène bien ici.")


def _finding(state: State, sentence: str) -> Finding:
    return Finding("public_url", state, sentence)


async def mail(ground: Ground) -> Finding:
    """Whether the mail server lets us in; no letter is sent."""
    given = ground.settings.smtp_url
    if given is None:
        return Finding("mail", "ok", "Aucun serveur d'e-mail n'est réglé : rien ne part par e-mail.")
    try:
        trouble = await Mail(given.get_secret_value()).greet()
    except Refused as refused:
        return Finding("mail", "bad", refused.sentence)
    if trouble:
        return Finding("mail", "bad", f"Le serveur d'e-mail ne nous laisse pas entrer ({trouble}) : voyez le réglage.")
    return Finding("mail", "ok", "Le serveur d'e-mail nous laisse entrer.")
