"""Signing in: a code or an e-mail, a message, one touch. The answer never says whether somebody is known."""

import secrets
import unicodedata

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.access import table
from bot.console.doors import ENTRY, door, open_door, refused_page
from bot.console.shell import BROWSER, LANGUAGE, ROOT, SESSION, Console, Visit
from bot.post.reaching import opened
from bot.running import Assistant
from storage import mails, outbox, people, signing
from storage.database import Database
from storage.outbox import Wanted
from storage.people import Person
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
TOO_MANY = N_("Trop de demandes en ce moment. Réessayez dans une minute.")
NOT_OPEN = {
    "other_browser": N_("Ce lien s'ouvre dans le navigateur où vous l'avez demandé. Ou bien : tapez-y les 6 chiffres."),
    "used": N_("Ce lien a déjà servi. Demandez-en un autre."),
    "expired": N_("Ce lien n'est plus valable. Demandez-en un autre."),
}
WRONG = N_("Ces chiffres ne sont pas les bons, ou ne valent plus.")
PREFIX = "FC-"
KEPT = 365 * 24 * 3600  # seconds a browser remembers its language
BROWSER_KEPT = 3600  # seconds: as long as somebody may be signing in
LONGEST = 200  # letters of what somebody may call herself


async def entry(console: Console, request: Request) -> Response:
    """The page on which one says who one is."""
    left = "sortie" in request.query_params
    return HTMLResponse(console.render(console.tongue_of(request), "entry.html", left=left))


async def ask(console: Console, request: Request) -> Response:
    """Have a link sent to somebody who may come in: the same answer, whoever was named."""
    if not _passes(console, request):
        return refused_page(console, request, TOO_MANY, 429)
    browser = request.cookies.get(BROWSER) or secrets.token_urlsafe(24)
    named = str((await request.form()).get("who", ""))[:LONGEST]
    await console.assistant.writer.run(_ask, console.assistant, named, browser)
    response = RedirectResponse(f"{ENTRY}/attente", 303)
    _remember(console, response, BROWSER, browser, BROWSER_KEPT)
    return response


def _ask(db: Database, assistant: Assistant, named: str, browser: str) -> None:
    now, vault, codes = assistant.clock(), assistant.house.vault, assistant.house.codes
    who = _named(db, assistant, named)
    nonce = signing.ask(db, vault, codes, who, browser, now)
    if who is not None and nonce is not None:
        send(db, who, nonce, assistant)


def _named(db: Database, assistant: Assistant, named: str) -> Person | None:
    """Who may come in under a code or an e-mail, None for nobody."""
    if "@" in named:
        known = [people.person(db, each) for each in mails.people_at(db, assistant.house.vault, named)]
    else:
        known = _coded(db, named)
    return next((each for each in known if _may_enter(db, each)), None)


def _coded(db: Database, named: str) -> list[Person]:
    code = "".join(named.upper().split())
    try:
        return [people.person_by_code(db, code if code.startswith(PREFIX) else PREFIX + code)]
    except Refused:
        return []


def _may_enter(db: Database, who: Person) -> bool:
    return table.allowed(db, who, "console.enter", table.of_person(db, who))


def send(db: Database, who: Person, nonce: str, assistant: Assistant) -> None:
    """Put the message with the link; what is secret in it is made when it leaves (`storage.secrets.Vault.signin`)."""
    until = assistant.clock() + signing.LINK_LASTS
    address = opened(db, assistant.house, who)
    if address is not None:
        wanted = Wanted({"kind": "signin", "signin": nonce}, "repeat", who.id, until=until)
        outbox.put_intent(db, address.id, wanted, assistant.clock())


async def waiting(console: Console, request: Request) -> Response:
    """« A message is on its way », and where its figures are typed."""
    return HTMLResponse(console.render(console.tongue_of(request), "waiting.html", problem=""))


async def figures(console: Console, request: Request) -> Response:
    """Sign in with the figures of the message."""
    if not _passes(console, request):
        return refused_page(console, request, TOO_MANY, 429)
    typed = _digits(str((await request.form()).get("figures", ""))[:LONGEST])
    token = await console.assistant.writer.run(_by_figures, console, request, typed)
    if token is not None:
        return _come_in(console, token)
    tongue = console.tongue_of(request)
    return HTMLResponse(console.render(tongue, "waiting.html", problem=tongue(WRONG)), 422)


def _by_figures(db: Database, console: Console, request: Request, typed: str) -> str | None:
    browser, now = request.cookies.get(BROWSER, ""), console.assistant.clock()
    who = signing.use_figures(db, console.assistant.house.vault, typed, browser, now)
    return _begin(db, console, request, who)


def _digits(text: str) -> str:
    """The digits of a text, whatever script they are written in."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None)


async def look(console: Console, request: Request) -> Response:
    """The page of a link. Looking uses nothing: messengers fetch links to show a preview."""
    here = f"{ROOT}/s/{request.path_params['token']}"
    return HTMLResponse(console.render(console.tongue_of(request), "enter.html", link=here))


async def use(console: Console, request: Request) -> Response:
    """Sign in with a link, in the browser that asked for it."""
    token = await console.assistant.writer.run(_by_link, console, request)
    if token is not None:
        return _come_in(console, token)
    why = await console.read(
        lambda db: signing.why_not(db, request.path_params["token"], request.cookies.get(BROWSER, ""))
    )
    return refused_page(console, request, NOT_OPEN[why], 410)


def _by_link(db: Database, console: Console, request: Request) -> str | None:
    browser = request.cookies.get(BROWSER, "")
    who = signing.use_link(db, request.path_params["token"], browser, console.assistant.clock())
    return _begin(db, console, request, who)


def _begin(db: Database, console: Console, request: Request, who: Person | None) -> str | None:
    """A fresh session of somebody who, at this moment, may come in."""
    if who is None or not _may_enter(db, who):
        return None
    earlier, now = request.cookies.get(SESSION, ""), console.assistant.clock()
    signing.forget_old(db, now)
    return signing.begin(db, console.assistant.house.codes, who, earlier, now)


def _come_in(console: Console, token: str) -> Response:
    response = RedirectResponse(f"{ROOT}/", 303)
    _remember(console, response, SESSION, token, int(signing.SESSION_LASTS.total_seconds()))
    response.delete_cookie(BROWSER, path=ROOT)
    return response


async def go_out(visit: Visit) -> Response:
    """Sign out."""
    await visit.change(lambda case: signing.leave(case.db, visit.wish.session, case.now))
    response = RedirectResponse(f"{ENTRY}?sortie=1", 303)
    response.delete_cookie(SESSION, path=ROOT)
    return response


async def speak(console: Console, request: Request) -> Response:
    """Read the console in another language, on this device."""
    form = await request.form()
    chosen, back = str(form.get("language", "")), str(form.get("back", ""))
    response = RedirectResponse(back if back.startswith(f"{ROOT}/") and "//" not in back else f"{ROOT}/", 303)
    if chosen in console.tongues:
        _remember(console, response, LANGUAGE, chosen, KEPT)
    return response


def _passes(console: Console, request: Request) -> bool:
    place = request.client.host if request.client else ""
    return console.throttle.passes(place, console.assistant.clock())


def _remember(console: Console, response: Response, name: str, value: str, seconds: int) -> None:
    secure = console.assistant.house.base_url.startswith("https:")
    response.set_cookie(name, value, max_age=seconds, path=ROOT, secure=secure, httponly=True, samesite="lax")


POST = ("POST",)
DOORS = (
    open_door(ENTRY, entry),
    open_door(ENTRY, ask, methods=POST),
    open_door(f"{ENTRY}/attente", waiting),
    open_door(f"{ENTRY}/chiffres", figures, methods=POST),
    open_door(f"{ROOT}/s/{{token}}", look),
    open_door(f"{ROOT}/s/{{token}}", use, methods=POST),
    open_door(f"{ROOT}/langue", speak, methods=POST),
    door(f"{ROOT}/sortie", go_out, action="console.enter", target="self", methods=POST),
)
