"""Seven sessions over fifteen calendar days, as in Albi in 2020: what is open when, and who is told what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from dialogs.calendar import MOMENTS, ONCE, Calendar, Session
from tests.doors.house import Doors
from tests.reminders.people import cohort_of, does, registered

ALBI = tuple(date(2020, *day) for day in ((2, 27), (2, 28), (3, 2), (3, 4), (3, 9), (3, 10), (3, 12)))
# Written by hand: from which day on, at seven in the evening, what is open.
OPEN = {
    (2, 26): "",
    (2, 27): "session:1",
    (2, 28): "session:2",
    (3, 2): "session:3",
    (3, 4): "session:4",
    (3, 9): "session:5",
    (3, 10): "session:6",
    (3, 12): "session:7 last exit",
    (3, 19): "exit",
    (4, 9): "",
    (7, 12): "cold",
    (9, 12): "",
}
MOVED = {**OPEN, (3, 4): "session:3", (3, 6): "session:4"}


def calendar(days: tuple[date, ...] = ALBI) -> Calendar:
    sessions = (Session(number, day, time(9, 30), time(16, 30)) for number, day in enumerate(days, 1))
    return Calendar(tuple(sorted(sessions, key=lambda session: session.date)), "Europe/Paris")


def evenings(of: Calendar) -> Iterator[tuple[date, str]]:
    """What is open on each day from the eve of the first session to the end of September, at seven."""
    for after in range(217):
        day = date(2020, 2, 26) + timedelta(days=after)
        now = datetime.combine(day, time(19), of.zone)
        found = [moment for kind in MOMENTS if kind != ONCE for moment in of.open_moments(kind, now)]
        yield day, " ".join(found)


def by_hand(table: dict[tuple[int, int], str]) -> Iterator[tuple[date, str]]:
    for after in range(217):
        day = date(2020, 2, 26) + timedelta(days=after)
        yield day, next(said for begins, said in sorted(table.items(), reverse=True) if date(2020, *begins) <= day)


def test_what_is_open_on_each_day_is_what_was_written_by_hand() -> None:
    assert list(evenings(calendar())) == list(by_hand(OPEN))


def test_session_four_moved_by_two_days_moves_its_check_in_alone() -> None:
    days = tuple(date(2020, 3, 6) if day == ALBI[3] else day for day in ALBI)
    assert list(evenings(calendar(days))) == list(by_hand(MOVED))


def test_the_last_session_moved_by_two_days_moves_the_cold_window() -> None:
    window = calendar((*ALBI[:6], date(2020, 3, 14))).window("cold")
    assert window is not None
    assert window.closes is not None
    assert (window.opens.date(), window.closes.date()) == (date(2020, 7, 14), date(2020, 9, 14))


def test_control_a_move_that_changes_the_number_would_lose_what_was_answered() -> None:
    moved = tuple(
        replace(session, number=4 if session.number == 3 else 3 if session.number == 4 else session.number)
        for session in calendar().sessions
    )
    assert list(evenings(Calendar(moved, "Europe/Paris"))) != list(by_hand(OPEN))


@pytest.mark.parametrize("sessions", [4, 5, 6, 7])
def test_first_and_last_follow_the_sessions_there_are(sessions: int) -> None:
    few = calendar(ALBI[:sessions])
    facts = [few.facts(f"session:{number}") for number in range(1, sessions + 1)]
    assert [fact["session.first"] for fact in facts] == [True] + [False] * (sessions - 1)
    assert [fact["session.last"] for fact in facts] == [False] * (sessions - 1) + [True]


async def test_fifteen_days_with_session_four_moved_and_nothing_is_sent_twice(doors: Doors) -> None:
    later = tuple(date(2027, day.month, day.day) for day in ALBI)  # the same days of a year to come
    amina, _, _ = await registered(doors, later)
    flashcoop = await cohort_of(doors)
    for after in range(17):
        doors.becomes(datetime(2027, 2, 25, 17, 0, tzinfo=UTC) + timedelta(days=after))
        if after == 6:  # on the 3rd of March: the notice of the 4th has not been said
            await does(doors, "move_session", cohort=flashcoop, session=4, date="2027-03-06")
        for _ in range(2):
            await doors.writes()
            doors.passes(minutes=10)
    sent = await doors.rows(
        "SELECT substr(at, 6, 5) AS day, kind, moment, occasion FROM attempts JOIN attempts_about ON attempt_id = id"
        " WHERE moment LIKE 'session:%' ORDER BY at, kind DESC, moment"
    )
    notices = [(row["day"], row["moment"], row["occasion"][5:]) for row in sent if row["kind"] == "notice"]
    assert notices == [
        ("02-26", "session:1", "02-27"),
        ("02-27", "session:2", "02-28"),
        ("03-01", "session:3", "03-02"),
        ("03-05", "session:4", "03-06"),
        ("03-08", "session:5", "03-09"),
        ("03-09", "session:6", "03-10"),
        ("03-11", "session:7", "03-12"),
    ]
    first: dict[str, str] = {}
    for row in sent:
        if row["kind"] == "reminder":
            first.setdefault(row["moment"], row["day"])
    assert first["session:4"] == "03-06"
    assert await doors.rows("SELECT 1 FROM attempts WHERE kind IN ('moved', 'cancelled')") == []
    del amina
