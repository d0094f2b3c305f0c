from pathlib import Path

import pytest

from bot.voice.lexicons import load_lexicon
from dialogs.reading import Lexicon, LexiconError, lexicon_from, normalise

APART = (("yes", "no"), ("a_little", "a_lot"), ("rather_no", "not_at_all"), ("good", "bad"))


def test_the_spellings_of_keyboards_and_recognisers_meet() -> None:
    assert normalise("سه‌شنبه", "fa_AF") == normalise("سهشنبه", "fa_AF")
    assert normalise("يكي", "fa_AF") == normalise("یکی", "fa_AF")
    assert normalise("أَرْبَعَة", "ar") == normalise("اربعه", "ar")
    assert normalise("\u200f\u2067۱۲؟\u2069", "fa_AF") == "12"
    assert normalise("« D’ACCORD »", "fr") == "d accord"


def test_no_form_stands_for_two_options_that_meet_in_one_question(lexicons: dict[str, Lexicon]) -> None:
    for language, lexicon in lexicons.items():
        for first, second in (
            ("yes", "no"),
            ("a_little", "a_lot"),
            ("rather_no", "not_at_all"),
            ("good", "bad"),
        ):
            left, right = ({normalise(f, language) for f in lexicon.options[n]} for n in (first, second))
            assert not left & right, (language, left & right)


def test_no_form_stands_for_two_numbers_or_two_months(lexicons: dict[str, Lexicon]) -> None:
    for language, lexicon in lexicons.items():
        for table in (lexicon.numbers, *lexicon.months.values()):
            forms = [{normalise(form, language) for form in each} for each in table.values()]
            seen = [form for each in forms for form in each]
            assert len(seen) == len(set(seen)), (language, sorted({f for f in seen if seen.count(f) > 1}))


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ([], "a table"),
        ({"colours": {}}, "unknown sections colours"),
        ({"controls": {"dance": ["x"]}}, "unknown controls dance"),
        ({"options": {True: ["oui"]}}, "quote yes, no"),
        ({"options": {"yes": "oui"}}, "a list of words"),
        ({"numbers": {"one": ["un"]}}, "names are numbers"),
    ],
)
def test_a_lexicon_written_wrongly_is_refused_with_a_sentence(mapping: object, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        lexicon_from(mapping, "fr")


def test_a_language_without_a_lexicon_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no lexicon"):
        load_lexicon("de", tmp_path)
