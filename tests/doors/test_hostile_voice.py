"""Recordings nobody should send, at both doors: a kind sentence, the same question again, and the bytes kept."""

import hashlib
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.voice.audio import decode
from bot.voice.enrolled import Takes
from bot.voice.heard import Heard
from bot.voice.workshop import Recogniser
from tests.doors.house import NOTHING, Doors, Ears, asked_now, step_of
from tests.voice.hostile import hostile_files

KINDS = (
    "cut-50-good.ogg",
    "72-hours.ogg",
    "false-duration.mp4",
    "film.ogg",
    "192-khz.wav",
    "archive.ogg",
    "rate-2g.ogg",
    "claims-4g.ogg",
    "head-0.ogg",
    "glued-ogg-mp3.ogg",
)
# Both doors hand a recording to the same ears: at the page a few kinds show that the way there is the same.
KINDS_AT_THE_PAGE = ("cut-50-good.ogg", "film.ogg", "192-khz.wav", "archive.ogg")
# Every third mistake in a row calls a person in.
KIND_SENTENCES = ("heard_nothing", "voice_unreadable", "person_called")


class DecodingEars(Ears):
    """Ears that decode what they are given as the service does, in a child process, and hear nobody in it."""

    def __init__(self, recogniser: Recogniser, folder: Path) -> None:
        super().__init__()
        self._recogniser, self._folder = recogniser, folder

    async def hear(
        self,
        path: Path,
        language: str,
        forms: Mapping[str, Sequence[str]],
        controls: Mapping[str, Sequence[str]] | None = None,
        *,
        takes: Takes | None = None,
        person: str = "",
    ) -> Heard:
        await self._recogniser.decode(path, self._folder / "decoded.ogg")
        return NOTHING


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("hostile")
    return {file.name: file.read_bytes() for file in hostile_files(folder) if file.name in KINDS}


@pytest.fixture
async def decoding(doors: Doors, tmp_path: Path) -> AsyncIterator[Doors]:
    recogniser = Recogniser(tmp_path, clock=time.monotonic)
    doors.ears = DecodingEars(recogniser, tmp_path)
    doors.listening._recogniser = doors.ears
    yield doors
    await recogniser.close()


async def kept(doors: Doors, content: bytes) -> bool:
    """Whether a take is these bytes, in the media folder."""
    sha256 = hashlib.sha256(content).hexdigest()
    states = await doors.rows("SELECT state FROM takes WHERE sha256 = ?", sha256)
    return states == [{"state": "stored"}] and doors.assistant.media.path(sha256).read_bytes() == content


async def test_a_hostile_voice_note_is_answered_aloud_asked_again_and_kept(
    decoding: Doors, hostile: dict[str, bytes]
) -> None:
    assert set(hostile) == set(KINDS)
    amina, _ = await decoding.until("has_job")
    for name, content in hostile.items():
        before = max(message.id for message in await amina.looks())
        await decoding.hears(amina, amina.sends("voice", content))
        await decoding.listens()
        heard = [message for message in await amina.looks() if message.from_bot and message.id > before]
        assert any(decoding.spoken(heard, sentence) for sentence in KIND_SENTENCES), name
        assert step_of(await asked_now(amina)) == "has_job", name
        assert await kept(decoding, content), name
    assert await decoding.answers("has_job") == []


async def test_a_hostile_recording_at_the_page_is_answered_asked_again_and_kept(
    decoding: Doors, hostile: dict[str, bytes]
) -> None:
    _, page = await decoding.until("has_job")
    await page.loads()
    for name in KINDS_AT_THE_PAGE:
        content = hostile[name]
        await page.says(content, "audio/ogg")
        await decoding.listens()
        await page.loads()
        assert any(decoding.phrase(sentence) in page.page.text for sentence in KIND_SENTENCES), name
        assert page.page.step == "has_job", name
        assert await kept(decoding, content), name
    assert await decoding.answers("has_job") == []


def test_control_what_is_sent_includes_hours_that_are_cut_and_files_that_cannot_be_read(
    hostile: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "hours").write_bytes(hostile["72-hours.ogg"])
    assert decode(tmp_path / "hours", most_seconds=20.0).cut
    (tmp_path / "archive").write_bytes(hostile["archive.ogg"])
    with pytest.raises(ValueError, match="not a recording"):
        decode(tmp_path / "archive")
