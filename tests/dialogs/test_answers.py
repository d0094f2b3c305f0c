"""Giving, repeating and correcting answers, by touch and in writing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.effects import Answer, Ask, CallPerson, Consent, Finish, Prefer, Trouble
from dialogs.engine.writing import LONGEST_TEXT
from dialogs.flow import Flow, UnknownState
from dialogs.instance import Instance
from tests.dialogs.people import NOW, Someone, replayed


def test_an_old_button_edits_that_answer_through_the_same_door(worker: Someone) -> None:
    mood = worker.ask
    worker.presses("well").reaches("s1").presses("badly", mood)
    assert worker.answers("mood") == ["well", "badly"]
    assert worker.said == ["changed"]
    assert worker.instance.step == "s1", "we go on where we were"


def test_an_old_button_through_another_door_changes_nothing_and_says_so(worker: Someone) -> None:
    mood = worker.ask
    worker.presses("well").through("web").presses("badly", mood)
    assert worker.answers("mood") == ["well"]
    assert worker.said == ["already_answered_elsewhere"]
    assert worker.the(Ask)[0].step == "a2"


def test_through_another_door_a_declined_answer_is_told_without_a_value(worker: Someone) -> None:
    mood = worker.ask
    worker.asks_for("rather_not").through("web").presses("badly", mood)
    assert worker.answers("mood") == ["rather_not"]
    assert worker.said == ["already_answered"]


def test_a_button_pressed_again_gives_no_second_answer(worker: Someone) -> None:
    mood = worker.ask
    worker.presses("well").presses("well", mood)
    assert worker.effects == ()
    worker.reaches("s1").presses("well", mood)
    assert worker.answers("mood") == ["well"]
    assert worker.the(Ask), "an older button brings the present question back"


def test_the_same_answer_after_going_back_is_no_new_revision(worker: Someone) -> None:
    worker.presses("well").asks_for("correct").presses("well")
    assert worker.answers("mood") == ["well"]
    assert worker.instance.step == "a2"


def test_a_forged_button_is_noted_and_explained(worker: Someone) -> None:
    for ask in ("99.mood", "mood", "1.nothing", "x.mood", "", "²."):
        worker.presses("well", ask or "-")
        assert worker.the(Trouble)[0].code == "unknown_button"
        assert worker.said == ["old_question"]
    assert worker.answers("mood") == []


def test_a_choice_the_question_does_not_have_is_noted(worker: Someone) -> None:
    worker.presses("a_lot")
    assert worker.the(Trouble)[0].code == "unknown_button"
    assert worker.said == ["choose_picture"]


@pytest.mark.parametrize(
    ("first", "second", "score"),
    [("yes", "a_lot", 4), ("yes", "a_little", 3), ("no", "rather_no", 2), ("no", "not_at_all", 1)],
)
def test_a_scale_of_two_steps_is_kept_as_one_value(worker: Someone, first: str, second: str, score: int) -> None:
    worker.presses("well").presses(first).presses(second)
    assert worker.answers("a2") == [score]


def test_the_first_half_of_a_scale_can_be_changed_before_the_second(worker: Someone) -> None:
    first = worker.presses("well").ask
    worker.presses("yes").presses("no", first)
    assert worker.the(Ask)[0].step == "a2/no"
    worker.presses("rather_no")
    assert worker.answers("a2") == [2]


def test_the_first_half_of_an_answered_scale_asks_its_other_half_again(worker: Someone) -> None:
    first = worker.presses("well").ask
    worker.presses("yes").presses("a_lot").presses("no", first).presses("not_at_all")
    assert worker.answers("a2") == [4, 1]
    assert worker.instance.step == "s1"


def test_both_halves_of_a_scale_are_understood_in_one_breath(worker: Someone) -> None:
    worker.presses("well").types("oui, beaucoup")
    assert worker.answers("a2") == [4]


def test_practice_is_asked_and_never_stored(checkin: Flow) -> None:
    someone = Someone(checkin, "fr", {"session.first": True, "session.last": False, "session.between": 0}).begins()
    someone.reaches("practice").presses("yes").presses("a_lot")
    assert someone.answers("practice") == []
    assert someone.instance.step == "a1"


def test_going_back_and_forth_keeps_every_revision(worker: Someone) -> None:
    worker.presses("well").presses("yes").presses("a_lot").asks_for("correct").presses("no").presses("rather_no")
    worker.asks_for("correct").asks_for("correct").presses("badly")
    assert (worker.answers("mood"), worker.answers("a2")) == (["well", "badly"], [4, 2])
    assert worker.instance.step == "s1", "what was answered already is not asked again"


def test_before_the_first_question_there_is_nothing_to_correct(worker: Someone) -> None:
    assert worker.asks_for("correct").said == ["nothing_before"]


def test_correcting_inside_a_question_goes_to_its_beginning(worker: Someone) -> None:
    worker.presses("well").presses("yes").asks_for("correct")
    assert worker.instance.step == "a2"


def test_i_dont_know_and_i_would_rather_not_are_two_answers(worker: Someone) -> None:
    worker.asks_for("dont_know").asks_for("rather_not")
    assert (worker.answers("mood"), worker.answers("a2")) == (["dont_know"], ["rather_not"])


def test_i_dont_know_on_an_old_message_is_no_answer_to_the_present_question(worker: Someone) -> None:
    mood = worker.ask
    worker.presses("well").asks_for("dont_know", mood)
    assert worker.said == ["old_question"]
    assert worker.answers("a2") == []


def test_a_greeting_cannot_be_declined(woman: Someone) -> None:
    woman.presses("fr").asks_for("dont_know")
    assert woman.instance.step == "welcome"


def test_an_answer_that_takes_later_ones_away_says_so_in_a_last_revision(woman: Someone) -> None:
    woman.reaches("has_job").presses("yes").presses("employee").presses("emploi_salarie_cdi").presses("no")
    assert woman.instance.step == "has_project"
    job = next(effect.ask for effect in woman.history if isinstance(effect, Answer) and effect.question == "has_job")
    woman.presses("no", job)
    assert woman.answers("job_kind") == ["employee", "not_applicable"]
    assert woman.answers("contract") == ["emploi_salarie_cdi", "not_applicable"]
    assert woman.answers("wishes_leave") == ["no", "not_applicable"]
    assert woman.instance.step == "looking"


def test_taking_away_the_question_being_asked_moves_on(woman: Someone) -> None:
    project = woman.reaches("has_project").ask
    woman.presses("yes").presses("no", project)
    assert woman.instance.step == "expectations"


def test_the_end_is_said_once_and_counted_once(worker: Someone) -> None:
    worker.reaches("learned").types("Le pain.")
    assert worker.the(Finish)
    assert worker.said == ["finished"]
    worker.types("Et aussi le levain.", "9.learned")
    assert worker.the(Finish) == []
    assert worker.answers("learned")[-1] == {"text": "Le pain.\nEt aussi le levain."}


# Consents


def test_a_required_consent_refused_calls_a_person_and_holds_there(woman: Someone) -> None:
    ask = woman.reaches("bot").ask
    woman.presses("no")
    assert woman.the(CallPerson)[0].reason == "refused"
    assert woman.the(Consent)[0].given is False
    woman.presses("no", ask)
    assert woman.the(CallPerson) == [], "one call is enough"
    assert woman.instance.step == "bot"
    woman.presses("yes", ask)
    assert woman.answers("bot") == ["no", "yes"]
    assert woman.instance.step == "keep_audio"


def test_a_required_consent_withdrawn_by_an_old_button_holds_there_too(woman: Someone) -> None:
    ask = woman.reaches("bot").ask
    woman.presses("yes").reaches("gender").presses("no", ask)
    assert woman.the(Consent)[0].given is False
    assert woman.the(CallPerson)[0].reason == "refused"
    assert woman.instance.step == "bot"


def test_a_required_consent_cannot_be_declined(woman: Someone) -> None:
    woman.reaches("bot").asks_for("rather_not")
    assert woman.said == ["no_answer_here"]
    assert woman.answers("bot") == []


def test_refusing_another_purpose_changes_nothing_else(woman: Someone) -> None:
    woman.reaches("quote").presses("no")
    assert woman.the(Consent)[0].given is False
    assert woman.the(CallPerson) == []
    assert woman.instance.step == "researcher"


def test_a_consent_taken_back_without_a_no_is_no_consent_any_more(woman: Someone) -> None:
    woman.reaches("quote").presses("yes").asks_for("correct").asks_for("rather_not")
    assert [consent.given for consent in woman.the(Consent)] == [False]


def test_refusing_that_the_voice_is_kept_is_said_and_skips_the_spoken_name(woman: Someone) -> None:
    woman.reaches("keep_audio").presses("no")
    assert "audio_not_kept" in woman.said
    woman.reaches("gender").presses("woman")
    assert woman.instance.step == "portrait"


# Language, gender


def test_the_language_chosen_is_followed_from_there_on(woman: Someone) -> None:
    woman.presses("fa_AF")
    assert woman.the(Prefer) == [Prefer("language", "fa_AF")]
    assert woman.instance.language == "fa_AF"


def test_a_language_nobody_here_speaks_calls_a_person(woman: Someone) -> None:
    woman.presses("other")
    assert woman.the(CallPerson)[0].reason == "language"
    assert woman.answers("language") == []


def test_a_language_is_named_in_any_language(woman: Someone) -> None:
    assert woman.types("دری").instance.language == "fa_AF"


def test_another_language_later_is_offered_by_number_too(worker: Someone) -> None:
    worker.asks_for("language").types("۳")
    assert worker.instance.language == "fa_AF"
    assert worker.answers("mood") == [], "a number under the languages is no answer to the question"


def test_the_gender_sets_how_she_is_spoken_to(woman: Someone) -> None:
    assert woman.reaches("gender").presses("woman").instance.variant == "f"
    gender = woman.answers("gender")
    assert gender == ["woman"]


def test_slower_is_switched_on_and_off(worker: Someone) -> None:
    assert worker.asks_for("slower").said == ["slower_on"]
    assert worker.instance.slow
    assert worker.asks_for("slower").said == ["slower_off"]


# Writing


@pytest.mark.parametrize("typed", ["2", "۲", "٢"])
def test_a_choice_is_typed_by_its_number_in_three_scripts(worker: Someone, typed: str) -> None:
    assert worker.types(typed).answers("mood") == ["so_so"]


@pytest.mark.parametrize("typed", ["0", "4", "99", "²", "፩", "-1", "1.5"])
def test_a_number_without_a_tile_is_no_answer(worker: Someone, typed: str) -> None:
    worker.types(typed)
    assert worker.answers("mood") == []


def test_the_dari_no_is_nine_where_a_number_is_asked_and_no_elsewhere(registration: Flow) -> None:
    someone = Someone(registration).begins().presses("fa_AF").reaches("has_job").types("نه")
    assert someone.answers("has_job") == ["no"]
    other = Someone(registration).begins().presses("fa_AF").reaches("born").types("۱۹۹۰").types("نه")
    assert other.instance.partial == "1990-09"


def test_a_request_typed_in_words_is_followed(worker: Someone) -> None:
    assert worker.types("répétez").the(Ask)[0].step == "mood"
    assert worker.types("aidez-moi").the(CallPerson)[0].reason == "asked"
    assert worker.types("je ne sais pas").answers("mood") == ["dont_know"]


def test_a_request_is_understood_before_a_language_is_chosen(woman: Someone) -> None:
    assert woman.types("کمک کنید").the(CallPerson)[0].reason == "asked"


def test_an_open_answer_of_five_thousand_characters_is_kept_whole(worker: Someone) -> None:
    worker.reaches("learned").types("a" * 5000)
    assert worker.answers("learned") == [{"text": "a" * 5000}]
    assert worker.the(Trouble) == []


def test_an_open_answer_of_twelve_thousand_characters_is_kept_to_its_limit_and_said(worker: Someone) -> None:
    worker.reaches("learned").types("a" * 12_000)
    assert worker.answers("learned") == [{"text": "a" * LONGEST_TEXT}]
    assert worker.the(Trouble)[0] == Trouble("text_too_long", "12000")
    assert "text_too_long" in worker.said


def test_a_long_text_where_a_picture_is_asked_is_no_answer(worker: Someone) -> None:
    assert worker.types("oui " * 3000).answers("mood") == []


def test_an_empty_text_is_no_answer(worker: Someone) -> None:
    assert worker.reaches("learned").types("  ").said == ["not_understood"]
    assert worker.answers("learned") == []


def test_a_late_text_changes_the_answer_it_was_written_under(worker: Someone) -> None:
    mood = worker.ask
    worker.presses("well").types("pas bien", mood)
    assert worker.answers("mood") == ["well", "badly"]


# Coming and going


def test_whoever_stops_comes_back_to_the_same_question(worker: Someone) -> None:
    worker.presses("well").asks_for("stop")
    assert worker.instance.paused
    worker.waits(days=7).begins()
    assert worker.said == ["welcome_back", "where_we_were"]
    assert worker.the(Ask)[0].step == "a2"
    assert not worker.instance.paused


def test_a_word_after_a_week_is_reminded_where_we_stopped_and_not_called_a_misunderstanding(worker: Someone) -> None:
    worker.presses("well").waits(days=7).types("salut tout le monde")
    assert worker.said == ["where_we_were"]
    assert worker.instance.misses == 0


def test_a_message_before_anything_was_asked_gets_the_first_question(worker: Someone) -> None:
    fresh = Someone(worker.flow, "fr", worker.instance.facts)
    assert fresh.types("bonjour à tous").the(Ask)[0].step == "mood"
    assert fresh.said == []


def test_three_misunderstandings_call_a_person_and_the_question_stays(worker: Someone) -> None:
    worker.types("le chameau bleu").sends("sticker")
    assert worker.the(CallPerson) == []
    worker.types("le chameau bleu")
    assert worker.the(CallPerson) == [CallPerson("misunderstood", "mood")]
    assert worker.the(Ask)[0].step == "mood"
    assert worker.instance.misses == 0


def test_a_sticker_is_kept_as_a_row_that_says_what_it_was(worker: Someone) -> None:
    assert worker.sends("sticker").the(Trouble) == [Trouble("not_an_answer", "sticker")]


def test_an_unknown_control_is_noted(worker: Someone) -> None:
    assert worker.asks_for("dance").the(Trouble) == [Trouble("unknown_button", "dance")]


# Closed, unknown


def test_a_closed_questionnaire_takes_no_answer_and_says_so(worker: Someone) -> None:
    worker.closes().presses("well")
    assert worker.said == ["closed"]
    assert worker.answers("mood") == []


def test_a_closed_questionnaire_still_calls_a_person_changes_language_and_speed(worker: Someone) -> None:
    worker.closes().asks_for("person")
    assert worker.the(CallPerson)[0].reason == "asked"
    assert worker.asks_for("slower").instance.slow
    assert worker.asks_for("language").presses("ar").instance.language == "ar"
    assert worker.asks_for("repeat").said == ["closed"]
    assert worker.types("ساعدني").the(CallPerson)[0].reason == "asked"
    assert worker.the(Ask) == []


@pytest.mark.parametrize("control", ["correct", "dont_know", "rather_not", "stop"])
def test_a_closed_questionnaire_cannot_be_moved(worker: Someone, control: str) -> None:
    assert worker.presses("well").closes().asks_for(control).said == ["closed"]
    assert worker.instance.step == "a2"


def test_a_stored_state_this_version_does_not_have_is_refused_with_a_sentence(worker: Someone) -> None:
    worker.instance = replace(worker.instance, state="checkin:gone")
    with pytest.raises(UnknownState, match=r"'checkin:gone' does not exist in checkin version 2"):
        worker.asks_for("repeat")


def test_the_hash_names_a_version_by_its_content(checkin: Flow) -> None:
    assert checkin.questionnaire.hash  # worked out before the copy, and not copied with it
    other = checkin.questionnaire.model_copy(update={"questions": checkin.questionnaire.questions[:-1]})
    assert other.hash != checkin.questionnaire.hash
    again = type(other).model_validate_json(checkin.questionnaire.model_dump_json())
    assert again.hash == checkin.questionnaire.hash
    assert Flow(again, checkin.lexicons).machine.states.keys() == checkin.machine.states.keys()


def test_effects_replayed_are_the_answers_given(woman: Someone) -> None:
    woman.reaches("expectations").types("Apprendre")
    kept = {key: given for key, given in woman.instance.given.items() if woman.flow.questionnaire.by_key[key].kept}
    assert replayed(woman.history) == kept


def test_the_clock_is_an_argument(worker: Someone) -> None:
    assert worker.instance.touched == NOW + timedelta(seconds=5)
    assert isinstance(worker.instance, Instance)
