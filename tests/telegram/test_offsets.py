from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.offsets import Offset


def moved(*batches: list[object]) -> Offset:
    offset = Offset()
    for batch in batches:
        offset.move(batch)
    return offset


def update(number: object) -> dict[str, object]:
    return {"update_id": number}


def test_the_offset_is_behind_the_last_update() -> None:
    assert moved([update(5), update(6)]).value == 7


def test_an_empty_batch_moves_nothing() -> None:
    assert moved([update(5)], []).value == 6


def test_an_update_without_an_id_is_passed_by_once_we_know_where_we_are() -> None:
    assert moved([update(5)], ["junk"]).value == 7
    assert moved([update(5)], [update("6"), update(7), None]).value == 9


def test_an_update_that_comes_again_moves_nothing() -> None:
    assert moved([update(5)], [update(5)]).value == 6


def test_where_telegram_begins_again_further_down_we_follow_when_it_says_so_twice() -> None:
    low = update(3)
    assert moved([update(900)], [low]).value == 901
    assert moved([update(900)], [low], [low]).value == 4
    assert moved([update(900)], [low], [update(901)], [low]).value == 902


def test_it_says_whether_a_batch_will_come_again() -> None:
    offset = moved([update(5)])
    assert offset.move([])
    assert not offset.move([update(5)])
    assert offset.move([update(6)])


def test_a_far_id_is_believed_when_it_comes_twice() -> None:
    far = update(900_000_000)
    assert moved([update(5)], [far]).value == 7
    assert moved([update(5)], [far], [far]).value == 900_000_001


def test_nonsense_ids_are_no_ids() -> None:
    for nonsense in (True, -1, 0, 2**40, 1.5, None, "7"):
        assert moved([update(5)], [update(nonsense)]).value == 7


def claim(kind: str, at: int) -> object:
    return {"good": update(at), "none": None, "huge": update(2**50), "text": update(str(at))}[kind]


@given(st.lists(st.sampled_from(["good", "none", "huge", "text"]), min_size=1, max_size=20))
def test_whatever_a_batch_claims_the_next_update_is_not_passed_by_and_none_comes_for_ever(kinds: list[str]) -> None:
    offset = moved([update(99)])
    offset.move([claim(kind, at) for at, kind in enumerate(kinds, 100)])
    assert offset.value == 100 + len(kinds)
