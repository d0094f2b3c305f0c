import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voice.lexicons import load_lexicon
from dialogs.reading import Lexicon, Match, Miss, match_option


def yes_or_no(said: str, lexicon: Lexicon) -> Match | Miss:
    forms = {name: lexicon.options[name] for name in ("yes", "no")}
    return match_option(said, forms, lexicon.language, lexicon)


@pytest.mark.parametrize(
    ("said", "language", "option"),
    [
        ("Oui, bien sûr !", "fr", "yes"),
        ("Louis", "fr", "yes"),
        ("ouïe", "fr", "yes"),
        ("pas du tout", "fr", "no"),
        ("Je ne suis pas d'accord", "fr", "no"),
        ("non, parce que c'est trop loin de chez moi et je n'ai pas de bus", "fr", None),
        ("بلی", "fa_AF", "yes"),
        ("ها", "fa_AF", "yes"),
        ("خوب", "fa_AF", "yes"),
        ("نه", "fa_AF", "no"),
        ("خیر", "fa_AF", "no"),
        ("خوب، نه", "fa_AF", "no"),
        ("تمام", "ar", "yes"),
        ("نَعَمْ", "ar", "yes"),
        ("طيب، لا", "ar", "no"),
        ("لأ", "ar", "no"),
        ("\u2067نعم\u2069", "ar", "yes"),
    ],
)
def test_an_answer_in_the_persons_own_words_names_its_option(
    said: str, language: str, option: str | None, lexicons: dict[str, Lexicon]
) -> None:
    found = yes_or_no(said, lexicons[language])
    assert (found.option if isinstance(found, Match) else None) == option


@pytest.mark.parametrize(
    ("said", "language", "reason"),
    [
        ("", "fr", "empty"),
        ("؟!", "ar", "empty"),
        ("oui… non, non", "fr", "contradictory"),
        ("بلی… نه، نه", "fa_AF", "contradictory"),
        ("نعم… لا لا", "ar", "contradictory"),
        ("oui pas", "fr", "negated"),
        ("نهم", "fa_AF", "unknown"),
        ("لازم", "ar", "unknown"),
        ("تمام", "fa_AF", "unknown"),
        ("خلاص", "ar", "unknown"),
        ("خير", "ar", "unknown"),
        ("hein", "fr", "unknown"),
    ],
)
def test_an_answer_that_names_none_or_two_is_missed_with_its_reason(
    said: str, language: str, reason: str, lexicons: dict[str, Lexicon]
) -> None:
    assert yes_or_no(said, lexicons[language]) == Miss(reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(("said", "language"), [("تمام", "fa_AF"), ("خلاص", "fa_AF"), ("خلاص", "ar")])
def test_a_word_that_ends_a_recording_does_so_where_that_is_asked(
    said: str, language: str, lexicons: dict[str, Lexicon]
) -> None:
    lexicon = lexicons[language]
    forms = {name: lexicon.options[name] for name in ("done", "delete")}
    assert match_option(said, forms, language, lexicon) == Match("done")


@pytest.mark.parametrize("said", ["louis", "Ouïe !", "wi"])
def test_yes_is_understood_as_recognisers_misspell_it(said: str, lexicons: dict[str, Lexicon]) -> None:
    assert yes_or_no(said, lexicons["fr"]) == Match("yes")


def test_a_filler_beside_an_answer_counts_without_the_lexicons_list_of_fillers(
    lexicons: dict[str, Lexicon],
) -> None:
    forms = {name: lexicons["fa_AF"].options[name] for name in ("yes", "no")}
    assert match_option("خوب، نه", forms, "fa_AF") == Miss("contradictory")


def test_the_longest_phrase_wins_over_the_words_in_it(lexicons: dict[str, Lexicon]) -> None:
    options = lexicons["fr"].options
    forms = {name: options[name] for name in ("a_little", "a_lot", "rather_no", "not_at_all")}
    assert match_option("pas beaucoup", forms, "fr", lexicons["fr"]) == Match("rather_no")
    assert match_option("non pas du tout", forms, "fr", lexicons["fr"]) == Match("not_at_all")


def test_a_slip_of_the_pen_is_understood_and_a_nearby_opposite_is_not(lexicons: dict[str, Lexicon]) -> None:
    forms = {"a_lot": ["beaucoup"], "a_little": ["un peu"]}
    found = match_option("baucoup", forms, "fr", lexicons["fr"])
    assert isinstance(found, Match)
    assert (found.option, found.likeness < 100) == ("a_lot", True)
    assert match_option("می‌دانم", {"unknown": ["نمی‌دانم"]}, "fa_AF") == Miss("unknown")


def test_two_options_said_with_the_same_words_are_asked_apart() -> None:
    assert match_option("rouge", {"a": ["rouge"], "b": ["rouge"]}, "fr") == Miss("ambiguous")


@given(st.text(max_size=60), st.sampled_from(["fr", "ar", "fa_AF"]))
def test_no_text_makes_the_reader_of_options_fall(said: str, language: str) -> None:
    assert isinstance(yes_or_no(said, load_lexicon(language)), Match | Miss)
