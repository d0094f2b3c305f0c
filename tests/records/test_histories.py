"""Whatever happens in whatever order, in the end enDI has what it is to have, once."""

import random

import pytest

from tests.records.fake_endi import LOGIN, PASSWORD, FakeEndi
from tests.records.house import Cae

CUTS = [r"POST /import/\d/", r"(POST|PUT|DELETE) /api/v1/(nodes|statuslogentries)/.*", r"POST /api/v1/login"]
STEPS = 24


class History:
    """People who come, answer, change their minds and go, beside an enDI that is not always there."""

    def __init__(self, cae: Cae, endi: FakeEndi, seed: int) -> None:
        self.cae, self.endi, self.chance = cae, endi, random.Random(seed)
        self.agreed: dict[str, bool] = {}
        self.names: dict[str, str] = {}
        self.jobs: dict[str, str] = {}
        self.flashcoop = ""

    async def goes_on(self) -> None:
        await self.chance.choice([self.comes, self.corrects, self.tells, self.minds, self.forgets, self.syncs])()
        self.cae.passes(minutes=self.chance.choice([0, 1, 7, 90]))

    def somebody(self) -> str | None:
        return self.chance.choice(sorted(self.agreed)) if self.agreed else None

    async def comes(self) -> None:
        name = f"N{len(self.names)}"
        code = await self.cae.person(self.flashcoop, last_name={"text": name})
        self.agreed[code], self.names[code] = True, name

    async def corrects(self) -> None:
        if code := self.somebody():
            self.names[code] = f"N{self.chance.randrange(1000)}"
            await self.cae.answers(code, "registration", last_name={"text": self.names[code]})

    async def tells(self) -> None:
        if code := self.somebody():
            self.jobs[code] = self.chance.choice(["yes", "no"])
            await self.cae.answers(code, "cold", job=self.jobs[code])

    async def minds(self) -> None:
        if code := self.somebody():
            self.agreed[code] = not self.agreed[code]
            await self.cae.agrees(code, self.agreed[code])

    async def forgets(self) -> None:
        if (code := self.somebody()) and self.chance.random() < 0.4:
            del self.agreed[code]
            await self.cae.forgets(code)

    async def syncs(self) -> None:
        self.endi.cut = [self.chance.choice(CUTS)] if self.chance.random() < 0.5 else []
        if self.chance.random() < 0.2:
            await self.endi.stops()
        await self.cae.syncs()
        if self.chance.random() < 0.3:  # an older copy of the database, which knows less
            await self.cae.writer.run(lambda db: db.conn.execute("DELETE FROM record_rows"))
            for code, yes in self.agreed.items():
                if not yes:
                    self.cae.notes_withdrawal(code)
        await self.endi.starts_again()


@pytest.mark.parametrize("seed", range(5))
async def test_in_the_end_everything_is_there_once(cae: Cae, endi: FakeEndi, seed: int) -> None:
    history = History(cae, endi, seed)
    history.flashcoop = await cae.flashcoop()
    await cae.relies("endi", "endi", endi.url, login=LOGIN, password=PASSWORD)
    for _ in range(STEPS):
        await history.goes_on()
    endi.cut = []
    for _ in range(2):
        await cae.syncs()
        cae.passes(days=2)
    keys = [row["Identifiant interne"] for row in endi.people.values()]
    assert len(keys) == len(set(keys))
    shown = {row["Identifiant interne"]: row["Nom"] for row in endi.people.values()}
    there = {code: name for code, name in shown.items() if name != "(effacé)"}
    wanted = {code: history.names[code] for code, yes in history.agreed.items() if yes}
    assert there == wanted
    noted = sorted(row["label"] for row in endi.notes.values())
    assert [label.rpartition("[")[2] for label in noted] == sorted(
        f"{code}/later]" for code in wanted if history.jobs.get(code) == "yes"
    )


async def test_control_without_the_claim_an_erasure_would_be_lost(
    cae: Cae, endi: FakeEndi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.records.rows.claim", lambda db, going: None)
    flashcoop = await cae.flashcoop()
    await cae.relies("endi", "endi", endi.url, login=LOGIN, password=PASSWORD)
    code = await cae.person(flashcoop)
    endi.cut = [r"POST /import/2/"]
    await cae.syncs()
    await cae.agrees(code, False)
    await cae.syncs()
    assert endi.by_key(code)[0]["Nom"] == "Ahmadi"
