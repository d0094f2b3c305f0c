"""The page of an afternoon of recordings, as it is read and as it is printed."""

import asyncio

from starlette.responses import Response

from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.studio.kit import NAMES, kit, kit_pdf

LANGUAGE = next(iter(NAMES))  # where none is asked for


async def page(visit: Visit) -> Response:
    """How to hold it."""
    language = _language(visit)
    shown = kit(visit.console.assistant.house.programme, language)
    return visit.page("kit.html", tab="voices", kit=shown, spoken=language, kits=tuple(NAMES))


async def printed(visit: Visit) -> Response:
    """The same on one A4."""
    language = _language(visit)
    content = await asyncio.to_thread(kit_pdf, visit.console.assistant.house.programme, language)
    headers = {"Content-Disposition": f'attachment; filename="enregistrement-{language}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _language(visit: Visit) -> str:
    wanted = visit.request.query_params.get("langue", LANGUAGE)
    return wanted if wanted in NAMES else LANGUAGE


DOORS = (
    door(f"{ROOT}/voix/kit", page, action="voice.record", target="self"),
    door(f"{ROOT}/voix/kit.pdf", printed, action="voice.record", target="self"),
)
