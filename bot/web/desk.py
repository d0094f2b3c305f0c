"""Where a page asks the house: whose page it is, what is being said and asked there, and to keep what came in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.access import runs, table
from bot.ecoute import story_of
from bot.running import Assistant
from bot.web.limits import AWAY, RESTED, TURN
from bot.web.posting import Posted
from bot.web.sounds import Sounds
from dialogs.cards import Book, Card, Intent, Speaker, beside, card
from dialogs.languages import Language
from dialogs.questionnaire import SOURCE, Questionnaire
from storage import addresses, erasure, holding, instances, links, outbox, people, takes, troubles
from storage.addresses import Address
from storage.database import Database
from storage.instances import Stored
from storage.people import Person
from storage.secrets import token_hash

CHANNEL = "web"
Showing = Callable[[Intent, Questionnaire | None, Book], Card]
SAYING = ("say", "peers")
ASKING = ("ask", "confirm", "choose_language", "who", "menu")
# After these nothing is being asked, though a question may have been put before.
RESTING = ("stopped", "finished", "closed", "nothing_now", "see_you")


@dataclass(frozen=True)
class Visitor:
    """The person a page is for, and its address (None before its first visit).

    On a page of her own `helper` is None; on a held one it is who fills a questionnaire with her.
    """

    person: Person
    address: Address | None
    helper: Person | None = None
    outside: str = ""

    @property
    def channel(self) -> str:
        """The channel the page is an address of."""
        return holding.CHANNEL if self.helper else CHANNEL

    @property
    def name(self) -> str:
        """What the page is known by in its channel."""
        return self.outside or self.person.code


@dataclass(frozen=True)
class Said:
    """One thing said since the last answer; `phrase` chooses its picture."""

    phrase: str
    card: Card


@dataclass(frozen=True)
class View:
    """What a page shows: what was said since the last answer, and the question, if one is asked.

    `seq` counts what was ever said there: a page that shows a lower one is behind. `stale` says that the question
    has gone on elsewhere or that the person was away, so that a visit has to put it anew. `helps` is said of the own
    page of somebody who fills questionnaires with others, `story` where there is an « Écoute-toi » for her.
    """

    language: Language
    variant: str
    slow: bool
    said: tuple[Said, ...] = ()
    question: Card | None = None
    kind: str = ""
    draft: str = ""
    seq: int = 0
    stale: bool = True
    helps: bool = False
    story: bool = False


class Desk:
    """What pages do with the running assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.sounds = Sounds(assistant)
        self._waiting: set[asyncio.Task[None]] = set()

    @property
    def book(self) -> Book:
        """The common phrases and languages."""
        return self.assistant.house.programme.book

    # Who

    async def visitor(self, token: str) -> Visitor | None:
        """Whose page a token opens; None for one that opens nothing, or no longer."""
        return await self.assistant.reader.run(_visitor, token, self.assistant.clock())

    async def no_page(self, token: str) -> str:
        """What is said where a token opens nothing: that her data are being erased, or are, or that it is unknown."""
        if await self.assistant.reader.run(links.over_for, token, self.assistant.clock()) is not None:
            return "link_over"
        state = await self.assistant.reader.run(erasure.erased_at, token_hash(token))
        return {None: "link_unknown", "told": "forgotten"}.get(state, "forgetting")

    async def held_page(self, token: str, code: str, mode: holding.Mode) -> Visitor | None:
        """The page on which the person behind a token fills a run with somebody; None for a link that opens nothing.

        Raises Refused for a run that is not theirs to fill, or that somebody else fills at present.
        """
        return await self.assistant.writer.run(self._holding, token, code, mode)

    def _holding(self, db: Database, token: str, code: str, mode: holding.Mode) -> Visitor | None:
        helper_id = links.person_at(db, token, self.assistant.clock())
        if helper_id is None:
            return None
        return self.hold(db, people.person(db, helper_id), instances.load(db, code), mode)

    def hold(self, db: Database, helper: Person, stored: Stored, mode: holding.Mode) -> Visitor:
        """The page on which a helper fills a run with its person, claimed for a while. Raises Refused."""
        door = runs.hold(db, self.assistant.house.vault, helper, stored, mode, self.assistant.clock())
        return Visitor(people.person(db, stored.person_id), door, helper, holding.outside(helper, stored))

    async def take_of(self, visitor: Visitor, take: str) -> str | None:
        """What kind of sound a recorded clip is, the visitor's own or the name of who is shown to her; None for any
        other, or one that is gone.
        """
        found = await self.assistant.reader.run(takes.take, take)
        if found is None or found.person_id == visitor.person.id:
            return found.mime if found else None
        return found.mime if await self.assistant.reader.run(_shown_to, visitor.address, take) else None

    # What is said

    async def view(self, visitor: Visitor) -> View:
        """What the visitor's page shows at present."""
        view, behind = await self.assistant.reader.run(self._view, visitor)
        view = replace(view, helps=visitor.helper is None and table.ever(visitor.person.role, "person.propose"))
        if visitor.helper is None:
            view = replace(view, story=await self.assistant.reader.run(self._has_story, visitor))
        if behind and visitor.address:
            await self.assistant.writer.run(_seen, visitor.address.id, behind)
        return view

    def _has_story(self, db: Database, visitor: Visitor) -> bool:
        person = people.person(db, visitor.person.id)
        return story_of(db, self.assistant.house, person, self.assistant.clock()) is not None

    def _view(self, db: Database, visitor: Visitor) -> tuple[View, int]:
        """The view, and up to where everything that was said is behind the person."""
        person, address = people.person(db, visitor.person.id), visitor.address
        language = SOURCE if visitor.helper else person.language
        speaker = Speaker(self.book, language, person.variant, person.slow)
        if address is None:
            return View(speaker.main, person.variant, person.slow), 0
        shown = addresses.address(db, address.id).shown_outbox
        intents = outbox.intents_after(db, address.id, shown)
        asks = [intent.seq for intent in intents if intent.body["kind"] in ASKING]
        behind = asks[-2] if len(asks) > 1 else 0
        shown_as = beside if visitor.helper else card
        return self._seen_now(db, speaker, [intent for intent in intents if intent.seq > behind], shown_as), behind

    def _seen_now(self, db: Database, speaker: Speaker, intents: list[outbox.Intent], shown_as: Showing) -> View:
        """The last question, and what was said in the last turn: what was said before that has been heard."""
        asked = next((intent for intent in intents if intent.body["kind"] in ASKING), None)
        said = [intent for intent in intents if intent.created_at == intents[-1].created_at]
        drafts = [intent.body["text"] for intent in intents if intent.body["kind"] == "draft"]
        resting = bool(intents) and intents[-1].body.get("phrase") in RESTING
        question = self._card(db, asked, shown_as) if asked and not resting else None
        return View(
            language=question.language if question else speaker.main,
            variant=speaker.variant,
            slow=speaker.slow,
            said=tuple(
                Said(each.body.get("phrase", ""), self._card(db, each, shown_as))
                for each in said
                if each.body["kind"] in SAYING
            ),
            question=question,
            kind=self._kind(db, asked) if asked else "",
            draft=drafts[-1] if drafts else "",
            seq=intents[-1].seq if intents else 0,
            stale=self._stale(db, asked, intents, resting),
        )

    def _card(self, db: Database, intent: outbox.Intent, shown_as: Showing) -> Card:
        hashed = intent.body.get("questionnaire")
        return shown_as(intent.body, self.assistant.house.flow(db, hashed).questionnaire if hashed else None, self.book)

    def _kind(self, db: Database, intent: outbox.Intent) -> str:
        """The kind of the question asked: a telephone number has a key that a number has not."""
        hashed, step = intent.body.get("questionnaire"), intent.body.get("step")
        return self.assistant.house.flow(db, hashed).questionnaire.question_of(step).kind if hashed and step else ""

    def _stale(self, db: Database, asked: outbox.Intent | None, intents: list[outbox.Intent], resting: bool) -> bool:
        if not intents or (asked is None and not resting):
            return True
        silent = self.assistant.clock() - intents[-1].created_at
        if resting or asked is None:
            return silent > timedelta(seconds=RESTED)
        return silent > timedelta(seconds=AWAY) or _overtaken(db, asked)

    # What came in

    async def arrive(self, visitor: Visitor, view: View) -> None:
        """Somebody opened the page: have what is to be asked put, once however many tabs ask for it."""
        await self._receive(visitor, f"{visitor.name}:visit:{view.seq}", {"act": "visit"})

    async def take(self, visitor: Visitor, posted: Posted) -> None:
        """Keep an act, its voice first, and let it have its turn; returns after the commit."""
        key = f"{visitor.name}:{posted.key}"
        if posted.content is None:
            await self._receive(visitor, key, dict(posted.body))
            return
        stored = await asyncio.to_thread(self.assistant.media.put, posted.content, posted.mime)
        body = {**posted.body, "sha256": stored.sha256, "mime": stored.mime, "bytes": stored.bytes}
        await self._receive(visitor, key, body, stored.sha256)

    async def _receive(self, visitor: Visitor, key: str, body: dict[str, object], held: str = "") -> None:
        """Keep an act and give its turn a while; bytes held for it are let go after the turn, however late."""
        try:
            row = await self.assistant.receive(visitor.channel, key, visitor.name, body)
        except BaseException:
            self._let_go(held)
            raise
        turn = asyncio.create_task(self.assistant.settled(row))
        self._waiting.add(turn)
        turn.add_done_callback(self._waiting.discard)
        turn.add_done_callback(lambda _turn: self._let_go(held))
        await asyncio.wait([turn], timeout=TURN)

    def _let_go(self, held: str) -> None:
        if held:
            self.assistant.media.let_go(held)

    async def note(self, visitor: Visitor, trouble: str) -> None:
        """Keep that something a person tried did not work, as a row somebody can count."""
        where = troubles.Where(person_id=visitor.person.id, cae_id=visitor.person.cae_id)
        await self.assistant.writer.run(troubles.note, where, trouble, "", self.assistant.clock())


def _visitor(db: Database, token: str, now: datetime) -> Visitor | None:
    person_id = links.person_at(db, token, now)
    if person_id is None:
        return None
    found = next((each for each in addresses.addresses_of(db, person_id) if each.channel == CHANNEL), None)
    return Visitor(people.person(db, person_id), found)


def _shown_to(db: Database, address: Address | None, take: str) -> bool:
    """Whether a clip is the name of the person a page's question is about, or answers a call of the page's own."""
    if address is None:
        return False
    intents = outbox.intents_after(db, address.id, addresses.address(db, address.id).shown_outbox)
    return any(take in (intent.body.get("subject", {}).get("name"), intent.body.get("take")) for intent in intents)


def _seen(db: Database, address_id: int, seq: int) -> None:
    known = addresses.address(db, address_id).shown_outbox
    for intent in outbox.intents_after(db, address_id, known):
        if intent.seq <= seq:
            outbox.intent_done(db, intent.id)
    addresses.shown(db, address_id, seq)


def _overtaken(db: Database, asked: outbox.Intent) -> bool:
    code = str(asked.body.get("instance") or "")
    return bool(code) and instances.load(db, code).instance.ask != asked.body.get("ask")
