"""Where a page asks the house: whose page it is, what is being said and asked there, and to keep what came in."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.running import Assistant
from bot.web.limits import AWAY, RESTED, TURN
from bot.web.posting import Posted
from bot.web.sounds import Sounds
from dialogs.cards import Book, Card, Speaker, card
from dialogs.languages import Language
from storage import addresses, erasure, instances, links, outbox, people, takes, troubles
from storage.addresses import Address
from storage.database import Database
from storage.people import Person
from storage.secrets import token_hash

CHANNEL = "web"
ASKING = ("ask", "confirm", "choose_language", "who", "menu")
# After these nothing is being asked, though a question may have been put before.
RESTING = ("stopped", "finished", "closed", "nothing_now", "see_you")


@dataclass(frozen=True)
class Visitor:
    """The person a link belongs to, and the address of her page (None before its first visit)."""

    person: Person
    address: Address | None


@dataclass(frozen=True)
class Said:
    """One thing said since the last answer; `phrase` chooses its picture."""

    phrase: str
    card: Card


@dataclass(frozen=True)
class View:
    """What a page shows: what was said since the last answer, and the question, if one is asked.

    `seq` counts what was ever said there: a page that shows a lower one is behind. `stale` says that the question
    has gone on elsewhere or that the person was away, so that a visit has to put it anew.
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
        return await self.assistant.reader.run(_visitor, token)

    async def no_page(self, token: str) -> str:
        """What is said where a token opens nothing: that her data are being erased, or are, or that it is unknown."""
        state = await self.assistant.reader.run(erasure.erased_at, token_hash(token))
        return {None: "link_unknown", "told": "forgotten"}.get(state, "forgetting")

    async def take_of(self, visitor: Visitor, take: str) -> str | None:
        """What kind of sound a recorded clip of the visitor's own is; None for one that is not hers, or gone."""
        found = await self.assistant.reader.run(takes.take, take)
        return found.mime if found is not None and found.person_id == visitor.person.id else None

    # What is said

    async def view(self, visitor: Visitor) -> View:
        """What the visitor's page shows at present."""
        view, behind = await self.assistant.reader.run(self._view, visitor)
        if behind and visitor.address:
            await self.assistant.writer.run(_seen, visitor.address.id, behind)
        return view

    def _view(self, db: Database, visitor: Visitor) -> tuple[View, int]:
        """The view, and up to where everything that was said is behind the person."""
        person, address = people.person(db, visitor.person.id), visitor.address
        speaker = Speaker(self.book, person.language, person.variant, person.slow)
        if address is None:
            return View(speaker.main, person.variant, person.slow), 0
        shown = addresses.address(db, address.id).shown_outbox
        intents = outbox.intents_after(db, address.id, shown)
        asks = [intent.seq for intent in intents if intent.body["kind"] in ASKING]
        behind = asks[-2] if len(asks) > 1 else 0
        return self._seen_now(db, speaker, [intent for intent in intents if intent.seq > behind]), behind

    def _seen_now(self, db: Database, speaker: Speaker, intents: list[outbox.Intent]) -> View:
        """The last question, and what was said in the last turn: what was said before that has been heard."""
        asked = next((intent for intent in intents if intent.body["kind"] in ASKING), None)
        said = [intent for intent in intents if intent.created_at == intents[-1].created_at]
        drafts = [intent.body["text"] for intent in intents if intent.body["kind"] == "draft"]
        resting = bool(intents) and intents[-1].body.get("phrase") in RESTING
        question = self._card(db, asked) if asked and not resting else None
        return View(
            language=question.language if question else speaker.main,
            variant=speaker.variant,
            slow=speaker.slow,
            said=tuple(Said(each.body["phrase"], self._card(db, each)) for each in said if each.body["kind"] == "say"),
            question=question,
            kind=self._kind(db, asked) if asked else "",
            draft=drafts[-1] if drafts else "",
            seq=intents[-1].seq if intents else 0,
            stale=self._stale(db, asked, intents, resting),
        )

    def _card(self, db: Database, intent: outbox.Intent) -> Card:
        hashed = intent.body.get("questionnaire")
        return card(intent.body, self.assistant.house.flow(db, hashed).questionnaire if hashed else None, self.book)

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
        await self._receive(visitor, f"{visitor.person.code}:visit:{view.seq}", {"act": "visit"})

    async def take(self, visitor: Visitor, posted: Posted) -> None:
        """Keep an act, its voice first, and let it have its turn; returns after the commit."""
        key = f"{visitor.person.code}:{posted.key}"
        if posted.content is None:
            await self._receive(visitor, key, dict(posted.body))
            return
        stored = await asyncio.to_thread(self.assistant.media.put, posted.content, posted.mime)
        body = {**posted.body, "sha256": stored.sha256, "mime": stored.mime, "bytes": stored.bytes}
        await self._receive(visitor, key, body, stored.sha256)

    async def _receive(self, visitor: Visitor, key: str, body: dict[str, object], held: str = "") -> None:
        """Keep an act and give its turn a while; bytes held for it are let go after the turn, however late."""
        try:
            row = await self.assistant.receive(CHANNEL, key, visitor.person.code, body)
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


def _visitor(db: Database, token: str) -> Visitor | None:
    person_id = links.person_at(db, token)
    if person_id is None:
        return None
    found = next((each for each in addresses.addresses_of(db, person_id) if each.channel == CHANNEL), None)
    return Visitor(people.person(db, person_id), found)


def _seen(db: Database, address_id: int, seq: int) -> None:
    known = addresses.address(db, address_id).shown_outbox
    for intent in outbox.intents_after(db, address_id, known):
        if intent.seq <= seq:
            outbox.intent_done(db, intent.id)
    addresses.shown(db, address_id, seq)


def _overtaken(db: Database, asked: outbox.Intent) -> bool:
    code = str(asked.body.get("instance") or "")
    return bool(code) and instances.load(db, code).instance.ask != asked.body.get("ask")
