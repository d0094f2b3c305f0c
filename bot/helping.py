"""Calls for a person: who leads is told, answers by voice, and the participant hears it and is back at her question.

Pure rows, in a transaction that is open: the turns, the listener and the console come here.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.access.table import allowed, of_cohort
from bot.post import reaching
from bot.turns.acts import Act, HelpComes
from bot.turns.house import House
from dialogs import effects
from dialogs.questionnaire import SOURCE
from dialogs.reminding import Hours
from storage import addresses, cohorts, consents, helps, inbox, instances, outbox, people, takes
from storage.codes import Codes
from storage.cohorts import Cohort
from storage.database import Database
from storage.helps import Help
from storage.people import Person
from storage.secrets import Vault

CHANNEL = "help"
WRITES = "telegram"  # the channel in which who leads can answer too
HEARD_THROUGH = ("telegram", "web")  # where a participant can hear an answer
JOB = "help"  # in the body of the job that fetches a spoken answer: its number


def office_of(db: Database, cohort: Cohort) -> Hours:
    """When somebody of a Flashcoop answers calls; on working days."""
    return Hours(ZoneInfo(cohort.timezone), *helps.office(db, cohort.id))


def look(db: Database, house: House, now: datetime) -> None:
    """Tell who leads of the calls nobody was told of, within their hours: in her chat, else by a letter that names
    nobody; where she can be reached by neither, the console shows them.
    """
    for asked in helps.untold(db):
        theirs = [cohorts.cohort_by_id(db, each) for each in helps.cohorts_of_help(db, asked)]
        if any(office_of(db, cohort).begins_on_a_working_day(now) > now for cohort in theirs):
            continue
        helps.told(db, asked.id, now)
        for helper in leaders(db, theirs, asked.person_id):
            where = reaching.opened(db, house, helper)
            if where is not None and where.channel == WRITES:
                tell(db, helper, where.id, asked, now)
            elif where is not None:
                letter = outbox.Wanted({"kind": "called", "help": asked.id}, "skip", helper.id)
                outbox.put_intent(db, where.id, letter, now)


def leaders(db: Database, theirs: Iterable[Cohort], but: int | None = None) -> Iterator[Person]:
    """Who may answer calls of these Flashcoops, each once."""
    met = {but}
    for cohort in theirs:
        for helper in people.people_of_cohort(db, cohort.id, "animator"):
            if helper.id not in met and allowed(db, helper, "help.see", of_cohort(cohort)):
                met.add(helper.id)
                yield helper


def tell(db: Database, helper: Person, address_id: int, asked: Help, now: datetime) -> None:
    """Put a call in somebody's chat: only its number where others use the same telephone."""
    if len(addresses.people_at(db, address_id)) > 1:
        _say(db, address_id, helper.id, {"words": "help_elsewhere"}, now)
        return
    stored = instances.load_by_id(db, asked.instance_id) if asked.instance_id is not None else None
    named = [people.person(db, asked.person_id).code, *([stored.code] if stored else []), asked.take_id or ""]
    _say(db, address_id, helper.id, {"words": "help", "help": asked.id, "people": named}, now)


def promised(
    db: Database, cohort: Cohort | None, wanted: tuple[effects.Effect, ...], now: datetime
) -> tuple[effects.Effect, ...]:
    """What a step wants done, with when somebody will answer said after each call outside their hours."""
    if cohort is None or not any(isinstance(each, effects.CallPerson) for each in wanted):
        return wanted
    at = office_of(db, cohort).begins_on_a_working_day(now)
    if at <= now:
        return wanted
    there = at.astimezone(ZoneInfo(cohort.timezone))
    args = {"date": there.date().isoformat(), "hour": there.time().isoformat("minutes")}
    said = effects.Say("help_at", args)
    return tuple(
        part for each in wanted for part in ((each, said) if isinstance(each, effects.CallPerson) else (each,))
    )


def question_of(db: Database, house: House, asked: Help) -> str:
    """The question a call came up at, in French; "" where there is none, or it is about somebody else."""
    stored = instances.load_by_id(db, asked.instance_id) if asked.instance_id is not None else None
    if stored is None or stored.subject_id is not None:
        return ""
    step = house.flow(db, stored.hash).questionnaire.steps.get(asked.step)
    return step.phrase.wording(SOURCE).printed.replace("{before}", "…") if step else ""


def voice_of(db: Database, asked: Help) -> str | None:
    """The recording that was not understood (the take's name), while it is kept and she has not refused that; never
    what she says of somebody else.
    """
    found = takes.take(db, asked.take_id) if asked.take_id else None
    if found is None or found.state != "stored" or found.released or found.instance_id is None:
        return None
    if instances.load_by_id(db, found.instance_id).subject_id is not None:
        return None
    return None if consents.consents_of(db, asked.person_id).get("keep_audio") is False else found.id


# Answers


def answer_by_voice(
    db: Database, codes: Codes, who: Person, asked: Help, source: str | None, now: datetime
) -> tuple[int, str]:
    """Keep a spoken answer: its number, and the take whose bytes are stored, or to be fetched from `source`."""
    helps.claim(db, asked.id, who.id, now)
    take = takes.expect(db, codes, who, None, None, source, now)
    takes.keep_longer(db, take, now + takes.KEPT)
    return helps.add_answer(db, asked.id, who.id, take, "", now), take


def answer_in_words(db: Database, who: Person, asked: Help, text: str, now: datetime) -> bool:
    """Answer in French words, which are read out to who speaks French; False for everybody else."""
    if people.person(db, asked.person_id).language != SOURCE or not text.strip():
        return False
    helps.claim(db, asked.id, who.id, now)
    arrived(db, helps.add_answer(db, asked.id, who.id, None, text.strip(), now), now)
    return True


def arrived(db: Database, answer_id: int, now: datetime) -> bool:
    """An answer can be heard: that of who took the call closes it and is the participant's; whether it is this one."""
    answer = helps.answer_of(db, answer_id)
    asked = helps.help_of(db, answer.help_id) if answer else None
    if answer is None or asked is None or answer.by_person is None:
        return False
    by = people.person(db, answer.by_person)
    theirs = [cohorts.cohort_by_id(db, each) for each in helps.cohorts_of_help(db, asked)]
    chats = {helper.id: addresses.reachable(db, helper.id, WRITES) for helper in leaders(db, theirs)}
    told = {helper: chat.id for helper, chat in chats.items() if chat is not None}
    if not (helps.claim(db, asked.id, by.id, now) and helps.close_help(db, asked.id, by.code, now)):
        _tell_her(db, told, by, "help_late", asked, now)
        return False
    helps.may_be_put(db, answer_id)
    _to_her(db, asked, answer_id, now)
    _tell_her(db, told, by, "help_heard", asked, now)
    for helper_id, address_id in told.items():
        if helper_id != by.id:
            _say(db, address_id, helper_id, {"words": "help_answered", "help": asked.id, "people": [by.code]}, now)
    return True


def unreadable(db: Database, answer_id: int, now: datetime) -> None:
    """A spoken answer cannot be had: who spoke it is told, and the call stays open."""
    answer = helps.answer_of(db, answer_id)
    where = addresses.reachable(db, answer.by_person, WRITES) if answer and answer.by_person else None
    if answer is not None and where is not None:
        _say(db, where.id, answer.by_person, {"words": "help_unreadable", "help": answer.help_id}, now)


def _to_her(db: Database, asked: Help, answer_id: int, now: datetime) -> None:
    """A row at the address she used last, whose turn says the answer there; without one she hears it when she comes."""
    known = addresses.addresses_of(db, asked.person_id)
    there = (each for each in known if each.channel in HEARD_THROUGH and each.state == "live" and each.held_by is None)
    if (where := next(there, None)) is not None:
        body = {"person": people.person(db, asked.person_id).code}
        inbox.receive(db, CHANNEL, f"answer:{answer_id}", f"address:{where.id}", body, now, where.id)


def _tell_her(db: Database, told: Mapping[int, int], by: Person, words: str, asked: Help, now: datetime) -> None:
    if by.id in told:
        _say(db, told[by.id], by.id, {"words": words, "help": asked.id, "people": []}, now)


def _say(db: Database, address_id: int, person_id: int | None, told: Mapping[str, Any], now: datetime) -> None:
    outbox.put_intent(db, address_id, outbox.Wanted({"kind": "staff", **told}, "skip", person_id), now)


def read_helped(body: Mapping[str, Any]) -> Act:
    """The act of a row that this module wrote."""
    return HelpComes(body["person"])


def sealed(vault: Vault, source: Mapping[str, Any]) -> str:
    """Where the bytes of a spoken answer are to be fetched, as it is kept."""
    return takes.seal_source(vault, dict(source))
