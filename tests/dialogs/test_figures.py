"""Numbers, telephone numbers and dates of birth: typed, on the keypad, heard."""

import pytest

from dialogs.effects import Ask, Confirm, Draft, Trouble
from dialogs.events import Key, Origin
from dialogs.flow import Flow
from dialogs.questionnaire import Question, Questionnaire
from tests.dialogs.people import Someone


@pytest.fixture(params=["fr", "ar", "fa_AF"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def at_birth(registration: Flow, language: str) -> Someone:
    return Someone(registration).begins().presses(language).reaches("born")


@pytest.fixture
def at_phone(registration: Flow, language: str) -> Someone:
    return Someone(registration).begins().presses(language).reaches("phone")


def test_a_date_of_birth_is_given_in_parts(at_birth: Someone) -> None:
    at_birth.types("1990").types("3").types("12")
    assert at_birth.answers("born") == ["1990-03-12"]


def test_the_year_alone_is_kept_when_the_rest_is_not_known(at_birth: Someone) -> None:
    at_birth.types("1990").asks_for("dont_know")
    assert at_birth.answers("born") == ["1990"]


def test_a_year_and_a_month_are_kept_when_the_day_is_not_known(at_birth: Someone) -> None:
    at_birth.types("1990").types("3").asks_for("dont_know")
    assert at_birth.answers("born") == ["1990-03"]


@pytest.mark.parametrize("typed", ["12/3/1990", "۱۲/۳/۱۹۹۰", "١٢/٣/١٩٩٠", "1990-03-12"])
def test_a_whole_date_is_read_in_three_scripts(at_birth: Someone, typed: str) -> None:
    assert at_birth.types(typed).answers("born") == ["1990-03-12"]


def test_a_month_and_a_year_leave_only_the_day_to_ask(at_birth: Someone) -> None:
    assert at_birth.types("3/1990").the(Ask)[0].step == "born/day"


def test_a_date_with_its_month_in_words_is_read(registration: Flow) -> None:
    someone = Someone(registration).begins().presses("fr").reaches("born").types("12 mars 1990")
    assert someone.answers("born") == ["1990-03-12"]


@pytest.mark.parametrize(("typed", "kept"), [("۱۲ ثور ۱۳۷۰", "1991-05-02"), ("۱۳۷۰/۲/۱۲", "1991-05-02")])
def test_a_solar_hijri_date_is_turned_into_a_gregorian_one(registration: Flow, typed: str, kept: str) -> None:
    someone = Someone(registration).begins().presses("fa_AF").reaches("born").types(typed)
    assert someone.answers("born") == [kept]


def test_a_solar_hijri_year_alone_goes_on_with_the_month(registration: Flow) -> None:
    someone = Someone(registration).begins().presses("fa_AF").reaches("born").types("۱۳۷۰")
    assert (someone.instance.partial, someone.instance.step) == ("1991", "born/month")


@pytest.mark.parametrize(
    ("spoken", "said", "month"),
    [("fr", "mars", "03"), ("fr", "sept", "07"), ("ar", "آذار", "03"), ("fa_AF", "مارچ", "03"), ("fa_AF", "ثور", "05")],
)
def test_the_month_of_birth_may_be_given_by_name(registration: Flow, spoken: str, said: str, month: str) -> None:
    someone = Someone(registration).begins().presses(spoken).reaches("born").types("1990").types(said).types("12")
    assert someone.answers("born") == [f"1990-{month}-12"]


@pytest.mark.parametrize("typed", ["45", "1890", "2025", "2999", "30/2/1990"])
def test_an_impossible_date_is_asked_again(at_birth: Someone, typed: str) -> None:
    at_birth.types(typed)
    assert at_birth.answers("born") == []
    assert at_birth.instance.step == "born"
    assert at_birth.said[0] in ("date_impossible", "not_understood")


def test_an_impossible_month_is_asked_again_and_the_year_kept(at_birth: Someone) -> None:
    at_birth.types("1990").types("13")
    assert at_birth.said == ["date_impossible"]
    at_birth.types("2").types("30").types("28")
    assert at_birth.answers("born") == ["1990-02-28"]


def test_a_date_half_given_survives_the_correction_of_another_answer(registration: Flow) -> None:
    someone = Someone(registration).begins().presses("fr").reaches("portrait")
    portrait = someone.ask
    someone.presses("bird").types("1990").presses("rose", portrait).types("3").types("12")
    assert someone.answers("portrait") == ["bird", "rose"]
    assert someone.answers("born") == ["1990-03-12"]


def test_a_date_heard_is_said_back_whole(at_birth: Someone) -> None:
    at_birth.is_heard("t1", option="1990-03-12")
    assert at_birth.the(Confirm)[0].heard == "1990-03-12"
    assert at_birth.presses("yes").answers("born") == ["1990-03-12"]


def test_a_year_typed_while_another_was_heard_replaces_it(at_birth: Someone) -> None:
    at_birth.is_heard("t1", option="1980").types("1990").types("3").types("12")
    assert at_birth.answers("born") == ["1990-03-12"]
    assert at_birth.released == ["t1"]


@pytest.mark.parametrize(
    "typed",
    ["06 12 34 56 78", "۰۶۱۲۳۴۵۶۷۸", "٠٦ ١٢ ٣٤ ٥٦ ٧٨", "+33 6 12 34 56 78", "0033612345678", "\u202a+33612345678"],
)
def test_a_telephone_number_is_read_in_three_scripts(at_phone: Someone, typed: str) -> None:
    assert at_phone.types(typed).answers("phone") == ["+33612345678"]


def test_a_telephone_number_from_abroad_keeps_its_country(at_phone: Someone) -> None:
    assert at_phone.types("+93 70 123 4567").answers("phone") == ["+93701234567"]


@pytest.mark.parametrize("typed", ["12", "06 12", "9" * 30, "9" * 400, "bonjour tout le monde"])
def test_a_number_that_is_no_telephone_is_asked_again(at_phone: Someone, typed: str) -> None:
    assert at_phone.types(typed).said == ["phone_unreadable"]
    assert at_phone.answers("phone") == []


def test_the_keypad_shows_what_was_touched_and_enter_reads_it(at_birth: Someone) -> None:
    at_birth.touches("1", "9", "8", "erase", "9", "0")
    assert at_birth.the(Draft) == [Draft(at_birth.ask, "1990")]
    assert at_birth.touches("enter").instance.partial == "1990"
    assert at_birth.instance.draft == ""


def test_the_keypad_holds_no_more_than_a_telephone_number(at_phone: Someone) -> None:
    assert len(at_phone.touches(*"1" * 30).instance.draft) == 18


def test_enter_on_an_empty_keypad_asks_again(at_birth: Someone) -> None:
    assert at_birth.touches("enter").said == ["not_understood"]


def test_a_key_that_no_keypad_has_is_noted(at_birth: Someone) -> None:
    assert at_birth.touches("drop table").the(Trouble) == [Trouble("unknown_button", "drop table")]
    assert at_birth.instance.draft == ""


def test_a_key_of_an_old_keypad_explains_itself(at_phone: Someone) -> None:
    old = at_phone.ask
    at_phone.types("06 12 34 56 78").happens(Key(Origin("telegram", "tap", "P1"), old, "1"))
    assert at_phone.said == ["old_question"]


def test_a_number_is_kept_within_its_bounds(registration: Flow) -> None:
    age = registration.questionnaire.by_key["phone"]
    steps = (age.first.model_copy(update={"name": "age", "question": "age"}),)
    question = Question(key="age", kind="number", steps=steps, bounds=(16, 99))
    made = Questionnaire(id="made", version=1, audience="participant", moment="once", questions=(question,))
    someone = Someone(Flow(made, registration.lexicons), "fa_AF").begins()
    assert someone.types("۱۵").said == ["number_out_of_bounds"]
    assert someone.types("صد").said == ["number_out_of_bounds"]
    assert someone.types("چهل و دو").answers("age") == [42]
