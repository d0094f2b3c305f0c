import _ctypes
import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import espeakng_loader
import numpy as np

from bot.voice.engines.engine import EngineError, Voice
from bot.voice.sound import Samples, Sound
from dialogs.reading.normalise import ascii_digits, strip_controls

# Words a minute: farmers found synthetic speech too fast at espeak's own 175.
NORMAL_RATE, SLOW_RATE = 140, 105
# A pause between words, in units of 10 ms, for slower speech.
SLOW_GAP = 6
# A prompt has at most 12 words; this much is a mistake or an attack.
MOST_LETTERS = 2_000
VOICES = {"fr": b"fr", "ar": b"ar", "fa_AF": b"fa"}

_SYNCHRONOUS, _DONT_EXIT, _UTF8 = 2, 0x8000, 1
_RATE, _GAP = 1, 7
_OK = 0
_SYNTH_ARGUMENTS = (
    ctypes.c_char_p,
    ctypes.c_size_t,
    ctypes.c_uint,
    ctypes.c_int,
    ctypes.c_uint,
    ctypes.c_uint,
    ctypes.c_void_p,
    ctypes.c_void_p,
)
_ONE_AT_A_TIME = threading.Lock()
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


_SAYING = Voice("espeak-ng")


class Espeak:
    """espeak-ng: three languages without the internet, a stop-gap until people record the phrases.

    Dari is spoken with the Persian voice, which has an Iranian accent.
    """

    name = "espeak-ng"
    languages = frozenset(VOICES)
    licence = "GPL-3.0-or-later (the program; what it says is free)"
    offline = True

    def voice(self, text: str, language: str) -> Voice | None:
        """The one voice it has for a language."""
        return _SAYING if language in VOICES else None

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        """Speak a phrase with digits of any script; raises EngineError."""
        if language not in VOICES:
            raise EngineError(f"espeak-ng has no voice for {language!r}")
        plain = ascii_digits(strip_controls(text)).strip()
        if not plain or len(plain) > MOST_LETTERS:
            raise EngineError("espeak-ng is given between one letter and two thousand")
        with _ONE_AT_A_TIME:
            return _speak(plain, VOICES[language], slow)


def _speak(text: str, voice: bytes, slow: bool) -> Sound:
    with _started() as (library, rate):
        return Sound(_floats(_synthesised(library, text, voice, slow)), rate)


def _synthesised(library: ctypes.CDLL, text: str, voice: bytes, slow: bool) -> bytes:
    # An unknown voice leaves the previous one in place, and the phrase in the wrong language.
    if library.espeak_SetVoiceByName(voice) != _OK:
        raise EngineError(f"espeak-ng does not know the voice {voice.decode()!r}")
    library.espeak_SetParameter(_RATE, SLOW_RATE if slow else NORMAL_RATE, 0)
    library.espeak_SetParameter(_GAP, SLOW_GAP if slow else 0, 0)
    pieces: list[bytes] = []

    def collect(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int | None) -> int:
        if samples and count > 0:
            pieces.append(ctypes.string_at(samples, count * 2))
        return 0

    callback = _Callback(collect)
    library.espeak_SetSynthCallback(callback)
    data = text.encode() + b"\0"
    if library.espeak_Synth(data, len(data), 0, 0, 0, _UTF8, None, None) != _OK or not pieces:
        raise EngineError("espeak-ng could not say this phrase")
    return b"".join(pieces)


def _floats(data: bytes) -> Samples:
    return np.asarray(np.frombuffer(data, dtype=np.int16) / np.float32(32768), dtype=np.float32)


@contextmanager
def _started() -> Iterator[tuple[ctypes.CDLL, int]]:
    """Load espeak-ng afresh (0.8 ms): it keeps the phase of its last phrase in its clips."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    try:
        library.espeak_Synth.argtypes = _SYNTH_ARGUMENTS
        folder = str(espeakng_loader.get_data_path()).encode()
        rate = int(library.espeak_Initialize(_SYNCHRONOUS, 0, folder, _DONT_EXIT))
        if rate <= 0:
            raise EngineError("espeak-ng did not start")
        yield library, rate
        library.espeak_Terminate()
    finally:
        _ctypes.dlclose(library._handle)
