"""What is sealed opens with the one key, whole, or not at all."""

import errno
import io
import random
from typing import IO, Any

import pytest

from storage.refusals import Refused
from storage.sealing import KeyPair, identity_in, is_recipient, key_pair, sealed, unseal

CONTENT = random.Random(7).randbytes(200_000)


def shut(content: bytes, recipient: str) -> bytes:
    out = io.BytesIO()
    with sealed(out, recipient) as stream:
        stream.write(content)
    return out.getvalue()


def opened(content: bytes, identity: str) -> bytes:
    out = io.BytesIO()
    unseal(io.BytesIO(content), out, identity)
    return out.getvalue()


class Full(io.RawIOBase):
    """A file on a disk that has room for some bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.room -= len(content)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(content)


@pytest.mark.parametrize("size", [0, 1, 65_536, 200_000])
def test_what_was_sealed_opens_with_its_key_alone(keys: KeyPair, size: int) -> None:
    found = shut(CONTENT[:size], keys.recipient)
    assert opened(found, keys.identity) == CONTENT[:size]
    with pytest.raises(Refused) as refused:
        opened(found, key_pair().identity)
    assert refused.value.code == "wrong_key"


@pytest.mark.parametrize("room", [0, 50, 100_000])
@pytest.mark.parametrize("size", [10, 200_000])
def test_a_disk_that_is_full_is_said_even_when_the_last_bytes_fail(keys: KeyPair, size: int, room: int) -> None:
    if room > size + 1_000:
        pytest.skip("there is room")
    full: IO[bytes] = Full(room)  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space left"), sealed(full, keys.recipient) as stream:
        stream.write(CONTENT[:size])
    with pytest.raises(OSError, match="No space left"):
        unseal(io.BytesIO(shut(CONTENT, keys.recipient)), Full(0), keys.identity)  # type: ignore[arg-type]


def test_what_goes_wrong_while_it_is_written_is_passed_on(keys: KeyPair) -> None:
    def breaks_off() -> None:
        with sealed(io.BytesIO(), keys.recipient) as stream:
            stream.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks_off()


def test_keys_are_known_by_what_they_are(keys: KeyPair) -> None:
    assert is_recipient(keys.recipient)
    assert not is_recipient(keys.identity)
    assert not is_recipient("age1nonsense")
    assert identity_in(f"# created: 2026\n# public key: {keys.recipient}\n{keys.identity}\n") == keys.identity
    for text in ("", keys.recipient, keys.identity[:-1] + "2"):
        with pytest.raises(Refused) as refused:
            identity_in(text)
        assert refused.value.code == "wrong_key"
