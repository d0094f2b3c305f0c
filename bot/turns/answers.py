"""Telling a person what somebody of the staff answered when she asked for help, and going back to her question."""

from bot.turns import rights
from bot.turns.conversation import Conversation
from dialogs import events
from storage import addresses, helps, instances
from storage.people import Person


def hear_answer(conversation: Conversation, person: Person) -> None:
    """Say to a person what was answered, and put her question again. Where several people hear the same telephone, it
    waits until she says that she is there.
    """
    known = addresses.people_at(conversation.db, conversation.address.id)
    if len(known) > 1 and conversation.address.person_id != person.id:
        return
    conversation.person = person
    asked_in = tell_answers(conversation)
    if asked_in and not rights.refused(conversation):
        _back_at_her_question(conversation, asked_in[-1])


def tell_answers(conversation: Conversation) -> list[int]:
    """Say what she has not heard yet, once, at a door of her own; the runs (row ids) she had asked in."""
    person, asked_in = conversation.person, list[int]()
    if person is None or conversation.address.held_by is not None:
        return asked_in
    for answer in helps.to_put(conversation.db, person.id):
        said = {"take": answer.take_id or "", "text": answer.text}
        body = {"kind": "say", "phrase": "help_answered", "args": {}, **said}
        conversation.put(body, "repeat")
        helps.put(conversation.db, answer.id, conversation.now)
        asked = helps.help_of(conversation.db, answer.help_id)
        if asked is not None and asked.instance_id is not None:
            asked_in.append(asked.instance_id)
    return asked_in


def _back_at_her_question(conversation: Conversation, instance_id: int) -> None:
    """Put the question again at which she asked for help, if it is still open."""
    stored = conversation.load(instances.load_by_id(conversation.db, instance_id).code)
    if not stored.finished and not stored.instance.closed:
        conversation.take(stored, events.Begin(conversation.origin("tap"), called=True))
