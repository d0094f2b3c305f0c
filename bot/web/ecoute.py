"""Écoute-toi, on a person's own page: her words and her progress to hear, and as one sound to keep."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.ecoute import story_of
from bot.ecoute.sounding import FILE, Sounding
from bot.web.desk import Desk, Visitor
from bot.web.pages import Pages
from bot.web.words import clip_address, unbroken
from dialogs.ecoute import Scene, Story, scenes
from dialogs.languages import Language
from dialogs.speaking import Speech
from storage.database import Database


class Ecoute:
    """The handlers of that page."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk, self._pages = desk, pages
        self._sounding = Sounding(desk.assistant)

    async def page(self, request: Request) -> Response:
        """What she hears of herself, scene by scene."""
        visitor, told = await self._told(request)
        here = f"/p/{request.path_params['token']}"
        shown = [self._shown(scene, here) for scene in told]
        person = visitor.person
        return HTMLResponse(self._pages.ecoute(person.language, person.variant, person.slow, scenes=shown, page=here))

    async def sound(self, request: Request) -> Response:
        """All of it as one sound, hers to keep."""
        _, told = await self._told(request)
        content = await self._sounding.sound([sound for scene in told for sound in scene.sounds])
        if content is None:
            raise HTTPException(404)
        named = {"Content-Disposition": f'attachment; filename="{FILE}"', "Cache-Control": "private, no-store"}
        return Response(content, media_type="audio/ogg", headers=named)

    async def _told(self, request: Request) -> tuple[Visitor, list[Scene]]:
        token = request.path_params["token"]
        visitor = await self._desk.visitor(token)
        if visitor is None:
            raise HTTPException(404, await self._desk.no_page(token))
        story = await self._desk.assistant.reader.run(self._story, visitor)
        if story is None:
            raise HTTPException(404)
        person = visitor.person
        told = scenes(story, self._desk.book, person.language, person.variant, slow=person.slow)
        return visitor, list(told)

    def _story(self, db: Database, visitor: Visitor) -> Story | None:
        return story_of(db, self._desk.assistant.house, visitor.person, self._desk.assistant.clock())

    def _shown(self, scene: Scene, page: str) -> dict[str, Any]:
        """A scene as the template lays it out: each sound in its turn, each line in its own language."""
        spoken = [sound.language for sound in scene.sounds if isinstance(sound, Speech)]
        tongues = [self._language(spoken[place] if place < len(spoken) else None) for place in range(len(scene.lines))]
        return {
            "part": scene.part,
            "pictures": scene.pictures,
            "lines": [(unbroken(text), tongue) for text, tongue in zip(scene.lines, tongues, strict=True)],
            "clips": [address for sound in scene.sounds if (address := clip_address(self._desk.sounds, sound, page))],
        }

    def _language(self, code: str | None) -> Language:
        languages = self._desk.book.languages
        return languages.get(code or "") or next(iter(languages.values()))
