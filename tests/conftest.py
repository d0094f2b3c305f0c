import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.network import refuse_network

refuse_network()
# The ordinary suite tries the same examples each time: what is red was made red by a change.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")
_path = [str(Path(__file__).parent / "guarded"), *filter(None, [os.environ.get("PYTHONPATH")])]
os.environ["PYTHONPATH"] = os.pathsep.join(_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden transcripts and diagrams")
