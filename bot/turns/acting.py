"""One handler an act: what a row means for who is there and where she is."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.turns import acts
from bot.turns.conversation import Conversation
from dialogs import events
from storage import addresses, consents, invitations, links, outbox, people, takes
from storage.instances import Stored, load_by_id
from storage.refusals import Refused

# What an invitation that does not open says; spoken in all languages, since none is known yet.
NOT_OPEN = {"used": "link_used", "expired": "link_expired", "unknown": "link_unknown"}


def act_on(conversation: Conversation, act: acts.Act) -> None:
    """Let an act have its consequences: rows, in the transaction the caller holds."""
    HANDLERS[type(act)](conversation, act)


def _visit(conversation: Conversation, act: acts.Visit) -> None:
    """Somebody comes in with a link, or comes back."""
    if act.token and not _enter(conversation, act.token):
        return
    if _several(conversation) and not act.token:
        _ask_who(conversation)
    elif conversation.person is None:
        conversation.note("no_invitation")
        conversation.say("need_link")
    else:
        _begin(conversation)


def _enter(conversation: Conversation, token: str) -> bool:
    used = invitations.use(conversation.db, conversation.house.codes, token, conversation.address.id, conversation.now)
    if used.person_id is None:
        conversation.note(f"invitation_{used.status}")
        conversation.say(NOT_OPEN[used.status])
        return False
    conversation.sit_down(used.person_id)
    return True


def _several(conversation: Conversation) -> bool:
    return len(addresses.people_at(conversation.db, conversation.address.id)) > 1


def _ask_who(conversation: Conversation) -> None:
    """Several people use this account: each by her picture and her own voice."""
    known = addresses.people_at(conversation.db, conversation.address.id)
    shown = [who_is(conversation, people.person(conversation.db, person_id)) for person_id in known]
    addresses.leave(conversation.db, conversation.address.id)
    conversation.person = None
    conversation.put({"kind": "who", "people": shown}, "repeat")


def who_is(conversation: Conversation, person: people.Person) -> dict[str, str]:
    """A person as others know her: code, chosen picture, and the take of her name if it may be played."""
    given = conversation.answers_of(person.id, "registration")
    name = given.get("name") or {}
    spoken = name.get("takes", []) if isinstance(name, dict) else []
    kept = [take for take in spoken if (row := takes.take(conversation.db, take)) and row.state == "stored"]
    return {"code": person.code, "picture": given.get("portrait") or "person", "name": kept[0] if kept else ""}


def _begin(conversation: Conversation) -> None:
    stored = conversation.current()
    if stored is None or (stored.finished and not conversation.due()):
        _nothing_now(conversation)
    else:
        _step(conversation, stored, events.Begin(conversation.origin("tap")))


def _nothing_now(conversation: Conversation) -> None:
    """Nothing is open: say when the next session is, so that nobody waits in front of a silent screen."""
    session = conversation.next_session
    if session is None:
        conversation.say("nothing_now")
        return
    conversation.say("see_you", date=session.date.isoformat(), hour=session.starts.isoformat("minutes"))


def _step(conversation: Conversation, stored: Stored, event: events.Event) -> None:
    """Take an event, and when it finishes the questionnaire go straight on to what is due next."""
    _, finished = conversation.take(stored, event)
    if not finished:
        return
    if stored.questionnaire == "registration":
        _give_page(conversation)
    conversation.refresh()
    due = conversation.due()
    if due:
        conversation.say("checkin_opens")
        conversation.take(conversation.open(due[0]), events.Begin(conversation.origin("tap")))
    else:
        _nothing_now(conversation)


def _give_page(conversation: Conversation) -> None:
    """The lasting personal link, sent where she is not looking at it already."""
    assert conversation.person is not None
    if conversation.address.channel != "web":
        token = links.link_of(conversation.db, conversation.house.vault, conversation.person, conversation.now)
        link = f"{conversation.house.base_url}/p/{token}"
        conversation.put({"kind": "say", "phrase": "your_page", "args": {}, "link": link}, "skip")


def _touched(conversation: Conversation, code: str) -> Stored | None:
    """The instance a button belongs to, if it is of someone at this address; she is who is there now."""
    try:
        stored = conversation.look_up(code)
    except Refused:
        stored = None
    if stored is None or stored.person_id not in addresses.people_at(conversation.db, conversation.address.id):
        conversation.note("foreign_button")
        conversation.say("old_question" if conversation.person else "need_link")
        return None
    if conversation.person is None or conversation.person.id != stored.person_id:
        conversation.sit_down(stored.person_id)
    return conversation.load(code)


def _touch(conversation: Conversation, act: acts.Touch) -> None:
    if stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Press(conversation.origin("tap"), act.ask, act.choice))


def _key(conversation: Conversation, act: acts.KeyTouch) -> None:
    if stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Key(conversation.origin("tap"), act.ask, act.key))


def _control(conversation: Conversation, act: acts.ControlTouch) -> None:
    if stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Control(conversation.origin("tap"), act.name, act.ask))


def _who(conversation: Conversation, act: acts.WhoTouch) -> None:
    known = [
        people.person(conversation.db, person_id)
        for person_id in addresses.people_at(conversation.db, conversation.address.id)
    ]
    chosen = next((person for person in known if person.code == act.person), None)
    if chosen is None:
        conversation.note("foreign_button")
        conversation.say("need_link")
        return
    conversation.sit_down(chosen.id)
    _begin(conversation)


def _here(conversation: Conversation) -> Stored | None:
    """The instance a message without a button is about; None when nobody is known or nothing was ever asked."""
    if conversation.person is None:
        if _several(conversation):
            _ask_who(conversation)
        else:
            conversation.note("no_invitation")
            conversation.say("need_link")
        return None
    if stamped := conversation.stamped():
        return stamped
    stored = conversation.current()
    if stored is None:
        _nothing_now(conversation)
    return stored


def _text(conversation: Conversation, act: acts.Text) -> None:
    if stored := _here(conversation):
        _step(conversation, stored, events.Write(conversation.origin("typed"), act.text, conversation.stamp))


def _other(conversation: Conversation, act: acts.Other) -> None:
    if stored := _here(conversation):
        _step(conversation, stored, events.Strange(conversation.origin("tap"), act.kind, conversation.stamp))


def _voice(conversation: Conversation, act: acts.Voice) -> None:
    """A voice message: a take from this very moment on, whatever it may say."""
    stored = _here(conversation)
    if stored is None:
        return
    take = conversation.expect(stored, act)
    _step(conversation, stored, events.Speak(conversation.origin("voice"), take, conversation.stamp))


def _understood(conversation: Conversation, act: acts.Understood) -> None:
    take = takes.take(conversation.db, act.take)
    if take is None or take.instance_id is None:
        conversation.note("voice_without_instance")
        return
    conversation.person = people.person(conversation.db, take.person_id)
    stored = conversation.load(load_by_id(conversation.db, take.instance_id).code)
    heard = events.Heard(
        conversation.origin("voice"), act.take, take.ask, act.status, act.option, act.second, act.control, act.language
    )
    _step(conversation, stored, heard)


def _gone(conversation: Conversation, act: acts.Gone) -> None:
    blocked = act.state == "blocked"
    addresses.mark(conversation.db, conversation.address.id, "blocked" if blocked else "live")
    if blocked:  # what waits there is not said when she comes back: it will no longer be true
        outbox.drop_address(conversation.db, conversation.address.id, "blocked")


def _due(conversation: Conversation, act: acts.Due) -> None:
    """A questionnaire has opened: offer it, unless that is no longer true by now."""
    if conversation.until is not None and conversation.until <= conversation.now:
        conversation.note("reminder_stale")
        return
    conversation.person = people.person_by_code(conversation.db, act.person)
    wanted = (act.questionnaire, act.moment)
    due = {(each.flow.questionnaire.id, each.moment): each for each in reversed(conversation.due())}
    if wanted not in due or not _still_worth_saying(conversation, *wanted):
        return
    if _several(conversation):
        conversation.say("checkin_opens")
        _ask_who(conversation)
        return
    conversation.sit_down(conversation.person.id)
    first = conversation.due()[0]  # what is to be answered before it: the registration, with its consents
    if first == due[wanted]:
        conversation.say("checkin_opens")
    conversation.take(conversation.open(first), events.Begin(conversation.origin("tap")))


def _still_worth_saying(conversation: Conversation, questionnaire: str, moment: str) -> bool:
    """Someone who has begun by herself in the meantime needs no opening message; someone who does not want to be
    asked by this assistant gets none.
    """
    assert conversation.person is not None
    refused = consents.consents_of(conversation.db, conversation.person.id).get("bot") is False
    return not refused and not conversation.begun(conversation.person.id, questionnaire, moment)


def _unreadable(conversation: Conversation, act: acts.Unreadable) -> None:
    raise Refused("unreadable", act.reason)


HANDLERS: Mapping[type, Callable[[Conversation, Any], None]] = {
    acts.Visit: _visit,
    acts.Touch: _touch,
    acts.KeyTouch: _key,
    acts.ControlTouch: _control,
    acts.WhoTouch: _who,
    acts.Text: _text,
    acts.Other: _other,
    acts.Voice: _voice,
    acts.Understood: _understood,
    acts.Gone: _gone,
    acts.Due: _due,
    acts.Unreadable: _unreadable,
}
