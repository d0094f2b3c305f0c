from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest

from dialogs import effects
from dialogs.effects import Answer, Effect
from dialogs.events import Origin
from storage import addresses, answers, consents, helps, inbox, instances, jobs, outbox, people, takes, troubles
from storage.answers import Revision
from storage.database import transaction
from storage.instances import Conflict
from storage.refusals import Refused
from storage.turn import HANDLERS, Shown, TurnRows, record
from tests.storage.conftest import NOW, SURVEY, Place

LATER = NOW + timedelta(minutes=1)
AMINA = Origin("telegram", "tap", "FC-1")
YES = Answer("has_job", "yes", None, "1.has_job", "tap", "FC-1", "telegram")


def shown(question: str, value: Any) -> Shown:
    return Shown(f"{question} ?", None if value is None else f"<{value}>")


def rows(place: Place, *, inbox_id: int | None = None, address: bool = True) -> TurnRows:
    return TurnRows(
        stored=place.instance,
        language="fa_AF",
        wording=shown,
        now=LATER,
        address_id=place.address.id if address else None,
        inbox_id=inbox_id,
    )


def intents(place: Place) -> list[Mapping[str, Any]]:
    return [intent.body for intent in outbox.intents_after(place.db, place.address.id, 0)]


def test_every_effect_has_its_rows() -> None:
    assert set(HANDLERS) == set(get_args(Effect))


def test_a_turn_is_all_there_or_not_at_all(place: Place) -> None:
    inbox_id = inbox.receive(place.db, "telegram", "1", "a", {}, NOW)
    assert inbox_id is not None
    before = list(place.db.conn.iterdump())

    def turn(fail: bool) -> None:
        stored = place.instance
        moved = instances.save(place.db, stored, replace(stored.instance, state="survey:project"), LATER)
        turn_rows = replace(rows(place, inbox_id=inbox_id), stored=moved)
        record(place.db, turn_rows, [YES, effects.Ask("2.project", "project"), effects.Trouble("t"), effects.Finish()])
        inbox.done(place.db, inbox_id, LATER)
        if fail:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction(place.db):
        turn(fail=True)
    assert list(place.db.conn.iterdump()) == before
    with transaction(place.db):
        turn(fail=False)
    assert place.instance.instance.state == "survey:project"
    assert answers.present(place.db, place.instance.id)["has_job"].revision.label == "<yes>"
    [asked] = intents(place)
    about = {"instance": place.code, "questionnaire": SURVEY.hash, "language": None, "variant": "", "slow": False}
    assert asked == {"kind": "ask", **about, "ask": "2.project", "step": "project"}
    assert inbox.take_batch(place.db, 1) == []


def test_who_saves_second_is_told(place: Place) -> None:
    one, other = place.instance, place.instance
    instances.save(place.db, one, replace(one.instance, state="survey:project"), LATER)
    with pytest.raises(Conflict):
        instances.save(place.db, other, replace(other.instance, state="survey:phone"), LATER)
    assert place.instance.instance.state == "survey:project"


def test_an_instance_is_opened_once_and_keeps_the_version_it_began_with(place: Place) -> None:
    newer = SURVEY.model_copy(update={"version": 2})
    again = instances.open_instance(
        place.db, place.codes, place.person, newer, "once", lambda code: place.instance.instance, LATER
    )
    assert again == place.code
    assert place.instance.hash == SURVEY.hash
    with pytest.raises(Refused):
        instances.load(place.db, "nobody's")


def test_what_belongs_to_the_person_is_laid_in_when_an_instance_is_loaded(place: Place) -> None:
    record(place.db, rows(place), [effects.Prefer("language", "ar"), effects.Prefer("variant", "f")])
    people.prefer(place.db, place.person.id, "slow", "yes")
    laid = instances.load(place.db, place.code, {"session.number": 2}).instance
    assert (laid.language, laid.variant, laid.slow, laid.facts) == ("ar", "f", True, {"session.number": 2})


def test_the_same_answer_again_adds_nothing_and_a_correction_adds_a_revision(place: Place) -> None:
    record(place.db, rows(place), [YES, YES, replace(YES, value="no"), replace(YES, value=None, none="rather_not")])
    kept = answers.history(place.db, place.instance.id)
    assert [(each.number, each.revision.value, each.revision.none) for each in kept] == [
        (1, "yes", None),
        (2, "no", None),
        (3, None, "rather_not"),
    ]
    assert (kept[0].revision.mode, kept[0].revision.author, kept[0].revision.language) == ("tap", "FC-1", "fa_AF")
    assert kept[0].at == LATER


def test_one_inbox_row_answers_a_question_once(place: Place) -> None:
    revision = Revision("has_job", "yes", None, None, "?", "fr", "tap", "FC-1", "web")
    first = answers.revise(place.db, place.instance.id, None, revision, 5, NOW)
    assert first == 1
    assert answers.revise(place.db, place.instance.id, None, replace(revision, value="no"), 5, NOW) is None
    assert answers.revise(place.db, place.instance.id, None, replace(revision, value="no"), 6, NOW) == 2


def test_no_answer_can_be_changed_afterwards(place: Place) -> None:
    record(place.db, rows(place), [YES, effects.Consent("keep_audio", "keep_audio", given=True, origin=AMINA)])
    for table in ("answers", "consents"):
        with pytest.raises(Exception, match="append-only"):
            place.db.conn.execute(f"UPDATE {table} SET language = 'fr'")


def test_consents_are_history_and_the_last_word_counts(place: Place) -> None:
    for given in (True, False):
        record(place.db, rows(place), [effects.Consent("keep_audio", "keep_audio", given=given, origin=AMINA)])
    assert consents.consents_of(place.db, place.person.id) == {"keep_audio": False}
    assert [row["wording"] for row in place.db["consents"].rows] == ["keep_audio ?"] * 2


def test_everything_said_stands_in_order_and_only_questions_may_be_repeated(place: Place) -> None:
    said: list[Effect] = [
        effects.Say("changed", {"name": "Zahra"}, about="has_job"),
        effects.Confirm("3.has_job", "has_job", "yes"),
        effects.Draft("3.phone", "06"),
        effects.ChooseLanguage("4.language"),
        effects.Ask("5.has_job", "has_job", ("yes",), "0"),
    ]
    record(place.db, rows(place), said)
    waiting = outbox.intents_after(place.db, place.address.id, 0)
    assert [(each.seq, each.body["kind"], each.on_doubt) for each in waiting] == [
        (1, "say", "skip"),
        (2, "confirm", "repeat"),
        (3, "draft", "skip"),
        (4, "choose_language", "repeat"),
        (5, "ask", "repeat"),
    ]
    assert waiting[0].body["args"] == {"name": "Zahra"}
    assert (waiting[4].body["only"], waiting[4].body["draft"]) == (["yes"], "0")


def test_a_page_has_asked_at_once_and_other_channels_when_the_message_is_on_its_way(place: Place) -> None:
    ask = effects.Ask("5.has_job", "has_job")
    record(place.db, rows(place), [ask])
    assert addresses.address(place.db, place.address.id).last_ask is None
    record(place.db, replace(rows(place), shown_at_once=True), [ask])
    here = addresses.address(place.db, place.address.id)
    assert (here.last_ask, here.last_ask_instance) == ("5.has_job", place.instance.id)


def test_a_turn_nobody_is_told_of_says_nothing(place: Place) -> None:
    record(place.db, rows(place, address=False), [YES, effects.Ask("2.project", "project")])
    assert intents(place) == []
    assert len(answers.history(place.db, place.instance.id)) == 1


def test_voices_become_work_and_are_let_go(place: Place) -> None:
    take = takes.expect(place.db, place.codes, place.person, place.instance.id, "1.project", None, NOW)
    record(
        place.db,
        rows(place),
        [
            effects.Listen(take, "1.project", "project"),
            effects.Transcribe(take, "project"),
            effects.CallPerson("misunderstood", "project", take),
            effects.CallPerson("misunderstood", "project", take),
            effects.Release(take),
        ],
    )
    [listen] = jobs.due_jobs(place.db, "listen", LATER, 5)
    assert (listen.take_id, listen.body) == (
        take,
        {"ask": "1.project", "step": "project", "address": place.address.id},
    )
    kept = takes.take(place.db, take)
    assert kept is not None
    assert (kept.question, kept.released) == ("project", True)
    [waiting] = helps.open_helps(place.db, place.cohort.cae_id)
    assert (waiting.reason, waiting.take_id) == ("misunderstood", take)
    helps.close_help(place.db, waiting.id, "FC-2", LATER)
    assert helps.open_helps(place.db, place.cohort.cae_id) == []


def test_trouble_and_the_end_are_kept(place: Place) -> None:
    record(place.db, rows(place), [effects.Trouble("text_too_long", "5000"), effects.Finish()])
    assert [(code, detail) for _, code, detail in troubles.troubles(place.db, 5)] == [("text_too_long", "5000")]
    assert place.instance.finished
    instances.close(place.db, place.instance.id, LATER)
    assert place.instance.closed
