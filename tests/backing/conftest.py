from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from moto.server import ThreadedMotoServer

from storage.sealing import KeyPair, key_pair
from tests.backing.house import House

NIGHT = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def keys() -> KeyPair:
    return key_pair()


@pytest.fixture
def house(tmp_path: Path, keys: KeyPair) -> House:
    """An installation with one person and a recording, and a folder to back up to."""
    return House(tmp_path / "house", tmp_path / "disk", keys.recipient)


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A running S3 server: its host and port."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3: str, request: pytest.FixtureRequest) -> str:
    """The address of a new bucket's prefix."""
    name = f"bucket-{abs(hash(request.node.name)) % 10**8}"
    with urlopen(Request(f"http://{s3}/{name}", method="PUT"), timeout=10):
        return f"s3+http://key:se/c+ret@{s3}/{name}/night/ly"
