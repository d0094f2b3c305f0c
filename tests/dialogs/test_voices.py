"""A voice message is stored at once; what was heard comes later, and is never an answer by itself."""

import pytest

from dialogs.effects import Answer, Ask, CallPerson, Confirm, Listen, Release, Transcribe, Trouble
from dialogs.flow import Flow
from tests.dialogs.people import Someone


def test_a_take_is_listened_to_for_the_question_it_was_spoken_under(worker: Someone) -> None:
    worker.speaks("t1")
    assert worker.effects == (Listen("t1", "1.mood", "mood"),)


def test_what_was_heard_is_said_back_and_confirmed(worker: Someone) -> None:
    worker.speaks("t1").is_heard("t1", option="well")
    assert worker.the(Confirm) == [Confirm("2.mood?", "mood", "well")]
    assert worker.answers("mood") == []
    worker.presses("yes")
    assert worker.the(Answer)[0].mode == "voice"
    assert worker.the(Answer)[0].ask == "2.mood?"
    assert worker.the(Release) == [Release("t1")]


def test_a_no_asks_again(worker: Someone) -> None:
    worker.is_heard("t1", option="well").presses("no")
    assert worker.answers("mood") == []
    assert worker.the(Ask)[0].step == "mood"


def test_a_confirmation_touched_twice_is_let_pass(worker: Someone) -> None:
    confirm = worker.is_heard("t1", option="well").ask
    worker.presses("yes").presses("yes", confirm)
    assert worker.effects == ()


def test_the_last_confirmation_touched_twice_is_let_pass(woman: Someone) -> None:
    woman.reaches("other_adult")
    confirm = woman.is_heard("t1", option="no").ask
    woman.presses("yes")
    assert woman.instance.step == "done"
    assert woman.presses("yes", confirm).effects == ()


def test_a_confirmation_that_is_over_explains_itself(worker: Someone) -> None:
    confirm = worker.is_heard("t1", option="well").ask
    worker.presses("no").presses("badly").presses("yes").presses("yes", confirm)
    assert worker.said == ["old_question"]
    assert worker.answers("mood") == ["badly"]


@pytest.mark.parametrize(("word", "kept"), [("oui", ["no"]), ("1", ["no"]), ("non", []), ("2", [])])
def test_a_word_written_under_a_confirmation_is_about_what_was_heard(
    woman: Someone, word: str, kept: list[str]
) -> None:
    woman.presses("fr").reaches("has_job").is_heard("t1", option="no").types(word)
    assert woman.answers("has_job") == kept


def test_another_answer_written_under_a_confirmation_replaces_the_guess(worker: Someone) -> None:
    worker.is_heard("t1", option="well").types("pas bien")
    assert worker.answers("mood") == ["badly"]
    assert worker.released == ["t1"]


def test_a_picture_touched_while_a_guess_waits_replaces_it(worker: Someone) -> None:
    ask = worker.presses("well").ask
    worker.is_heard("t1", option="no").presses("yes", ask)
    assert worker.the(Ask)[0].step == "a2/yes"
    assert worker.released == ["t1"]


def test_a_yes_is_not_confirmed_by_another_voice(woman: Someone) -> None:
    woman.reaches("has_job").is_heard("t1", option="no").speaks("t2").is_heard("t2", option="yes")
    assert woman.answers("has_job") == []
    assert woman.said == ["choose_picture"]
    assert woman.the(Confirm)[0].heard == "no"


def test_unsure_between_two_shows_those_two(worker: Someone) -> None:
    worker.is_heard("t1", "unsure", "well", second="badly")
    assert worker.the(Ask)[0].only == ("well", "badly")


def test_unsure_between_two_halves_of_one_branch_shows_the_whole_question(worker: Someone) -> None:
    worker.presses("well").is_heard("t1", "unsure", "a_little", second="a_lot")
    assert worker.the(Ask)[0].only == ()


@pytest.mark.parametrize(
    ("status", "phrase"),
    [
        ("nothing", "heard_nothing"),
        ("unreadable", "voice_unreadable"),
        ("too_long", "voice_too_long"),
        ("too_big", "file_too_big"),
    ],
)
def test_a_voice_that_cannot_be_used_is_told_kindly_and_kept_as_a_row(
    worker: Someone, status: str, phrase: str
) -> None:
    worker.is_heard("t1", status)
    assert worker.said == [phrase]
    assert worker.the(Trouble) == [Trouble(f"voice_{status}")]
    assert worker.the(Ask)[0].step == "mood"


def test_while_nobody_can_listen_the_question_goes_on_by_touch(worker: Someone) -> None:
    worker.is_heard("t1", "unavailable")
    assert worker.said == ["hearing_down"]
    assert worker.instance.misses == 0


def test_the_third_misunderstood_voice_reaches_the_animator_with_its_recording(worker: Someone) -> None:
    worker.is_heard("t1", "other").is_heard("t2", "other").is_heard("t3", option="well").presses("no")
    assert worker.the(CallPerson) == [CallPerson("misunderstood", "mood", "t3")]
    assert worker.released == []


def test_the_hand_is_quicker_than_the_voice(worker: Someone) -> None:
    ask = worker.ask
    worker.speaks("t1").presses("well").is_heard("t1", option="badly", ask=ask)
    assert worker.answers("mood") == ["well"]
    assert worker.the(Release) == [Release("t1")]
    assert worker.instance.step == "a2"


def test_the_hand_at_another_door_is_told_of(worker: Someone) -> None:
    ask = worker.ask
    worker.through("web").presses("well").through("telegram").is_heard("t1", option="badly", ask=ask)
    assert worker.said == ["already_answered_elsewhere"]


def test_i_dont_know_is_said_back_before_it_counts(worker: Someone) -> None:
    worker.is_heard("t1", "other", control="dont_know")
    assert worker.answers("mood") == []
    assert worker.the(Confirm)[0].heard == "dont_know"
    assert worker.presses("yes").answers("mood") == ["dont_know"]


def test_i_dont_know_heard_late_is_no_answer_to_the_next_question(worker: Someone) -> None:
    ask = worker.ask
    worker.presses("well").is_heard("t1", "other", control="dont_know", ask=ask)
    assert worker.answers("a2") == []
    assert worker.instance.guess is None


def test_a_request_spoken_is_followed(worker: Someone) -> None:
    assert worker.is_heard("t1", "other", control="person").the(CallPerson)[0].reason == "asked"
    assert worker.is_heard("t2", "other", control="language", language="ar").instance.language == "ar"
    assert worker.released == ["t1", "t2"]


# Open questions


def test_an_open_answer_keeps_its_recording_and_is_written_down_later(worker: Someone) -> None:
    worker.reaches("learned").speaks("t1").is_heard("t1", "speech")
    assert worker.answers("learned") == [{"takes": ["t1"]}]
    assert worker.the(Transcribe) == [Transcribe("t1", "learned")]


def test_a_second_voice_message_to_the_same_open_question_is_added(worker: Someone) -> None:
    ask = worker.reaches("learned").ask
    worker.is_heard("t1", "speech").is_heard("t2", "speech", ask=ask)
    assert worker.answers("learned")[-1] == {"takes": ["t1", "t2"]}
    worker.types("Et le levain.", ask)
    assert worker.answers("learned")[-1] == {"takes": ["t1", "t2"], "text": "Et le levain."}


def test_the_same_take_heard_again_adds_nothing(worker: Someone) -> None:
    ask = worker.reaches("learned").ask
    worker.is_heard("t1", "unavailable").is_heard("t1", "speech", ask=ask)
    assert worker.answers("learned") == [{"takes": ["t1"]}]
    assert worker.effects == ()


def test_an_open_answer_taken_unheard_stays_taken_when_it_turns_out_silent(worker: Someone) -> None:
    ask = worker.reaches("learned").ask
    worker.is_heard("t1", "unavailable").is_heard("t1", "nothing", ask=ask)
    assert worker.the(Ask) == []
    assert worker.answers("learned") == [{"takes": ["t1"]}]


def test_an_open_answer_heard_after_going_back_is_kept_for_its_question(worker: Someone) -> None:
    ask = worker.reaches("learned").speaks("t1").ask
    worker.asks_for("correct").is_heard("t1", "speech", ask=ask)
    assert worker.answers("learned") == [{"takes": ["t1"]}]
    assert worker.instance.step == "s1", "she stays where she went"


def test_an_open_answer_through_another_door_is_told_and_not_kept(worker: Someone) -> None:
    ask = worker.reaches("learned").ask
    worker.types("Le pain.").through("web").is_heard("t1", "speech", ask=ask)
    assert worker.answers("learned") == [{"text": "Le pain."}]
    assert worker.the(Release) == [Release("t1")]
    assert worker.the(Transcribe) == []


def test_an_open_answer_spoken_before_the_closing_and_heard_after_it_counts(worker: Someone) -> None:
    worker.reaches("learned").speaks("t1").closes().is_heard("t1", "speech")
    assert worker.answers("learned") == [{"takes": ["t1"]}]


def test_a_voice_after_the_closing_is_not_kept(worker: Someone) -> None:
    worker.closes().speaks("t1")
    assert worker.the(Release) == [Release("t1")]
    assert worker.the(Listen) == []
    assert worker.said == ["closed"]


def test_a_closed_answer_heard_after_the_closing_is_not_kept(worker: Someone) -> None:
    worker.speaks("t1").closes().is_heard("t1", option="well")
    assert worker.the(Release) == [Release("t1")]
    assert worker.the(Confirm) == []


# Consent


def test_no_voice_is_kept_before_the_consent_to_keep_it(registration: Flow) -> None:
    """Whatever is spoken on the way to that consent is released as soon as it has served to choose."""
    someone = Someone(registration).begins()
    while someone.instance.step != "keep_audio":
        step = registration.questionnaire.steps[someone.instance.step]
        someone.speaks(f"t-{step.name}").is_heard(f"t-{step.name}", option=step.choices[0].key)
        if someone.the(Confirm):
            someone.presses("yes")
    spoken = [effect.take for effect in someone.history if isinstance(effect, Listen)]
    assert spoken == someone.released
    assert [effect for effect in someone.history if isinstance(effect, Answer) and effect.take] == []


def test_no_open_question_and_no_spoken_name_stands_before_the_consent_to_keep_the_voice(registration: Flow) -> None:
    steps = list(registration.questionnaire.steps)
    consent = steps.index("keep_audio")
    voiced = [name for name, step in registration.questionnaire.steps.items() if step.input in ("voice", "open")]
    assert all(steps.index(name) > consent for name in voiced)
