"""Operations on the figures of a Flashcoop: what is typed becomes values, and what is known becomes JSON."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.operating import Operating
from dialogs.money import read_amount
from dialogs.reading.normalise import ascii_digits, strip_controls
from dialogs.reading.several import read_several
from storage import cohort_figures, cohorts, people
from storage.cohort_figures import KEYS, Entry, Kind, Sheet
from storage.refusals import Refused

LONGEST = 500  # letters of one figure that is words


def enter(operating: Operating, cohort: str, values: Mapping[str, str], by: str = "") -> dict[str, Any]:
    """Figures as they were typed, by key: « » takes one back to « not given ». What stays the same is no entry.

    Raises Refused, with one sentence that names the field, before anything is kept.
    """
    found = cohorts.cohort(operating.db, cohort)
    author = people.person_by_code(operating.db, by) if by else None
    known = cohort_figures.sheet(operating.db, found)
    read = {key: read_figure(key, text) for key, text in values.items()}
    news = {key: value for key, value in read.items() if value != _shown(getattr(known, key))}
    entered = cohort_figures.enter(operating.db, found, news, author, operating.now)
    return {**shown(cohort_figures.sheet(operating.db, found)), "news": entered}


def read_figure(key: str, text: str) -> Any:  # noqa: ANN401 -- JSON
    """The value a text says for a key, None for an empty one."""
    if key not in KEYS:
        raise Refused("unknown_figure", f"« {key} » n'est pas un chiffre du Flashcoop : {', '.join(KEYS)}.")
    said = strip_controls(text).strip()
    if not said:
        return None
    if len(said) > LONGEST:
        raise Refused("too_long", f"« {said[:20]}… » est trop long : {LONGEST} lettres au plus.")
    return READ[KEYS[key]](said)


def _cents(text: str) -> int:
    cents = read_amount(text)
    if cents is None:
        raise Refused("amount", f"« {text} » n'est pas un montant : écrivez par exemple 1204,74.")
    return cents


def _count(text: str) -> int:
    digits = ascii_digits(text)
    if not digits.isdecimal():
        raise Refused("people_count", f"« {text} » n'est pas un nombre de personnes.")
    return int(digits)


READ: Mapping[Kind, Callable[[str], Any]] = {"text": str, "texts": read_several, "count": _count, "cents": _cents}


def shown(sheet: Sheet) -> dict[str, Any]:
    """A Flashcoop's line as JSON: amounts in cents, None where it is not given."""
    return {
        "code": sheet.cohort.code,
        "name": sheet.cohort.name,
        "carrier": sheet.cohort.cae,
        "dates": [day.isoformat() for day in sheet.dates],
        **{key: _shown(getattr(sheet, key)) for key in KEYS},
        "profit_cents": sheet.profit,
        "parts_cents": list(sheet.parts),
    }


def all_shown(sheets: Iterable[Sheet]) -> dict[str, Any]:
    """Several Flashcoops, and their sums."""
    known = list(sheets)
    total = cohort_figures.total(known)
    return {
        "flashcoops": [shown(each) for each in known],
        "people": total.people,
        "turnover_cents": total.turnover_cents,
        "without_turnover": total.without_turnover,
    }


def history_shown(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Every value a figure ever had, the oldest first."""
    return [
        {"key": each.key, "value": each.value, "author": each.author, "at": each.at.isoformat()} for each in entries
    ]


def _shown(value: Any) -> Any:  # noqa: ANN401 -- JSON
    return list(value) if isinstance(value, tuple) else value
