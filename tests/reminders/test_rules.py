"""The rules of asking again, on clocks of their own: every zone, both changes of the clocks, downtime, full weeks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.loading import load_texts, read_rules
from bot.pictures.catalogue import catalogue
from bot.reminding.asking import PHRASES
from dialogs.calendar import ANY, MOMENTS, Window
from dialogs.controls import SENDING
from dialogs.programme import GUESTS
from dialogs.reminding import Hours, Rules, Series, due_words, may_write, phone_day
from tests.reminders.years import Life, at, broken, hours, lived, session

RULES = read_rules()
ZONES = sorted(available_timezones())
OPENS = at(2026, 11, 23, 15, 30)
WEEK = session(OPENS, OPENS + timedelta(days=7))
# Around the nights in which Europe's clocks go back and on.
CHANGES = {"back": at(2026, 10, 20, 15, 30), "on": at(2027, 3, 23, 15, 30)}


def after(opens: datetime, kind: str = "exit", days: float = 28) -> Series:
    return Series(kind, Window(opens, opens + timedelta(days=days)))


def test_every_moment_that_is_due_by_itself_has_a_ladder_and_words() -> None:
    assert set(RULES.ladders) == set(MOMENTS) - {ANY}
    common = load_texts().common
    assert {ladder.words for ladder in RULES.ladders.values()} | set(PHRASES.values()) <= set(common)
    assert {f"guest_{guest}" for guest in GUESTS} | set(SENDING) <= set(common)
    assert set(GUESTS.values()) <= set(catalogue())
    assert all(len(ladder.evenings) <= RULES.most_messages for ladder in RULES.ladders.values())


# One questionnaire


def test_the_words_follow_how_far_she_is_and_how_much_time_is_left() -> None:
    evening = at(2026, 11, 23, 17, 0)
    sent = (evening,)
    assert due_words(RULES, hours(), after(OPENS), evening) == "opens"
    third_day = evening + timedelta(days=3)
    assert due_words(RULES, hours(), replace(after(OPENS), sent=sent), third_day) == "not_begun"
    begun = replace(after(OPENS), sent=sent, begun=True, touched=evening)
    assert due_words(RULES, hours(), begun, third_day) == "begun"
    ending = replace(WEEK, sent=(evening, evening + timedelta(days=1)))
    assert due_words(RULES, hours(), ending, at(2026, 11, 28, 17, 0)) is None
    assert due_words(RULES, hours(), ending, at(2026, 11, 29, 17, 0)) == "last"  # it closes before the next evening
    assert due_words(RULES, hours(), ending, at(2026, 11, 30, 17, 0)) is None


def test_three_messages_and_no_fourth() -> None:
    sent = lived(Life(hours(), {"cold": after(OPENS, "cold", 60)}), OPENS, OPENS + timedelta(days=60))
    assert [(each.at - OPENS).days for each in sent] == [0, 7, 14]


def test_control_with_a_longer_ladder_and_no_limit_there_would_be_a_fourth() -> None:
    ladder = replace(RULES.ladders["cold"], evenings=(0, 7, 14, 21))
    open_ended = replace(RULES, most_messages=9, ladders={"cold": ladder})
    sent = lived(Life(hours(), {"cold": after(OPENS, "cold", 60)}), OPENS, OPENS + timedelta(days=60), open_ended)
    assert "three" in broken(Life(hours(), {"cold": after(OPENS, "cold", 60)}), sent, RULES)


def test_a_check_in_that_closes_the_next_morning_is_asked_for_once() -> None:
    closing = session(OPENS, at(2026, 11, 24, 8, 30))
    sent = lived(Life(hours(), {"s1": closing}), OPENS, OPENS + timedelta(days=3))
    assert [each.about for each in sent] == [{"s1": "opens"}]


def test_who_was_in_it_a_moment_ago_is_left_in_peace() -> None:
    begun = replace(WEEK, begun=True, touched=at(2026, 11, 23, 16, 0))
    assert due_words(RULES, hours(), begun, at(2026, 11, 23, 17, 0)) is None
    assert (
        due_words(RULES, hours(), replace(begun, touched=at(2026, 11, 23, 10, 0)), at(2026, 11, 23, 17, 0)) == "begun"
    )


def test_after_downtime_only_what_is_true_now_is_said_and_once_an_evening() -> None:
    down = [(OPENS, OPENS + timedelta(days=20))]
    sent = lived(Life(hours(), {"exit": after(OPENS)}, down), OPENS, OPENS + timedelta(days=28))
    assert [each.at.date() for each in sent] == [date(2026, 12, day) for day in (13, 16, 20)]
    assert [each.about["exit"] for each in sent] == ["opens", "not_begun", "last"]


def test_the_phone_rings_after_three_messages_and_on_its_day() -> None:
    sent = tuple(OPENS + timedelta(days=day, hours=1, minutes=30) for day in (0, 7, 14))
    asked = replace(after(OPENS, "cold", 60), sent=sent)
    assert not phone_day(RULES, hours(), asked, OPENS + timedelta(days=20))
    assert phone_day(RULES, hours(), asked, OPENS + timedelta(days=21))
    assert not phone_day(RULES, hours(), replace(asked, sent=sent[:2]), OPENS + timedelta(days=21))
    assert not phone_day(RULES, hours(), replace(asked, kind="session"), OPENS + timedelta(days=21))


# A whole person


def test_what_opens_together_is_asked_for_together() -> None:
    asked = {"session:7": WEEK, "peers": after(OPENS, "last", 7), "hot": after(OPENS), "interview": after(OPENS)}
    sent = lived(Life(hours(), asked), OPENS, OPENS + timedelta(days=1))
    assert [set(each.about) for each in sent] == [set(asked)]


def seven_days() -> dict[str, Series]:
    """Seven sessions on seven days in a row, each check-in open for a week."""
    return {f"s{day}": session(OPENS + timedelta(days=day), OPENS + timedelta(days=day + 7)) for day in range(14)}


def test_never_more_than_five_in_any_seven_days() -> None:
    life = Life(hours(), seven_days())
    sent = lived(life, OPENS, OPENS + timedelta(days=25))
    assert len(sent) > 5
    assert broken(life, sent, RULES) == set()


def test_control_without_the_cap_a_week_would_bring_more() -> None:
    life = Life(hours(), seven_days())
    sent = lived(life, OPENS, OPENS + timedelta(days=25), replace(RULES, most_a_week=99))
    assert broken(life, sent, RULES) == {"week"}


def test_an_answer_just_before_stops_the_message() -> None:
    evening = at(2026, 11, 23, 17, 0)
    life = Life(hours(), {"s1": WEEK}, answers={"s1": evening - timedelta(seconds=1)})
    assert lived(life, OPENS, OPENS + timedelta(days=7)) == []
    late = replace(life, answers={"s1": evening + timedelta(seconds=1)})
    assert len(lived(late, OPENS, OPENS + timedelta(days=7))) == 1


def always(rules: Rules, of: Hours, sent: object, now: datetime) -> bool:
    del rules, of, sent, now
    return True


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Kabul", "America/Sao_Paulo", "Australia/Lord_Howe"])
def test_the_clocks_change_and_her_hours_stay(zone: str, change: str) -> None:
    start = CHANGES[change]
    life = Life(hours(zone), {"exit": after(start), "s": session(start, start + timedelta(days=9))})
    sent = lived(life, start, start + timedelta(days=14))
    assert len(sent) >= 3
    assert broken(life, sent, RULES) == set()


def test_control_without_the_gate_it_would_be_written_at_any_hour_and_all_at_once() -> None:
    life = Life(hours(), {"exit": after(OPENS)})
    sent = lived(life, OPENS, OPENS + timedelta(days=14), gate=always)
    assert broken(life, sent, RULES) >= {"hours"}
    together = lived(Life(hours(), seven_days()), OPENS, OPENS + timedelta(days=14), gate=always)
    assert broken(Life(hours(), seven_days()), together, RULES) >= {"hours", "evening", "spacing", "week"}


def test_in_every_time_zone_the_first_evening_is_the_first_one_that_is_not_over() -> None:
    for name in ZONES:
        life = Life(hours(name), {"s": session(OPENS, OPENS + timedelta(days=2))})
        sent = lived(life, OPENS, OPENS + timedelta(days=2))
        assert sent, name
        assert broken(life, sent, RULES) == set(), name
        assert sent[0].at - OPENS < timedelta(hours=24), name


# Anybody, anywhere, at any time

STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@st.composite
def spans(draw: st.DrawFn, start: datetime) -> tuple[datetime, datetime]:
    begins = start + timedelta(hours=draw(st.integers(0, 24 * 20)))
    return begins, begins + timedelta(hours=draw(st.integers(1, 72)))


@st.composite
def lives(draw: st.DrawFn) -> tuple[Life, datetime]:
    """A person in any zone with any hours, several questionnaires, downtimes of 1 to 72 hours, some answers."""
    start = draw(STARTS)
    begin = draw(st.integers(0, 23))
    of = Hours(ZoneInfo(draw(st.sampled_from(ZONES))), begin, draw(st.integers(begin + 1, 24)))
    asked = {}
    for place in range(draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(["once", "session", "last", "exit", "cold"]))
        opens = start + timedelta(hours=draw(st.integers(0, 24 * 10)))
        asked[f"{kind}{place}"] = after(opens, kind, draw(st.floats(0.3, 30)))
    down = draw(st.lists(spans(start), max_size=3))
    answered = draw(st.dictionaries(st.sampled_from(sorted(asked)), st.integers(0, 24 * 20 * 60)))
    answers = {name: start + timedelta(minutes=after_) for name, after_ in answered.items()}
    return Life(of, asked, down, answers), start


def nothing_breaks(life: Life, start: datetime) -> None:
    sent = lived(life, start, start + timedelta(days=25))
    assert broken(life, sent, RULES) == set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives())
def test_whoever_she_is_no_rule_is_broken(drawn: tuple[Life, datetime]) -> None:
    nothing_breaks(*drawn)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives())
def test_whoever_she_is_no_rule_is_broken_in_six_hundred_lives(drawn: tuple[Life, datetime]) -> None:
    nothing_breaks(*drawn)


@pytest.mark.parametrize(
    ("loose", "rule"),
    [
        (lambda rules: replace(rules, most_a_week=99), "week"),
        (lambda rules: replace(rules, between=timedelta(hours=1)), "spacing"),
    ],
)
def test_control_each_rule_taken_away_is_missed(loose: Callable[[Rules], Rules], rule: str) -> None:
    life = Life(hours("Europe/Paris", 0, 24), seven_days() | {"exit": after(OPENS), "cold": after(OPENS, "cold", 40)})
    found = broken(life, lived(life, OPENS, OPENS + timedelta(days=25), loose(RULES)), RULES)
    assert rule in found


def test_hours_are_those_of_the_clock_where_she_is() -> None:
    assert may_write(RULES, hours(), [], at(2026, 11, 23, 17, 0))
    assert not may_write(RULES, hours(), [], at(2026, 11, 23, 16, 59))
    assert not may_write(RULES, hours(), [], at(2026, 11, 23, 19, 0))
    assert may_write(RULES, hours("Asia/Kabul"), [], at(2026, 11, 23, 13, 30))
