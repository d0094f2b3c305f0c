"""One pass over a CAE's records: plan what is to be there, look at what is, and send the difference."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.clocks import Clock
from bot.records.connecting import Connect
from bot.records.ladders import read_ladders
from bot.records.port import Failed, Records, Refusal, Seen, Thing
from storage.database import Database
from storage.ledger import Ledger
from storage.records import rows, targets, wishes
from storage.records.mapping import Kind
from storage.records.rows import Row
from storage.records.targets import Target
from storage.records.verdicts import Verdict, fingerprints, verdict
from storage.refusals import Refused
from storage.threads import Reader, Writer

KINDS: tuple[Kind, ...] = ("cohort", "person", "note")  # a note stands beside a person, who has to be there first
LOST = "Cette fiche a été anonymisée ou supprimée là-bas : elle n'y est pas refaite."

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Parts:
    """What a pass works with."""

    writer: Writer
    reader: Reader
    clock: Clock
    ledger: Ledger
    connect: Connect


@dataclass(frozen=True)
class Done:
    """What a pass did to a target: objects put, taken back, refused; `trouble` where it could not be reached."""

    target: str
    put: int = 0
    removed: int = 0
    refused: int = 0
    trouble: str | None = None


@dataclass(frozen=True)
class Planned:
    """Everything about a target: its rows as they are to be, and what is wished of each."""

    target: Target
    rows: Sequence[Row]
    news: Sequence[Row]
    cells: Mapping[tuple[Kind, str], Mapping[str, str]]
    versions: Mapping[tuple[Kind, str], str]


def plan(db: Database, target: Target, forgotten: Collection[str], now: datetime) -> Planned:
    """What is to be sent to a target as things are now; nothing is changed."""
    wished = list(wishes.wishes(db, target.cae_id, target.plan))
    known = rows.rows(db, target.id)
    news = rows.planned(known, wished, forgotten, now)
    kept = {(row.kind, row.key): row for row in [*known, *news]}
    return Planned(
        target,
        list(kept.values()),
        news,
        {(wish.kind, wish.key): wish.cells for wish in wished},
        {(wish.kind, wish.key): wish.version for wish in wished},
    )


async def sync_all(parts: Parts, *, at_once: bool = False) -> list[Done]:
    """Every target that may be tried now, one after the other; one that fails holds up no other."""
    found = await parts.reader.run(targets.targets)
    if at_once:
        for target in found:
            await parts.writer.run(targets.try_now, target.id, parts.clock())
        found = await parts.reader.run(targets.targets)
    return [await sync(parts, target) for target in found if target.not_before <= parts.clock()]


async def sync(parts: Parts, target: Target) -> Done:
    """One target. Nothing that goes wrong with it ends anything else."""
    try:
        forgotten = rows.forgotten(await asyncio.to_thread(parts.ledger.entries))
        planned = await parts.reader.run(plan, target, forgotten, parts.clock())
        await parts.writer.run(rows.keep, target.id, planned.news, parts.clock())
        planned = await parts.reader.run(plan, target, forgotten, parts.clock())
        if not _worth_a_visit(planned, parts.clock()):
            return Done(target.name)
        async with parts.connect(target) as records:
            return await _Visit(parts, planned, records).pay()
    except Failed as failed:
        trouble = failed.sentence
    except Refused as refused:
        trouble = refused.sentence
    wait = read_ladders().target_waits(target.attempts)
    await parts.writer.run(targets.failed, target.id, trouble, wait, parts.clock())
    log.warning("records_not_reached", target=target.name, attempts=target.attempts + 1)
    return Done(target.name, trouble=trouble)


def _worth_a_visit(planned: Planned, now: datetime) -> bool:
    """Whether something is due, or nobody has looked there for a day."""
    if any(row.state == "waiting" and row.not_before <= now for row in planned.rows):
        return True
    reached = planned.target.reached_at
    return bool(planned.rows) and (reached is None or reached + read_ladders().look_after <= now)


class _Visit:
    """One visit to a target that has let us in."""

    def __init__(self, parts: Parts, planned: Planned, records: Records) -> None:
        self._parts, self._planned, self._records = parts, planned, records
        self._target = planned.target
        self._people = {row.key: row.outside for row in planned.rows if row.kind == "person" and row.outside}
        # Somebody has anonymised these there: nothing more is put beside them.
        self._lost = {row.key for row in planned.rows if row.kind == "person" and row.state == "lost"}
        self._over: set[int] = set()
        self._done = Done(self._target.name)

    async def pay(self) -> Done:
        remarks = await self._records.check()
        kinds = [kind for kind in KINDS if kind in self._records.kinds]
        for kind in kinds:
            if kind == "person" and "note" in kinds:
                await self._take_back("note")  # while the rows they stand beside are known
            await self._kind(kind)
        await self._parts.writer.run(targets.reached, self._target.id, remarks, self._parts.clock())
        return self._done

    async def _take_back(self, kind: Kind) -> None:
        gone = [row for row in self._of(kind) if row.wanted is None and row.state == "waiting"]
        if gone and kind == "note" and any(row.person not in self._people for row in gone):
            await self._find({row.person for row in gone})
        await self._remove(kind, gone)

    async def _find(self, codes: Iterable[str]) -> None:
        """Learn the target's own ids of people that we do not know, as after a request whose end we never saw."""
        unknown = [Thing("person", code, {}) for code in codes if code not in self._people]
        self._people |= {key: seen.outside for key, seen in (await self._records.look("person", unknown)).items()}

    async def _kind(self, kind: Kind) -> None:
        found = self._of(kind)
        looked = [row for row in found if kind != "note" or self._due(row)]
        there = await self._records.look(kind, [self._thing(row) for row in looked]) if looked else {}
        if kind == "person":
            self._people |= {key: seen.outside for key, seen in there.items()}
        judged: dict[Verdict, list[Row]] = {}
        for row in looked:
            told, columns = self._verdict(row, there.get(row.key))
            judged.setdefault(told, []).append(row)
            if told == "conflict":
                sentence = f"Changé là-bas depuis notre envoi : {', '.join(columns)}. Décidez laquelle reste."
                await self._write(rows.set_aside, row.id, "conflict", "changed_there", sentence)
            elif told == "lost":
                await self._write(rows.set_aside, row.id, "lost", "lost_there", LOST)
                self._lost.add(row.key)
            elif told == "adopt":
                seen = fingerprints(there[row.key].cells or {})
                await self._parts.writer.run(rows.shown, row.id, seen)
        await self._remove(kind, judged.get("remove", []))
        await self._put(kind, [row for row in judged.get("put", []) if self._due(row)], there)

    def _verdict(self, row: Row, seen: Seen | None) -> tuple[Verdict, list[str]]:
        cells = seen.cells if seen else None
        return verdict(row, seen is not None, cells, self._records.shows_after, self._parts.clock())

    def _of(self, kind: Kind) -> list[Row]:
        return [row for row in self._planned.rows if row.kind == kind]

    def _due(self, row: Row) -> bool:
        """Whether a row may be sent now; a note only beside a person who is there."""
        if row.state != "waiting" or row.not_before > self._parts.clock() or row.id in self._over:
            return False
        beside = row.person in self._people and row.person not in self._lost
        return row.kind != "note" or row.wanted is None or beside

    def _thing(self, row: Row) -> Thing:
        cells = self._planned.cells.get((row.kind, row.key)) if row.wanted else None
        empty = dict.fromkeys(row.columns, "")
        return Thing(row.kind, row.key, empty if cells is None else cells, row.outside, self._people.get(row.person))

    async def _put(self, kind: Kind, going: Sequence[Row], there: Mapping[str, Seen]) -> None:
        if not going:
            return
        things = {row.key: self._thing(row) for row in going}
        for key, seen in there.items():
            if key in things:
                things[key] = replace(things[key], outside=seen.outside)
        await self._parts.writer.run(rows.claim, {row.id: list(things[row.key].cells) for row in going})
        done = await self._records.put(kind, list(things.values()))
        for row in going:
            await self._put_one(row, done[row.key])

    async def _put_one(self, row: Row, done: Seen | Refusal) -> None:
        if isinstance(done, Refusal):
            await self._refused(row, done)
            return
        if row.kind == "person":
            self._people[row.key] = done.outside
        seen = None if done.cells is None else fingerprints(done.cells)
        version = self._planned.versions[row.kind, row.key]
        await self._write(rows.went, row.id, version, seen, done.outside)
        self._done = replace(self._done, put=self._done.put + 1)

    async def _remove(self, kind: Kind, gone: Sequence[Row]) -> None:
        due = [row for row in gone if self._due(row)]
        self._over |= {row.id for row in due}
        if not due:
            return
        left = await self._records.remove(kind, [self._thing(row) for row in due])
        for row in due:
            if row.key in left:
                await self._refused(row, left[row.key])
                continue
            await self._write(rows.back, row.id)
            self._done = replace(self._done, removed=self._done.removed + 1)

    async def _refused(self, row: Row, why: Refusal) -> None:
        wait = read_ladders().row_waits(row.attempts)
        await self._write(rows.refused, row.id, "refused", why.sentence, wait)
        self._done = replace(self._done, refused=self._done.refused + 1)

    async def _write(self, function: Callable[..., None], *given: object) -> None:
        await self._parts.writer.run(function, *given, self._parts.clock())
