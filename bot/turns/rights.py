"""Her rights, told and done: what she agreed to, what is kept of her, being forgotten. Two touches reach each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.turns.conversation import Conversation
from dialogs.instance import Given
from dialogs.questionnaire import Question, Questionnaire
from storage import (
    addresses,
    answers,
    consents,
    erasure,
    helps,
    instances,
    outbox,
    people,
    questionnaires,
    rights,
    takes,
)
from storage.refusals import Refused

# « Yes, erase everything » on an older message asks again: it may have been touched by chance.
SURE_FOR = timedelta(minutes=10)
REQUIRED = "bot"  # the purpose without which nobody is asked anything


def show(conversation: Conversation, place: str) -> None:
    """Put a page of her rights; at a door that somebody else holds a person is called: they are hers alone."""
    if conversation.held_by is not None:
        _call_for(conversation)
        return
    PLACES.get(place, _menu)(conversation)


def touched(conversation: Conversation, choice: str) -> bool:
    """Do what a choice says, for the person it names; whether she wants to go back to where she was."""
    code, _, rest = choice.partition(".")
    if not _is_here(conversation, code):
        conversation.note("foreign_button")
        conversation.say("old_question" if conversation.person else "need_link")
        return False
    if conversation.held_by is not None:
        _call_for(conversation)
        return False
    what, _, value = rest.partition(".")
    if what == "sure":
        _erase(conversation, value)
    elif what == "keep":
        conversation.say("kept_all")
    elif value:
        return _agreement_touched(conversation, what, value)
    elif what != "back":
        show(conversation, what)
    return what in ("keep", "back")


def refused(conversation: Conversation) -> bool:
    """Whether she does not want to be asked by this assistant (any more)."""
    assert conversation.person is not None
    return consents.consents_of(conversation.db, conversation.person.id).get(REQUIRED) is False


def _call_for(conversation: Conversation) -> None:
    person = conversation.person
    assert person is not None
    helps.call_help(conversation.db, person.id, person.cae_id, None, "rights", "asked", None, conversation.now)
    conversation.say("person_called")


def _is_here(conversation: Conversation, code: str) -> bool:
    try:
        person = people.person_by_code(conversation.db, code)
    except Refused:  # erased, or never there
        return False
    if person.id not in addresses.people_at(conversation.db, conversation.address.id):
        return False
    if conversation.person is None or conversation.person.id != person.id:
        conversation.sit_down(person.id)
    return True


def _menu(conversation: Conversation) -> None:
    assert conversation.person is not None
    conversation.put(rights.menu(conversation.person.code), "repeat")


# Agreements


def _agreements(conversation: Conversation) -> None:
    """The first agreement; the others follow one by one."""
    if not _next_agreement(conversation, ""):
        conversation.say("no_agreements")
        _menu(conversation)


def _next_agreement(conversation: Conversation, after: str) -> bool:
    assert conversation.person is not None
    said = consents.latest(conversation.db, conversation.person.id)
    asked = [purpose for purpose in _questions(conversation) if purpose in said]
    place = asked.index(after) + 1 if after in asked else 0
    if place >= len(asked):
        return False
    _put_agreement(conversation, said[asked[place]])
    return True


def _put_agreement(conversation: Conversation, kept: consents.Kept) -> None:
    assert conversation.person is not None
    questionnaire, question = _questions(conversation)[kept.purpose]
    questionnaires.keep(conversation.db, questionnaire, conversation.now)
    spoken = takes.take(conversation.db, kept.take) if kept.take else None
    take = spoken.id if spoken and spoken.state == "stored" else ""
    body = rights.agreement(conversation.person.code, questionnaire.hash, question.key, kept, take)
    conversation.put(body, "repeat")


def _questions(conversation: Conversation) -> Mapping[str, tuple[Questionnaire, Question]]:
    """The question that asks for each purpose, in the order they are asked."""
    assert conversation.person is not None
    asked = [flow.questionnaire for flow in conversation.house.programme.flows.values()]
    found: dict[str, tuple[Questionnaire, Question]] = {}
    for questionnaire in sorted(asked, key=lambda each: each.order):
        for question in questionnaire.questions:
            if question.purpose and questionnaire.audience == conversation.person.role:
                found.setdefault(question.purpose, (questionnaire, question))
    return found


def _agreement_touched(conversation: Conversation, purpose: str, value: str) -> bool:
    assert conversation.person is not None
    known = consents.latest(conversation.db, conversation.person.id).get(purpose)
    if known is None or purpose not in _questions(conversation):
        conversation.note("unknown_button", purpose[:40])
        _agreements(conversation)
        return False
    if value in ("yes", "no"):
        _change(conversation, known, given=value == "yes")
    if _next_agreement(conversation, purpose):
        return False
    conversation.say("agreements_end")
    return True


def _change(conversation: Conversation, known: consents.Kept, *, given: bool) -> None:
    """Keep what she says now, with the words she has just heard; the same again is no news."""
    conversation.say("agreement_given" if given else "agreement_refused")
    if known.given == given:
        return
    person = conversation.person
    assert person is not None
    questionnaire, question = _questions(conversation)[known.purpose]
    language = conversation.speaker.main.code
    wording = question.first.phrase.wording(language, person.variant).printed
    origin = conversation.origin("tap")
    said = consents.Given(known.purpose, given, wording, language, origin.mode, origin.author)
    consents.agree(conversation.db, person.id, person.cae_id, said, conversation.row.id, conversation.now)
    _answer(conversation, questionnaire, question, said)
    if not given and known.purpose == REQUIRED:
        step = question.key
        helps.call_help(conversation.db, person.id, person.cae_id, None, step, "refused", None, conversation.now)
        outbox.drop_waiting(conversation.db, person.id)
        conversation.say("consent_needed_person")
    elif not given and known.purpose == consents.KEEP_AUDIO:
        conversation.say("audio_not_kept")


def _answer(conversation: Conversation, asked: Questionnaire, question: Question, said: consents.Given) -> None:
    """The answer follows the agreement, where it was given in a questionnaire: exports and conditions look there."""
    assert conversation.person is not None
    value = "yes" if said.given else "no"
    for stored in instances.instances_of(conversation.db, conversation.person.id):
        if stored.questionnaire != asked.id or question.key not in stored.instance.given:
            continue
        shown = conversation.shown(asked, question.key, value)
        origin = conversation.origin("tap")
        revision = answers.Revision(
            question=question.key,
            value=value,
            none=None,
            label=shown.label,
            wording=shown.wording,
            language=said.language,
            mode=said.mode,
            author=said.author,
            door=origin.door,
        )
        answers.revise(conversation.db, stored.id, stored.cae_id, revision, conversation.row.id, conversation.now)
        given = {**stored.instance.given, question.key: Given(value, door=origin.door)}
        instances.save(conversation.db, stored, replace(stored.instance, given=given), conversation.now)


# What is kept


def _data(conversation: Conversation) -> None:
    """Say what is kept, in short sentences, and hand over all of it as a file."""
    person = conversation.person
    assert person is not None
    held = rights.held(conversation.db, person.id)
    conversation.say("held_answers", number=str(held.answers))
    conversation.say("held_voices", number=str(held.voices))
    if held.until is not None:
        conversation.say("held_until", date=held.until.date().isoformat())
    conversation.say("held_agreements", number=str(sum(held.agreements.values())))
    conversation.say("held_team")
    for purpose in ("records", "researcher"):
        if held.agreements.get(purpose):
            conversation.say(f"held_{purpose}")
    body = {"kind": "say", "phrase": "held_file", "args": {}, "file": person.code}
    conversation.put(body, "repeat")
    _menu(conversation)


# Being forgotten


def _forget(conversation: Conversation) -> None:
    """The first step: say what it means, and ask."""
    person = conversation.person
    assert person is not None
    conversation.put(rights.forget_menu(person.code, int(conversation.now.timestamp())), "repeat")


def _erase(conversation: Conversation, asked_at: str) -> None:
    """The second step, while the first is fresh."""
    person = conversation.person
    assert person is not None
    asked = datetime.fromtimestamp(int(asked_at), UTC) if asked_at.isdecimal() and len(asked_at) < 12 else None
    if asked is None or conversation.now - asked > SURE_FOR:
        _forget(conversation)
        return
    erasure.ask(conversation.db, person, conversation.address.id, conversation.now)
    conversation.say("forgetting")


PLACES: Mapping[str, Callable[[Conversation], None]] = {
    "menu": _menu,
    "agreements": _agreements,
    "data": _data,
    "forget": _forget,
}
