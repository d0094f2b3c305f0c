"""Which rows are wanted: a CAE, a Flashcoop, a moment, a period, a language, a way of answering."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storage import cohorts
from storage.cohorts import TIMEZONE
from storage.refusals import Refused
from storage.times import stamp

ALWAYS = ("", "~")  # before and after every stamp


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody asks for; None: no such limit. `cae` is a code or a name, both days of the period are in it."""

    cae: str | None = None
    cohort: str | None = None
    moment: str | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None
    mode: str | None = None

    def told(self) -> dict[str, str]:
        """The limits there are, as JSON."""
        return {name: str(value) for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters with the rows they name; what `sql` holds is for queries, the rest is for rows."""

    filters: Filters
    cae_id: int | None
    cohort_id: int | None
    _bounds: dict[str | None, tuple[str, str]] = field(default_factory=dict)

    @property
    def sql(self) -> Mapping[str, Any]:
        """Parameters of a query: `:cae`, `:cohort` (row ids) and `:moment`, None for no limit."""
        return {"cae": self.cae_id, "cohort": self.cohort_id, "moment": self.filters.moment}

    @property
    def of_answers(self) -> bool:
        """Whether only what was answered in a certain way or time is wanted."""
        wanted = self.filters
        return any((wanted.since, wanted.until, wanted.language, wanted.mode))

    def has(self, language: str | None, mode: str, at: str, timezone: str | None) -> bool:
        """Whether something given in a language, in a way, at a moment (a stamp) is wanted."""
        wanted = self.filters
        if wanted.language not in (None, language) or wanted.mode not in (None, mode):
            return False
        first, last = self.bounds(timezone)
        return first <= at < last

    def has_day(self, day: str) -> bool:
        """Whether a day (ISO) is in the period."""
        wanted = self.filters
        return (wanted.since is None or wanted.since.isoformat() <= day) and (
            wanted.until is None or day <= wanted.until.isoformat()
        )

    def bounds(self, timezone: str | None) -> tuple[str, str]:
        """The stamps between which the period lies where a Flashcoop is: from the first, up to before the second."""
        if timezone not in self._bounds:
            self._bounds[timezone] = _bounds(self.filters, ZoneInfo(timezone or TIMEZONE))
        return self._bounds[timezone]


def select(db: Database, filters: Filters) -> Selection:
    """The selection of filters; refused for a CAE or a Flashcoop there is none of, or a period that ends too early."""
    if filters.since and filters.until and filters.until < filters.since:
        raise Refused("period", "La période finit avant de commencer.")
    cae_id = cohorts.cae_id(db, filters.cae) if filters.cae else None
    cohort = cohorts.cohort(db, filters.cohort) if filters.cohort else None
    if cohort and cae_id not in (None, cohort.cae_id):
        raise Refused("not_of_cae", f"Le Flashcoop « {cohort.code} » n'est pas porté par « {filters.cae} ».")
    return Selection(filters, cae_id, cohort.id if cohort else None)


def _bounds(filters: Filters, zone: ZoneInfo) -> tuple[str, str]:
    first, last = ALWAYS
    if filters.since:
        first = stamp(datetime.combine(filters.since, time(), zone))
    if filters.until:
        last = stamp(datetime.combine(filters.until + timedelta(days=1), time(), zone))
    return first, last
