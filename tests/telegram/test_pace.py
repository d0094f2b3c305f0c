import random
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.pace import NONE, Limits, Pace

STEP = 0.01


def go(pace: Pace, address: int, now: float, group: bool = False, reminder: bool = False) -> None:
    pace.reserve(address, now, group=group, reminder=reminder).leaves(now)


def test_thirty_may_leave_at_once_and_then_none_for_a_second() -> None:
    pace = Pace()
    for address in range(30):
        assert pace.room(100.0) > 0
        go(pace, address, 100.0)
    assert pace.room(100.0) == 0
    assert pace.due(100.5) == 0.5
    assert pace.room(100.99) == 0
    assert pace.room(101.0) == 30


def test_what_is_reserved_counts_until_a_second_after_it_has_left() -> None:
    pace = Pace(Limits(overall=2))
    first, second = pace.reserve(1, 0.0), pace.reserve(2, 0.0)
    assert pace.room(5.0) == 0  # their clips are being made
    first.leaves(5.0)
    second.close()
    assert pace.room(5.5) == 1
    assert pace.room(6.0) == 2


def test_a_chat_is_held_for_a_second_and_the_others_are_not() -> None:
    pace = Pace()
    go(pace, 1, 10.0)
    assert pace.held(10.99) == {1}
    assert pace.held(11.0) == frozenset()


def test_a_group_hears_twenty_in_a_minute() -> None:
    pace = Pace()
    for second in range(20):
        assert 7 not in pace.held(float(second))
        go(pace, 7, float(second), group=True)
    assert 7 in pace.held(59.9)
    assert 7 not in pace.held(60.0)


def test_one_chats_flood_is_its_own() -> None:
    pace = Pace()
    pace.flooded(1, 30, 0.0)
    assert pace.room(0.0) == 30
    assert not pace.free(1, 29.0)
    assert pace.free(2, 0.0)
    assert pace.free(1, 30.0)


def test_when_one_chat_after_the_other_is_refused_everybody_waits() -> None:
    pace = Pace()
    for address in (1, 2, 3):
        pace.flooded(address, 30, 0.0)
    assert pace.due(10.0) == 20.0
    assert pace.room(29.9) == 0
    assert pace.room(30.0) == 30


def test_refusals_between_which_others_are_served_are_not_everybodys() -> None:
    pace = Pace()
    for address in range(10):
        pace.flooded(address, 30, 0.0)
        pace.accepted()
    assert pace.room(0.0) == 30


def test_a_clock_that_is_set_back_stops_nothing() -> None:
    pace = Pace()
    for address in range(30):
        go(pace, address, 10_000.0)
    pace.flooded(1, 500, 10_000.0)
    assert pace.room(100.0) == 30
    assert pace.held(100.0) == frozenset()


def test_without_limits_nothing_is_held() -> None:
    pace = Pace(NONE)
    for _ in range(1_000):
        go(pace, 1, 0.0)
    assert pace.room(0.0) > 64
    assert pace.held(0.0) == frozenset()


def test_ten_thousand_reminders_go_at_the_full_rate_and_a_reply_waits_for_no_more_than_one_of_them() -> None:
    pace, chance = Pace(), random.Random(3)
    now, wants = 0.0, None
    left: list[float] = []
    waited: list[float] = []
    people = iter(range(10_000))
    while len(left) < 10_000:
        if wants is None and chance.random() < 0.02:
            wants = now
        if wants is not None and pace.room(now):
            go(pace, 20_000 + len(waited), now)
            waited.append(now - wants)
            left.append(now)
            wants = None
        for _ in range(pace.reminders(now)):
            go(pace, next(people), now, reminder=True)
            left.append(now)
        now = round(now + STEP, 2)
    assert max(waited) < 0.1
    assert len(left) / now > 0.98 * 30
    assert all(later - first >= 1.0 - 1e-9 for first, later in zip(left, left[30:], strict=False))


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.floats(0, 0.6)), max_size=200))
def test_whatever_is_asked_for_no_limit_is_broken(wishes: list[tuple[int, bool, float]]) -> None:
    limits = Limits(overall=4, chat_seconds=1.0, group=3)
    pace, now = Pace(limits), 0.0
    gone: dict[int, list[float]] = defaultdict(list)
    for address, reminder, pause in wishes:
        now += pause
        allowed = pace.reminders(now) if reminder else pace.room(now)
        if allowed and address not in pace.held(now):
            go(pace, address, now, group=address == 1, reminder=reminder)
            gone[address].append(now)
    everything = sorted(moment for moments in gone.values() for moment in moments)
    assert all(later >= first + 1.0 for first, later in zip(everything, everything[4:], strict=False))
    assert all(later >= first + 1.0 for moments in gone.values() for first, later in pairwise(moments))
    assert all(later >= first + 60.0 for first, later in zip(gone[1], gone[1][3:], strict=False))
