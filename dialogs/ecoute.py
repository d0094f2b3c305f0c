"""Écoute-toi: what a person hears of herself on the last day, in scenes of pictures and sounds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dialogs.cards import Book, card
from dialogs.kinds import SCALE
from dialogs.questionnaire import Question, Questionnaire
from dialogs.speaking import Recording, Sound, Speaker, Speech

VOICE = "🎤"  # stands in print for what was spoken
FIRST, LAST = "hello", "done"  # pictures of the first day and of the last


@dataclass(frozen=True, slots=True)
class Words:
    """What she said to an open question at one session: in writing (in `language`), by voice, or nothing."""

    text: str = ""
    language: str = ""
    takes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.takes)


@dataclass(frozen=True, slots=True)
class Both:
    """A question with her words of the first session and of the last."""

    question: Question
    first: Words
    last: Words


@dataclass(frozen=True, slots=True)
class Rating:
    """An item she rated at both sessions, 1–4."""

    question: Question
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Story:
    """All of it. `strengths` is the intent that tells what several others see in her, None where there is nothing."""

    words: tuple[Both, ...]
    ratings: tuple[Rating, ...]
    strengths: Mapping[str, Any] | None = None
    told_by: Questionnaire | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.ratings or self.strengths)


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to hear. `pictures` has one, or two beside each other: then and now; `part` is what it belongs to."""

    part: str
    pictures: tuple[str, ...]
    lines: tuple[str, ...]
    sounds: tuple[Sound, ...]


def scenes(story: Story, book: Book, language: str | None, variant: str, *, slow: bool) -> Iterator[Scene]:
    """The story in order: her words then and now, her strengths, her ratings then and now."""
    speaker = Speaker(book, language, variant, slow)
    yield _common(speaker, "title", "ecoute_title", "ear")
    for both in story.words:
        for part, phrase, words in (("first", "ecoute_first", both.first), ("last", "ecoute_last", both.last)):
            if words:
                yield _own_words(speaker, part, phrase, both.question, words)
    if story.strengths:
        intent = {**story.strengths, "language": speaker.language, "variant": variant, "slow": slow}
        told = card(intent, story.told_by, book)
        yield Scene("strengths", ("strength",), told.lines, told.sounds)
    if story.ratings:
        yield _common(speaker, "progress", "ecoute_progress", "checklist")
        for rating in story.ratings:
            yield _rating(speaker, rating)


def _common(speaker: Speaker, part: str, phrase: str, picture: str) -> Scene:
    return Scene(part, (picture,), *speaker.say(speaker.book.phrases[phrase]))


def _own_words(speaker: Speaker, part: str, phrase: str, question: Question, words: Words) -> Scene:
    scene = _common(speaker, part, phrase, FIRST if part == "first" else LAST)
    lines, sounds = speaker.say(question.first.phrase)
    own: tuple[Sound, ...] = tuple(Recording(take) for take in words.takes)
    if not own:
        own = (Speech(words.text, words.language, speaker.slow),)
    said = words.text or VOICE
    return replace(scene, lines=(*scene.lines, *lines, said), sounds=(*scene.sounds, *sounds, *own))


def _rating(speaker: Speaker, rating: Rating) -> Scene:
    names = {score: key for key, score in SCALE.items()}
    lines, sounds = speaker.say(rating.question.first.phrase)
    choices = {choice.key: choice for step in rating.question.steps for choice in step.choices}
    pictures: list[str] = []
    for phrase, score in (("ecoute_then", rating.first), ("ecoute_now", rating.last)):
        choice = choices[names[score]]
        said, spoken = speaker.say(choice.phrase)
        before, heard = speaker.say(speaker.book.phrases[phrase])
        lines += tuple(f"{one} {other}" for one, other in zip(before, said, strict=True))
        sounds += (*heard, *spoken)
        pictures.append(choice.picture)
    return Scene("rating", tuple(pictures), lines, sounds)
