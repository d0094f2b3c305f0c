"""Who may be photographed: for the photographer, by the picture a person chose, never by a name."""

from dataclasses import dataclass

from sqlite_utils import Database

from storage import people
from storage.answers import present
from storage.consents import consents_of
from storage.instances import instances_of

PURPOSE = "photos"
QUESTIONNAIRE, PORTRAIT = "registration", "portrait"  # where she chose the picture that stands for her


@dataclass(frozen=True, slots=True)
class Photographed:
    """A participant who agrees to photographs now; `picture` is "" where she chose none."""

    code: str
    picture: str


def may_be_photographed(db: Database, cohort_id: int) -> list[Photographed]:
    """The participants of a Flashcoop who agree now; who refused, took it back, left or was never asked is not here."""
    return [
        Photographed(person.code, _picture(db, person.id))
        for person in people.people_of_cohort(db, cohort_id)
        if consents_of(db, person.id).get(PURPOSE)
    ]


def _picture(db: Database, person_id: int) -> str:
    mine = (stored for stored in instances_of(db, person_id) if stored.questionnaire == QUESTIONNAIRE)
    chosen = [present(db, stored.id).get(PORTRAIT) for stored in mine]
    return next((str(kept.revision.value) for kept in chosen if kept and kept.revision.value), "")
