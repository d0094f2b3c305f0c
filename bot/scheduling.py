"""Operations on the calendar of a Flashcoop: a session moved, told otherwise, added, cancelled."""

from datetime import date
from typing import Any

from bot.operating import Operating
from dialogs.calendar import Session, moment_of
from storage import attempts, cohorts, people, sessions
from storage.cohorts import Cohort
from storage.refusals import Refused
from storage.sessions import Told


def move(operating: Operating, cohort: str, session: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- Told's
    """A session as it is after the change, and how many people had been told of another date."""
    found = cohorts.cohort(operating.db, cohort)
    moved = sessions.move_session(operating.db, found, session, _told(**fields))
    return {**shown(moved), "told": _told_otherwise(operating, found, moved)}


def add(operating: Operating, cohort: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- Told's
    """A session more."""
    return shown(sessions.add_session(operating.db, cohorts.cohort(operating.db, cohort), _told(**fields)))


def cancel(operating: Operating, cohort: str, session: int) -> dict[str, Any]:
    """The session that is held no more, and how many people had been told of it."""
    found = cohorts.cohort(operating.db, cohort)
    gone = sessions.cancel_session(operating.db, found, session)
    return {**shown(gone), "told": _told_otherwise(operating, found, gone, gone=True)}


def shown(session: Session) -> dict[str, Any]:
    """A session as JSON."""
    return {
        "number": session.number,
        "date": session.date.isoformat(),
        "hours": f"{session.starts:%H:%M}-{session.ends:%H:%M}",
        "place": session.place,
        "module": session.module,
        "title": session.title,
        "guests": list(session.guests),
    }


def read_date(text: str) -> date:
    """A day in ISO form; refused, with one sentence, when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("bad_date", f"« {text} » n'est pas une date : écrivez AAAA-MM-JJ.") from None


def _told(
    date: str | None = None,
    hours: str | None = None,
    place: str | None = None,
    module: int | None = None,
    title: str | None = None,
    guests: str | None = None,
) -> Told:
    coming = None if guests is None else [part.strip() for part in guests.split(",") if part.strip()]
    return Told(read_date(date) if date else None, hours, place, module, title, coming)


def _told_otherwise(operating: Operating, cohort: Cohort, session: Session, *, gone: bool = False) -> int:
    """To how many people a notice named another date than the session has now, or named it at all."""
    told = 0
    for person in people.people_of_cohort(operating.db, cohort.id):
        dates = [
            about.occasion
            for each in attempts.attempts_of(operating.db, person.id)
            for about in each.about
            if each.kind in ("notice", "moved") and about[1:3] == (cohort.id, moment_of(session))
        ]
        told += bool(dates) and (gone or dates[-1] != session.date.isoformat())
    return told
