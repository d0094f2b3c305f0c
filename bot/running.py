"""The running assistant: what channels hand things to, and where they find what is to be said."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from bot.clocks import Clock
from bot.recorded import Recorded
from bot.seeing.seen import Seen
from bot.settings import Settings
from bot.turns.house import House
from bot.turns.turn import Turns
from bot.understanding import Recogniser
from bot.voice.clips import PAUSE, ClipStore, Spoken
from dialogs.cards import Recording, Sound, Speech
from storage import addresses, helps, inbox, instances, invitations, links, people, personal, takes
from storage.database import Database
from storage.ledger import Ledger
from storage.media import MediaFolder
from storage.threads import Reader, Writer


class Row(NamedTuple):
    """One thing a channel was given, to be kept before it is acknowledged.

    `key` names it within its channel (given twice, it is kept once), `outside` the sender as the channel knows her.
    `actor` is who did it where the sender is a group: of her no address is made, and her id is not kept; what somebody
    unknown did there is kept only with `by_anybody`.
    """

    channel: str
    key: str
    outside: str
    body: Mapping[str, Any]
    actor: str | None = None
    by_anybody: bool = True


class Assistant:
    """The parts of a running installation, and the few things all channels do with them."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        writer: Writer,
        reader: Reader,
        clips: ClipStore,
        media: MediaFolder,
        clock: Clock,
        recorded: Recorded,
    ) -> None:
        """`recorded` opened the writer, and so knows of what it writes."""
        self.settings, self.house, self.clock = settings, house, clock
        self.writer, self.reader, self.clips, self.media = writer, reader, clips, media
        self.recorded = recorded
        self.ledger, self.seen = Ledger(settings.ledger_path), Seen()
        house.ledger = self.ledger
        self.recogniser: Recogniser | None = None  # what listens, once the server runs (`bot.serving`)
        self.turns = Turns(writer, house, clock)
        self.turns.listeners.append(self._tell)
        self.named_sounds: OrderedDict[str, Speech] = OrderedDict()  # what pages may ask for (`bot.web.sounds`)
        self._subscribers: dict[int, set[asyncio.Event]] = {}

    def close(self) -> None:
        """Finish what is being written and let another process have the database."""
        self.writer.close()
        self.reader.close()

    # Coming in

    async def receive(self, channel: str, key: str, outside: str, body: Mapping[str, Any]) -> int:
        """Keep what came in; returns once it is on disk. The row's id, also when it was there before."""
        return (await self.receive_many([Row(channel, key, outside, body)]))[0]

    async def receive_many(self, rows: Sequence[Row]) -> list[int]:
        """Keep several rows in one commit; 0 for one that is not kept."""
        ids = await self.writer.run(self._keep, rows)
        self.turns.wake()
        return ids

    def _keep(self, db: Database, rows: Sequence[Row]) -> list[int]:
        return [self._keep_one(db, row) for row in rows]

    def _keep_one(self, db: Database, row: Row) -> int:
        now, vault = self.clock(), self.house.vault
        actor = addresses.known(db, vault, row.channel, row.actor) if row.actor else None
        if actor is None and not row.by_anybody:
            return 0
        address = addresses.reach(db, vault, row.channel, row.outside, now)
        if row.channel == "web" and address.person_id is None:
            addresses.sit_down(db, address.id, people.person_by_code(db, row.outside).id)
        body = {**row.body, **_stamp(db, row, address)}
        if row.actor is not None:
            body["actor"] = actor
        kept = inbox.receive(db, row.channel, row.key, f"address:{address.id}", body, now, address.id)
        return kept or inbox.known(db, row.channel, row.key)

    def keep_at(self, db: Database, row: Row, address_id: int) -> None:
        """Keep something of the house's own for an address, in a transaction that is open already."""
        inbox.receive(db, row.channel, row.key, f"address:{address_id}", row.body, self.clock(), address_id)

    async def quarantine(self, channel: str, key: str, reason: str, body: Mapping[str, Any]) -> None:
        """Set aside something no reader can make sense of, so that what comes behind it passes."""
        await self.writer.run(self._set_aside, channel, key, reason, body)

    def _set_aside(self, db: Database, channel: str, key: str, reason: str, body: Mapping[str, Any]) -> None:
        kept = inbox.receive(db, channel, key, f"unreadable:{channel}", body, self.clock())
        if kept is not None:
            inbox.quarantine(db, self.house.vault, kept, reason, self.clock())

    async def settled(self, inbox_id: int) -> None:
        """Return once that row has had its turn."""
        await self.turns.settled(inbox_id)

    async def join(self, token: str, browser: str) -> tuple[str, str | None]:
        """Use an invitation on a page: its status (see `storage.invitations.Use`) and the lasting page's token.

        The browser's own name makes a second try, after a lost reply, open the same page again.
        """
        return await self.writer.run(self._join, token, browser)

    def _join(self, db: Database, token: str, browser: str) -> tuple[str, str | None]:
        now = self.clock()
        address = addresses.reach(db, self.house.vault, "browser", browser, now)
        used = invitations.use(db, self.house.codes, token, address.id, now)
        if used.person_id is None:
            return used.status, None
        person = people.person(db, used.person_id)
        return used.status, links.link_of(db, self.house.vault, person, now)

    # Something new to hear

    def _tell(self, address_id: int) -> None:
        for event in self._subscribers.get(address_id, ()):
            event.set()

    async def news(self, address_id: int, seconds: float) -> bool:
        """Wait until there is something new for an address, at most so long; whether there is."""
        event = asyncio.Event()
        self._subscribers.setdefault(address_id, set()).add(event)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
            return event.is_set()
        finally:
            self._subscribers[address_id].discard(event)
            if not self._subscribers[address_id]:
                del self._subscribers[address_id]

    # Sounds

    async def sound(self, sound: Sound) -> Path | None:
        """The file of a sound: a clip, made now if nobody has needed it before, or a stored take; None if gone."""
        if isinstance(sound, Recording):
            return await self.reader.run(self._recorded, sound.take)
        clip = await asyncio.to_thread(self.clips.clip, spoken(sound))
        return clip.path

    def said_by(self, speech: Speech) -> str:
        """The name of the voice in which words are heard now."""
        return self.clips.said_by(spoken(speech))

    def _recorded(self, db: Database, take: str) -> Path | None:
        kept = takes.take(db, take)
        return self.media.path(kept.sha256) if kept and kept.sha256 else None

    async def own_data(self, code: str) -> bytes:
        """Everything that is kept of a person and is hers, as one file. Raises Refused when there is no such person."""
        return await self.reader.run(personal.own_data, code, self.media, self.clock(), self.house.vault)

    async def joined(self, sounds: Sequence[Sound], pause: float = PAUSE) -> Path:
        """One file of several spoken phrases."""
        phrases = [spoken(sound) for sound in sounds if isinstance(sound, Speech)]
        clip = await asyncio.to_thread(self.clips.joined, phrases, pause)
        return clip.path


def spoken(speech: Speech) -> Spoken:
    """Words to be spoken, as the voices take them."""
    return Spoken(speech.text, speech.language, speech.slow, speech.pieces)


def _stamp(db: Database, row: Row, address: addresses.Address) -> dict[str, Any]:
    """What a message without a button answers: the ask that stood on the page it came from (`asked`, `of`), or the
    one last put through that door.
    """
    if (replied := row.body.get("reply_to")) and (help_id := helps.replied(db, address.id, replied)):
        return {"ask": address.last_ask, "instance": address.last_ask_instance, "help": help_id}
    shown = instances.known(db, str(row.body["of"])) if row.body.get("of") and row.body.get("asked") else None
    if shown is not None:
        return {"ask": row.body["asked"], "instance": shown}
    return {"ask": address.last_ask, "instance": address.last_ask_instance}
