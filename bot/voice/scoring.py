from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.voice.ears import Ears, Encoding, Tokens
from bot.voice.sound import HEARING_RATE, Sound

# Each form costs a hundredth of a second and more; an option's first forms are its commonest. Two forms a
# digit were as good as three (97.7 % of 130 Arabic ones), one was not (90.8 %); yes and no need four.
MOST_FORMS, FEWEST_EACH, MOST_EACH = 20, 2, 7
# What a form's probability is where nobody speaks: some words come to the model's mind by themselves.
_SILENCE_SECONDS = 1.0
_NOISE_LEVELS = (0.0, 0.003, 0.03)
_SEED = 7


@dataclass(frozen=True)
class Form:
    """One spelling of an option as the model would write it, with its tokens."""

    option: str
    tokens: Tokens


@dataclass(frozen=True)
class Scored:
    """A form's log-probability given the sound (`total`, nats) and on silence (`bias`), and its length."""

    option: str
    total: float
    bias: float
    length: int


@dataclass(frozen=True)
class Weighing:
    """How much of a form's bias is taken off, and the power of its length the rest is divided by.

    0 and 1 give the mean log-probability of a token, 1 and 0 the pointwise mutual information (« PMI »).
    """

    bias: float
    length: float


@dataclass
class Biases:
    """Each form's score on silence and noise, remembered: a question asks again with the same forms."""

    known: dict[tuple[str, Tokens], float] = field(default_factory=dict)


def scored(ears: Ears, encoding: Encoding, language: str, forms: Sequence[Form], biases: Biases) -> list[Scored]:
    """Score every form given the sound, in one batch."""
    learn_biases(ears, language, forms, biases)
    given = ears.score(encoding, language, [form.tokens for form in forms])
    return [
        Scored(form.option, float(each.sum()), biases.known[language, form.tokens], len(form.tokens))
        for form, each in zip(forms, given, strict=True)
    ]


def weighed(forms: Sequence[Scored], by: Weighing) -> dict[str, float]:
    """Return for each option the best of its forms."""
    best: dict[str, float] = {}
    for form in forms:
        value = (form.total - by.bias * form.bias) / form.length**by.length
        best[form.option] = max(best.get(form.option, value), value)
    return best


def learn_biases(ears: Ears, language: str, forms: Sequence[Form], biases: Biases) -> None:
    """Score the forms that are new on silence and noise; the mean is kept."""
    new = [form.tokens for form in forms if (language, form.tokens) not in biases.known]
    if not new:
        return
    heard = [ears.score(ears.encode(sound), language, new) for sound in _nothing_said()]
    for place, tokens in enumerate(new):
        biases.known[language, tokens] = float(np.mean([each[place].sum() for each in heard]))


def forms_of(ears: Ears, forms: Mapping[str, Sequence[str]], language: str) -> list[Form]:
    """Return the forms to score: each spelling with a space before it, in French with a full stop."""
    found: dict[tuple[str, Tokens], Form] = {}
    each = min(max(MOST_FORMS // max(len(forms), 1), FEWEST_EACH), MOST_EACH)
    for option, spellings in forms.items():
        for spelling in _chosen(spellings, each):
            tokens = ears.tokens(_written(spelling, language))
            found.setdefault((option, tokens), Form(option, tokens))
    return list(found.values())


def _chosen(spellings: Sequence[str], most: int) -> Sequence[str]:
    """Take the first spellings; figures only where there is nothing else: they blur more than they help."""
    words = [spelling for spelling in spellings if spelling.strip() and not spelling.isdecimal()]
    return (words or [spelling for spelling in spellings if spelling.strip()])[:most]


def _written(spelling: str, language: str) -> str:
    # A French word alone is a sentence to the model: 17 of 20 digits with the full stop, 15 without (two speakers).
    return f" {spelling}." if language == "fr" else f" {spelling}"


def _nothing_said() -> Iterator[Sound]:
    noise = np.random.default_rng(_SEED).standard_normal(round(_SILENCE_SECONDS * HEARING_RATE))
    for level in _NOISE_LEVELS:
        yield Sound((noise * level).astype(np.float32), HEARING_RATE)
