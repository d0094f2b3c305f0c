from bot.voice.engines.engine import Engine, EngineError, Voice
from bot.voice.engines.espeak import Espeak
from bot.voice.engines.gtts import Gtts
from bot.voice.engines.people import People

__all__ = ["Engine", "EngineError", "Espeak", "Gtts", "People", "Voice"]
