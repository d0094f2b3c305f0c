"""The doors of a house that also forgets."""

from pathlib import Path

from bot.erasing import Forgetting
from bot.loading import Programme
from bot.settings import Settings
from bot.spoken import lasting
from bot.voice.clips import ClipStore
from tests.botapi import Person
from tests.doors.house import Doors
from tests.rights.canary import beside, traces
from tests.telegram.conftest import Hum

WHOLE = {"language": "fr", "name": "Zéphyrine Canari", "phone": "0612345678", "second_contact_ok": "no"}


class Rights(Doors):
    """Doors on settings of their own, so that there is a ledger, with clips that pass."""

    def opens(self, programme: Programme) -> None:
        super().opens(programme)
        self.assistant.settings = Settings.model_construct(
            data=self.folder, database=self.folder / "house.sqlite", ledger=None
        )
        self.assistant.ledger.path = self.folder / "ledger.jsonl"
        self.assistant.clips = ClipStore(self._clips, [Hum()], lasting(programme))
        self.forgetting = Forgetting(self.assistant)

    @property
    def database(self) -> Path:
        return self.folder / "house.sqlite"

    def traces(self, *canaries: bytes) -> list[str]:
        """Where a canary still is: the database, its log, and everything in the folder but the ledger."""
        paths = [path for path in self.folder.iterdir() if path.name not in ("ledger.jsonl", "house.sqlite.lock")]
        return traces({*paths, *beside(self.database)}, canaries)

    async def forgets(self) -> None:
        """Everything that was asked to be forgotten, until it is done and was said."""
        for _ in range(3):
            await self.forgetting.work()
            await self.sender.drain()

    async def code(self) -> str:
        """The code of who came in last."""
        return str((await self.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1"))[0]["code"])

    async def registered(self, name: str = "Amina", flashcoop: str = "", **answers: str) -> tuple[Person, str]:
        """Somebody who has answered everything at the beginning, on Telegram first and on her page: and her code."""
        person = await self.at_telegram(name, flashcoop)
        code = await self.code()
        page = await self.page_of(code)
        await page.goes_through(**{**WHOLE, **answers}, until="")
        await self.hears(person, person.opens())
        return person, code
