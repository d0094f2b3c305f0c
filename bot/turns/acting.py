"""One handler an act: what a row means for who is there and where she is."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.staff import acting as staff
from bot.staff import coming, helping, studio, wording
from bot.turns import acts, rights
from bot.turns.answers import hear_answer, tell_answers
from bot.turns.conversation import Conversation
from bot.turns.giving import give_page, give_story
from bot.turns.peers import tell_peers
from bot.turns.prompting import prompt
from bot.turns.showing import who_is
from dialogs import events
from dialogs.controls import HOURS, SENDING
from storage import addresses, groups, guesses, invitations, outbox, people, takes
from storage.instances import Stored, load_by_id
from storage.refusals import Refused

OF_STAFF = (helping, studio, wording)  # where words and voices may be meant for, other than her questions
# What an invitation that does not open says; spoken in all languages, since none is known yet.
RIGHTS = "rights"  # the control that leads to her agreements and data
NOT_OPEN = {"used": "link_used", "expired": "link_expired", "unknown": "link_unknown"}


def act_on(conversation: Conversation, act: acts.Act) -> None:
    """Let an act have its consequences: rows, in the transaction the caller holds. In a group nobody converses."""
    if isinstance(act, acts.InGroup):
        _in_group(conversation, act)
    elif groups.group(conversation.db, conversation.address.id) is None:
        HANDLERS[type(act)](conversation, act)


def _in_group(conversation: Conversation, act: acts.InGroup) -> None:
    if staff.in_group(conversation, act) and act.actor is not None:
        _visit(conversation.elsewhere(act.actor), acts.Visit())


def _staff(conversation: Conversation, act: acts.Staff) -> None:
    """A word of those who lead; from anybody else it is what she typed, or a button that is not hers."""
    if staff.act(conversation, act):
        return
    if act.text:
        _text(conversation, acts.Text(act.text))
    else:
        conversation.note("foreign_button")
        conversation.say("old_question" if conversation.person else "need_link")


def _visit(conversation: Conversation, act: acts.Visit) -> None:
    """Somebody comes in with a link, or comes back."""
    from_group = act.token.startswith(coming.GROUP_LINK)
    if act.token and not (coming.of_group if from_group else _enter)(conversation, act.token):
        return
    staff.greet(conversation)
    if conversation.held_by is not None:
        _continue_held(conversation)
    elif _several(conversation) and (from_group or not act.token):
        _ask_who(conversation)
    elif conversation.person is None:
        conversation.note("no_invitation")
        conversation.say("need_link")
    else:
        _begin(conversation)


def _continue_held(conversation: Conversation) -> None:
    stored = conversation.current()
    assert stored is not None
    _step(conversation, stored, events.Begin(conversation.origin("tap")))


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
    shown = [who_is(conversation.db, people.person(conversation.db, person_id)) for person_id in known]
    addresses.leave(conversation.db, conversation.address.id)
    conversation.person = None
    conversation.put({"kind": "who", "people": shown}, "repeat")


def _begin(conversation: Conversation) -> None:
    tell_peers(conversation)
    tell_answers(conversation)
    stored = conversation.current()
    if stored is not None and _stopped(conversation, stored):
        conversation.say("consent_needed_person")
        return
    if stored is None or (stored.finished and not conversation.due()):
        _nothing_now(conversation)
    else:
        _step(conversation, stored, events.Begin(conversation.origin("tap")))


def _stopped(conversation: Conversation, stored: Stored) -> bool:
    """Whether nothing may be asked since she took her agreement back; the question for it itself may."""
    question = conversation.house.flow(conversation.db, stored.hash).questionnaire.by_key.get(stored.instance.step)
    return rights.refused(conversation) and not (question and question.purpose == rights.REQUIRED)


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
    if not finished or conversation.held_by is not None:
        return  # what else is due is hers: a helper's door leads to one questionnaire only
    if stored.questionnaire == "registration":
        give_page(conversation)
    conversation.refresh()
    give_story(conversation, stored)
    due = conversation.due()
    if due:
        somebody_else = due[0].subject is not None and due[0].flow.questionnaire.id == stored.questionnaire
        conversation.say("another_person" if somebody_else else "checkin_opens")
        conversation.take(conversation.open(due[0]), events.Begin(conversation.origin("tap")))
    else:
        _nothing_now(conversation)


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
    if conversation.address.held_instance not in (None, stored.id):
        conversation.note("foreign_button")
        conversation.say("old_question")
        return None
    if conversation.person is None or conversation.person.id != stored.person_id:
        conversation.sit_down(stored.person_id)
    return _unless_stopped(conversation, conversation.laid_in(stored))


def _unless_stopped(conversation: Conversation, stored: Stored) -> Stored | None:
    if not _stopped(conversation, stored):
        return stored
    conversation.say("consent_needed_person")
    return None


def _touch(conversation: Conversation, act: acts.Touch) -> None:
    if stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Press(conversation.origin("tap"), act.ask, act.choice))


def _key(conversation: Conversation, act: acts.KeyTouch) -> None:
    if stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Key(conversation.origin("tap"), act.ask, act.key))


def _control(conversation: Conversation, act: acts.ControlTouch) -> None:
    if act.name == RIGHTS and (not act.instance or (conversation.person and rights.refused(conversation))):
        _rights(conversation, acts.Rights("menu"))  # where nothing is asked, there is no question to come back to
    elif act.name in (HOURS, *SENDING):
        _hours(conversation, act)
    elif stored := _touched(conversation, act.instance):
        _step(conversation, stored, events.Control(conversation.origin("tap"), act.name, act.ask))


def _rights(conversation: Conversation, act: acts.Rights) -> None:
    if conversation.person is not None:
        rights.show(conversation, act.place)
    elif _several(conversation):
        _ask_who(conversation)
    else:
        conversation.note("no_invitation")
        conversation.say("need_link")


def _menu(conversation: Conversation, act: acts.MenuTouch) -> None:
    if rights.touched(conversation, act.choice):
        conversation.refresh()
        _begin(conversation)


def _hours(conversation: Conversation, act: acts.ControlTouch) -> None:
    """When she may be written to: asked, or answered. The question that was put stays where it is."""
    if _touched(conversation, act.instance) is None or conversation.person is None:
        return
    if act.name == HOURS:
        conversation.put({"kind": "choose_hours", "instance": act.instance}, "repeat")
        return
    person = conversation.person
    people.send_between(conversation.db, person.id, SENDING[act.name], person.timezone)
    conversation.say("hours_changed")


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
    if not conversation.unpark():
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
    stored = conversation.stamped() or conversation.current()
    if stored is None:
        _nothing_now(conversation)
    return stored and _unless_stopped(conversation, stored)


def _at_menu(conversation: Conversation) -> bool:
    """Whether a menu stands where she speaks: it is touched, and what she says is no answer to the question before."""
    if conversation.person is None or conversation.stamp != addresses.MENU:
        return False
    conversation.say("choose_picture")
    rights.show(conversation, "menu")
    return True


def _text(conversation: Conversation, act: acts.Text) -> None:
    if any(each.written(conversation, act.text) for each in OF_STAFF) or _at_menu(conversation):
        return
    if stored := _here(conversation):
        _step(conversation, stored, events.Write(conversation.origin("typed"), act.text, conversation.stamp))


def _other(conversation: Conversation, act: acts.Other) -> None:
    if stored := _here(conversation):
        _step(conversation, stored, events.Strange(conversation.origin("tap"), act.kind, conversation.stamp))


def _voice(conversation: Conversation, act: acts.Voice) -> None:
    """A voice message: a take from this very moment on, whatever it may say."""
    if any(each.spoken(conversation, act) for each in OF_STAFF) or _at_menu(conversation):
        return
    stored = _here(conversation)
    if stored is None:
        conversation.park()
        return
    take = conversation.expect(stored, act)
    _step(conversation, stored, events.Speak(conversation.origin("voice"), take, conversation.stamp))


def _understood(conversation: Conversation, act: acts.Understood) -> None:
    take = takes.take(conversation.db, act.take)
    if take is None or take.instance_id is None:
        conversation.note("voice_without_instance")
        return
    conversation.person = people.person(conversation.db, take.person_id)
    stored = conversation.laid_in(load_by_id(conversation.db, take.instance_id))
    if _stopped(conversation, stored):  # she took her agreement back while somebody listened
        takes.release(conversation.db, act.take, conversation.now)
        return
    trusted = act.status == "sure" and guesses.believed(conversation.db, act.take)
    said = (act.option, act.second, act.control, act.language)
    heard = events.Heard(conversation.origin("voice"), act.take, take.ask, act.status, *said, trusted=trusted)
    _step(conversation, stored, heard)


def _gone(conversation: Conversation, act: acts.Gone) -> None:
    blocked = act.state == "blocked"
    addresses.mark(conversation.db, conversation.address.id, "blocked" if blocked else "live")
    if blocked:  # what waits there is not said when she comes back: it will no longer be true
        outbox.drop_address(conversation.db, conversation.address.id, "blocked")


def _prompted(conversation: Conversation, act: acts.Prompted) -> None:
    """The house speaks first."""
    if prompt(conversation, act):
        _ask_who(conversation)


def _peers_ready(conversation: Conversation, act: acts.PeersReady) -> None:
    """Where several people hear the same telephone, it waits until she says that she is there."""
    conversation.person = people.person_by_code(conversation.db, act.person)
    if not _several(conversation):
        tell_peers(conversation)


def _help_comes(conversation: Conversation, act: acts.HelpComes) -> None:
    hear_answer(conversation, people.person_by_code(conversation.db, act.person))


def _unreadable(conversation: Conversation, act: acts.Unreadable) -> None:
    raise Refused("unreadable", act.reason)


HANDLERS: Mapping[type, Callable[[Conversation, Any], None]] = {
    acts.Visit: _visit,
    acts.Touch: _touch,
    acts.KeyTouch: _key,
    acts.ControlTouch: _control,
    acts.WhoTouch: _who,
    acts.Rights: _rights,
    acts.MenuTouch: _menu,
    acts.Text: _text,
    acts.Other: _other,
    acts.Voice: _voice,
    acts.Understood: _understood,
    acts.Gone: _gone,
    acts.Staff: _staff,
    acts.Prompted: _prompted,
    acts.PeersReady: _peers_ready,
    acts.HelpComes: _help_comes,
    acts.Unreadable: _unreadable,
}
