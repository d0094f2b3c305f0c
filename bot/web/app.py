"""The pages as one Starlette application."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.pictures.catalogue import DRAWINGS
from bot.running import Assistant
from bot.seeing.health import health_of
from bot.seeing.metrics import metrics_routes
from bot.web.desk import Desk
from bot.web.ecoute import Ecoute
from bot.web.events import Events
from bot.web.group import Group
from bot.web.limits import LASTING
from bot.web.pages import STATIC, Pages
from bot.web.shield import HEADERS, Shield
from bot.web.visiting import Visiting
from storage.refusals import Refused

# A page on which somebody fills a questionnaire with a person.
HELD = "/p/{token}/for/{code}/{mode}"
Handler = Callable[[Request, Exception], Awaitable[Response]]
# What a request that cannot be served says, by status; « page not found » where nothing fits better.
OVER = "link_over"
NO_PAGE = ("link_unknown", "forgetting", "forgotten")  # said of a link that opens nothing (any more)
PHRASES = {413: "file_too_big"}


def create_app(assistant: Assistant, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The participant's pages of a running assistant; `more` routes (a console) share address, limits and headers."""
    desk = Desk(assistant)
    pages = Pages(desk)
    return Starlette(
        routes=[*_routes(desk, pages), *more],
        middleware=[Middleware(Shield, origin=assistant.settings.base_url)],
        exception_handlers={HTTPException: _explained(pages), Refused: _refused(pages), Exception: _broken(pages)},
    )


def _routes(desk: Desk, pages: Pages) -> list[BaseRoute]:
    visiting, events, group = Visiting(desk, pages), Events(desk), Group(desk, pages)
    ecoute = Ecoute(desk, pages)
    return [
        Route("/", visiting.welcome),
        Route("/j/{token}", visiting.invitation, methods=["GET"]),
        Route("/j/{token}", visiting.join, methods=["POST"]),
        Route("/p/{token}", visiting.page, methods=["GET"]),
        Route("/p/{token}", visiting.act, methods=["POST"]),
        Route("/p/{token}/renew", visiting.renew, methods=["POST"]),
        Route("/p/{token}/events", events.stream),
        Route("/p/{token}/takes/{take}", visiting.take),
        Route("/p/{token}/mes-donnees.zip", visiting.own_data),
        Route("/p/{token}/ecoute", ecoute.page),
        Route("/p/{token}/ecoute.ogg", ecoute.sound),
        Route("/p/{token}/people", group.page, methods=["GET"]),
        Route("/p/{token}/people", group.propose, methods=["POST"]),
        Route("/p/{token}/guide/{cohort}.pdf", group.guide),
        Route(HELD, visiting.page, methods=["GET"]),
        Route(HELD, visiting.act, methods=["POST"]),
        Route(f"{HELD}/events", events.stream),
        Route(f"{HELD}/takes/{{take}}", visiting.take),
        Route("/sounds/{name}.{ending}", visiting.sound),
        Route("/healthz", health_of(desk.assistant)),
        *metrics_routes(desk.assistant),
        Route("/robots.txt", lambda request: PlainTextResponse("User-agent: *\nDisallow: /\n")),
        Mount(f"{pages.static}/pictures", Lasting(directory=DRAWINGS)),
        Mount(pages.static, Lasting(directory=STATIC)),
    ]


class Lasting(StaticFiles):
    """Files under an address that changes when one of them does: browsers need not ask for them again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with leave to keep it."""
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse):
            response.headers["Cache-Control"] = f"public, max-age={LASTING}, immutable"
        return response


def _explained(pages: Pages) -> Handler:
    """What cannot be had is said in all languages; machines read the status."""

    async def explain(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.detail == OVER:
            return HTMLResponse(pages.over(request.path_params["token"]), error.status_code)
        phrase = error.detail if error.detail in NO_PAGE else PHRASES.get(error.status_code, "page_not_found")
        part = request.headers.get("hx-request") == "true"
        return HTMLResponse(pages.notice(phrase, whole=not part), error.status_code, error.headers)

    return explain


def _refused(pages: Pages) -> Handler:
    async def refuse(request: Request, error: Exception) -> Response:
        """What somebody who reads may not do, in one sentence."""
        del request
        assert isinstance(error, Refused)
        return HTMLResponse(pages.refusal(error.sentence), 403)

    return refuse


def _broken(pages: Pages) -> Handler:
    async def apologise(request: Request, error: Exception) -> Response:
        """Nobody reads a stack trace aloud; it is in the log."""
        del error
        part = request.headers.get("hx-request") == "true"
        # This answer is made outside the shield, so it brings the headers itself.
        return HTMLResponse(pages.notice("not_kept", whole=not part), 500, HEADERS)

    return apologise
