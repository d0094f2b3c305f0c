"""Sealing in the age format (age-encryption.org/v1, X25519): a server seals with a key that cannot open.

What is sealed is a stream; nothing of it lies on disk unsealed, and any other `age` opens it.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pyrage
from pyrage.x25519 import Identity, Recipient

from storage.refusals import Refused

MAGIC = b"age-encryption.org/v1\n"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 -- how every such key begins
NO_KEY_FITS = "No matching keys"  # how rage says that a file was sealed for somebody else


@dataclass(frozen=True, slots=True)
class KeyPair:
    """`recipient` seals and may be known; `identity` opens, and its keeper alone has it."""

    recipient: str
    identity: str


def key_pair() -> KeyPair:
    """A new pair."""
    identity = Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


def is_recipient(text: str) -> bool:
    """Whether a text is a key that seals."""
    try:
        Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def identity_in(text: str) -> str:
    """The key that opens, out of a line or of a file as `age-keygen` writes it. Raises Refused where there is none."""
    for line in map(str.strip, text.splitlines()):
        if line.startswith(SECRET):
            try:
                return str(Identity.from_str(line))
            except pyrage.IdentityError:
                break
    raise Refused("wrong_key", f"Ce n'est pas une clé de sauvegarde : elle commence par {SECRET}1.")


@contextmanager
def sealed(out: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """A stream to write to, of which `out` gets the sealed bytes; it is whole once the context is left.

    Raises OSError, the very one, where `out` cannot be written.
    """
    reading, writing = os.pipe()
    kept = _Kept(out)
    errors: list[Exception] = []
    sealing = threading.Thread(target=_seal, args=(reading, kept, recipient, errors), name="sealing", daemon=True)
    sealing.start()
    try:
        with os.fdopen(writing, "wb") as stream:
            yield stream
    except BrokenPipeError:
        sealing.join()  # the other end broke off: what it met is what went wrong
    finally:
        sealing.join()
        if kept.error is not None:
            raise kept.error
    if errors:
        raise OSError(str(errors[0]))


def _seal(reading: int, out: "_Kept", recipient: str, errors: list[Exception]) -> None:
    with os.fdopen(reading, "rb") as stream:
        try:
            pyrage.encrypt_io(stream, out, [Recipient.from_str(recipient)])
        except Exception as error:
            errors.append(error)


class _Kept:
    """A file that remembers why it could not be written: pyrage swallows that when the last bytes fail."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            return self._file.write(content)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()


def unseal(source: IO[bytes], target: IO[bytes], identity: str) -> None:
    """Write what a sealed file holds. Raises Refused (`wrong_key`, `damaged_backup`), OSError where it has no room."""
    kept = _Kept(target)
    try:
        pyrage.decrypt_io(source, kept, [Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError) as error:
        if kept.error is None:
            raise _refusal(error) from None
    if kept.error is not None:
        raise kept.error


def _refusal(error: Exception) -> Refused:
    if isinstance(error, pyrage.DecryptError) and str(error).startswith(NO_KEY_FITS):
        sentence = "Cette clé n'ouvre pas cette sauvegarde : c'est une autre, ou le début du fichier est abîmé."
        return Refused("wrong_key", f"{sentence} Rien n'a été changé.")
    return Refused("damaged_backup", "Cette sauvegarde est abîmée ou incomplète : rien n'a été changé.")
