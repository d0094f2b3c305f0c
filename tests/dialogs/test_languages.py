"""What each language asks of text: direction, digits, isolation, dates."""

import re
from collections.abc import Iterator
from datetime import date, time

import pytest

from bot.loading import Programme
from dialogs.cards import INTENTS, Card, Intent, Recording, Speech, card
from dialogs.checks.conditions import BEFORE
from dialogs.languages import AFGHAN_MONTHS, isolate
from dialogs.programme import GUESTS

# espeak-ng swallows a vowel that stands before the shadda of its letter.
VOWEL_THEN_SHADDA = re.compile("[\u064b-\u0650\u0652]\u0651")
# U+2068 … U+2069: what stands between them does not disturb the direction around it.
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
HANDOVER = date(2019, 11, 12)  # a Tuesday, ۲۱ عقرب ۱۳۹۸ (docs/languages.md)
MONTHS = ["جنوری", "فبروری", "مارچ", "اپریل", "می", "جون", "جولای", "اگست", "سپتمبر", "اکتوبر", "نومبر", "دسمبر"]


def every_card(programme: Programme, language: str, variant: str = "") -> Iterator[Card]:
    """Every card that can be shown in a language: each question, each phrase, each guess, language, person, draft."""
    spoken = {"language": language, "variant": variant, "instance": "abc"}
    args = {"name": "Fatima 2", "date": "2026-11-23", "hour": "09:30", "place": "Albi 3", "heard": "oui", "number": "7"}
    args |= {"minutes": "vingt"}  # only ever spoken
    for flow in programme.flows.values():
        questionnaire = flow.questionnaire
        for step in questionnaire.steps.values():
            asked: Intent = {"kind": "ask", "ask": f"1.{step.name}", "step": step.name, **spoken}
            yield card(asked, questionnaire, programme.book)
            for heard in [choice.key for choice in step.choices] or ["0612345678", "1990-03-12", "dont_know"]:
                guess = {"kind": "confirm", "ask": f"2.{step.name}?", "step": step.name, "heard": heard, **spoken}
                yield card(guess, questionnaire, programme.book)
    for key, phrase in programme.book.phrases.items():
        needed = {name: args[name] for name in args if "{" + name + "}" in phrase.wording(language).printed}
        yield card({"kind": "say", "phrase": key, "args": needed, **spoken}, None, programme.book)
    yield card({"kind": "choose_language", "ask": "3.!language", **spoken}, None, programme.book)
    people = [{"code": "P1", "picture": "rose", "name": "t1"}, {"code": "P2", "picture": "sun"}]
    yield card({"kind": "who", "people": people, **spoken}, None, programme.book)
    session = {"date": "2026-11-23", "hour": "09:30", "place": "Albi 3", "guests": list(GUESTS)}
    yield card({"kind": "notice", "phrase": "session_notice", **session, **spoken}, None, programme.book)
    yield card({"kind": "choose_hours", **spoken}, None, programme.book)
    menu = {"kind": "menu", "phrase": "rights_menu", "choices": [["yes", "yes", "ok"]], **spoken}
    yield card(menu, None, programme.book)
    echo = {"kind": "peers", "strengths": ["s3"], "words": [{"text": "le pain", "language": "fr"}], **spoken}
    yield card(echo, programme.flows["checkin"].questionnaire, programme.book)
    yield card({"kind": "draft", "ask": "1.born", "text": "1990", **spoken}, None, programme.book)


def printed(shown: Card) -> list[str]:
    return [*shown.lines, *(button.label for button in shown.buttons), *(button.figure for button in shown.buttons)]


def test_every_kind_of_intent_is_looked_at() -> None:
    shown = {"ask", "confirm", "say", "choose_language", "choose_hours", "who", "menu", "notice", "peers", "draft"}
    assert set(INTENTS) == shown


def test_no_card_in_dari_prints_an_ascii_digit(programme: Programme) -> None:
    """What somebody wrote herself (a name, a place) stands as she wrote it, isolated."""
    for shown in every_card(programme, "fa_AF"):
        own = [line.replace("\u2068Fatima 2\u2069", "").replace("\u2068Albi 3\u2069", "") for line in printed(shown)]
        assert [line for line in own if re.search("[0-9]", line)] == []


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("fa_AF", "rtl")])
def test_every_card_takes_its_direction_from_the_language(programme: Programme, language: str, direction: str) -> None:
    assert {shown.language.direction for shown in every_card(programme, language)} == {direction}


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_every_card_has_text_and_sound_and_every_choice_a_picture_and_a_sound(
    programme: Programme, language: str
) -> None:
    for shown in every_card(programme, language):
        assert all(line.strip() for line in shown.lines)
        assert shown.sounds or shown.input == "draft"
        for button in shown.buttons:
            assert button.picture
            assert isinstance(button.sound, Recording) or (isinstance(button.sound, Speech) and button.sound.text)


@pytest.mark.parametrize("language", ["fr", "ar", "fa_AF"])
def test_inserted_values_are_isolated_in_print_and_never_spoken_with_marks(programme: Programme, language: str) -> None:
    shown = card(
        {"kind": "say", "phrase": "see_you", "language": language,
         "args": {"date": "2026-11-23", "hour": "09:30"}},
        None,
        programme.book,
    )  # fmt: skip
    assert len(ISOLATED.findall(shown.lines[0])) == 2
    spoken = [sound.text for sound in shown.sounds if isinstance(sound, Speech)]
    assert not re.search("[\u2066-\u2069\u200e\u200f{}]", "".join(spoken))


def test_no_placeholder_is_left_in_any_card(programme: Programme) -> None:
    for language in programme.languages:
        for variant in ("", "f", "m"):
            for shown in every_card(programme, language, variant):
                left = [line.replace(BEFORE, "") for line in printed(shown)]  # filled in with what she said earlier
                assert [line for line in left if "{" in line] == []


def test_isolation_does_not_cross_a_line_break() -> None:
    assert isolate("un\ndeux") == "\u2068un\u2069\n\u2068deux\u2069"


@pytest.mark.parametrize(("language", "figures"), [("fr", "2026"), ("ar", "2026"), ("fa_AF", "۲۰۲۶")])
def test_figures_are_those_of_the_language(programme: Programme, language: str, figures: str) -> None:
    assert programme.languages[language].figures("2026") == figures


def test_a_date_in_dari_has_its_weekday_gregorian_month_and_solar_hijri_help(programme: Programme) -> None:
    dari = programme.languages["fa_AF"]
    assert dari.day(HANDOVER) == "سه‌شنبه ۱۲ نومبر"
    assert dari.day_help(HANDOVER) == "۲۱ عقرب"
    assert dari.hour(time(9, 30)) == "۰۹:۳۰"


def test_gregorian_months_are_named_as_in_afghanistan(programme: Programme) -> None:
    dari = programme.languages["fa_AF"]
    days = [dari.day(date(2026, month, 1)) for month in range(1, 13)]
    assert [day.split()[-1] for day in days] == MONTHS


@pytest.mark.parametrize(
    ("when", "month"), [(date(2026, 3, 21), "حمل"), (date(2026, 8, 25), "سنبله"), (HANDOVER, "عقرب")]
)
def test_solar_hijri_months_are_the_afghan_ones(programme: Programme, when: date, month: str) -> None:
    assert programme.languages["fa_AF"].day_help(when).split()[-1] == month
    assert len(set(AFGHAN_MONTHS)) == 12


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_only_dari_has_help_in_another_calendar(programme: Programme, language: str) -> None:
    assert programme.languages[language].day_help(HANDOVER) == ""


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr"), ("ar", "ar"), ("fa_AF", "fa-AF")])
def test_pages_get_a_bcp_47_tag(programme: Programme, language: str, tag: str) -> None:
    assert programme.languages[language].tag == tag


def test_a_telephone_number_is_said_figure_by_figure(programme: Programme) -> None:
    guess = {"kind": "confirm", "ask": "2.phone?", "step": "phone", "heard": "+33612345678", "instance": "abc"}
    shown = card({**guess, "language": "fr"}, programme.flows["registration"].questionnaire, programme.book)
    said = shown.sounds[0]
    assert isinstance(said, Speech)
    assert "+ 3 3 6 1 2" in said.text


@pytest.mark.parametrize(
    ("language", "heard", "printed_", "spoken"),
    [
        ("fr", "1990-03-12", "12 mars 1990", "12 mars 1990"),
        ("fr", "1990-03", "mars 1990", "mars 1990"),
        ("fa_AF", "1990-03-12", "۱۲ مارچ ۱۹۹۰", "12 مارچ 1990"),
    ],
)
def test_a_date_of_birth_is_said_with_the_name_of_its_month(
    programme: Programme, language: str, heard: str, printed_: str, spoken: str
) -> None:
    guess = {"kind": "confirm", "ask": "2.born?", "step": "born", "heard": heard, "instance": "abc"}
    shown = card({**guess, "language": language}, programme.flows["registration"].questionnaire, programme.book)
    said = shown.sounds[0]
    assert isinstance(said, Speech)
    assert f"\u2068{printed_}\u2069" in shown.lines[0]
    assert spoken in said.text


def test_the_languages_are_named_in_themselves(programme: Programme) -> None:
    shown = card({"kind": "choose_language", "ask": "1.!language", "instance": "abc"}, None, programme.book)
    assert [button.label for button in shown.buttons][:3] == ["Français", "العربية", "دری"]
    assert shown.buttons[3].choice == "other"
    assert {sound.language for sound in shown.sounds if isinstance(sound, Speech)} == {"fr", "ar", "fa_AF"}


@pytest.mark.parametrize("variant", ["", "f", "m"])
def test_every_shadda_stands_before_its_vowel_in_what_is_spoken(programme: Programme, variant: str) -> None:
    sounds = [sound for shown in every_card(programme, "ar", variant) for sound in shown.sounds]
    said = [sound.text for sound in sounds if isinstance(sound, Speech)]
    said += [phrase.wording("ar", variant).spoken for phrase in programme.book.phrases.values()]
    assert [text for text in said if VOWEL_THEN_SHADDA.search(text)] == []
