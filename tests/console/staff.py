"""Staff at the console: browsers with a session, and two CAEs with everything an address can name."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.console.shell import ROOT, SESSION
from bot.loading import Programme
from bot.running import Assistant
from dialogs.instance import Instance
from storage import cohorts, helps, instances, passing, people, signing, takes
from storage.cohorts import Cohort
from storage.database import Database
from storage.media import Stored
from storage.people import Person
from tests.doors.house import PAGES, SESSIONS
from tests.web.visitor import SAME_SITE

MOMENT = "exit"


class Desk:
    """Somebody's browser at the console; `session` is the token of who is signed in there."""

    def __init__(self, app: Starlette, session: str = "") -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        cookies = httpx.Cookies()
        if session:
            cookies.set(SESSION, session, domain="page.test", path=ROOT)
        self.browser = httpx.AsyncClient(transport=transport, base_url=PAGES, cookies=cookies)

    async def gets(self, path: str, **headers: str) -> httpx.Response:
        """Open a page; where it leads elsewhere, that is the answer."""
        return await self.browser.get(path, headers=headers)

    async def posts(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form of our own page."""
        return await self.browser.post(path, data=fields, headers=SAME_SITE)


async def signed_in(assistant: Assistant, app: Starlette, code: str) -> Desk:
    """The browser of somebody who has signed in."""

    def begin(db: Database) -> str:
        return signing.begin(db, assistant.house.codes, people.person_by_code(db, code), "", assistant.clock())

    return Desk(app, await assistant.writer.run(begin))


@dataclass
class Place:
    """A Flashcoop with somebody of each role, and what addresses name: codes, by the placeholder of a path."""

    names: dict[str, str]
    staff: dict[str, str]
    ids: dict[str, int] = field(default_factory=dict)


def place(db: Database, programme: Programme, codes: Any, cae: str, now: datetime, spoken: Stored) -> Place:
    """Open a Flashcoop of a CAE, with a participant who was asked, spoke, called for help and is to be called."""
    added = cohorts.add_cae(db, codes, cae)
    code = cohorts.create_cohort(db, codes, cohorts.Opening(f"Essai {cae}", added, SESSIONS), now)
    cohort = cohorts.cohort(db, code)
    her = people.add_person(db, codes, "participant", cohort.id, cohort.cae_id, now)
    flow = programme.flows["hot"]
    run = instances.open_instance(
        db, codes, her, flow.questionnaire, MOMENT, lambda code: Instance(code, flow.initial), now, cohort.id
    )
    stored = instances.load(db, run)
    take = takes.expect(db, codes, her, stored.id, None, None, now)
    takes.store(db, take, spoken, 1.0, now)
    helps.call_help(db, her.id, cohort.cae_id, stored.id, "mood", "asked", None, now)
    asked = db.conn.execute("SELECT max(id) FROM helps").fetchone()[0]
    staff = {role: _staff(db, codes, role, cohort, now).code for role in people.ROLES if role != "participant"}
    member = people.add_person(db, codes, "partner", cohort.id, cohort.cae_id, now).code
    names = {
        "member": member,
        "cohort": code,
        "person": her.code,
        "run": run,
        "take": take,
        "help": str(asked),
        "moment": MOMENT,
    }
    return Place(names, {**staff, "participant": her.code}, {"cohort": cohort.id, "person": her.id})


def _staff(db: Database, codes: Any, role: str, cohort: Cohort, now: datetime) -> Person:
    cae = None if role == "cpe" else cohort.cae_id
    return people.add_person(db, codes, role, None if role in ("cpe", "coordinator") else cohort.id, cae, now)


def pass_call(db: Database, at: Place, to: str, now: datetime) -> None:
    """Have somebody make the call of a place."""
    to_id = people.person_by_code(db, to).id
    passing.hand(db, passing.Passed(at.ids["person"], at.ids["cohort"], MOMENT, to_id, None), None, now)
