from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.peers import MOST_RATED, Pairs, draw, quota, repair, too_small_for_scores

groups = st.integers(3, 12).flatmap(lambda count: st.permutations(range(1, count + 1)))


def rated(pairs: Pairs, people: list[int]) -> list[int]:
    counted = Counter(subject for mine in pairs.values() for subject in mine)
    return [counted[person] for person in people]


def sound(pairs: Pairs, people: list[int]) -> None:
    for rater in people:
        mine = pairs[rater]
        assert rater not in mine
        assert len(set(mine)) == len(mine) == min(len(people) - 1, MOST_RATED)


@given(groups)
def test_each_rates_four_others_or_all_and_is_rated_as_often_as_everybody(people: list[int]) -> None:
    pairs = draw(people)
    sound(pairs, people)
    assert len(set(rated(pairs, people))) == 1


@given(groups, st.data())
def test_whoever_is_marked_absent_or_present_late_counts_differ_by_one_at_most(
    people: list[int], data: st.DataObject
) -> None:
    some = st.lists(st.sampled_from(people), min_size=3, unique=True)
    pairs = draw(data.draw(some))
    for _ in range(data.draw(st.integers(1, 3))):
        there = data.draw(some)
        pairs = repair(pairs, there, ())
        sound(pairs, there)
        counts = rated(pairs, there)
        assert max(counts) - min(counts) <= 1
        assert set(pairs) == set(there)


@given(groups, st.data())
def test_runs_that_were_begun_stay_whatever_happens(people: list[int], data: st.DataObject) -> None:
    pairs = draw(people)
    drawn = [(rater, subject) for rater, mine in pairs.items() for subject in mine]
    begun = set(data.draw(st.lists(st.sampled_from(drawn), unique=True)))
    there = data.draw(st.lists(st.sampled_from(people), min_size=3, unique=True))
    repaired = repair(pairs, there, begun)
    assert begun <= {(rater, subject) for rater, mine in repaired.items() for subject in mine}
    for rater in there:
        others = set(repaired[rater])
        assert rater not in others
        assert len(others) == len(repaired[rater]) >= quota(len(there))
        assert others <= set(there) | {subject for here, subject in begun if here == rater}
    assert repair(repaired, there, begun) == repaired


@given(st.permutations(range(1, 5)), st.data())
def test_around_runs_that_were_begun_it_is_as_level_as_it_can_be(people: list[int], data: st.DataObject) -> None:
    """Against every possibility, in groups small enough to try them all."""
    pairs = draw(people)
    drawn = [(rater, subject) for rater, mine in pairs.items() for subject in mine]
    begun = set(data.draw(st.lists(st.sampled_from(drawn), unique=True)))
    there = data.draw(st.lists(st.sampled_from([*people, 5]), min_size=3, unique=True))
    found = sum(count**2 for count in rated(repair(pairs, there, begun), there))
    assert found == min(sum(count**2 for count in counts) for counts in _possible(there, begun))


def _possible(there: list[int], begun: set[tuple[int, int]]) -> list[list[int]]:
    kept = Counter(subject for _, subject in begun)
    ways = []
    for rater in there:
        fixed = {subject for here, subject in begun if here == rater}
        free = [each for each in there if each != rater and each not in fixed]
        wanted = min(max(0, quota(len(there)) - len(fixed)), len(free))
        ways.append(list(combinations(free, wanted)))
    found = []
    for chosen in product(*ways):
        counts = kept + Counter(subject for mine in chosen for subject in mine)
        found.append([counts[person] for person in there])
    return found


@given(groups)
def test_nothing_changes_while_nobody_comes_or_goes(people: list[int]) -> None:
    pairs = draw(people)
    assert repair(pairs, sorted(people), ()) == pairs


@pytest.mark.parametrize("people", [[], [1], [1, 2]])
def test_with_fewer_than_three_nobody_rates_anybody(people: list[int]) -> None:
    assert not any(draw(people).values())
    assert repair({1: (2, 3), 2: (3, 1), 3: (1, 2)}, people, ()) == {}


@pytest.mark.parametrize(
    ("people", "absent", "too_small"), [(3, 0, True), (4, 0, True), (5, 0, False), (5, 1, True), (6, 1, False)]
)
def test_a_group_is_too_small_for_scores_when_nobody_can_have_four_raters(
    people: int, absent: int, too_small: bool
) -> None:
    assert too_small_for_scores(people, absent) is too_small
