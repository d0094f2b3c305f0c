import hashlib
from pathlib import Path

import pytest

from bot.voice.audio import MOST_SECONDS, AudioError
from bot.voice.workshop import Recogniser
from tests.voice.hostile import good_files, hostile_files, mutations
from tests.voice.test_workshop import peak_memory

pytestmark = pytest.mark.asyncio(loop_scope="session")

# What the ordinary suite has time for, and what the long one adds.
FEW, MANY = 250, 5_000
# The decoding child's memory whatever it was given, in bytes.
MOST_MEMORY = 700 * 1024**2


async def test_two_hundred_hostile_files_harm_nothing(recogniser: Recogniser, tmp_path: Path) -> None:
    files = list(hostile_files(tmp_path))
    assert len(files) >= 200
    for file in files:
        await outlives(recogniser, file, tmp_path / "out.ogg")
    assert peak_memory(recogniser._decoding.child.pid) < MOST_MEMORY


async def test_hundreds_of_mutations_harm_nothing(recogniser: Recogniser, tmp_path: Path) -> None:
    await mutate(recogniser, tmp_path, FEW)


@pytest.mark.long
async def test_five_thousand_mutations_harm_nothing(recogniser: Recogniser, tmp_path: Path) -> None:
    await mutate(recogniser, tmp_path, MANY)


async def mutate(recogniser: Recogniser, folder: Path, count: int) -> None:
    good = good_files(folder)
    for seed, file in enumerate(good):
        changed = folder / f"changed{file.suffix}"
        for data in mutations(file.read_bytes(), count // len(good), seed):
            changed.write_bytes(data)
            await outlives(recogniser, changed, folder / "out.ogg")
    for file in good:
        assert (await recogniser.decode(file, folder / "out.ogg")).seconds == pytest.approx(1.0, abs=0.1)
    assert peak_memory(recogniser._decoding.child.pid) < MOST_MEMORY


async def outlives(recogniser: Recogniser, file: Path, out: Path) -> None:
    """The recording is decoded or refused with a sentence; the original stays as it was."""
    before = digest(file)
    sentence = ""
    try:
        seconds = (await recogniser.decode(file, out)).seconds
    except AudioError as refused:
        seconds, sentence = 0.0, str(refused)
    assert 0 < seconds <= MOST_SECONDS or sentence.endswith(".")
    assert digest(file) == before


def digest(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()
