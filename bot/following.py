"""The tables of an export that a clock is needed for: where everybody stands, and the CAE's own line a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from bot.phoning import ROLES
from bot.standing import Standing, standings
from dialogs.calendar import ANY, SESSION, moment_of
from dialogs.questionnaire import Questionnaire
from storage import attendance, consents, contracts, people, prescriptions
from storage.cohorts import Cohort
from storage.database import Database
from storage.export.answers import DAMAGED
from storage.export.cells import Row
from storage.export.flashcoops import carriers, wanted
from storage.export.followed import Followed, Key
from storage.export.selection import Selection
from storage.export.tables import Table, table
from storage.people import Person
from storage.times import stamp

STATUSES = ("participant", "cohort", "cae", "role", "questionnaire", "moment", "status", "opens", "closes")
PARTICIPANT = "participant"

# What a CAE follows of the answers, and under which heading. Names are there only for the CAE that holds them.
NAMES: Mapping[Key, str] = {
    ("registration", "civility"): "civilité",
    ("registration", "first_name"): "prénom",
    ("registration", "last_name"): "nom",
    ("registration", "prescriber_org"): "structure",
}
FOLLOWED: Mapping[Key, str] = {
    ("registration", "has_job"): "travail à l'entrée",
    ("registration", "job_kind"): "nature du travail",
    ("registration", "contract"): "contrat de travail",
    ("registration", "out_of_work"): "sans travail depuis",
    ("registration", "has_project"): "projet à l'entrée",
    ("hot", "situation"): "situation à la sortie",
    ("hot", "ending"): "fin de parcours",
    ("hot", "has_project"): "projet à la sortie",
    ("hot", "next_step"): "prochaine étape",
    ("hot", "orientation"): "orientation donnée",
    ("cold", "still_situation"): "situation inchangée à six mois",
    ("cold", "situation"): "situation à six mois",
    ("cold", "better"): "situation meilleure",
    ("cold", "met_structure"): "structure rencontrée",
}
AGREEMENTS: Mapping[str, str] = {
    "bot": "accord : assistant",
    "keep_audio": "accord : garder la voix",
    "quote": "accord : citer",
    "researcher": "accord : chercheur",
    "photos": "accord : photos",
    "contact": "accord : rappel",
    "records": "accord : dossier de la CAE",
    "second_contact": "accord : second contact",
    "interview": "accord : entretien",
}
TITLES = {
    "registration": "fiche",
    "checkin": "livret",
    "hot": "bilan à chaud",
    "interview": "entretien",
    "peers": "pairs",
    "cold": "bilan à froid",
}
CONTRACT = ("contrat", "signé le", "couvert du", "couvert au", "couvert par")
WORDS = {
    **{"done": "fait", "begun": "commencé", "not_begun": "pas commencé", "closed": "clos sans fin"},
    **{"refused": "refus", **attendance.PRESENCES},
    **{"dont_know": "ne sait pas", "rather_not": "ne veut pas dire", "not_applicable": ""},
}
YES_NO = ("non", "oui")
UNREADABLE = "illisible"


def status_table(db: Database, selection: Selection, asked: Sequence[Questionnaire], now: datetime) -> Table:
    """One row for each person and each questionnaire and moment that has opened for her: who is to be counted."""
    return table("statuses", STATUSES, _statuses(db, selection, asked, now))


def follow_up_table(
    db: Database, selection: Selection, asked: Sequence[Questionnaire], now: datetime, *, personal: bool
) -> Table:
    """One line a participant, in French words; the other tables of the export say the same in codes."""
    return _FollowUp(db, selection, asked, now, personal=personal).table()


def _stand(
    db: Database, asked: Sequence[Questionnaire], person: Person, cohort: Cohort, now: datetime
) -> list[Standing] | None:
    """Where a person stands, None where a run of hers cannot be read."""
    try:
        return standings(db, asked, person, cohort, now)
    except (KeyError, TypeError, ValueError):
        return None


def _statuses(db: Database, selection: Selection, asked: Sequence[Questionnaire], now: datetime) -> Iterator[Row]:
    codes = carriers(db)
    for cohort in wanted(db, selection):
        for person in chain.from_iterable(people.people_of_cohort(db, cohort.id, role) for role in ROLES):
            who = (person.code, cohort.code, codes[cohort.cae_id], person.role)
            found = _stand(db, asked, person, cohort, now)
            if found is None:
                yield *who, None, None, DAMAGED, None, None
            for each in found or ():
                if selection.filters.moment in (None, each.moment):
                    closes = stamp(each.window.closes) if each.window.closes else None
                    opens = stamp(each.window.opens)
                    yield *who, each.questionnaire.id, each.moment, each.status, opens, closes


class _FollowUp:
    def __init__(
        self, db: Database, selection: Selection, asked: Sequence[Questionnaire], now: datetime, *, personal: bool
    ) -> None:
        self._db, self._now = db, now
        self._cohorts = wanted(db, selection)
        self._asked = [each for each in asked if each.audience == PARTICIPANT and each.moment != ANY]
        self._names = NAMES if personal else {}
        self._followed = Followed(db, [*self._names, *FOLLOWED], personal=personal)
        self._days = max((len(cohort.sessions) for cohort in self._cohorts), default=0)
        self._moments = list(dict.fromkeys(self._headings()))

    def table(self) -> Table:
        """The lines, by Flashcoop, in the order people came."""
        days = [f"J{place}" for place in range(1, self._days + 1)]
        known = ("code", "flashcoop", "cae", "langue", *self._names.values(), "prescripteur")
        columns = (*known, *days, *CONTRACT, *AGREEMENTS.values(), *self._moments, *FOLLOWED.values())
        return table("suivi", columns, (line for cohort in self._cohorts for line in self._lines(cohort)))

    def _headings(self) -> Iterator[str]:
        for each in sorted(self._asked, key=lambda each: each.order):
            title = TITLES.get(each.id, each.id)
            if each.moment == SESSION:
                yield from (f"{title} J{place}" for place in range(1, self._days + 1))
            else:
                yield title

    def _lines(self, cohort: Cohort) -> Iterator[Row]:
        marks, signed = attendance.marks(self._db, cohort.id), contracts.contracts(self._db, cohort.id)
        carrier = carriers(self._db)[cohort.cae_id]
        for person in people.people_of_cohort(self._db, cohort.id):
            answers = self._followed.of(person.id, cohort.id)
            there = [WORDS.get(marks.get((person.id, session.number), "")) for session in cohort.sessions]
            agreed = consents.consents_of(self._db, person.id)
            yield (
                *(person.code, cohort.code, carrier, person.language),
                *(_told(answers.get(key)) for key in self._names),
                self._prescriber(person),
                *(*there, *[None] * (self._days - len(there))),
                *_contract(signed.get(person.id)),
                *(YES_NO[agreed[purpose]] if purpose in agreed else None for purpose in AGREEMENTS),
                *self._stands(person, cohort),
                *(_told(answers.get(key)) for key in FOLLOWED),
            )

    def _prescriber(self, person: Person) -> str | None:
        sent_by = prescriptions.prescriber_of(self._db, person.id)
        return people.person(self._db, sent_by).code if sent_by is not None else None

    def _stands(self, person: Person, cohort: Cohort) -> Iterable[str | None]:
        found = _stand(self._db, self._asked, person, cohort, self._now)
        if found is None:
            return [UNREADABLE for _ in self._moments]
        stands = {_heading(each, cohort): WORDS[each.status] for each in found}
        return [stands.get(heading) for heading in self._moments]


def _heading(standing: Standing, cohort: Cohort) -> str:
    title = TITLES.get(standing.questionnaire.id, standing.questionnaire.id)
    places = {moment_of(session): place for place, session in enumerate(cohort.sessions, 1)}
    return f"{title} J{places[standing.moment]}" if standing.moment in places else title


def _told(answer: tuple[str, object] | None) -> object:
    if answer is None:
        return None
    status, told = answer
    return WORDS.get(status, told) or None


def _contract(entered: contracts.Contract | None) -> Row:
    if entered is None:
        return None, None, None, None, None
    days = (entered.signed_on, entered.covered_from, entered.covered_to)
    told = (day.isoformat() if day else None for day in days)
    return "signé" if entered.signed else "non signé", *told, entered.cae
