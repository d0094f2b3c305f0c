"""The questionnaire of a call: the same page as hers, printed in French for who calls, spoken into the call."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bot.access import runs
from bot.access.table import NOT_YOURS
from bot.console.cases import Case, SignedOut
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.web.desk import Visitor
from bot.web.visiting import Visiting
from storage.refusals import Refused


def _held(act: Callable[[Visiting, Request], Awaitable[Response]]) -> Callable[[Visit], Awaitable[Response]]:
    """A page of `bot.web.visiting` for whoever holds the run of an address."""

    async def handle(visit: Visit) -> Response:
        back = await visit.read(_way_back)
        visiting = Visiting(visit.console.desk, visit.console.pages, lambda _desk, _request: _visitor(visit), back)
        return await act(visiting, visit.request)

    return handle


async def _visitor(visit: Visit) -> Visitor:
    """The page of the run, claimed anew with each request."""
    return await visit.change(lambda case: visit.console.desk.hold(case.db, case.who, case.run, "phone"))


def _way_back(case: Case) -> str:
    """The call the run belongs to. Raises Refused for a run that no right lets anybody hold."""
    if not runs.may_hold(case.db, case.who, case.run):
        raise Refused("not_yours", NOT_YOURS)
    return f"{ROOT}/f/{case.cohort.code}/appels/{case.person.code}/{case.run.moment}"


async def events(visit: Visit) -> Response:
    """News of the page, as long as who calls may."""

    async def still() -> Visitor | None:
        try:
            return await _visitor(visit)
        except (SignedOut, Refused):
            return None

    return await visit.console.events.follow(still)


async def take(visit: Visit) -> Response:
    """A recording that belongs to the page: hers, or the name of whom she is asked about."""
    visitor, name = await _visitor(visit), visit.request.path_params["take"]
    mime = await visit.console.desk.take_of(visitor, name)
    path = await visit.console.desk.sounds.take(name) if mime else None
    if path is None:
        raise Refused("not_yours", NOT_YOURS)
    return FileResponse(path, media_type=mime)


RUN = f"{ROOT}/appels/{{run}}"
DOORS = (
    door(RUN, _held(Visiting.page), action="call.hold", target="run"),
    door(RUN, _held(Visiting.act), action="call.hold", target="run", methods=("POST",)),
    door(f"{RUN}/events", events, action="call.hold", target="run"),
    door(f"{RUN}/takes/{{take}}", take, action="call.hold", target="run"),
)
