"""What an animator prints: invitation sheets, the photographer's list, the partner's guide. Nothing stays on disk."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import called, members, operating, written
from bot.console.shell import ROOT, Visit
from bot.enrolling.guide import partners_guide
from bot.enrolling.inviting import DOORS as WAYS
from bot.enrolling.inviting import came, renew
from bot.enrolling.photos import photo_pages
from bot.enrolling.sheets import Door, Invited, invitation_sheets
from dialogs.questionnaire import SOURCE
from storage import invitations
from storage.cohorts import Cohort
from storage.photographs import Photographed, may_be_photographed
from storage.refusals import Refused


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who may get a sheet: whether she has come, and until when one printed before lets her in."""

    code: str
    name: str
    language: str | None
    came: bool
    until: datetime | None

    @property
    def needs_one(self) -> bool:
        """Whether she can only come in by a new sheet."""
        return not self.came and self.until is None


async def sheets(visit: Visit) -> Response:
    """For whom to print."""
    cohort, found = await visit.read(_wanted)
    telegram = bool(visit.console.assistant.settings.telegram_name)
    return visit.page("sheets.html", tab="cohort", cohort=cohort, wanted=found, telegram=telegram)


def _wanted(case: Case) -> tuple[Cohort, list[Wanted]]:
    found = [
        Wanted(
            each.code,
            called(case, each),
            each.language,
            came(case.db, each),
            invitations.open_until(case.db, each.id, case.now),
        )
        for each in members(case)
    ]
    return case.cohort, found


async def print_sheets(visit: Visit) -> Response:
    """New invitations for those chosen, as one PDF; what was printed for them before opens nothing any more."""
    form = await visit.form()
    who = [value for value in form.getlist("who") if isinstance(value, str)]
    way = await visit.field("door")
    if way not in WAYS:
        raise Refused("unknown_door", "Choisissez la page ou Telegram.")
    to: Door = "telegram" if way == "telegram" else "page"
    cohort, invited, until = await visit.change(lambda case: _renewed(case, who, to))
    book = visit.console.assistant.house.programme.book
    content = await asyncio.to_thread(invitation_sheets, book, cohort, invited, to, until)
    return _pdf(content, f"invitations-{cohort.code}")


def _renewed(case: Case, who: Sequence[str], way: Door) -> tuple[Cohort, list[Invited], datetime]:
    made = renew(operating(case), case.assistant.house.vault, case.cohort.code, who, way)
    invited = [Invited(each["name"], each["code"], each["language"], each["url"]) for each in made]
    return case.cohort, invited, case.now + invitations.LASTS


async def photos(visit: Visit) -> Response:
    """Who may be photographed, as agreements stand now."""
    cohort, found, names, _ = await visit.read(_photographed)
    return visit.page("photos.html", tab="cohort", cohort=cohort, found=found, names=names)


async def print_photos(visit: Visit) -> Response:
    """The same list, to be printed for the day of sale."""
    cohort, found, names, today = await visit.read(_photographed)
    french = visit.console.assistant.house.programme.languages[SOURCE]
    content = await asyncio.to_thread(photo_pages, cohort.name, found, names, today, french)
    return _pdf(content, f"photos-{cohort.code}")


def _photographed(case: Case) -> tuple[Cohort, list[Photographed], dict[str, str], date]:
    names = {each.code: written(case, each).get("first_name", "") for each in members(case)}
    today = case.now.astimezone(ZoneInfo(case.cohort.timezone)).date()
    return case.cohort, may_be_photographed(case.db, case.cohort.id), names, today


async def print_guide(visit: Visit) -> Response:
    """The partner's guide with the dates of this Flashcoop."""
    cohort = await visit.read(lambda case: case.cohort)
    content = await asyncio.to_thread(partners_guide, visit.console.assistant.house.programme, cohort)
    return _pdf(content, f"guide-du-partenaire-{cohort.code}")


def _pdf(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/sheets", sheets, action="sheet.print", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/sheets", print_sheets, action="sheet.print", target="cohort", methods=("POST",)),
    door(f"{ROOT}/f/{{cohort}}/photos", photos, action="photos.list", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/photos.pdf", print_photos, action="photos.list", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/guide.pdf", print_guide, action="guide.print", target="cohort"),
)
