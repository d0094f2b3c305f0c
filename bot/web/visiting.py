"""What a participant's browser asks for: her page, her acts, the clips; and how someone with an invitation comes in."""

import re
import secrets
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from bot.post.inviting import renew
from bot.web.desk import Desk, View, Visitor
from bot.web.limits import LASTING, SOUND_KEPT
from bot.web.pages import Pages
from bot.web.posting import Posted, read_post
from storage.holding import Mode
from storage.personal import FILE

BROWSER = "flashcoop_browser"
NAME = re.compile(r"[A-Za-z0-9_-]{20,64}")
MODES: dict[str, Mode] = {"phone": "phone", "tablet": "tablet"}  # how a helper fills it with a person
SOUNDS = {"ogg": "audio/ogg", "m4a": "audio/mp4"}
ON_ITS_WAY = "Si une adresse est connue pour ce lien, un nouveau lien y est parti."
# An invitation that does not open, what is said, and the status for machines.
NOT_OPEN = {"used": ("link_used", 410), "expired": ("link_expired", 410), "unknown": ("link_unknown", 404)}

Find = Callable[[Desk, Request], Awaitable[Visitor | None]]


class Visiting:
    """The handlers of a participant's pages. `find` says whose page a request is for, `back` where a helper goes when
    they are done.
    """

    def __init__(self, desk: Desk, pages: Pages, find: Find | None = None, back: str = "") -> None:
        self._desk, self._pages, self._find, self._back = desk, pages, find or visitor_of, back

    async def welcome(self, request: Request) -> Response:
        """The front page, for someone who has no link."""
        del request
        return HTMLResponse(self._pages.notice("need_link"))

    async def invitation(self, request: Request) -> Response:
        """The door behind an invitation. Looking at it uses nothing: messengers fetch links to show a preview."""
        response = HTMLResponse(self._pages.invitation(request.path_params["token"]))
        if not _browser(request):
            secure = request.url.scheme == "https"
            name = secrets.token_urlsafe(24)
            response.set_cookie(BROWSER, name, max_age=LASTING, httponly=True, samesite="lax", secure=secure)
        return response

    async def join(self, request: Request) -> Response:
        """Come in with an invitation: on to the personal page, or why not."""
        browser = _browser(request) or secrets.token_urlsafe(24)
        status, page = await self._desk.assistant.join(request.path_params["token"], browser)
        if page is not None:
            return RedirectResponse(f"/p/{page}", 303)
        phrase, code = NOT_OPEN[status]
        return HTMLResponse(self._pages.notice(phrase), code)

    async def page(self, request: Request) -> Response:
        """The personal page: always the present question."""
        visitor = await self._visitor(request)
        view = await self._desk.view(visitor)
        if view.stale:
            await self._desk.arrive(visitor, view)
            visitor = await self._visitor(request)
            view = await self._desk.view(visitor)
        return self._show(request, view)

    async def act(self, request: Request) -> Response:
        """One act: kept, its turn taken, and the page that follows from it."""
        visitor = await self._visitor(request)
        try:
            posted = await read_post(request)
        except HTTPException as error:
            if error.status_code != 413:
                raise
            posted = Posted({}, "", too_big=True)
        if posted.too_big:
            return await self._too_big(request, visitor)
        await self._desk.take(visitor, posted)
        heard = "sent" if posted.content is not None else ""
        if not _part(request):
            return RedirectResponse(_here(request), 303)
        return self._show(request, await self._desk.view(await self._visitor(request)), heard)

    async def _too_big(self, request: Request, visitor: Visitor) -> Response:
        await self._desk.note(visitor, "voice_too_big")
        return self._show(request, await self._desk.view(visitor), "file_too_big", 413)

    def _show(self, request: Request, view: View, notice: str = "", status: int = 200) -> Response:
        if not view.said and view.question is None and not notice:
            notice = "sending"  # its turn has not come yet; the events tell the page when it has
        part = _part(request)
        page = self._pages.conversation(view, _here(request), whole=not part, notice=notice, back=self._back)
        return HTMLResponse(page, status, {"Vary": "HX-Request"})

    async def _visitor(self, request: Request) -> Visitor:
        visitor = await self._find(self._desk, request)
        if visitor is None:
            raise HTTPException(404, await self._desk.no_page(request.path_params["token"]))
        return visitor

    async def own_data(self, request: Request) -> Response:
        """Everything that is kept of the visitor, for her to take with her."""
        visitor = await self._visitor(request)
        content = await self._desk.assistant.own_data(visitor.person.code)
        named = {"Content-Disposition": f'attachment; filename="{FILE}"'}
        return Response(content, media_type="application/zip", headers=named)

    async def renew(self, request: Request) -> Response:
        """Send a new link to whose link is over; the answer tells nothing of who that is."""
        assistant = self._desk.assistant
        token = request.path_params["token"]
        await assistant.writer.run(renew, assistant.house, token, assistant.clock())
        return HTMLResponse(self._pages.refusal(ON_ITS_WAY))

    # Sounds

    async def sound(self, request: Request) -> Response:
        """A clip some page has named."""
        name, ending = request.path_params["name"], request.path_params["ending"]
        path = await self._desk.sounds.file(name, ending) if ending in SOUNDS else None
        if path is None:
            raise HTTPException(404)
        return FileResponse(
            path, media_type=SOUNDS[ending], headers={"Cache-Control": f"private, max-age={SOUND_KEPT}"}
        )

    async def take(self, request: Request) -> Response:
        """A recorded clip, for the person who spoke it only."""
        visitor, take = await self._visitor(request), request.path_params["take"]
        mime = await self._desk.take_of(visitor, take)
        path = await self._desk.sounds.take(take) if mime else None
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type=mime)


async def visitor_of(desk: Desk, request: Request) -> Visitor | None:
    """Whose page a request is for: the person's own, or the one on which somebody fills a run with her."""
    token, code = request.path_params["token"], request.path_params.get("code")
    if code is None:
        return await desk.visitor(token)
    mode = MODES.get(request.path_params["mode"])
    if mode is None:
        raise HTTPException(404)
    return await desk.held_page(token, code, mode)


def _browser(request: Request) -> str | None:
    name = request.cookies.get(BROWSER, "")
    return name if NAME.fullmatch(name) else None


def _part(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _here(request: Request) -> str:
    return request.url.path
