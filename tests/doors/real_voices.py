"""Real recordings and the real listener, for the tests at the doors; requests nobody recorded are spoken by espeak."""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.listening import Listening
from bot.loading import LOCALES, Programme, load_programme
from bot.telegram.files import Fetcher
from bot.telegram.reading import CHANNEL
from bot.understanding import Recogniser
from bot.voice.audio import decode, resampled
from bot.voice.engines.espeak import Espeak
from bot.voice.enrolled import NOBODY, Enrolled
from bot.voice.sound import HEARING_RATE
from tests.doors.house import Doors

Samples = NDArray[np.float32]
SPEECH = Path(__file__).parents[3] / "shared" / "speech"
QUESTIONS = Path(__file__).with_name("spoken.yaml")
# The questions of spoken.yaml in Arabic and Dari: the catalogues know only what participants are asked.
ASKED: Mapping[str, Mapping[str, str]] = {
    "ar": {"ready": "هل أنت جاهزة؟", "works": "هل لديك عمل؟", "tea": "هل تحبين الشاي؟",
           "children": "كم طفلا لديك؟", "learned": "ماذا تعلمت؟"},
    "fa_AF": {"ready": "آماده هستید؟", "works": "کار دارید؟", "tea": "چای را خوش دارید؟",
              "children": "چند طفل دارید؟", "learned": "چه یاد گرفتید؟"},
}  # fmt: skip


def recording(name: str) -> bytes:
    """One of the recordings of ../shared/speech; skips where they are not."""
    if not (SPEECH / "manifest.csv").is_file():
        pytest.skip("needs the recordings of ../shared/speech")
    return (SPEECH / name).read_bytes()


def spoken(text: str, language: str) -> bytes:
    """A text as a voice message, spoken by the house's own voice."""
    return as_ogg(resampled(Espeak().say(text, language), HEARING_RATE).samples)


def as_ogg(samples: Samples) -> bytes:
    """Samples at 16 kHz as OGG with Opus, as a telephone sends them."""
    out = BytesIO()
    with av.open(out, "w", format="ogg") as written:
        stream = written.add_stream("libopus", rate=HEARING_RATE)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        whole = (np.clip(samples, -1, 1) * 30_000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
        frame.sample_rate, frame.pts = HEARING_RATE, 0
        written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    return out.getvalue()


def spoken_programme(folder: Path) -> Programme:
    """The house with the questions of spoken.yaml alone."""
    locales, questionnaires = folder / "locales", folder / "questionnaires"
    shutil.copytree(LOCALES, locales)
    questionnaires.mkdir()
    shutil.copy(QUESTIONS, questionnaires)
    for language, asked in ASKED.items():
        entries = (f'\nmsgctxt "spoken.{key}"\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in asked.items())
        with (locales / language / "LC_MESSAGES" / "flashcoop.po").open("a", encoding="utf-8") as catalogue:
            catalogue.writelines(entries)
    return load_programme(questionnaires, locales)


def listens_with(doors: Doors, recogniser: Recogniser, enrolled: Enrolled = NOBODY) -> None:
    """Have a house hear with the real listener."""
    doors.listening = Listening(doors.assistant, recogniser, {CHANNEL: Fetcher(doors.api)}, enrolled)


async def speaks(doors: Doors, language: str) -> None:
    """Everybody speaks a language, without having been asked for it."""
    await doors.assistant.writer.run(lambda db: db.conn.execute("UPDATE people SET language = ?", (language,)))


def together(*sounds: Samples) -> Samples:
    """Several voices at once."""
    mixed = np.zeros(max(len(sound) for sound in sounds), dtype=np.float32)
    for sound in sounds:
        mixed[: len(sound)] += 0.7 * sound
    return mixed


def samples_of(content: bytes, folder: Path) -> Samples:
    """A recording as samples at 16 kHz."""
    path = folder / "decoded.ogg"
    path.write_bytes(content)
    return decode(path).samples
