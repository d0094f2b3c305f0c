"""Files made when somebody asks for one: in a thread of their own, one at a time, and on no disk afterwards."""

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from starlette.responses import Response, StreamingResponse

from bot.console.cases import Case, admit
from bot.console.doors import door
from bot.console.shell import ROOT, Console, Visit
from bot.exporting import PIECE
from storage.database import open_database
from storage.export import snapshot
from storage.export.writing import Seen
from storage.refusals import Refused

# What was read in a file we made says nothing to any other page, and cannot run: it needs its own looks, nothing else.
ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; sandbox"
)
UNREADY = "Un fichier se prépare déjà pour vous : attendez-le."
NO_ROOM = "Le fichier n'a pas pu être fait : la place manque sur le serveur."


@dataclass(frozen=True, slots=True)
class Made:
    """A file: its name, its kind, and its bytes as they come. `shown` where it is to be read in the browser."""

    name: str
    mime: str
    pieces: Iterable[bytes]
    shown: bool = False


Make = Callable[[Case, Seen], Made]


async def hand_over(visit: Visit, make: Make) -> Response:
    """The file that `make` makes, inside one snapshot in which the right was looked up. Raises Refused.

    It waits in a file without a name, which the system takes away when the last of it was read, or we fall.
    """
    bench, who = visit.console.bench, visit.who.id
    if who in bench.waiting:
        raise Refused("being_made", UNREADY)
    bench.waiting[who] = ("", 0)
    try:
        async with bench.turn:
            made, kept = await asyncio.to_thread(_make, visit, make)
    finally:
        del bench.waiting[who]
    return _response(made, kept)


def _make(visit: Visit, make: Make) -> tuple[Made, IO[bytes]]:
    assistant = visit.console.assistant
    with open_database(assistant.settings.database, assistant.clock(), write=False) as db, snapshot(db):
        made = make(admit(db, assistant, visit.wish), _watch(visit.console, visit.who.id))
        return made, _kept(made.pieces)


def _kept(pieces: Iterable[bytes]) -> IO[bytes]:
    kept = tempfile.TemporaryFile()  # noqa: SIM115 -- who sends it closes it
    try:
        for piece in pieces:
            kept.write(piece)
    except BaseException as error:
        kept.close()
        if isinstance(error, OSError):
            raise Refused("no_room", NO_ROOM) from error
        raise
    return kept


def _watch(console: Console, who: int) -> Seen:
    """Told of rows while they are written, keeps how many of the present table there are."""

    def seen(table: str, rows: int) -> None:
        before, counted = console.bench.waiting.get(who, ("", 0))
        console.bench.waiting[who] = (table, rows + (counted if before == table else 0))

    return seen


def _response(made: Made, kept: IO[bytes]) -> Response:
    size = kept.seek(0, os.SEEK_END)
    kept.seek(0)
    way = "inline" if made.shown else "attachment"
    headers = {"Content-Disposition": f'{way}; filename="{made.name}"', "Content-Length": str(size)}
    if made.shown:
        headers["Content-Security-Policy"] = ALONE
    return StreamingResponse(_read(kept), media_type=made.mime, headers=headers)


def _read(kept: IO[bytes]) -> Iterator[bytes]:
    with kept:
        while piece := kept.read(PIECE):
            yield piece


async def state(visit: Visit) -> Response:
    """How far her file has come: a part of a page, which asks again as long as there is something to tell."""
    making = visit.console.bench.waiting.get(visit.who.id)
    return visit.page("making.html", tab="", making=making)


DOORS = (door(f"{ROOT}/fichier", state, action="console.enter", target="self"),)
