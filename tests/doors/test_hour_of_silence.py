"""An hour of silence in a real voice message, through the real listener."""

import time
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from bot.listening import Listening
from bot.telegram.files import Fetcher
from bot.telegram.reading import CHANNEL
from bot.voice.model import ModelMissingError, packaged_model
from bot.voice.workshop import Recogniser
from tests.doors.house import Doors, asked_now, step_of

RATE = 8_000  # the least that Opus takes, so that an hour is quickly made
HOUR = 3_600


def silence(seconds: int) -> bytes:
    """OGG with Opus as a telephone records it, a second at a time: an hour of samples at once would be heavy."""
    out = BytesIO()
    options = {"application": "voip", "frame_duration": "60", "compression_level": "0"}
    with av.open(out, "w", format="ogg") as written:
        stream = written.add_stream("libopus", rate=RATE, options=options)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        for second in range(seconds):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, RATE), np.int16), format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, second * RATE
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    return out.getvalue()


@pytest.fixture
async def recogniser(tmp_path: Path) -> AsyncIterator[Recogniser]:
    try:
        packaged_model(tmp_path / "models")
    except ModelMissingError as missing:
        pytest.skip(str(missing))
    recogniser = Recogniser(tmp_path / "models", clock=time.monotonic)
    yield recogniser
    await recogniser.close()


@pytest.mark.parametrize("step", ["has_job", "expectations"])
async def test_an_hour_of_silence_is_answered_aloud_kept_and_asked_again(
    doors: Doors, recogniser: Recogniser, hour: bytes, step: str
) -> None:
    doors.listening = Listening(doors.assistant, recogniser, {CHANNEL: Fetcher(doors.api)})
    amina, _ = await doors.until(step)
    before = max(message.id for message in await amina.looks())
    await amina.says(hour)
    await doors.goes_round()
    await doors.listens()
    heard = [message for message in await amina.looks() if message.from_bot and message.id > before]
    assert doors.spoken(heard, "heard_nothing")
    assert step_of(await asked_now(amina)) == step
    assert await doors.troubles() == ["voice_nothing"]
    assert [row["state"] for row in await doors.rows("SELECT state FROM takes")] == ["stored"]
    assert await doors.answers(step) == []


@pytest.fixture(scope="module")
def hour() -> bytes:
    return silence(HOUR)
