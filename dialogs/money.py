"""Amounts of money: whole cents, read from what people write in any of our digits, shared without losing one."""

import re
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import format_currency

from dialogs.languages import Language
from dialogs.reading.normalise import ascii_digits, strip_controls

CURRENCY = "EUR"
# A Flashcoop sells for some hundred euros; what is past ten million is a slip of the hand.
LARGEST = 1_000_000_000  # cents
EURO = re.compile(r"€|euros?|يورو|یورو", re.IGNORECASE)
# What may stand between thousands: spaces of all widths, the Arabic mark, an apostrophe.
GROUPING = "\u00a0\u202f\u2009٬'’ "
DECIMAL_MARKS = str.maketrans("٫،", ",,")
WHOLE = re.compile(r"\d{1,3}(?:G\d{3})+|\d+".replace("G", f"[{GROUPING}]"))
GROUPED_BY_MARK = re.compile(r"\d{1,3}(?:\.\d{3})+(?=,)|\d{1,3}(?:,\d{3})+(?=\.)")
# Three figures behind a lone point or comma are thousands to some and thousandths to others.
AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}")


def read_amount(text: str) -> int | None:
    """The cents of an amount as it is written (« 1 204,74 € », « ٢٠٤٫٧٤ », « ۲۰۴٫۷۴ », « 204.7 »), else None.

    A minus, more than two decimals, and « 1.204 », of which nobody can say what it means, are None.
    """
    said = EURO.sub("", strip_controls(ascii_digits(text))).strip(GROUPING).translate(DECIMAL_MARKS)
    if AMBIGUOUS.fullmatch(said):
        return None
    if marked := GROUPED_BY_MARK.match(said):
        said = marked[0].replace(".", "").replace(",", "") + said[marked.end() :]
    whole, mark, decimals = _parts(said)
    if not WHOLE.fullmatch(whole) or (mark and not re.fullmatch(r"\d{1,2}", decimals)):
        return None
    cents = int(re.sub(r"\D", "", whole)) * 100 + int(decimals.ljust(2, "0") if mark else 0)
    return cents if cents <= LARGEST else None


def _parts(said: str) -> Sequence[str]:
    place = max(said.rfind(","), said.rfind("."))
    return (said, "", "") if place < 0 else (said[:place], said[place], said[place + 1 :])


def shares(cents: int, people: int) -> tuple[int, ...]:
    """What each of so many people gets of a profit, the larger parts first: they add up to it, to the cent.

    Largest remainder: everyone gets the whole cents, and the cents left over go round once. Of nothing or of a
    loss nobody gets or owes a part: no shares.
    """
    if cents <= 0 or people <= 0:
        return ()
    each, over = divmod(cents, people)
    return (each + 1,) * over + (each,) * (people - over)


def written(cents: int, language: Language) -> str:
    """An amount as the language writes it, in its digits."""
    amount = Decimal(cents) / 100
    return language.figures(format_currency(amount, CURRENCY, locale=language.code, numbering_system="default"))
