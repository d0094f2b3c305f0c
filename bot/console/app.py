"""The console as one application beside the pages, with a door for everything one can do there."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount

from bot.console import (
    bilan,
    calls,
    cohort_page,
    days,
    exports,
    figures,
    held,
    helping,
    kit,
    lists,
    making,
    members,
    opening,
    presence,
    prints,
    records,
    reminding,
    service,
    signing,
    studio,
    team,
    themes,
    today,
    transcripts,
    wording,
)
from bot.console.doors import Door, broken, explained, route
from bot.console.shell import ROOT, STATIC, Console
from bot.running import Assistant
from bot.web.app import Lasting

DOORS: tuple[Door, ...] = (
    *signing.DOORS,
    *today.DOORS,
    *calls.DOORS,
    *held.DOORS,
    *opening.DOORS,  # before the Flashcoops: « new » is no code
    *cohort_page.DOORS,
    *members.DOORS,
    *lists.DOORS,
    *presence.DOORS,
    *prints.DOORS,
    *days.DOORS,
    *figures.DOORS,
    *transcripts.DOORS,
    *kit.DOORS,
    *studio.DOORS,
    *team.DOORS,
    *reminding.DOORS,
    *helping.DOORS,
    *exports.DOORS,
    *bilan.DOORS,
    *themes.DOORS,
    *records.DOORS,
    *making.DOORS,
    *wording.DOORS,
    *service.DOORS,
)


def console_routes(assistant: Assistant) -> list[BaseRoute]:
    """The routes of the console of a running assistant, for `bot.web.app.create_app`."""
    console = Console(assistant)
    console.paths = frozenset(door.path for door in DOORS)
    files = Mount(console.static.removeprefix(ROOT), Lasting(directory=STATIC))
    rooms = Starlette(
        routes=[files, *(route(console, door) for door in DOORS)],
        exception_handlers={HTTPException: explained(console), Exception: broken(console)},
    )
    return [Mount(ROOT, rooms)]
