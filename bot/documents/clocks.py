"""How long things are kept, in French, from the constants by which they are let go: there is no second truth."""

from collections.abc import Mapping
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from bot import sweeping
from storage import (
    invitations,
    links,
    removals,
    retention,
    rotation,
    signing,
    takes,
    transcripts,
    upgrading,
)

# Up to here a span is told in hours: « 46 heures » is not two days.
MOST_HOURS = timedelta(hours=48)

CLOCKS: Mapping[str, timedelta | relativedelta] = {
    "record": retention.RECORD,
    "transcripts": retention.TRANSCRIPTS,
    "transcripts_without_survey": retention.WITHOUT_SURVEY,
    "set_aside": retention.SET_ASIDE,
    "voice": takes.KEPT,
    "voice_without_consent": takes.UNDERSTOOD_WITHIN,
    "warned": transcripts.WARNED_BEFORE,
    "lent": removals.LENT,
    "invitation": invitations.LASTS,
    "partners_link": links.LASTS["partner"],
    "console_link": signing.LINK_LASTS,
    "console_session": signing.SESSION_LASTS,
    "console_idle": signing.IDLE_ENDS,
    "backup_days": timedelta(days=rotation.DAYS),
    "backup_weeks": timedelta(weeks=rotation.WEEKS),
    "backup_months": relativedelta(months=rotation.MONTHS),
    "upgrade": upgrading.KEPT,
    "sweep": timedelta(seconds=sweeping.LOOK_EVERY),
}


def told() -> dict[str, str]:
    """Every clock as it is written in a document: `30 jours`, `6 mois`."""
    return {name: french(span) for name, span in CLOCKS.items()}


def french(span: timedelta | relativedelta) -> str:
    """A span of time in French, in its largest whole unit."""
    if isinstance(span, relativedelta):
        return _counted(span.years, "an") if span.years and not span.months else f"{span.years * 12 + span.months} mois"
    seconds = int(span.total_seconds())
    if seconds % 86_400 == 0 and (span > MOST_HOURS or seconds == 86_400):
        return _counted(seconds // 86_400, "jour")
    if seconds % 3_600 == 0:
        return _counted(seconds // 3_600, "heure")
    return _counted(seconds // 60, "minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if number > 1 else ''}"
