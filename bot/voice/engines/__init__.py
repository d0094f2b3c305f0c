from bot.voice.engines.engine import Engine, EngineError
from bot.voice.engines.espeak import Espeak
from bot.voice.engines.gtts import Gtts

__all__ = ["Engine", "EngineError", "Espeak", "Gtts"]
