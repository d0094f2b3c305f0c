import math
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.voice.activity import activity
from bot.voice.ears import SPOKEN_AS, Ears
from bot.voice.heard import Transcript, Trust
from bot.voice.sound import Sound
from dialogs.reading import normalise

# Published thresholds of Whisper: text that packs better than this repeats itself, and a mean
# log-probability below this is a guess.
LOOP_PACKING = 2.4
GUESS = -1.0
# Words a second nobody speaks: the model invented them over a noise.
FASTEST_SPEECH = 6.0
# A word four times on end is a loop more often than a way of speaking.
MOST_REPEATS = 4
# From here on the language heard contradicts the one expected.
SURE_OF_LANGUAGE = 0.7
BEAM = 5
# What recognisers say where nobody speaks, learnt from the subtitles they were trained on.
INVENTED = {
    "fr": ("sous-titres", "sous-titrage", "merci d'avoir regardé", "abonnez-vous", "amara.org"),
    "ar": ("اشتركوا في القناة", "ترجمة نانسي", "شكرا للمشاهدة", "شكرا على المشاهدة"),
    "fa_AF": ("زیرنویس", "ممنون که تماشا کردید", "سابسکرایب", "amara.org"),
}


def transcribe(ears: Ears, sound: Sound, language: str) -> Transcript:
    """Write down an open answer on thirty-second windows, in the language expected of it.

    `confidence` is the mean probability of a token. Nothing is asked of the model where nobody speaks.
    """
    found = activity(sound)
    if not found.spoken:
        return Transcript("", 0.0, sound.seconds, "nothing")
    written = segments(ears, sound, language)
    text = " ".join(segment.text.strip() for segment in written).strip()
    logarithm = _mean_logarithm(written)
    spoken_in = _language(ears, sound)
    doubt = (
        sound.cut
        or logarithm < GUESS
        or loops(text)
        or invented(text, language)
        or len(text.split()) > FASTEST_SPEECH * max(found.speech, 0.5)
        or spoken_in not in (None, SPOKEN_AS[language])
    )
    status: Trust = "doubtful" if doubt else "clear"
    if not text:
        status = "nothing"
    return Transcript(text, round(math.exp(logarithm), 3) if text else 0.0, sound.seconds, status, spoken_in)


def loops(text: str) -> bool:
    """Tell whether a transcript goes round in circles, whatever its language."""
    words = text.split()
    if _longest_run(words) >= MOST_REPEATS or _repeated_phrase(words):
        return True
    body = text.encode()
    return len(body) >= 60 and len(body) / len(zlib.compress(body)) > LOOP_PACKING


def invented(text: str, language: str) -> bool:
    """Tell whether a transcript holds what recognisers invent over silence and music."""
    plain = normalise(text, language)
    return any(normalise(phrase, language) in plain for phrase in INVENTED[language])


def _longest_run(words: Sequence[str]) -> int:
    longest = run = 0
    for place, word in enumerate(words):
        run = run + 1 if place and word == words[place - 1] else 1
        longest = max(longest, run)
    return longest


def _repeated_phrase(words: Sequence[str]) -> bool:
    """Tell whether a phrase of three words comes back too often for its length."""
    phrases = Counter(zip(words, words[1:], words[2:], strict=False))
    most = max(phrases.values(), default=0)
    return most >= MOST_REPEATS and most * 3 > len(words) / 2


def segments(ears: Ears, sound: Sound, language: str) -> list[Any]:
    """Return faster-whisper's segments of a sound, decoded freely in a language on thirty-second windows."""
    found, _ = ears.whisper.transcribe(
        sound.samples,
        language=SPOKEN_AS[language],
        beam_size=BEAM,
        # One temperature: the same recording gives the same words.
        temperature=[0.0],
        condition_on_previous_text=False,
        without_timestamps=False,
        vad_filter=sound.seconds > 30,
    )
    return list(found)


def _mean_logarithm(segments: Sequence[Any]) -> float:
    tokens = sum(len(segment.tokens) for segment in segments)
    if not tokens:
        return GUESS
    return min(0.0, float(sum(segment.avg_logprob * len(segment.tokens) for segment in segments) / tokens))


def _language(ears: Ears, sound: Sound) -> str | None:
    code, probability, _ = ears.whisper.detect_language(sound.samples)
    return str(code) if probability >= SURE_OF_LANGUAGE else None
