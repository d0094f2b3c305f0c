"""Live: a page learns that something it shows has changed, and fetches its parts again."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from bot.console.cases import Case, SignedOut
from bot.running import Assistant
from bot.web.limits import STILL_HERE
from storage import passing
from storage.database import Database
from storage.pulse import pulse
from storage.refusals import Refused

if TYPE_CHECKING:
    from bot.console.shell import Visit

CALM = 1.0  # seconds: a burst of commits is one piece of news
DATES = 300  # seconds after which a page is fetched anew because time has passed: windows open and close
MOST_STREAMS = 8  # a session: pages somebody really looks at
SHOWN = ("cohort.see", "transcript.see")  # whose Flashcoops a console may show


class Live:
    """Counts commits in generations, and knows each Flashcoop's digest in the present one."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._generation, self._changed = 0, asyncio.Event()
        self._digests: dict[int, tuple[int, str]] = {}
        self._streams: Counter[str] = Counter()
        self._listening = False

    async def stream(self, visit: "Visit") -> Response:
        """Events as long as somebody is signed in and may look."""
        session = visit.wish.session
        if self._streams[session] >= MOST_STREAMS:
            return Response(status_code=204)  # the one answer after which a browser does not ask again
        self._listen()
        return StreamingResponse(
            self._news(visit, session), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    def _listen(self) -> None:
        """Hear of commits, which are made in another thread."""
        if not self._listening:
            loop = asyncio.get_running_loop()

            def committed() -> None:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(self._turn)

            self._assistant.writer.committed.append(committed)
            self._listening = True

    def _turn(self) -> None:
        self._generation += 1
        self._changed.set()

    async def _news(self, visit: "Visit", session: str) -> AsyncIterator[str]:
        told = ""
        self._streams[session] += 1
        try:
            yield "retry: 3000\n\n"
            while (shown := await self._shown(visit)) is not None:
                news, told = shown != told, shown
                yield f"event: news\ndata: {told}\n\n" if news else ": still here\n\n"
                await self._rest()
        finally:
            self._streams[session] -= 1

    async def _rest(self) -> None:
        """Wait for a commit, then for the burst to be over."""
        changed = self._changed
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), STILL_HERE)
            await asyncio.sleep(CALM)
        if self._changed is changed and changed.is_set():
            self._changed = asyncio.Event()

    async def _shown(self, visit: "Visit") -> str | None:
        """A digest of all she may see; None when she may no longer."""
        try:
            return await visit.read(self.digest)
        except (SignedOut, Refused):
            return None

    def digest(self, case: Case) -> str:
        """A word for all that somebody may see as it is now: another one after each change."""
        seen = {cohort.id for action in SHOWN for cohort in case.cohorts(action)}
        seen |= {each.cohort_id for each in passing.passed_to(case.db, case.who.id)}
        parts = [str(int(case.now.timestamp()) // DATES), *self._pulses(case.db, sorted(seen))]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    def _pulses(self, db: Database, cohorts: Iterable[int]) -> Iterable[str]:
        generation = self._generation
        for each in cohorts:
            known, digest = self._digests.get(each, (-1, ""))
            if known != generation:
                digest = pulse(db, each)
                self._digests[each] = (generation, digest)
            yield digest
