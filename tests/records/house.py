"""A CAE with participants who have answered, and its records; everything moved by hand."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.loading import Programme
from bot.outgoing import allowed_hosts
from bot.records.connecting import connector
from bot.records.settling import preset
from bot.records.status import status
from bot.records.syncing import Done, Parts, sync_all
from dialogs.instance import Instance
from storage import answers, cohorts, consents, erasure, instances, people
from storage.codes import Codes
from storage.database import Database, every
from storage.ledger import Entry, Ledger
from storage.people import Person
from storage.records import rows, targets
from storage.secrets import Vault
from storage.threads import Reader, Writer
from storage.times import stamp
from tests.empty import empty_database

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
NAMES = {"civility": "madame", "first_name": {"text": "Amina"}, "last_name": {"text": "Ahmadi"}}
CAE = "Coodem"


class Cae:
    """One CAE: people come in, answer, correct, agree and are forgotten; its records are synced."""

    def __init__(self, folder: Path, programme: Programme) -> None:
        self.folder, self.programme = folder, programme
        self.now = START
        self.vault, self.codes = Vault("a secret of the tests, long enough"), Codes(random.Random(7).choice)
        self.ledger = Ledger(folder / "ledger.jsonl")
        self.hosts = ""
        self.opens()

    def opens(self) -> None:
        path = empty_database(self.folder / "house.sqlite")
        self.writer, self.reader = Writer.open(path, self.now), Reader(path, self.now)

    def closes(self) -> None:
        self.reader.close()
        self.writer.close()

    def clock(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    async def flashcoop(self, cae: str = CAE, name: str = "Dastmal") -> str:
        dates = [date(2026, 11, day) for day in (23, 24, 26, 30)]

        def opened(db: Database) -> str:
            cohorts.add_cae(db, self.codes, cae)
            opening = cohorts.Opening(name, cae, dates, place="Ernée", audience="Demandeurs d'asile")
            return cohorts.create_cohort(db, self.codes, opening, self.now)

        return await self.writer.run(opened)

    async def person(self, flashcoop: str, agrees: bool = True, **given: Any) -> str:
        """A participant who answered the fiche; `given` adds to it or changes it. Her code."""

        def comes(db: Database) -> str:
            cohort = cohorts.cohort(db, flashcoop)
            person = people.add_person(db, self.codes, "participant", cohort.id, cohort.cae_id, self.now)
            self._agrees(db, person, agrees)
            self._answers(db, person, "registration", {**NAMES, **given})
            return person.code

        return await self.writer.run(comes)

    async def answers(self, code: str, questionnaire: str, **given: Any) -> None:
        await self.writer.run(lambda db: self._answers(db, people.person_by_code(db, code), questionnaire, given))

    async def agrees(self, code: str, yes: bool) -> None:
        await self.writer.run(lambda db: self._agrees(db, people.person_by_code(db, code), yes))

    def _agrees(self, db: Database, person: Person, yes: bool) -> None:
        said = consents.Given("records", yes, "Peut-on donner vos réponses ?", "fr", "tap", person.code)
        consents.agree(db, person.id, person.cae_id, said, None, self.now)

    def _answers(self, db: Database, person: Person, questionnaire: str, given: Mapping[str, Any]) -> None:
        asked = self.programme.flows[questionnaire].questionnaire
        moment = {"registration": "once", "hot": "exit", "cold": "cold"}.get(questionnaire, "session:1")
        code = instances.open_instance(
            db, self.codes, person, asked, moment, lambda code: Instance(code, f"{questionnaire}:x"), self.now
        )
        for question, value in given.items():
            said = answers.Revision(question, value, None, None, "?", "fr", "tap", person.code, "telegram")
            kept = instances.load(db, code)
            answers.revise(db, kept.id, kept.cae_id, said, None, self.now)

    def notes_withdrawal(self, code: str) -> None:
        """The ledger says of somebody that she took her agreement back, as the worker of erasures has it."""
        self.ledger.add([Entry(stamp(self.now), "withdrew", code, "records")])

    async def forgets(self, code: str) -> None:
        self.ledger.erased(code, self.now)
        await self.writer.run(erasure.erase, self.vault, code, self.now)

    # Its records

    async def relies(
        self, name: str, kind: str, place: str, mapping: str | None = None, cae: str = CAE, **keys: str
    ) -> None:
        """Connect a target; its host is one that may be private, as this machine is."""
        if kind != "folder":
            self.hosts = ",".join(filter(None, [self.hosts, place.removeprefix("http://").strip("/")]))

        def added(db: Database) -> None:
            given = targets.Opening(name, cohorts.cae_id(db, cae), kind, place, keys, mapping or preset(kind))
            targets.add(db, self.vault, given, self.now)

        await self.writer.run(added)

    @property
    def parts(self) -> Parts:
        connect = connector(self.vault, allowed_hosts(self.hosts))
        return Parts(self.writer, self.reader, self.clock, self.ledger, connect)

    async def syncs(self, *, at_once: bool = True) -> list[Done]:
        return await sync_all(self.parts, at_once=at_once)

    async def status(self) -> list[dict[str, Any]]:
        forgotten = rows.forgotten(self.ledger.entries())
        return await self.reader.run(status, forgotten, self.now)

    async def line(self, key: str) -> dict[str, Any]:
        """What status says of an object that is not simply there."""
        return next(line for each in await self.status() for line in each["rows"] if line["key"] == key)

    async def rows(self, sql: str, *parameters: Any) -> list[dict[str, Any]]:
        return await self.reader.run(lambda db: [dict(row) for row in every(db, sql, parameters)])
