"""Values given in figures or words: numbers, phone numbers, dates of birth; read, checked and made whole."""

import re
from dataclasses import dataclass
from datetime import date

import phonenumbers

from dialogs.questionnaire import Question, Step
from dialogs.reading import Lexicon, PartialDate, normalise, read_date, read_month, read_number

HOME = "FR"  # numbers without a country code are French: that is where Flashcoops are
FIGURES = re.compile(r"\+?[0-9][0-9-]*")  # ASCII: what `read` gives
OLDEST = 110  # years; more is a slip, not a birthday
YOUNGEST = 10
SHORTEST_PHONE = 4  # fewer digits are a count, not somebody's number
ISOLATES = "\u200e\u200f\u202a\u202d\u2066\u2067\u2068 "  # what a copied number may begin with


@dataclass(frozen=True, slots=True)
class Whole:
    """The value is complete."""

    value: int | str


@dataclass(frozen=True, slots=True)
class More:
    """A part of the value, kept until later steps complete it; `steps` is how far to go on inside the question."""

    partial: str
    steps: int = 1


@dataclass(frozen=True, slots=True)
class BadValue:
    """The value cannot be; `phrase` is the common phrase that says so."""

    phrase: str


def read(question: Question, step: Step, text: str, language: str, lexicon: Lexicon, today: date) -> str | None:
    """What a text says for a keypad step, in plain figures; None when it says no value at all."""
    if question.kind == "phone":
        digits = "".join(character for character in normalise(text, language) if character in "0123456789")
        abroad = "+" if text.lstrip(ISOLATES).startswith(("+", "＋")) else ""
        return abroad + digits if len(digits) >= SHORTEST_PHONE else None
    if question.kind == "birthdate" and step.name == question.key:
        found = read_date(text, language, lexicon, today)
        if found:
            return written(found)
    if question.kind == "birthdate" and step.name.endswith("/month"):
        month = read_month(text, language, lexicon)
        if month:
            return str(month)
    number = read_number(text, language, lexicon)
    return None if number is None else str(number)


def written(found: PartialDate) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD, as far as the date is known."""
    parts = [f"{found.year:04}"]
    if found.month and not found.approximate:
        parts.append(f"{found.month:02}")
        if found.day:
            parts.append(f"{found.day:02}")
    return "-".join(parts)


def complete(question: Question, step: Step, partial: str, value: str, today: date) -> Whole | More | BadValue:
    """Join a value to what was given before it and check the whole."""
    if not FIGURES.fullmatch(value):
        return BadValue("not_understood")
    if question.kind == "phone":
        return _phone(value)
    if question.kind == "birthdate":
        return _birthdate(question, step, partial, value, today)
    low, high = question.bounds or (0, 120)
    return Whole(int(value)) if low <= int(value) <= high else BadValue("number_out_of_bounds")


def read_phone(text: str) -> str | None:
    """A telephone number in E.164, French where it names no country; None for what cannot be one."""
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _phone(value: str) -> Whole | BadValue:
    number = read_phone(value)
    return Whole(number) if number else BadValue("phone_unreadable")


def _birthdate(question: Question, step: Step, partial: str, value: str, today: date) -> Whole | More | BadValue:
    given = value if step.name == question.key else f"{partial}-{int(value):02}"
    parts = [int(part) for part in given.split("-")]
    if not _possible(parts, today):
        return BadValue("date_impossible")
    if len(parts) == len(question.steps):
        return Whole(given)
    return More(given, len(parts) - question.steps.index(step))


def _possible(parts: list[int], today: date) -> bool:
    year, month, day = [*parts, 1, 1][:3] if len(parts) < 3 else parts
    try:
        date(year, month, day)
    except ValueError:
        return False
    return today.year - OLDEST <= year <= today.year - YOUNGEST
