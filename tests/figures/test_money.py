"""Amounts as people write them, and parts that add up to the cent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.money import LARGEST, read_amount, shares, written
from tests.loaded import loaded

LANGUAGES = loaded().book.languages


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("204,74", 204_74),
        ("٢٠٤٫٧٤", 204_74),
        ("۲۰۴٫۷۴", 204_74),
        ("٢٠٤،٧٤", 204_74),
        ("204.74", 204_74),
        ("\u2068204,74\u2069", 204_74),
        ("1 204,74 €", 1204_74),
        ("1\u202f204,74\u00a0€", 1204_74),
        ("1.204,74", 1204_74),
        ("1,204.74", 1204_74),
        ("١٬٢٠٤٫٧٤", 1204_74),
        ("528", 528_00),
        ("528 euros", 528_00),
        ("0", 0),
        ("204,7", 204_70),
        ("1.204", None),
        ("1,204", None),
        ("-5", None),
        ("12,345,6", None),
        ("1 20,5", None),
        ("1 2 3", None),
        ("5,", None),
        ("", None),
        ("beaucoup", None),
        ("99999999999", None),
    ],
)
def test_an_amount_is_read_in_any_of_our_digits_or_not_at_all(text: str, cents: int | None) -> None:
    assert read_amount(text) == cents


def test_528_of_sales_and_210_of_charges_are_seven_parts_that_add_up() -> None:
    parts = shares(read_amount("528") - read_amount("210"), 7)  # type: ignore[operator]
    assert set(parts) == {45_42, 45_43}
    assert sum(parts) == 318_00


@settings(deadline=None)
@given(st.integers(1, LARGEST), st.integers(1, 12))
def test_parts_add_up_to_the_cent_and_nobody_has_more_than_a_cent_more(cents: int, people: int) -> None:
    parts = shares(cents, people)
    assert sum(parts) == cents
    assert max(parts) - min(parts) <= 1
    assert len(parts) == people


@pytest.mark.parametrize(("cents", "people"), [(-100, 7), (0, 7), (100, 0)])
def test_of_a_loss_or_among_nobody_there_are_no_parts(cents: int, people: int) -> None:
    assert shares(cents, people) == ()


@settings(deadline=None)
@given(st.integers(0, LARGEST), st.sampled_from(sorted(LANGUAGES)))
def test_what_is_written_in_a_language_is_read_back(cents: int, language: str) -> None:
    assert read_amount(written(cents, LANGUAGES[language])) == cents


def test_an_amount_stands_in_the_digits_of_its_reader() -> None:
    assert "۲۰۴٫۷۴" in written(204_74, LANGUAGES["fa_AF"])
    assert "204,74" in written(204_74, LANGUAGES["fr"])
