from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from bot.voice.ears import Ears
from bot.voice.sound import Sound
from bot.voice.transcript import segments
from dialogs.reading import normalise


def written_freely(ears: Ears, sound: Sound, language: str) -> str:
    """Return what the model writes when it may write anything, on the thirty-second window: slow."""
    return " ".join(each.text.strip() for each in segments(ears, sound, language)).strip()


def likeness(text: str, forms: Mapping[str, Sequence[str]], language: str) -> dict[str, float]:
    """Return how like each option's best form a text is: 1 the same, about a half any word (rapidfuzz ratio)."""
    plain = normalise(text, language)
    return {name: max(_alike(plain, form, language) for form in _written(name, forms)) for name in forms}


def _written(name: str, forms: Mapping[str, Sequence[str]]) -> Sequence[str]:
    # Left free, the model writes figures where a number was said.
    return (*forms[name], name) if name.isdecimal() else forms[name]


def _alike(plain: str, form: str, language: str) -> float:
    return fuzz.ratio(plain, normalise(form, language)) / 100
