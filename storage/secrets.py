import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.refusals import Refused

SHORTEST = 16  # characters; a secret that can be tried through protects nothing
LINK_LETTERS = 32  # 192 bits of a page's token
MARK_LETTERS = 16  # enough to tell installations apart
FIGURES = 6  # of a code that is typed: with five tries, one in 200,000 is guessed
MOST_UNSEALED = 1_000  # texts remembered, in memory only: where the people are who talk to us now
NO_CLOCK = 0  # Fernet writes a time into what it seals; nothing here uses it


class Vault:
    """What only the holder of `FLASHCOOP_SECRET` can do: seal texts, look up outside ids, name tokens.

    Each use has a key of its own, derived from the secret by HKDF-SHA256 (RFC 5869). A secret shorter than
    16 characters is refused.
    """

    def __init__(self, secret: str) -> None:
        if len(secret) < SHORTEST:
            raise Refused("short_secret", f"FLASHCOOP_SECRET doit avoir au moins {SHORTEST} caractères.")
        self._fernet = Fernet(base64.urlsafe_b64encode(_key(secret, b"seal")))
        self._lookup = _key(secret, b"lookup")
        self._links = _key(secret, b"links")
        self._signins = _key(secret, b"signins")
        self._unseal = lru_cache(MOST_UNSEALED)(self._decrypted)

    def seal(self, text: str) -> str:
        """The text, readable again only with the same secret."""
        return self._fernet.encrypt_at_time(text.encode(), NO_CLOCK).decode()

    def unseal(self, sealed: str) -> str:
        """The text that was sealed; refused when it was sealed with another secret, or damaged."""
        return self._unseal(sealed)

    def _decrypted(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Refused(
                "wrong_secret", "Cette donnée a été chiffrée avec un autre FLASHCOOP_SECRET, ou abîmée."
            ) from None

    def lookup(self, channel: str, outside_id: str) -> str:
        """The name under which an outside id is found again, which says nothing about it."""
        return hmac.digest(self._lookup, f"{channel}\0{outside_id}".encode(), "sha256").hex()

    @property
    def mark(self) -> str:
        """By what an installation knows itself on the other side of a proxy: a keyed hash, which says nothing."""
        return self.lookup("installation", "mark")[:MARK_LETTERS]

    def link(self, person_code: str, generation: int) -> str:
        """The token of a person's page: always the same for a generation, so it can be shown again."""
        digest = hmac.new(self._links, f"{person_code}\0{generation}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode()[:LINK_LETTERS]

    def signin(self, nonce: str) -> tuple[str, str]:
        """The token and the figures of a sign-in: made of its name when they are sent, and kept nowhere."""
        digest = hmac.new(self._signins, nonce.encode(), hashlib.sha512).digest()
        token = base64.urlsafe_b64encode(digest[:32]).decode()[:LINK_LETTERS]
        return token, f"{int.from_bytes(digest[32:48]) % 10**FIGURES:0{FIGURES}d}"


def token_hash(token: str) -> str:
    """What is kept of a token: enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def _key(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"flashcoop " + use).derive(secret.encode())
