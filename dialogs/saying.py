"""How values are printed and said: dates and hours of sessions, dates of birth, telephone numbers, figures."""

import re
from collections.abc import Callable
from datetime import date, time

from dialogs.languages import Language
from dialogs.pieces import Pieced, Pieces, filled, number
from dialogs.questionnaire import Wording

LONGEST_SAID_WHOLE = 4  # figures of a year; a longer number is somebody's telephone
BIRTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")

# From which hour on a part of the day is named; nobody says « twelve in the afternoon ».
PARTS = ((18, "evening"), (13, "afternoon"), (12, "noon"), (1, "morning"), (0, "midnight"))
PAST = {15: "hour_quarter", 30: "hour_half"}

Say = Callable[[str], str]  # the spoken wording of a common phrase


def appointment(when: date, language: Language, say: Say) -> Wording:
    """A date with its weekday, the Gregorian one; the Solar Hijri one beside it in print, as help."""
    helped = language.day_help(when)
    weekday, month = say(f"weekday_{when.isoweekday()}"), say(f"month_{when.month}")
    day = number(when.day, language.code)
    return Pieced(
        printed=language.day(when) + (f" ({helped})" if helped else ""),
        spoken=f"{weekday} {when.day} {month}",
        pieces=(weekday, *day, month) if day else (),
    )


def hour(when: time, language: Language, say: Say) -> Wording:
    """An hour of the day, in figures in print; in words with its part of the day when it is said."""
    spoken = say(f"hour_{when.hour if when.hour == 12 else when.hour % 12}")
    pieces: Pieces = (spoken,)
    if when.minute:
        past = say(PAST.get(when.minute, "hour_minutes"))
        spoken = past.format(hour=spoken, minutes=when.minute)
        pieces = filled(past, {"hour": pieces, "minutes": number(when.minute, language.code)})
    clock = say(f"clock_{next(name for begins, name in PARTS if when.hour >= begins)}")
    said = filled(clock, {"hour": pieces or None})
    return Pieced(printed=language.hour(when), spoken=clock.format(hour=spoken), pieces=said)


def figures(value: str, language: Language, say: Say) -> Wording:
    """A number in the language's digits; a date of birth with its month's name, a telephone figure by figure."""
    born = BIRTH.fullmatch(value)
    try:
        when = date(int(born[1]), int(born[2]), int(born[3] or 1)) if born else None
    except ValueError:  # what was heard need not be a date there is
        when = None
    if born and when:
        return _birth(when, born[3] is not None, language, say)
    spoken = " ".join(value) if len(value) > LONGEST_SAID_WHOLE else value
    return Wording(printed=language.figures(value), spoken=spoken)


def _birth(when: date, whole: bool, language: Language, say: Say) -> Wording:
    month = say(f"month_{when.month}")
    day, year = (number(value, language.code) for value in (when.day, when.year))
    pieces = (*(day if whole else ()), month, *year) if day and year else ()
    printed = language.day(when, "d MMMM y" if whole else "MMMM y")
    spoken = f"{when.day} {month} {when.year}" if whole else f"{month} {when.year}"
    return Pieced(printed=printed, spoken=spoken, pieces=pieces)
