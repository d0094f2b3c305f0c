"""Server-sent events: a page learns that something new was said, and fetches itself again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.web.desk import Desk, Visitor
from bot.web.limits import STILL_HERE
from bot.web.visiting import visitor_of
from storage.refusals import Refused

Still = Callable[[], Awaitable[Visitor | None]]


class Events:
    """The event stream of a personal page: `news` with the number of what was said last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def stream(self, request: Request) -> Response:
        """Events as long as the page is open and its link opens something."""
        return await self.follow(partial(self._still, request))

    async def follow(self, still: Still) -> Response:
        """Events of the page of whom `still` gives, as long as it gives somebody."""
        if await still() is None:
            return Response(status_code=204)  # the one answer after which a browser does not ask again
        stream = self._news(still)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def _news(self, still: Still) -> AsyncIterator[str]:
        told = -1
        yield "retry: 3000\n\n"
        while (visitor := await still()) is not None:
            address = visitor.address
            waiting = asyncio.create_task(self._wait(address.id if address else None))
            try:
                view = await self._desk.view(visitor)
                news = view.seq != told
                told = view.seq
                yield f"event: news\nid: {told}\ndata: {told}\n\n" if news else ": still here\n\n"
                await waiting
            finally:
                waiting.cancel()

    async def _still(self, request: Request) -> Visitor | None:
        """Whose page it is as long as it is theirs: a claim on a questionnaire can go to somebody else."""
        try:
            return await visitor_of(self._desk, request)
        except Refused:
            return None

    async def _wait(self, address_id: int | None) -> None:
        """Wait for news. Asked for before the view is read, so that nothing falls in between."""
        if address_id is None:
            await asyncio.sleep(STILL_HERE)
        else:
            await self._desk.assistant.news(address_id, STILL_HERE)
