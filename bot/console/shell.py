"""The console's frame: who looks at it, in which language, and how its pages are made."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import phonenumbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.access import table
from bot.console.bench import Bench
from bot.console.cases import Case, Wish, admit
from bot.console.compiled import Compiled
from bot.console.live import Live
from bot.console.throttle import Throttle
from bot.console.titles import title
from bot.console.words import Tongue, tongues
from bot.running import Assistant
from bot.web.desk import Desk
from bot.web.drawing import drawing
from bot.web.events import Events
from bot.web.limits import FIELD
from bot.web.pages import Pages
from dialogs.questionnaire import SOURCE
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person

T = TypeVar("T")
Work = Callable[[Case], T]

HERE = Path(__file__).parent
STATIC = HERE / "static"
ROOT = "/console"
SESSION, BROWSER, LANGUAGE = "flashcoop_console", "flashcoop_console_browser", "flashcoop_console_language"
MOST_FIELDS = 200  # of a form: presence of everyone at every session is one


@dataclass(frozen=True)
class Tab:
    """One place of the bar at the bottom: who may do `action` somewhere sees it. Without `bar` only « today » leads
    there: it is looked at now and then.
    """

    name: str
    label: str
    picture: str
    path: str
    action: str
    bar: bool = True


COMPILED = Compiled()

N_ = str  # marks what is translated where it is shown
TABS = (
    Tab("today", N_("Aujourd'hui"), "sun", "/", "cohort.see"),
    Tab("cohort", N_("Flashcoop"), "group", "/f/{cohort}", "cohort.see"),
    Tab("calls", N_("Appels"), "telephone", "/appels", "call.see"),
    Tab("transcripts", N_("Paroles"), "ear", "/transcriptions", "transcript.see"),
    Tab("wording", N_("Textes"), "signature", "/textes", "wording.review"),
    Tab("voices", N_("Voix"), "microphone", "/voix", "voice.record"),
    Tab("figures", N_("Chiffres"), "money", "/f/{cohort}/figures", "figures.see"),
    Tab("export", N_("Export"), "send", "/export", "export.pseudonymised"),
    Tab("bilan", N_("Bilan"), "book", "/bilan", "report.make"),
    Tab("records", N_("Fiches"), "records", "/fiches", "records.see"),
    Tab("service", N_("Service"), "checklist", "/service", "service.see", bar=False),
)


@dataclass(frozen=True)
class Frame:
    """What stands around a page: who is signed in, the Flashcoops she may choose, and how things stood (`Live`)."""

    who: Person
    cohorts: tuple[Cohort, ...] = ()
    current: Cohort | None = None
    pulse: str = ""


class Console:
    """What all pages share."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant, self.live = assistant, Live(assistant)
        self.desk = Desk(assistant)
        self.pages, self.events = Pages(self.desk), Events(self.desk)
        self.tongues = tongues(assistant.house.programme.languages)
        self.static = f"{ROOT}/static/{_version()}"
        self.throttle, self.bench = Throttle(), Bench()
        self.paths: frozenset[str] = frozenset()
        self._pages = {code: self._environment(tongue) for code, tongue in self.tongues.items()}

    def _environment(self, tongue: Tongue) -> Environment:
        made = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            bytecode_cache=COMPILED,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
        )
        made.install_gettext_callables(tongue, tongue.plural, newstyle=True)  # type: ignore[attr-defined]
        shared = self.pages.static
        made.filters["spaced"] = spaced
        made.globals |= {
            "root": ROOT,
            "static": self.static,
            "shared": shared,
            "tongue": tongue,
            "language": tongue.language,
            "languages": {code: each.language for code, each in self.tongues.items()},
            "picture": lambda name: f"{shared}/pictures/{drawing(name)}",
            "title": lambda questionnaire: title(questionnaire, tongue),
        }
        return made

    def tongue_of(self, request: Request, who: Person | None = None) -> Tongue:
        """The language of a browser: as chosen there, else its person's, else French."""
        chosen = (request.cookies.get(LANGUAGE, ""), (who and who.language) or "", SOURCE)
        return next(self.tongues[code] for code in chosen if code in self.tongues)

    def render(self, tongue: Tongue, template: str, **values: Any) -> str:  # noqa: ANN401 -- what templates show
        """A page."""
        return self._pages[tongue.language.code].get_template(template).render(**values)

    def tabs(self, frame: Frame) -> list[tuple[Tab, str]]:
        """The places somebody may go to, with their addresses."""
        current = frame.current or (frame.cohorts[0] if frame.cohorts else None)
        return [
            (tab, ROOT + (tab.path.format(cohort=current.code) if current else tab.path))
            for tab in TABS
            if tab.path in self.paths and table.ever(frame.who.role, tab.action) and (current or "{" not in tab.path)
        ]

    async def read(self, work: Callable[[Database], T]) -> T:
        """What is read in one snapshot."""
        return await self.assistant.reader.run(_in_one_snapshot, work)


def _in_one_snapshot(db: Database, work: Callable[[Database], T]) -> T:
    db.conn.execute("BEGIN")
    try:
        return work(db)
    finally:
        db.conn.execute("ROLLBACK")


@dataclass
class Visit:
    """One request of somebody who is signed in, through a door she may use."""

    console: Console
    request: Request
    wish: Wish
    tongue: Tongue
    frame: Frame
    _form: FormData | None = field(default=None, repr=False)

    @property
    def who(self) -> Person:
        """Who looks."""
        return self.frame.who

    async def read(self, work: Work[T]) -> T:
        """What a page shows; the right is looked up in the same snapshot. Raises Refused."""
        return await self.console.read(lambda db: work(admit(db, self.console.assistant, self.wish)))

    async def change(self, work: Work[T]) -> T:
        """What a form does; the right is looked up in the same transaction. Raises Refused, and nothing is done."""
        return await self.console.assistant.writer.run(lambda db: work(admit(db, self.console.assistant, self.wish)))

    async def form(self) -> FormData:
        """What was posted, without files of more than a form's size."""
        if self._form is None:
            self._form = await self.request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=FIELD)
        return self._form

    async def field(self, name: str) -> str:
        """One field of what was posted, "" where it is not there."""
        value = (await self.form()).get(name)
        return value.strip() if isinstance(value, str) else ""

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 -- what it shows
        """A page in its frame. `problem` is said above it, such as the sentence of a refusal."""
        shown = {"done": self.request.query_params.get("ok", ""), **values}
        shown["problem"] = self.tongue(shown.get("problem", ""))
        html = self.console.render(
            self.tongue,
            template,
            frame=self.frame,
            tabs=self.console.tabs(self.frame),
            here=self.request.url.path,
            **shown,
        )
        return HTMLResponse(html, status)

    def back(self, path: str) -> Response:
        """On to another page, after a form has done its work."""
        return RedirectResponse(f"{ROOT}{path}", 303)


def spaced(number: str) -> str:
    """A telephone number as people write it; as it is where it is none."""
    try:
        read = phonenumbers.parse(number, "FR")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*.*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
