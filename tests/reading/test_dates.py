from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.lexicons import load_lexicon
from dialogs.reading import Lexicon, PartialDate, read_date, read_month

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("12/3/1990", "fr", PartialDate(1990, 3, 12)),
        ("1990-03-12", "fr", PartialDate(1990, 3, 12)),
        ("12/3/90", "fr", PartialDate(1990, 3, 12)),
        ("le 3 mars 1990", "fr", PartialDate(1990, 3, 3)),
        ("le premier août mille neuf cent quatre-vingt-dix", "fr", PartialDate(1990, 8, 1)),
        ("mars 1990", "fr", PartialDate(1990, 3)),
        ("je suis né en 1990", "fr", PartialDate(1990)),
        ("۱۹۹۰", "fa_AF", PartialDate(1990)),
        ("۱۲/۳/۱۹۹۰", "fa_AF", PartialDate(1990, 3, 12)),
        ("۵ می ۱۹۹۰", "fa_AF", PartialDate(1990, 5, 5)),
        ("٣ تشرين الثاني ١٩٩٠", "ar", PartialDate(1990, 11, 3)),
        ("٣ تشرين الأول ١٩٩٠", "ar", PartialDate(1990, 10, 3)),
        ("5 غشت 1990", "ar", PartialDate(1990, 8, 5)),
        ("5 جويلية 1990", "ar", PartialDate(1990, 7, 5)),
        ("سنة ألف وتسعمائة وتسعين", "ar", PartialDate(1990)),
    ],
)
def test_a_gregorian_date_is_read_as_far_as_it_is_said(
    said: str, language: str, expected: PartialDate, lexicons: dict[str, Lexicon]
) -> None:
    assert read_date(said, language, lexicons[language], TODAY) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("۲۱ عقرب ۱۳۹۸", PartialDate(2019, 11, 12)),
        ("21 آبان 1398", PartialDate(2019, 11, 12)),
        ("۱۳۷۰/۵/۱۲", PartialDate(1991, 8, 3)),
        ("۱۵ سنبلهٔ ۱۳۷۰", PartialDate(1991, 9, 6)),
        ("حمل ۱۳۷۰", PartialDate(1991, 4, approximate=True)),
        ("۱۳۷۰", PartialDate(1991, approximate=True)),
        ("سال هزار و سیصد و هفتاد", PartialDate(1991, approximate=True)),
    ],
)
def test_a_solar_hijri_date_becomes_a_gregorian_one(
    said: str, expected: PartialDate, lexicons: dict[str, Lexicon]
) -> None:
    assert read_date(said, "fa_AF", lexicons["fa_AF"], TODAY) == expected


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("30 février 1990", "fr"),
        ("12/13/1990", "fr"),
        ("23/11/2026", "fr"),
        ("1850", "fr"),
        ("hier", "fr"),
        ("12/3/70", "fa_AF"),
        ("۳۱ حوت ۱۳۷۰", "fa_AF"),
        ("۱۳۷۰/۱۳/۱", "fa_AF"),
    ],
)
def test_a_date_that_cannot_be_or_could_be_two_is_not_read(
    said: str, language: str, lexicons: dict[str, Lexicon]
) -> None:
    assert read_date(said, language, lexicons[language], TODAY) is None


@given(st.text(alphabet="0123456789۰۱۳۷٤/-. marsحملو", max_size=24), st.sampled_from(["fr", "ar", "fa_AF"]))
def test_no_text_makes_the_reader_of_dates_fall(said: str, language: str) -> None:
    found = read_date(said, language, load_lexicon(language), TODAY)
    assert found is None or found.year <= TODAY.year


@pytest.mark.parametrize(
    ("said", "language", "month"),
    [
        ("mars", "fr", 3),
        ("au mois d'août", "fr", 8),
        ("le 5 mars", "fr", 3),
        ("septembre", "fr", 9),
        ("آذار", "ar", 3),
        ("تشرين الثاني", "ar", 11),
        ("كانون الثاني", "ar", 1),
        ("غشت", "ar", 8),
        ("شهر جويلية", "ar", 7),
        ("مارچ", "fa_AF", 3),
        ("ماه می", "fa_AF", 5),
        ("حمل", "fa_AF", 4),
        ("عقرب", "fa_AF", 11),
        ("سنبلهٔ", "fa_AF", 9),
        ("آبان", "fa_AF", 11),
    ],
)
def test_a_month_is_read_by_its_name_in_either_calendar(
    said: str, language: str, month: int, lexicons: dict[str, Lexicon]
) -> None:
    assert read_month(said, language, lexicons[language]) == month


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("3", "fr"),
        ("sept", "fr"),
        ("mars ou avril", "fr"),
        ("marsouin", "fr"),
        ("", "ar"),
        ("دلو", "fa_AF"),
        ("ثور یا جوزا", "fa_AF"),
    ],
)
def test_two_months_a_number_and_a_month_of_another_year_are_no_month(
    said: str, language: str, lexicons: dict[str, Lexicon]
) -> None:
    assert read_month(said, language, lexicons[language]) is None
