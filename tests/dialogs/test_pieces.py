"""Sentences that are put together say, piece by piece, what they say whole."""

from datetime import date, time

import pytest

from bot.loading import Programme
from dialogs.pieces import LARGEST, filled, fixed, number, parts, pieces_of
from dialogs.questionnaire import Wording
from dialogs.reading import read_number, spoken_number
from dialogs.saying import appointment, figures, hour
from dialogs.speaking import Speaker, Speech
from tests.loaded import loaded

FRENCH = [
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt"),
    *("vingt et un", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six", "vingt-sept"),
    *("vingt-huit", "vingt-neuf", "trente", "trente et un"),
]
LARGER = {"40": "quarante", "50": "cinquante", "60": "soixante", "80": "quatre-vingts", "100": "cent"}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return loaded()


def in_words(pieces: tuple[str, ...], language: str, programme: Programme) -> str:
    lexicon = programme.lexicons[language]
    values = (int(part) for part in parts(language) if part.isdecimal())
    known = {str(value): forms[0] for value in values if (forms := spoken_number(value, lexicon))}
    if language == "fr":
        known = {**{str(value): word for value, word in enumerate(FRENCH)}, **LARGER, "1000": "mille"}
    return " ".join(known.get(each, each) for each in pieces)


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_number_joined_from_its_parts_is_that_number(language: str, programme: Programme) -> None:
    for value in (*range(121), *range(1930, 2100), 250, 999, 1000, 2000, LARGEST):
        pieces = number(value, language)
        assert pieces is not None
        assert set(pieces) <= set(parts(language))
        assert read_number(in_words(pieces, language, programme), language, programme.lexicons[language]) == value


def test_a_number_nobody_has_parts_for_is_not_joined() -> None:
    assert number(LARGEST + 1, "fr") is None
    assert number(-1, "ar") is None
    assert number(3, "de") is None
    assert filled("Question {number}.", {"number": number(LARGEST + 1, "fr")}) == ()


def test_what_stands_around_a_gap_is_a_piece_without_the_signs_nobody_hears() -> None:
    assert fixed("J'ai entendu : {heard}. C'est juste ?") == ("J'ai entendu", "C'est juste ?")
    assert fixed("{hour} {minutes}") == ()
    assert fixed("{before} ؟") == ()
    assert fixed("Bonjour.") == ()
    assert filled("J'ai compris : {heard}.", {"heard": ("oui",)}) == ("J'ai compris", "oui")
    assert filled("J'ai compris : {heard}.", {}) == ()


def test_a_telephone_is_said_figure_by_figure_and_an_answer_by_itself() -> None:
    assert pieces_of(Wording(printed="", spoken="0 6 1"), "fr") == ("0", "6", "1")
    assert pieces_of(Wording(printed="", spoken="41"), "fr") == ("40", "et", "1")
    assert pieces_of(Wording(printed="", spoken="Oui, un peu"), "fr") == ("Oui, un peu",)
    assert pieces_of(Wording(printed="—", spoken=""), "fr") == ()


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_a_session_is_told_of_in_pieces_that_the_studio_has(language: str, programme: Programme) -> None:
    speaker = Speaker(programme.book, language)
    day, at = date(2026, 11, 23), time(9, 15)
    phrase = programme.book.phrases["session_notice"]
    _, sounds = speaker.say(
        phrase,
        date=appointment(day, speaker.main, speaker.common),
        hour=hour(at, speaker.main, speaker.common),
    )
    [said] = sounds
    assert isinstance(said, Speech)
    spoken = programme.book.wording
    words = {spoken(key, language).spoken for key in ("weekday_1", "month_11", "hour_9")}
    templates = ("session_notice", "hour_quarter", "clock_morning")
    around = {piece for key in templates for piece in fixed(spoken(key, language).spoken)}
    assert set(said.pieces) <= words | around | set(parts(language))
    assert words <= set(said.pieces)
    assert said.pieces.index(spoken("weekday_1", language).spoken) < said.pieces.index(
        spoken("hour_9", language).spoken
    )


def test_a_date_of_birth_is_joined_from_numbers_and_its_month(programme: Programme) -> None:
    speaker = Speaker(programme.book, "fr")
    born = figures("1985-03-21", speaker.main, speaker.common)
    assert pieces_of(born, "fr") == ("21", "mars", "1000", "9", "100", "80", "5")
    assert pieces_of(figures("3021-03", speaker.main, speaker.common), "fr") is None


def test_a_phrase_without_gaps_has_no_pieces(programme: Programme) -> None:
    _, [said] = Speaker(programme.book, "fr").say(programme.book.phrases["received"])
    assert isinstance(said, Speech)
    assert said.pieces == ()
