import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.lexicons import load_lexicon
from dialogs.reading import Lexicon, read_number, spoken_number

TENS = range(20, 100, 10)
ARABIC_TENS = dict(zip(TENS, ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"], strict=True))
DARI_TENS = dict(zip(TENS, ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"], strict=True))


@pytest.mark.parametrize(
    ("said", "language", "number"),
    [
        ("soixante-douze", "fr", 72),
        ("septante-deux", "fr", 72),
        ("zero", "fr", 0),
        ("vingt et un", "fr", 21),
        ("J'ai vingt-cinq ans.", "fr", 25),
        ("cent vingt", "fr", 120),
        ("un", "fr", 1),
        ("خمسة وعشرون", "ar", 25),
        ("خمسه و عشرين", "ar", 25),
        ("خمسةٌ وعشرون", "ar", 25),
        ("مية وعشرين", "ar", 120),
        ("خمسطعش", "ar", 15),
        ("حداشر", "ar", 11),
        ("جوج", "ar", 2),
        ("زوج", "ar", 2),
        ("تنين", "ar", 2),
        ("عمري خمسة وثلاثين سنة", "ar", 35),
        ("٤٥", "ar", 45),
        ("۴۵", "ar", 45),
        ("بیست و پنج", "fa_AF", 25),
        ("بيست و پنج", "fa_AF", 25),
        ("بیست‌وپنج", "fa_AF", 25),
        ("چارده", "fa_AF", 14),
        ("هژده", "fa_AF", 18),
        ("هجده", "fa_AF", 18),
        ("صد و بیست", "fa_AF", 120),
        ("من سی و پنج ساله هستم", "fa_AF", 35),
        ("۱۲", "fa_AF", 12),
    ],
)
def test_a_number_is_read_in_words_and_in_three_scripts(
    said: str, language: str, number: int, lexicons: dict[str, Lexicon]
) -> None:
    assert read_number(said, language, lexicons[language]) == number


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("", "fr"),
        ("hein", "fr"),
        ("un peu", "fr"),
        ("deux, non, trois", "fr"),
        ("-3", "fr"),
        ("3,5", "fr"),
        ("٣٫٥", "ar"),
        ("0612345678", "fr"),
        ("نهم", "fa_AF"),
        ("نه، نمی‌خواهم", "fa_AF"),
        ("پنج بیست", "fa_AF"),
        ("لازم", "ar"),
    ],
)
def test_what_is_not_one_plain_number_is_not_read(said: str, language: str, lexicons: dict[str, Lexicon]) -> None:
    assert read_number(said, language, lexicons[language]) is None


def test_nah_is_nine_to_a_number_question_and_part_of_larger_numbers(lexicons: dict[str, Lexicon]) -> None:
    assert read_number("نه", "fa_AF", lexicons["fa_AF"]) == 9
    assert read_number("بیست و نه", "fa_AF", lexicons["fa_AF"]) == 29


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_every_number_to_a_hundred_and_twenty_is_read_in_words(language: str, lexicons: dict[str, Lexicon]) -> None:
    lexicon = lexicons[language]
    for number in range(121):
        assert read_number(_in_words(number, language, lexicon), language, lexicon) == number


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_day_of_a_month_is_said_in_words_that_are_read(language: str, lexicons: dict[str, Lexicon]) -> None:
    lexicon = lexicons[language]
    for day in range(1, 32):
        forms = spoken_number(day, lexicon)
        assert forms
        assert {read_number(form, language, lexicon) for form in forms} == {day}, forms


def _in_words(number: int, language: str, lexicon: Lexicon) -> str:
    if number > 100:
        return f"{lexicon.numbers[100][0]} و {_in_words(number - 100, language, lexicon)}"
    if number in lexicon.numbers:
        return lexicon.numbers[number][0]
    tens, unit = number - number % 10, lexicon.numbers[number % 10][0]
    return f"{unit} و{ARABIC_TENS[tens]}" if language == "ar" else f"{DARI_TENS[tens]} و {unit}"


UNITS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
TEENS = ["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
FRENCH = [*UNITS, *TEENS]
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
SWISS_TENS = {70: "septante", 80: "huitante", 90: "nonante"}


def test_every_number_to_a_hundred_and_twenty_is_read_in_french_words(lexicons: dict[str, Lexicon]) -> None:
    for number in range(121):
        assert read_number(_in_french(number), "fr", lexicons["fr"]) == number, _in_french(number)


@pytest.mark.parametrize("tens", SWISS_TENS)
def test_the_tens_of_belgium_and_switzerland_are_read(tens: int, lexicons: dict[str, Lexicon]) -> None:
    assert read_number(SWISS_TENS[tens], "fr", lexicons["fr"]) == tens
    assert read_number(f"{SWISS_TENS[tens]}-quatre", "fr", lexicons["fr"]) == tens + 4


def _in_french(number: int) -> str:
    if number >= 100:
        return "cent" if number == 100 else f"cent {_in_french(number - 100)}"
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{_in_french(number - 80)}"
    if number < 20:
        return FRENCH[number]
    tens = min(number - number % 10, 60)
    rest = number - tens
    joint = " et " if rest in (1, 11) else "-"
    return FRENCH_TENS[tens] + (joint + FRENCH[rest] if rest else "")


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_every_dialect_form_of_a_number_is_read_alone_and_in_a_larger_one(
    language: str, lexicons: dict[str, Lexicon]
) -> None:
    lexicon = lexicons[language]
    for number, forms in lexicon.numbers.items():
        for form in forms:
            assert read_number(form, language, lexicon) == number, form
    for unit in range(1, 10):
        for tens in TENS:
            for first in lexicon.numbers[unit]:
                for second in lexicon.numbers[tens]:
                    said = f"{first} و{second}" if language == "ar" else f"{second} و {first}"
                    assert read_number(said, language, lexicon) == tens + unit, said


@given(st.text(max_size=60), st.sampled_from(["fr", "ar", "fa_AF"]))
def test_no_text_makes_the_reader_of_numbers_fall(said: str, language: str) -> None:
    number = read_number(said, language, load_lexicon(language))
    assert number is None or number >= 0
