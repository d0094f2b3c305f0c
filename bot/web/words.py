"""What a page itself says: its buttons and hints, in the visitor's language or in all of them."""

import re
from dataclasses import dataclass

from bot.web.sounds import Sounds
from dialogs.cards import Book, Card, Recording, Sound, Speaker, Speech
from dialogs.languages import Language

BEFORE_MARK = re.compile(r" (?=[?!:;»])")  # French sets these apart; they never begin a line


@dataclass(frozen=True)
class Line:
    """One line of text with its language, and the name of its clip ("" where there is none)."""

    text: str
    tag: str
    direction: str
    clip: str


class Words:
    """Common phrases in one language and variant, with the addresses of their clips."""

    def __init__(self, book: Book, sounds: Sounds, language: Language, variant: str, slow: bool) -> None:
        self.language = language
        self._book, self._sounds, self._variant, self._slow = book, sounds, variant, slow

    def __call__(self, key: str) -> str:
        """A phrase as it is printed."""
        return unbroken(self._book.wording(key, self.language.code, self._variant).printed)

    def clip(self, key: str) -> str:
        """The address of a phrase's clip."""
        spoken = self._book.wording(key, self.language.code, self._variant).spoken
        return clip_address(self._sounds, Speech(spoken, self.language.code, self._slow))

    def figures(self, text: str) -> str:
        """Digits as the language writes them."""
        return self.language.figures(text)


def unbroken(text: str) -> str:
    """The text with its marks kept on the line of the word before them."""
    return BEFORE_MARK.sub("\u00a0", text)


def clip_address(sounds: Sounds, sound: Sound, page: str = "") -> str:
    """Where a browser finds a sound: phrases under a common name, takes under the page of who may hear them."""
    if isinstance(sound, Recording):
        return f"{page}/takes/{sound.take}"
    return f"/sounds/{sounds.name(sound)}.ogg" if sound.text.strip() else ""


def lines_of(card: Card, book: Book, sounds: Sounds, page: str = "") -> tuple[list[Line], list[str]]:
    """The lines of a card, each with its language and clip, and the clips that belong to no line (takes)."""
    spoken = [sound for sound in card.sounds if isinstance(sound, Speech)]
    lines = []
    for place, text in enumerate(card.lines):
        speech = spoken[place] if place < len(spoken) else None
        spoken_in = book.languages[speech.language] if speech else card.language
        language = book.languages[card.printed_in] if card.printed_in else spoken_in
        clip = clip_address(sounds, speech) if speech else ""
        lines.append(Line(unbroken(text), language.tag, language.direction, clip))
    takes = [clip_address(sounds, sound, page) for sound in card.sounds if isinstance(sound, Recording)]
    return lines, takes


def in_all_languages(key: str, book: Book, sounds: Sounds) -> list[Line]:
    """A phrase in every language, for someone whose language is not known."""
    speaker = Speaker(book, None)
    lines, spoken = speaker.say(book.phrases[key])
    return lines_of(Card(speaker.main, lines, spoken), book, sounds)[0]
