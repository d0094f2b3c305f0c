import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.lexicons import load_lexicon
from dialogs.reading import Control, Lexicon, read_control
from dialogs.reading.lexicon import CONTROLS


@pytest.mark.parametrize(
    ("said", "language", "control"),
    [
        ("Répète s'il te plaît", "fr", Control("repeat")),
        ("je ne sais pas", "fr", Control("dont_know")),
        ("hein ?", "fr", Control("repeat")),
        ("aidez moi", "fr", Control("person")),
        ("plus lentement svp", "fr", Control("slower")),
        ("en arabe", "fr", Control("language", "ar")),
        ("دری", "fr", Control("language", "fa_AF")),
        ("نعم؟", "ar", Control("repeat")),
        ("ها؟", "ar", Control("repeat")),
        ("ما بعرف", "ar", Control("dont_know")),
        ("معرفش", "ar", Control("dont_know")),
        ("بالفرنسي", "ar", Control("language", "fr")),
        ("بس", "fa_AF", Control("stop")),
        ("نمی دانم", "fa_AF", Control("dont_know")),
        ("نمی‌دانم", "fa_AF", Control("dont_know")),
        ("لطفاً دوباره بگویید", "fa_AF", Control("repeat")),
        ("سوال بعدی", "fa_AF", Control("rather_not")),
    ],
)
def test_a_spoken_request_to_the_conversation_is_understood(
    said: str, language: str, control: Control, lexicons: dict[str, Lexicon]
) -> None:
    assert read_control(said, language, lexicons[language]) == control


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("نعم", "ar"),
        ("بس", "ar"),
        ("خلاص", "ar"),
        ("ها", "fa_AF"),
        ("تمام", "fa_AF"),
        ("می‌دانم", "fa_AF"),
        ("je sais", "fr"),
        ("n'arrête pas", "fr"),
        ("non, encore une fois", "fr"),
        ("au début je ne sais pas pourquoi mais après on arrête de travailler et on mange", "fr"),
        ("", "fr"),
    ],
)
def test_an_answer_is_not_mistaken_for_a_request(said: str, language: str, lexicons: dict[str, Lexicon]) -> None:
    assert read_control(said, language, lexicons[language]) is None


def test_every_control_can_be_said_in_every_language(lexicons: dict[str, Lexicon]) -> None:
    for language, lexicon in lexicons.items():
        assert set(lexicon.controls) == set(CONTROLS)
        assert set(lexicon.languages) == set(lexicons)
        for name, forms in lexicon.controls.items():
            for form in forms:
                assert read_control(form, language, lexicon) == Control(name), (language, form)


@given(st.text(max_size=60), st.sampled_from(["fr", "ar", "fa_AF"]))
def test_no_text_makes_the_reader_of_requests_fall(said: str, language: str) -> None:
    found = read_control(said, language, load_lexicon(language))
    assert found is None or found.name in CONTROLS
