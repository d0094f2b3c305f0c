"""What may be told of a count of people, and what nobody can work out from what is told."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.report import publishing
from bot.report.publishing import Breakdown, Share, breakdown, groups, share, wilson

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), min_size=2)


def test_from_twenty_people_on_there_is_a_percentage_with_its_interval() -> None:
    told = Share(34, 36)
    assert (told.count, told.n, told.percent) == (34, 36, 94)
    assert told.interval is not None
    assert [round(end, 3) for end in told.interval] == [0.819, 0.985]


@pytest.mark.parametrize(
    ("count", "n", "percent"), [(23, 40, 58), (9, 40, 22), (22, 36, 61), (0, 20, 0), (20, 20, 100)]
)
def test_percentages_are_rounded_half_to_even(count: int, n: int, percent: int) -> None:
    assert Share(count, n).percent == percent


@pytest.mark.parametrize(
    ("count", "n", "low", "high"), [(0, 20, 0.0, 0.161), (10, 20, 0.299, 0.701), (20, 20, 0.839, 1.0)]
)
def test_wilson_s_interval_is_as_printed_in_textbooks(count: int, n: int, low: float, high: float) -> None:
    assert [round(end, 3) for end in wilson(count, n)] == [low, high]


@given(st.integers(0, 40), st.integers(0, 40))
def test_no_percentage_below_twenty_and_no_count_below_five(count: int, n: int) -> None:
    told = share(min(count, n), n)
    assert told.n == n
    assert (told.percent is None) == (n < 20)
    assert (told.interval is None) == (n < 20)
    assert (told.count is None) == (n < 5)


@given(COUNTS)
def test_no_cell_of_one_to_four_people_is_ever_told_and_never_alone_is_one_hidden(counts: Mapping[str, int]) -> None:
    told = dict(breakdown(counts).cells)
    assert list(told) == list(counts)
    assert all(cell.count in (None, counts[name]) for name, cell in told.items())
    assert not any(cell.count is not None and 0 < cell.count < 5 for cell in told.values())
    hidden = [counts[name] for name, cell in told.items() if cell.count is None]
    assert len(hidden) != 1 or sum(counts.values()) < 5


@given(COUNTS, st.integers(0, 50))
def test_a_group_whose_complement_is_of_a_few_people_is_not_broken_down(counts: Mapping[str, int], others: int) -> None:
    told = breakdown(counts, others)
    if 0 < others < 5:
        assert all(cell.count is None for _, cell in told.cells)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2))
def test_a_small_group_is_hidden_with_another_so_that_the_whole_does_not_give_it_away(
    given_: Mapping[str, tuple[int, int]],
) -> None:
    shares = {name: (min(pair), max(pair)) for name, pair in given_.items()}
    told = groups(shares)
    hidden = [shares[name][1] for name, each in told.items() if each is None]
    assert all(shares[name][1] >= 5 for name, each in told.items() if each is not None and shares[name][1])
    large = [n for _, n in shares.values() if n >= 5]
    assert len(hidden) != 1 or not large


def worked_out(rule: Callable[[Mapping[str, int]], Breakdown], people: range = range(5, 14)) -> list[object]:
    """The tables from which somebody who knows the rule works out a hidden cell: all that look the same agree on it."""
    found: list[object] = []
    for cells, n in product((2, 3, 4), people):
        same: dict[tuple[int | None, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counts in product(range(n + 1), repeat=cells):
            if sum(counts) == n:
                told = rule({str(place): count for place, count in enumerate(counts)})
                same[tuple(cell.count for _, cell in told.cells)].append(counts)
        for shown, tables in same.items():
            hidden = [place for place, cell in enumerate(shown) if cell is None]
            found += [(shown, place) for place in hidden if len({table[place] for table in tables}) == 1]
    return found


def test_nobody_who_knows_the_rule_works_out_a_hidden_cell() -> None:
    assert worked_out(breakdown) == []


def test_control_hiding_small_cells_alone_gives_them_away(monkeypatch: pytest.MonkeyPatch) -> None:
    few = lambda counts: {name for name, count in counts.items() if 0 < count < 5}  # noqa: E731
    monkeypatch.setattr(publishing, "_hidden", few)
    assert worked_out(breakdown, range(8, 10))


def test_control_hiding_one_more_cell_without_its_ties_gives_some_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_more(counts: Mapping[str, int]) -> set[str]:
        few = {name for name, count in counts.items() if 0 < count < 5}
        rest = sorted((name for name, count in counts.items() if count >= 5), key=lambda name: (counts[name], name))
        return few | set(rest[: 1 if len(few) == 1 else 0])

    monkeypatch.setattr(publishing, "_hidden", one_more)
    assert worked_out(breakdown, range(13, 15))
