"""Who is speaking, about which instance: the state around one inbox row, and what its step leaves behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.helping import promised
from bot.turns.acts import Voice
from bot.turns.announced import heed
from bot.turns.due import Due, due_for
from bot.turns.facts import Around, facts_of
from bot.turns.house import House
from bot.turns.recalling import earlier
from bot.turns.showing import shown_to
from dialogs.calendar import Calendar, Session
from dialogs.cards import Speaker, label
from dialogs.changing import changed
from dialogs.effects import Effect, Finish
from dialogs.engine import step
from dialogs.events import Event, Origin
from dialogs.flow import Flow
from dialogs.instance import Instance
from dialogs.questionnaire import Questionnaire
from storage import addresses, cohorts, inbox, instances, media, outbox, people, removals, takes, times, troubles
from storage.addresses import Address
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.people import Person
from storage.turn import Shown, TurnRows, record

NO_SESSIONS = Calendar((), cohorts.TIMEZONE)


@dataclass
class Conversation:
    """One row being taken: the address it came from and the person who is there, if anyone is."""

    db: Database
    house: House
    row: inbox.Incoming
    address: Address
    now: datetime
    person: Person | None = None
    priority: int = outbox.REPLY
    _cohorts: dict[int, Cohort] = field(default_factory=dict)

    # Who

    def sit_down(self, person_id: int) -> None:
        """From here on that person is the one speaking."""
        addresses.sit_down(self.db, self.address.id, person_id)
        self.person = people.person(self.db, person_id)

    def elsewhere(self, address_id: int) -> "Conversation":
        """The same turn at another address: what was touched in a group is answered in private."""
        there = addresses.address(self.db, address_id)
        person = people.person(self.db, there.person_id) if there.person_id else None
        return Conversation(self.db, self.house, self.row, there, self.now, person, self.priority)

    def origin(self, mode: str) -> Origin:
        """How an event of this row came in: by the person, or by who fills the questionnaire with her."""
        assert self.person is not None
        if self.held_by is not None:
            return Origin(self.address.channel, self.address.held_mode or "phone", self.held_by.code)
        return Origin(self.address.channel, mode, self.person.code)

    @property
    def held_by(self) -> Person | None:
        """Who fills the questionnaire with the person through this door, None at her own."""
        return people.person(self.db, self.address.held_by) if self.address.held_by is not None else None

    @property
    def cohorts(self) -> list[Cohort]:
        """The person's Flashcoops, the newest first; none for who belongs to none (CPE)."""
        assert self.person is not None
        return [self.cohort(each) for each in people.cohorts_of(self.db, self.person.id)]

    def cohort(self, cohort_id: int) -> Cohort:
        """A Flashcoop, read once a turn."""
        if cohort_id not in self._cohorts:
            self._cohorts[cohort_id] = cohorts.cohort_by_id(self.db, cohort_id)
        return self._cohorts[cohort_id]

    @property
    def next_session(self) -> Session | None:
        """The next session the person is awaited at."""
        coming = [session for each in self.cohorts if (session := each.calendar.next_session(self.now))]
        return min(coming, key=lambda session: session.date, default=None)

    @property
    def until(self) -> datetime | None:
        """How long what the clock wants said is true; None for what somebody is being answered."""
        told = self.row.body.get("until") if self.priority == outbox.REMINDER else None
        return times.moment(told) if told else None

    # Which instance

    def due(self) -> list[Due]:
        """What is open for the person now and not finished, in the order it is to be answered."""
        assert self.person is not None
        return due_for(self.db, self.house.programme.flows.values(), self.person, self.cohorts, self.now)

    def open(self, due: Due) -> Stored:
        """The person's instance of what is due, opened when there is none."""
        assert self.person is not None
        code = instances.open_instance(
            self.db,
            self.house.codes,
            self.person,
            due.flow.questionnaire,
            due.moment,
            lambda code: Instance(code, due.flow.initial),
            self.now,
            due.cohort,
            due.subject,
        )
        return self.load(code)

    def load(self, code: str) -> Stored:
        """An instance with what the calendar says of its moment laid in. Refused when there is none."""
        return self.laid_in(instances.load(self.db, code))

    def laid_in(self, stored: Stored) -> Stored:
        """An instance that was just read, with what the calendar says of its moment."""
        cohort = self.cohort(stored.cohort_id) if stored.cohort_id else None
        calendar = cohort.calendar if cohort else NO_SESSIONS
        window = calendar.window(stored.moment)
        over = window is None or (window.closes is not None and window.closes <= self.now)
        around = Around(calendar, cohort, held=self.held_by.role if self.held_by else "")
        facts = facts_of(self.db, self.house.flow(self.db, stored.hash).questionnaire, around, stored)
        return changed(stored, instance=changed(stored.instance, facts=facts, closed=over or stored.closed))

    def current(self) -> Stored | None:
        """The instance the person is in: the one asked last here, else the next one due, else the last one."""
        assert self.person is not None
        if self.address.held_instance is not None:
            return self.laid_in(instances.load_by_id(self.db, self.address.held_instance))
        mine = {kept.id: kept for kept in instances.instances_of(self.db, self.person.id)}
        asked = mine.get(self.address.last_ask_instance or 0)
        if asked and not asked.finished and not (last := self.laid_in(asked)).instance.closed:
            return last
        due = self.due()
        if due:
            return self.open(due[0])
        latest = asked or (list(mine.values())[-1] if mine else None)
        return self.laid_in(latest) if latest else None

    def refresh(self) -> None:
        """Read the person again: her language or gender may have been an answer."""
        assert self.person is not None
        self.person = people.person(self.db, self.person.id)

    def look_up(self, code: str) -> Stored:
        """An instance by the code on a button, before it is known whose it is. Refused when there is none."""
        return instances.load(self.db, code)

    def begun(self, person_id: int, questionnaire: str, moment: str) -> bool:
        """Whether a person has begun a questionnaire at a moment."""
        mine = instances.instances_of(self.db, person_id)
        return any((kept.questionnaire, kept.moment) == (questionnaire, moment) for kept in mine)

    # What a message without a button is about

    @property
    def stamp(self) -> str | None:
        """The ask last put through this door when the row came in."""
        return self.row.body.get("ask") or None

    def stamped(self) -> Stored | None:
        """The instance that ask belongs to, if it is the person's and still open."""
        instance_id = self.row.body.get("instance")
        if not instance_id or self.person is None:
            return None
        kept = instances.run_of(self.db, instance_id, self.person.id)
        stored = self.laid_in(kept) if kept else None
        return stored if stored and not stored.instance.closed else None

    def park(self) -> None:
        """Keep a voice that answers something, until it is known whether its owner is there."""
        if self.person is None and self.row.body.get("instance"):
            inbox.park(self.db, self.house.vault, self.row, self.now)

    def unpark(self) -> int:
        """Let the voices of who is there now have their turn; how many there are."""
        assert self.person is not None
        mine = {kept.id for kept in instances.instances_of(self.db, self.person.id)}
        return inbox.unpark(self.db, self.house.vault, self.address.id, mine)

    def expect(self, stored: Stored, voice: Voice) -> str:
        """A take of a voice message: its bytes are stored already, or will be fetched from the channel."""
        assert self.person is not None
        source = None if voice.sha256 else takes.seal_source(self.house.vault, dict(voice.source))
        take = takes.expect(self.db, self.house.codes, self.person, stored.id, self.stamp, source, self.now)
        if voice.sha256:
            bytes_ = media.Stored(voice.sha256, voice.bytes, voice.mime)
            takes.store(self.db, take, bytes_, voice.seconds or None, self.now)
        if "message" in voice.source:  # it stands in a chat, and is to be kept here only
            removals.remove(self.db, self.address.id, take, int(voice.source["message"]), self.now)
        return take

    # What happens

    def take(self, stored: Stored, event: Event) -> tuple[Stored, bool]:
        """Step an instance and write everything the step wants; whether it was finished by this step."""
        flow = self.house.flow(self.db, stored.hash)
        after, effects = step(flow, stored.instance, event, self.now)
        if self.held_by is None:
            effects = promised(self.db, self.cohort(stored.cohort_id) if stored.cohort_id else None, effects, self.now)
        kept = instances.save(self.db, stored, after, self.now)
        self._record(kept, flow, effects)
        kept = heed(self.db, self.house.vault, kept, effects, self.now)
        return kept, any(isinstance(effect, Finish) for effect in effects)

    def _record(self, kept: Stored, flow: Flow, effects: tuple[Effect, ...]) -> None:
        assert self.person is not None
        rows = TurnRows(
            stored=kept,
            language=kept.instance.language,
            wording=lambda question, value: self._shown(flow.questionnaire, kept.instance, question, value),
            now=self.now,
            before=lambda step: earlier(self.db, self.house, kept, flow.questionnaire.question_of(step).recalls),
            address_id=self.address.id,
            inbox_id=self.row.id,
            priority=self.priority,
            until=self.until,
            shown_at_once=self.address.channel in addresses.PAGES,
            subject=self._shown_subject(kept),
        )
        record(self.db, rows, effects)

    @property
    def speaker(self) -> Speaker:
        """How the person is spoken to outside an instance."""
        person = self.person
        language, variant = (person.language, person.variant) if person else (None, "")
        return Speaker(self.house.programme.book, language, variant)

    def shown(self, questionnaire: Questionnaire, question: str, value: object) -> Shown:
        """A question as the person is shown it outside an instance, with the label of a value."""
        assert self.person is not None
        spoken = Instance("", "", language=self.person.language, variant=self.person.variant)
        return self._shown(questionnaire, spoken, question, value)

    def _shown_subject(self, kept: Stored) -> Mapping[str, str] | None:
        if kept.subject_id is None:
            return None
        subject, spoken = people.person(self.db, kept.subject_id), kept.instance
        return shown_to(self.db, self.house.programme, subject, spoken.language, spoken.variant)

    def _shown(self, questionnaire: Questionnaire, instance: Instance, question: str, value: object) -> Shown:
        asked = questionnaire.by_key[question]
        speaker = Speaker(self.house.programme.book, instance.language, instance.variant)
        wording = asked.first.phrase.wording(speaker.main.code, instance.variant).printed
        said, _ = label(questionnaire, question, value, speaker)
        return Shown(wording, said.printed if value is not None and not asked.personal else None)

    # What is said outside an instance

    def say(self, phrase: str, **args: str) -> None:
        """Say a common phrase to whoever is at the address."""
        self.put({"kind": "say", "phrase": phrase, "args": args}, "skip")

    def put(self, body: Mapping[str, Any], on_doubt: outbox.Doubt) -> None:
        """Put an intent of no instance, in the person's language where there is one."""
        person = self.person
        spoken = {"language": person and person.language, "variant": person.variant if person else ""}
        slow = {"slow": bool(person and person.slow)}
        person_id = person.id if person else None
        wanted = outbox.Wanted({**spoken, **slow, **body}, on_doubt, person_id, self.row.id, self.priority, self.until)
        outbox.put_intent(self.db, self.address.id, wanted, self.now)
        if body["kind"] == "menu":
            addresses.asked_outside(self.db, self.address.id)

    def note(self, code: str, detail: str = "") -> None:
        """Keep that something did not work out."""
        person = self.person
        where = troubles.Where(self.row.id, person.id if person else None, person.cae_id if person else None)
        troubles.note(self.db, where, code, detail, self.now)
