from bot.voice.engines.engine import Engine, EngineError, Voice
from bot.voice.engines.espeak import Espeak
from bot.voice.engines.gtts import Gtts
from bot.voice.engines.people import People
from bot.voice.engines.piper import Piper, piper_voices

__all__ = ["Engine", "EngineError", "Espeak", "Gtts", "People", "Piper", "Voice", "piper_voices"]
