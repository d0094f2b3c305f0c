"""The page of an animator or a partner: whom she may help, and to propose somebody. In French: they read."""

import asyncio
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.access import table
from bot.access.runs import may_hold
from bot.enrolling.guide import partners_guide
from bot.enrolling.importing import name_of
from bot.turns.due import due_for
from bot.web.desk import Desk
from bot.web.pages import Pages
from dialogs.flow import Flow
from dialogs.instance import Instance
from storage import cohorts, instances, invitations, links, people, prescriptions
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.people import Person

# What a questionnaire is called on this page, by id.
TITLES = {"registration": "Fiche", "checkin": "Livret", "hot": "Bilan à chaud", "interview": "Entretien"}
TITLES |= {"cold": "Bilan à froid"}


class Group:
    """The handlers of that page."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk, self._pages = desk, pages

    async def page(self, request: Request) -> Response:
        """Whom she may help, and with what."""
        return await self._show(request)

    async def propose(self, request: Request) -> Response:
        """Somebody new: her registration can be begun at once, and her invitation finishes it."""
        posted = parse_qs((await request.body()).decode("utf-8", "replace"))
        code = (posted.get("cohort") or [""])[0]
        token = await self._desk.assistant.writer.run(self._propose, request.path_params["token"], code)
        return await self._show(request, f"{self._desk.assistant.house.base_url}/j/{token}")

    async def guide(self, request: Request) -> Response:
        """The « guide du partenaire » of one of her Flashcoops, to be printed."""
        token, code = request.path_params["token"], request.path_params["cohort"]
        cohort = await self._desk.assistant.reader.run(_guided, token, code, self._desk.assistant.clock())
        content = await asyncio.to_thread(partners_guide, self._desk.assistant.house.programme, cohort)
        named = {"Content-Disposition": f'attachment; filename="guide-du-partenaire-{cohort.code}.pdf"'}
        return Response(content, media_type="application/pdf", headers=named)

    def _propose(self, db: Database, token: str, code: str) -> str:
        now = self._desk.assistant.clock()
        helper = _helper(db, token, now)
        cohort, codes = cohorts.cohort(db, code), self._desk.assistant.house.codes
        table.demand(db, helper, "person.propose", table.of_cohort(cohort))
        proposed = prescriptions.propose(db, codes, helper, cohort.id, now)
        return invitations.issue(db, codes, proposed.role, cohort.id, cohort.cae_id, now, proposed.id)

    async def _show(self, request: Request, invitation: str = "") -> Response:
        token = request.path_params["token"]
        shown = await self._desk.assistant.writer.run(self._shown, token)
        base = f"/p/{token}"
        return HTMLResponse(self._pages.group(cohorts=shown, base=base, here=f"{base}/people", invitation=invitation))

    def _shown(self, db: Database, token: str) -> list[dict[str, Any]]:
        helper = _helper(db, token, self._desk.assistant.clock())
        own = [cohorts.cohort_by_id(db, each) for each in people.cohorts_of(db, helper.id)]
        return [{"name": each.name, "code": each.code, "people": list(self._people(db, helper, each))} for each in own]

    def _people(self, db: Database, helper: Person, cohort: Cohort) -> Iterator[dict[str, Any]]:
        for person in people.people_of_cohort(db, cohort.id):
            runs = [stored for stored in self._runs(db, person, cohort) if may_hold(db, helper, stored)]
            if runs:
                titles = [{"title": TITLES[each.questionnaire], "code": each.code} for each in runs]
                name = name_of(db, self._desk.assistant.house.vault, person)
                yield {"code": person.code, "name": name, "runs": titles}

    def _runs(self, db: Database, person: Person, cohort: Cohort) -> Iterator[Stored]:
        """The registration, finished or not, and what else is due: opened now if nobody has."""
        house, now = self._desk.assistant.house, self._desk.assistant.clock()
        flows = [flow for flow in house.programme.flows.values() if flow.questionnaire.id in TITLES]
        first = next(flow for flow in flows if flow.questionnaire.id == "registration")
        wanted = {(first.questionnaire.id, "once"): first}
        wanted |= {
            (due.flow.questionnaire.id, due.moment): due.flow for due in due_for(db, flows, person, [cohort], now)
        }
        for (_, moment), flow in wanted.items():
            code = instances.open_instance(
                db, house.codes, person, flow.questionnaire, moment, _beginning(flow), now, cohort.id
            )
            yield instances.load(db, code)


def _guided(db: Database, token: str, code: str, now: datetime) -> Cohort:
    helper = _helper(db, token, now)
    own = {cohort.code: cohort for cohort in map(partial(cohorts.cohort_by_id, db), people.cohorts_of(db, helper.id))}
    target = table.of_cohort(own[code]) if code in own else table.NOTHING
    table.demand(db, helper, "guide.print", target)
    return own[code]


def _beginning(flow: Flow) -> Any:  # noqa: ANN401 -- what `open_instance` begins with
    return lambda code: Instance(code, flow.initial)


def _helper(db: Database, token: str, now: datetime) -> Person:
    helper_id = links.person_at(db, token, now)
    if helper_id is None:
        raise HTTPException(404, "link_unknown")
    helper = people.person(db, helper_id)
    if helper.withdrawn_at is not None or not table.ever(helper.role, "person.propose"):
        raise HTTPException(404)
    return helper
