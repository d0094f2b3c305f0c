"""When backups are made, and how long they stay."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.backing.schedule import ZONE, due
from storage.rotation import DAYS, MONTHS, WEEKS, staying

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_seven_days_four_weeks_six_months_and_nothing_older_ever_stays() -> None:
    kept: set[datetime] = set()
    for number in range(500):
        now = NOON + number * DAY
        kept = staying({*kept, now}, now, ZONE)
        assert now in kept
        assert len(kept) <= DAYS + WEEKS + MONTHS
        assert min(kept) > now - timedelta(days=31 * MONTHS)
    newest = sorted(kept, reverse=True)
    assert newest[:DAYS] == [now - back * DAY for back in range(DAYS)]
    assert len({(each.year, each.month) for each in kept}) == MONTHS
    assert all(later - earlier <= timedelta(days=31) for earlier, later in pairwise(sorted(kept)))


def test_of_two_of_one_day_the_later_stays_and_asking_again_changes_nothing() -> None:
    made = {NOON, NOON + timedelta(hours=2)}
    kept = staying(made, NOON + timedelta(hours=3), ZONE)
    assert kept == {NOON + timedelta(hours=2)} == staying(kept, NOON + timedelta(hours=3), ZONE)


def test_what_was_made_before_a_long_silence_goes_only_once_there_is_a_new_one() -> None:
    later = NOON + 365 * DAY
    assert staying({NOON, later}, later, ZONE) == {later}


def test_a_backup_is_due_each_night_at_three_in_paris() -> None:
    before, after = datetime(2026, 11, 24, 1, 59, tzinfo=UTC), datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    last_night = datetime(2026, 11, 23, 2, 0, 30, tzinfo=UTC)
    assert not due(last_night, None, before)
    assert due(last_night, None, after)
    assert not due(after, None, after + 23 * timedelta(hours=1))
    assert due(None, None, before)  # the first at once
    assert due(last_night - 3 * DAY, None, before)  # one that was missed
    assert due(NOON + 30 * DAY, None, NOON)  # made by a clock that was wrong


def test_one_that_failed_is_tried_again_after_an_hour_and_no_sooner() -> None:
    assert not due(None, NOON, NOON + timedelta(minutes=59))
    assert due(None, NOON, NOON + timedelta(hours=1))
    assert due(None, NOON + DAY, NOON)


def test_in_summer_three_o_clock_is_an_hour_sooner() -> None:
    assert due(datetime(2026, 7, 1, 1, 5, tzinfo=UTC), None, datetime(2026, 7, 2, 1, 0, tzinfo=UTC))
    assert not due(datetime(2026, 7, 1, 1, 5, tzinfo=UTC), None, datetime(2026, 7, 2, 0, 59, tzinfo=UTC))
