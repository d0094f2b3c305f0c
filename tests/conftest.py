import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.voice import workshop
from bot.voice.model import ModelMissingError, packaged_model
from tests.lent import Lent
from tests.network import refuse_network

refuse_network()
# The ordinary suite tries the same examples each time: what is red was made red by a change.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")
_path = [str(Path(__file__).parent / "guarded"), *filter(None, [os.environ.get("PYTHONPATH")])]
os.environ["PYTHONPATH"] = os.pathsep.join(_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden transcripts and diagrams")


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Joining and checking the weights takes a second; a developer's own folder spares it.
    folder = Path(os.environ.get("FLASHCOOP_MODEL_CACHE") or tmp_path_factory.getbasetemp() / "models")
    try:
        packaged_model(folder)
    except ModelMissingError as missing:
        pytest.skip(str(missing))
    return folder


@pytest.fixture(scope="session")
def real_ears(model_cache: Path) -> Iterator[Lent]:
    """The real listener, with time enough on a busy machine."""
    with pytest.MonkeyPatch.context() as patched:
        for limit in ("HEARING_TIME", "TRANSCRIBING_TIME"):
            patched.setattr(workshop, limit, 600.0)
        lent = Lent(model_cache)
        yield lent
        lent.close()
