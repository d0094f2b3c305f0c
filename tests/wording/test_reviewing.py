"""What an interpreter signs or words better is what people hear, until the wording or its French changes."""

from datetime import datetime, timedelta

import pytest

from bot.loading import load_programme
from bot.wording import checking
from bot.wording.checking import problems, tidied
from bot.wording.merging import merged
from bot.wording.phrases import catalogue, languages, phrases
from bot.wording.reviewing import Signer, following, listed, phrase, reword, settle, sign, speak
from bot.wording.serving import worded
from dialogs.wording import Entry
from storage import erasure
from storage.database import Database, every
from storage.media import Stored
from storage.refusals import Refused
from storage.secrets import Vault
from storage.voices import reviews
from storage.voices.reviews import About, Review
from tests.wording.conftest import NOW

MOOD, BETTER = "checkin.mood", "امروز حال شما چطور است؟"
HEARD = "common.i_heard"  # has a gap, {heard}


def said(db: Database) -> list[Review]:
    return reviews.reviews(db)


def texts(db: Database, context: str, language: str = "fa_AF") -> dict[str, str]:
    return {unit.context: unit.entry.text for unit in phrase(db, language, context).units}


def signatures(db: Database, context: str = MOOD, language: str = "fa_AF") -> set[str]:
    return {unit.entry.reviewed for unit in phrase(db, language, context).units}


# Signing


def test_what_is_signed_says_by_whom_and_when(db: Database, signer: Signer) -> None:
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    assert signatures(db) == {"Maryam Test, 2026-12-01"}
    assert phrase(db, "fa_AF", MOOD).state == "signed"
    assert phrase(db, "ar", MOOD).state == "unsigned"


def test_every_form_of_a_phrase_is_signed_at_once(db: Database, signer: Signer) -> None:
    shown = phrase(db, "ar", "registration.language")
    sign(db, shown, signer, NOW)
    assert len(said(db)) == len(shown.units) == 6


@pytest.mark.parametrize("changed", ["source", "text"])
def test_a_signature_ends_when_the_french_or_the_wording_changes(
    db: Database, signer: Signer, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    entry = catalogue().translations["fa_AF"][MOOD]
    other = Entry("Autre ?", entry.text) if changed == "source" else Entry(entry.source, BETTER)
    monkeypatch.setitem(catalogue().translations["fa_AF"], MOOD, other)
    assert phrase(db, "fa_AF", MOOD).units[0].entry == other
    assert phrase(db, "fa_AF", MOOD).state == "unsigned"


def test_a_signature_of_another_text_signs_nothing(db: Database, signer: Signer) -> None:
    """Two who look at the same time: one words it better, the other signs what she still sees."""
    seen = phrase(db, "fa_AF", MOOD)
    reword(db, seen, {MOOD: BETTER}, signer, NOW)
    sign(db, seen, Signer(signer.person, "Somebody Else"), NOW + timedelta(minutes=1))
    assert phrase(db, "fa_AF", MOOD).units[0].entry == Entry(
        seen.units[0].entry.source, BETTER, "Maryam Test, 2026-12-01"
    )


# A better wording


def test_a_better_wording_is_signed_and_people_are_asked_in_it(db: Database, signer: Signer) -> None:
    reword(db, phrase(db, "fa_AF", MOOD), {MOOD: f"  {BETTER}\n"}, signer, NOW)
    before = load_programme()
    served = worded(before, merged(before.texts, said(db)))
    assert served.flows["checkin"].questionnaire.steps["mood"].phrase.wording("fa_AF").printed == BETTER
    assert served.flows["checkin"].questionnaire.hash != before.flows["checkin"].questionnaire.hash
    assert served.flows["hot"].questionnaire.hash == before.flows["hot"].questionnaire.hash


def test_signatures_alone_make_no_new_version_of_a_questionnaire(db: Database, signer: Signer) -> None:
    programme = load_programme()
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    served = worded(programme, merged(programme.texts, said(db)))
    assert served.flows is programme.flows
    assert served.texts.translations["fa_AF"][MOOD].reviewed


def test_a_wording_of_an_older_french_is_not_said(
    db: Database, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reword(db, phrase(db, "fa_AF", MOOD), {MOOD: BETTER}, signer, NOW)
    monkeypatch.setitem(catalogue().translations["fa_AF"], MOOD, Entry("Autre ?", "دیگر؟"))
    assert texts(db, MOOD)[MOOD] == "دیگر؟"


@pytest.mark.parametrize(("day", "stands"), [("2026-12-02", "text of the catalogue"), ("2026-11-30", BETTER)])
def test_the_newest_signature_stands_here_and_in_the_catalogue(
    db: Database, signer: Signer, monkeypatch: pytest.MonkeyPatch, day: str, stands: str
) -> None:
    reword(db, phrase(db, "fa_AF", MOOD), {MOOD: BETTER}, signer, NOW)
    entry = catalogue().translations["fa_AF"][MOOD]
    there = Entry(entry.source, "text of the catalogue", f"Zahra, {day}")
    monkeypatch.setitem(catalogue().translations["fa_AF"], MOOD, there)
    assert texts(db, MOOD)[MOOD] == stands


def test_only_the_forms_she_worded_are_signed(db: Database, signer: Signer) -> None:
    reword(db, phrase(db, "ar", MOOD), {MOOD: "كيف حالكم هذا اليوم؟"}, signer, NOW)
    stands = {unit.context: unit.entry.reviewed for unit in phrase(db, "ar", MOOD).units}
    assert {context for context, by in stands.items() if by} == {MOOD}


# The lint


@pytest.mark.parametrize(
    ("context", "text", "sentence"),
    [
        (MOOD, "  ", checking.EMPTY),
        (MOOD, "و" * 401, checking.TOO_LONG),
        (MOOD, "Emruz hale shoma chetor ast?", checking.OTHER_LETTERS),
        (MOOD, "چطور " * 13, "Il y a 13 mots à dire ; pas plus de 12, ou bien « long » avec sa raison."),
        (HEARD, "شنیدم. درست است؟", "La traduction oublie ou invente {heard}."),
        (HEARD, "{heard} {name} درست است؟", "La traduction oublie ou invente {name}."),
    ],
)
def test_an_unsound_wording_is_refused_with_the_sentence_of_the_lint(
    db: Database, signer: Signer, context: str, text: str, sentence: str
) -> None:
    shown = phrase(db, "fa_AF", context)
    with pytest.raises(Refused) as refused:
        reword(db, shown, dict.fromkeys((unit.context for unit in shown.units), text), signer, NOW)
    assert refused.value.sentence == sentence
    assert said(db) == []


@pytest.mark.parametrize("form", ["/spoken", "/spoken/f", "/spoken/m"])
def test_what_a_synthesiser_reads_has_its_vowels(db: Database, form: str) -> None:
    shown = phrase(db, "ar", "registration.language")
    assert problems(shown, shown.context + form, "اي لغة تتكلمون؟") == [
        "La forme parlée n'a pas de voyelles : la voix de synthèse en a besoin."
    ]
    assert problems(shown, shown.context, "اي لغة تتكلمون؟") == []


def test_what_was_wrong_before_does_not_keep_anybody_from_wording_better(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalogue().translations["ar"][MOOD]
    for form in ("/spoken", "/spoken/f", "/spoken/m"):
        if MOOD + form in catalogue().translations["ar"]:
            monkeypatch.delitem(catalogue().translations["ar"], MOOD + form)
    shown = phrase(db, "ar", MOOD)
    assert problems(shown, MOOD, f"{entry.text} الآن") == []


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
def test_every_wording_of_the_catalogue_is_sound_and_tidy(language: str) -> None:
    for each in phrases(language, ()):
        for unit in each.units:
            assert tidied(unit.entry.text, language) == unit.entry.text, unit.context
            assert problems(each, unit.context, unit.entry.text) == [], unit.context


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("fa_AF", "\u200fكيف\u202c  شما ۲ و 3\n", "کیف شما ۲ و ۳"),
        ("fa_AF", "می\u200cخواهم {heard_2}", "می\u200cخواهم {heard_2}"),
        ("ar", "کيف\x00 حالک ی", "كيف حالك ي"),
        ("ar", "رَب\u064e\u0651", "رَب\u0651\u064e"),
        ("ar", "\ud800أي", "أي"),
    ],
)
def test_what_keyboards_write_is_put_right(language: str, typed: str, kept: str) -> None:
    assert tidied(typed, language) == kept


@pytest.mark.parametrize("name", ["", "  ", "Nobody", "personne", "x" * 61, "\n\t"])
def test_a_name_nobody_can_sign_with_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        checking.name_from(name)


def test_a_name_stays_on_its_line() -> None:
    assert checking.name_from(' Maryam\nmsgstr "x"\u202e ') == 'Maryam msgstr "x"'


# Spoken


def test_what_was_spoken_waits_until_somebody_writes_it(db: Database, signer: Signer) -> None:
    speak(db, phrase(db, "fa_AF", MOOD), Stored("a" * 64, 10, "audio/ogg"), signer, NOW)
    waiting = phrase(db, "fa_AF", MOOD)
    assert (waiting.state, [each.sha256 for each in waiting.waiting]) == ("spoken", ["a" * 64])
    reword(db, waiting, {MOOD: BETTER}, signer, NOW + timedelta(minutes=1))
    assert (phrase(db, "fa_AF", MOOD).state, phrase(db, "fa_AF", MOOD).waiting) == ("signed", ())
    assert every(db, "SELECT * FROM wording_reviews WHERE sha256 IS NOT NULL") == []


def test_what_was_spoken_may_need_no_writing(db: Database, signer: Signer) -> None:
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    speak(db, phrase(db, "fa_AF", MOOD), Stored("a" * 64, 10, "audio/ogg"), signer, NOW)
    settle(db, phrase(db, "fa_AF", MOOD))
    assert phrase(db, "fa_AF", MOOD).state == "signed"


# One by one


def test_phrases_come_in_the_order_they_are_asked(db: Database) -> None:
    order = list(dict.fromkeys(each.source.questionnaire for each in listed(db, "ar")))
    assert order == ["registration", "checkin", "peers", "hot", "interview", "cold", "common"]
    assert {each.context for each in listed(db, "ar")} == {each.context for each in listed(db, "fa_AF")}


def test_every_entry_of_the_catalogue_is_reviewed_in_some_phrase() -> None:
    for language in languages():
        shown = {unit.context for each in phrases(language, ()) for unit in each.units}
        assert shown == set(catalogue().translations[language])


def test_the_next_phrase_is_the_next_unsigned_one_round_the_end(db: Database, signer: Signer) -> None:
    found = listed(db, "fa_AF")[:3]
    assert following(found) == found[0]
    assert following(found, found[2].context) == found[0]
    sign(db, found[0], signer, NOW)
    now = listed(db, "fa_AF")[:3]
    assert following(now, now[2].context) == now[1]
    for each in now:
        sign(db, each, signer, NOW)
    assert following(listed(db, "fa_AF")[:3], now[0].context) is None


def test_a_mark_names_one_phrase_and_what_was_shown_of_it(db: Database, signer: Signer) -> None:
    both = [each for language in languages() for each in listed(db, language)]
    assert len({each.mark for each in both}) == len(both)
    before = phrase(db, "fa_AF", MOOD)
    reword(db, before, {MOOD: BETTER}, signer, NOW)
    after = phrase(db, "fa_AF", MOOD)
    assert (after.mark, after.as_shown == before.as_shown) == (before.mark, False)


def test_a_language_or_phrase_nobody_reviews_is_refused(db: Database) -> None:
    for language, context in (("fr", MOOD), ("xx", MOOD), ("ar", "no.such")):
        with pytest.raises(Refused):
            phrase(db, language, context)


# Who signs


def test_she_is_asked_for_her_name_once(db: Database, signer: Signer) -> None:
    assert reviews.signature(db, signer.person) == ""
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    assert reviews.signature(db, signer.person) == "Maryam Test"


def test_who_is_erased_leaves_her_signatures_without_her_name(db: Database, signer: Signer) -> None:
    sign(db, phrase(db, "fa_AF", MOOD), signer, NOW)
    speak(db, phrase(db, "fa_AF", HEARD), Stored("a" * 64, 10, "audio/ogg"), signer, NOW)
    files = erasure.erase(db, Vault("a secret of the tests, long enough"), signer.person.code, NOW)
    assert files == ["a" * 64]
    assert signatures(db) == {f"{signer.person.code}, 2026-12-01"}
    assert phrase(db, "fa_AF", HEARD).waiting == ()
    assert "Maryam" not in str([tuple(row) for row in every(db, "SELECT * FROM wording_reviews")])


def about(at: datetime, text: str, verdict: reviews.Verdict = "better") -> Review:
    source = catalogue().translations["fa_AF"][MOOD].source
    return Review(0, About("fa_AF", MOOD, source), verdict, text, None, "Zahra", at)


def test_reviews_that_came_later_are_read_by_their_dates(db: Database) -> None:
    for each in (about(NOW, BETTER), about(NOW - timedelta(days=3), "قدیمی")):
        reviews.review(db, each.about, each.verdict, each.text, None, each.signed_as, each.at)
    assert texts(db, MOOD)[MOOD] == BETTER
