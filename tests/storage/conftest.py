import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dialogs.instance import Instance
from dialogs.questionnaire import Choice, Input, Phrase, Question, Questionnaire, Step, Wording
from storage import addresses, cohorts, instances, invitations, people
from storage.codes import Codes
from storage.database import Database, open_database
from storage.secrets import Vault
from tests.empty import empty_database

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DATES = [date(2026, 11, day) for day in (23, 24, 26, 30)]


def phrase(key: str, french: str, dari: str) -> Phrase:
    words = {"fr": french, "fa_AF": dari}
    return Phrase(key=key, wordings={lang: {"": Wording(printed=w, spoken=w)} for lang, w in words.items()})


YES = Choice(key="yes", picture="yes", phrase=phrase("common.yes", "Oui", "بلی"))
NO = Choice(key="no", picture="no", phrase=phrase("common.no", "Non", "نه"))


def question(key: str, kind: str, french: str, **more: object) -> Question:
    choices = (YES, NO) if kind in ("yesno", "consent") else ()
    input_: Input = "choices" if choices else "open"
    step = Step(
        name=key,
        question=key,
        phrase=phrase(key, french, "سوال"),
        input=input_,
        choices=choices,
    )
    return Question.model_validate({"key": key, "kind": kind, "steps": (step,), **more})


SURVEY = Questionnaire(
    id="survey",
    version=1,
    audience="participant",
    moment="once",
    questions=(
        question("keep_audio", "consent", "Gardons-nous votre voix ?", purpose="keep_audio"),
        question("has_job", "yesno", "Avez-vous un emploi ?", references={"fse": "emploi"}),
        question("project", "open", "Quel est votre projet ?"),
        question("phone", "phone", "Votre téléphone ?", personal=True),
    ),
)


@dataclass
class Place:
    """A database with one CAE, one Flashcoop, one participant at one Telegram address and her instance."""

    db: Database
    vault: Vault
    codes: Codes
    cohort: cohorts.Cohort
    person: people.Person
    address: addresses.Address
    code: str

    @property
    def instance(self) -> instances.Stored:
        return instances.load(self.db, self.code)


@pytest.fixture
def codes() -> Codes:
    return Codes(random.Random(7).choice)


@pytest.fixture
def vault() -> Vault:
    return Vault("a secret of the tests, long enough")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(empty_database(tmp_path / "flashcoop.db"), NOW) as database:
        yield database


@pytest.fixture
def cohort(db: Database, codes: Codes) -> cohorts.Cohort:
    cohorts.add_cae(db, codes, "Coopaname")
    opening = cohorts.Opening("Cuisine", "Coopaname", DATES, place="Paris", audience="femmes")
    return cohorts.cohort(db, cohorts.create_cohort(db, codes, opening, NOW))


@pytest.fixture
def place(db: Database, vault: Vault, codes: Codes, cohort: cohorts.Cohort) -> Place:
    address = addresses.reach(db, vault, "telegram", "4242424242", NOW)
    token = invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, NOW)
    joined = invitations.use(db, codes, token, address.id, NOW)
    assert joined.person_id is not None
    person = people.person(db, joined.person_id)
    code = instances.open_instance(
        db, codes, person, SURVEY, "once", lambda code: Instance(code, "survey:has_job"), NOW
    )
    return Place(db, vault, codes, cohort, person, address, code)
