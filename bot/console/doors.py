"""Doors: every address of the console with the action of the table it takes. Without one, there is no door."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.access import table
from bot.console.aims import AIMS
from bot.console.cases import Case, SignedOut, Wish, admit
from bot.console.shell import ROOT, SESSION, Console, Frame, Visit
from bot.web.shield import SAFE
from storage import signing
from storage.database import Database
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
FOREIGN = N_("Ce formulaire vient d'un autre site.")
NO_PAGE, BROKEN = N_("Cette page n'existe pas."), N_("Quelque chose n'a pas marché. Rien n'est perdu : réessayez.")
SAID = {413: N_("C'est trop lourd."), 405: N_("Cela ne se fait pas ici.")}
OPEN = "open"  # of the doors before which nobody is signed in yet
ENTRY = f"{ROOT}/entree"
UNPROCESSABLE = 422

Handler = Callable[[Visit], Awaitable[Response]]
OpenHandler = Callable[[Console, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Door:
    """One address: who comes through it does `action` to what its path names (`bot.console.aims`)."""

    path: str
    methods: tuple[str, ...]
    action: str
    target: str
    handler: Handler | None = None
    opens: OpenHandler | None = None


def door(path: str, handler: Handler, *, action: str, target: str, methods: tuple[str, ...] = ("GET",)) -> Door:
    """A door for who may do `action` to what `path` names. Raises ValueError for an action or target there is none of.

    `path` is written as in the address bar, from /console on.
    """
    if target not in AIMS:
        raise ValueError(f"« {target} » is no target: {', '.join(AIMS)}")
    return Door(_inside(path), methods, table.action(action), target, handler)


def open_door(path: str, handler: OpenHandler, *, methods: tuple[str, ...] = ("GET",)) -> Door:
    """A door for signing in and out. The tests name each of them: a new one is a decision."""
    return Door(_inside(path), methods, OPEN, "self", opens=handler)


def _inside(path: str) -> str:
    if not path.startswith(f"{ROOT}/"):
        raise ValueError(f"{path} is no address of the console")
    return path.removeprefix(ROOT)


def route(console: Console, door: Door) -> Route:
    """The route of a door."""

    async def serve(request: Request) -> Response:
        if request.method not in SAFE and not _ours(console, request):
            return refused_page(console, request, FOREIGN, 403)
        if door.opens is not None:
            return await door.opens(console, request)
        try:
            return await _through(console, request, door)
        except SignedOut:
            return _signed_out(request)
        except Refused as refused:
            status = 403 if refused.code == "not_yours" else UNPROCESSABLE
            return refused_page(console, request, refused.sentence, status)

    return Route(door.path, serve, methods=list(door.methods), name=f"{door.action} {door.path}")


async def _through(console: Console, request: Request, door: Door) -> Response:
    assert door.handler is not None
    token = request.cookies.get(SESSION, "")
    wish = Wish(token, door.action, door.target, {name: str(value) for name, value in request.path_params.items()})
    frame, stale = await console.read(lambda db: _frame(db, console, wish))
    if stale:
        await console.assistant.writer.run(signing.seen, token, console.assistant.clock())
    return await door.handler(Visit(console, request, wish, console.tongue_of(request, frame.who), frame))


def _frame(db: Database, console: Console, wish: Wish) -> tuple[Frame, bool]:
    case: Case = admit(db, console.assistant, wish)
    hers = tuple(reversed(case.cohorts("cohort.see")))
    return Frame(case.who, hers, case.aim.cohort, console.live.digest(case)), signing.stale(db, wish.session, case.now)


def _ours(console: Console, request: Request) -> bool:
    """Whether a form comes from a page of ours. A session travels in a cookie, which any site's form brings along:
    unlike with a secret address, who says nothing of where it comes from is not believed.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin", "").rstrip("/") in {
        f"{request.url.scheme}://{request.headers.get('host', '')}",
        _origin(console),
    }


def _origin(console: Console) -> str:
    parts = urlsplit(console.assistant.house.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def _signed_out(request: Request) -> Response:
    """On to signing in; a part of a page cannot go there by itself."""
    if request.headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": ENTRY})
    if request.headers.get("accept") == "text/event-stream":
        return Response(status_code=204)
    return RedirectResponse(ENTRY, 303)


def refused_page(console: Console, request: Request, sentence: str, status: int) -> Response:
    """Why something is not done, in one sentence."""
    tongue = console.tongue_of(request)
    return HTMLResponse(console.render(tongue, "refused.html", sentence=tongue(sentence)), status)


def explained(console: Console) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What is said of addresses there are none of, and of forms that are too big."""

    async def explain(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        sentence = SAID.get(error.status_code, NO_PAGE)
        return refused_page(console, request, sentence, error.status_code)

    return explain


def broken(console: Console) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What is said when we fail."""

    async def apologise(request: Request, error: Exception) -> Response:
        del error
        return refused_page(console, request, BROKEN, 500)

    return apologise
