"""The languages of an installation, and what each asks of text: direction, digits, isolation, dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

import jdatetime
from babel.dates import format_date, format_time

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
ZEROS = {"latn": "0", "arab": "٠", "arabext": "۰"}
# Babel has no Solar Hijri calendar; Afghan month names are said in Dari (docs/languages.md).
AFGHAN_MONTHS = ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت")


@dataclass(frozen=True, slots=True)
class Language:
    """One folder of `locales/`: a Babel code, its own name, and how it is written."""

    code: str
    autonym: str
    direction: str
    digits: str
    solar_hijri: bool = False

    @property
    def tag(self) -> str:
        """The BCP-47 tag, for pages."""
        return self.code.replace("_", "-")

    def figures(self, text: str) -> str:
        """The text with its ASCII digits in the language's own (Babel never converts them)."""
        zero = ord(ZEROS[self.digits])
        return text.translate({ord("0") + digit: zero + digit for digit in range(10)})

    def day(self, when: date, pattern: str = "EEEE d MMMM") -> str:
        """A date said with its weekday, or in another pattern: Gregorian, as appointments in France are."""
        return self.figures(format_date(when, pattern, locale=self.code))

    def day_help(self, when: date) -> str:
        """The Solar Hijri date, for those who know that one better; empty in other languages."""
        if not self.solar_hijri:
            return ""
        solar = jdatetime.date.fromgregorian(date=when)
        return self.figures(f"{solar.day} {AFGHAN_MONTHS[solar.month - 1]}")

    def hour(self, when: time) -> str:
        """An hour of the day."""
        return self.figures(format_time(when, "HH:mm", locale=self.code))


def isolate(value: str) -> str:
    """An inserted value shielded from the direction of what stands around it, line by line."""
    return "\n".join(f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}" for line in value.split("\n"))


def languages_from(tables: Mapping[str, Mapping[str, object]]) -> dict[str, Language]:
    """The languages of the `language.yaml` files, by code, in their order."""
    fields = ("autonym", "direction", "digits", "solar_hijri")
    return {
        code: Language(code, **{name: table[name] for name in fields if name in table})  # type: ignore[arg-type]
        for code, table in tables.items()
    }
