import os
from pathlib import Path

import pytest

from tests.network import refuse_network

refuse_network()
_path = [str(Path(__file__).parent / "guarded"), *filter(None, [os.environ.get("PYTHONPATH")])]
os.environ["PYTHONPATH"] = os.pathsep.join(_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden transcripts and diagrams")
