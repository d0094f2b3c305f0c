"""`python -m tests.end_to_end.humming run`: the bot with a voice that hums, for tests in which many things are said.

Other words are other pitches and so other files; they are made, joined, sent and kept as any voice's.
"""

import numpy as np

import bot.building
import bot.serving
from bot.cli import app
from bot.loading import Programme
from bot.recorded import Recorded
from bot.settings import Settings
from bot.spoken import lasting
from bot.voice.clips import ClipStore
from bot.voice.engines import People, Voice
from bot.voice.sound import CLIP_RATE, Sound
from tests.end_to_end.served import no_building


class Hum:
    """A voice that needs no time."""

    name, licence, offline = "hum", "none", True
    languages = frozenset({"fr", "ar", "fa_AF"})

    def voice(self, text: str, language: str) -> Voice | None:
        """The hum."""
        del text
        return Voice(self.name) if language in self.languages else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """A fifth of a second at the words' own pitch."""
        del language, slow
        seconds = np.arange(CLIP_RATE // 5) / CLIP_RATE
        pitch = 200 + sum(text.encode()) % 400
        return Sound((0.3 * np.sin(2 * np.pi * pitch * seconds)).astype(np.float32), CLIP_RATE)


def humming(settings: Settings, programme: Programme, recorded: Recorded) -> ClipStore:
    """A store whose voice hums what nobody recorded."""
    return ClipStore(settings.data / "clips", [People(recorded), Hum()], lasting(programme), recorded.speakers)


bot.building.clips_of = humming
bot.serving.build_voices = no_building

if __name__ == "__main__":
    app()
