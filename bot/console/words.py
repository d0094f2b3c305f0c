"""What the console itself says: French in its source, translated by the catalogues `console.po`."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.loading import LOCALES
from bot.web.words import unbroken
from dialogs.languages import Language

DOMAIN = "console"
N_ = str  # marks what is translated where it is shown
MOMENTS = {"once": N_("inscription"), "exit": N_("sortie"), "cold": N_("bilan à froid"), "last": N_("dernier jour")}


@dataclass(frozen=True)
class Tongue:
    """One language of the console: its phrases, and how it writes days and numbers."""

    language: Language
    phrases: gettext.NullTranslations

    def __call__(self, french: str) -> str:
        """A phrase, its French marks kept on the line of the word before them."""
        return unbroken(self.phrases.gettext(french)) if french else ""  # "" stands for a catalogue's header

    def plural(self, one: str, many: str, number: int) -> str:
        """A phrase that depends on a number."""
        return unbroken(self.phrases.ngettext(one, many, number))

    def number(self, value: float) -> str:
        """A number in the reader's digits."""
        return self.language.figures(format_decimal(value, locale=self.language.code))

    def figures(self, text: str) -> str:
        """A text with its digits as the reader writes them."""
        return self.language.figures(text)

    def day(self, when: date, pattern: str = "EEE d MMM") -> str:
        """A day, short: « lun. 23 nov. »."""
        return self.language.day(when, pattern)

    def moment(self, when: datetime, zone: str) -> str:
        """A day and an hour where the Flashcoop is."""
        here = when.astimezone(ZoneInfo(zone))
        return self.language.figures(format_datetime(here, "EEE d MMM, HH:mm", locale=self.language.code))

    def session(self, moment: str) -> str:
        """What people call a moment: « J3 » for `session:3`."""
        kind, _, number = moment.partition(":")
        if kind == "session":
            return f"J{self.figures(number)}"
        return self(MOMENTS[moment]) if moment in MOMENTS else moment


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The phrases of a language; those of French are the source itself."""
    path = LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def tongues(languages: Mapping[str, Language]) -> dict[str, Tongue]:
    """The languages in which the console is read, French first."""
    return {code: Tongue(language, catalogue(code)) for code, language in languages.items()}
