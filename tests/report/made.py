"""Flashcoops made for the tests of the bilan: people and what they answered, put into a database and exported."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.exporting import Asked, Scope, export_folder
from bot.loading import Programme
from dialogs.instance import Instance
from storage import answers, cohorts, consents, instances, people
from storage.answers import Revision
from storage.codes import Codes
from storage.cohorts import Cohort
from storage.database import Database
from storage.export.selection import Filters
from storage.people import Person
from storage.themes import put

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
NONE = ("dont_know", "rather_not")
FOUR_DAYS = (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 9))
FIRST, LAST = "session:1", "session:4"


@dataclass
class Made:
    """A database that is filled by hand; `codes` are the same in each run."""

    db: Database
    programme: Programme
    codes: Codes = field(default_factory=lambda: Codes(random.Random(7).choice))
    known: dict[str, str] = field(default_factory=dict)  # codes a test wants to find again

    def cohort(self, name: str, cae: str = "Coodem", dates: Sequence[date] = FOUR_DAYS, **more: Any) -> Cohort:
        """A Flashcoop of a CAE."""
        cohorts.add_cae(self.db, self.codes, cae)
        opening = cohorts.Opening(name, cae, dates, **more)
        return cohorts.cohort(self.db, cohorts.create_cohort(self.db, self.codes, opening, NOW))

    def person(self, cohort: Cohort, language: str = "fr", role: str = "participant") -> Person:
        """Somebody in a Flashcoop."""
        joined = people.add_person(self.db, self.codes, role, cohort.id, cohort.cae_id, NOW)
        people.prefer(self.db, joined.id, "language", language)
        return people.person(self.db, joined.id)

    def says(self, person: Person, questionnaire: str, moment: str = "once", /, **said: Any) -> str:
        """What a person answers in one questionnaire, which she finishes; the code of the run.

        A text stands for typed words where the question is open, and for a code of no answer where it is one.
        """
        asked = self.programme.flows[questionnaire].questionnaire
        begin = asked.questions[0].key
        code = instances.open_instance(
            self.db, self.codes, person, asked, moment, lambda code: Instance(code, f"{questionnaire}:{begin}"), NOW
        )
        for key, value in said.items():
            self.answers(code, key, value, language=person.language or "fr", author=person.code)
        self.db.conn.execute("UPDATE instances SET finished_at = opened_at WHERE code = ?", (code,))
        return code

    def answers(
        self, run: str, key: str, value: object, *, language: str = "fr", author: str = "FC-1", mode: str = "tap"
    ) -> None:
        """One answer, or its correction."""
        found = instances.load(self.db, run)
        question = self.programme.flows[found.questionnaire].questionnaire.by_key[key]
        none = str(value) if value in NONE else None
        open_words = question.kind == "open" and isinstance(value, str) and none is None
        kept = {"text": value, "takes": []} if open_words else value
        revision = Revision(key, None if none else kept, none, None, f"{key} ?", language, mode, author, "web")
        answers.revise(self.db, found.id, found.cae_id, revision, None, NOW)

    def agrees(self, person: Person, purpose: str, *, given: bool = True) -> None:
        """What a person says to a purpose."""
        said = consents.Given(purpose, given, f"{purpose} ?", person.language, "tap", person.code)
        consents.agree(self.db, person.id, person.cae_id, said, None, NOW)

    def theme(self, run: str, question: str, theme: str) -> None:
        """A theme on an answer."""
        put(self.db, f"{run}.{question}", theme, "FC-1", NOW)

    def exported(self, folder: Path, *, names_of: str | None = None) -> Path:
        """The folder, with everything in CSV, or all of one CAE with names."""
        scope = Scope(names_of, names=names_of is not None)
        export_folder(self.db, folder, "csv", scope, Filters(), self.asked)
        return folder

    @property
    def asked(self) -> Asked:
        """All questionnaires, on the day of the tests."""
        return Asked([flow.questionnaire for flow in self.programme.flows.values()], NOW)
