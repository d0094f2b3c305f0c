"""An hour of silence in a real voice message, through the real listener."""

from io import BytesIO

import av
import numpy as np
import pytest

from tests.doors.house import Doors, asked_now, step_of
from tests.doors.real_voices import listens_with
from tests.lent import Lent

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


@pytest.mark.parametrize("step", ["has_job", "expectations"])
async def test_an_hour_of_silence_is_answered_aloud_kept_and_asked_again(
    doors: Doors, real_ears: Lent, hour: bytes, step: str
) -> None:
    listens_with(doors, real_ears)
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
