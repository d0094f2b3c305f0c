"""What is known of a participant or a Flashcoop, by source: what mappings draw from."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from dialogs.questionnaire import Question, Questionnaire
from storage import attendance, cohort_figures, cohorts, contracts, json_text, people
from storage.cohorts import Cohort
from storage.database import every, one
from storage.labels import label
from storage.people import Person
from storage.questionnaires import questionnaire
from storage.refusals import Refused

LANGUAGE = "fr"  # what choices are called in a French cooperative's records
UNCHECKED = "(transcription automatique, non vérifiée)"
TRANSLATED = "Traduction :"
NOT_SENT = ("consent", "spoken_name", "info", "language")  # agreements and voices are never a CAE's records

Version = Callable[[str], Questionnaire | None]


class Fact(NamedTuple):
    """What one source says: the answer's own code or figure, and how it is written; `moment` tells several apart."""

    moment: str
    value: str
    text: str


Facts = Mapping[str, tuple[Fact, ...]]


def versions(db: Database) -> Version:
    """The questionnaires by hash, each read once; None for one that is damaged."""
    known: dict[str, Questionnaire | None] = {}

    def version(hashed: str) -> Questionnaire | None:
        if hashed not in known:
            try:
                known[hashed] = questionnaire(db, hashed)
            except Refused:
                known[hashed] = None
        return known[hashed]

    return version


def person_facts(db: Database, person: Person, version: Version) -> Facts:
    """What a participant has answered, and what was noted of her; what others said of her is not in it."""
    found: dict[str, list[Fact]] = {}
    for row in every(db, _PRESENT, (person.id,)):
        asked = _question(version(row["hash"]), row["question"])
        if asked is None or asked.kind in NOT_SENT:
            continue
        if fact := _fact(db, asked, row):
            found.setdefault(f"{row['questionnaire']}.{row['question']}", []).append(fact)
    given = {source: tuple(facts) for source, facts in found.items()}
    place = cohorts.cohort_by_id(db, person.cohort_id) if person.cohort_id else None
    return {**given, **_known("person", _person(person)), **(_places(db, person, place) if place else {})}


def cohort_facts(cohort: Cohort) -> Facts:
    """What is known of a Flashcoop. Its audience is not: in a record it would become a property of its people."""
    days = [session.date for session in cohort.sessions]
    about = {
        "code": cohort.code,
        "name": cohort.name,
        "cae": cohort.cae,
        "place": cohort.place,
        "sector": cohort.sector,
        "product": cohort.product,
        "first_day": min(days).isoformat() if days else None,
        "last_day": max(days).isoformat() if days else None,
        "sessions": str(len(days)),
        "animators": ", ".join(cohort.animators),
        "partners": ", ".join(cohort.partners),
    }
    return _known("cohort", about)


def figure_facts(db: Database, cohort: Cohort) -> Facts:
    """What a Flashcoop made and sold: for its own record, never a person's. What nobody entered is not there."""
    sheet = cohort_figures.sheet(db, cohort)
    told = {
        "people": str(sheet.people) if sheet.people else None,
        "sale_place": sheet.sale_place,
        "speakers": ", ".join(sheet.speakers),
        "turnover": _euros(sheet.turnover_cents),
        "charges": _euros(sheet.charges_cents),
        "profit": _euros(sheet.profit),
    }
    return _known("figures", told)


def _euros(cents: int | None) -> str | None:
    """An amount as French spreadsheets read it: 528,00."""
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"


def _known(group: str, values: Mapping[str, str | None]) -> dict[str, tuple[Fact, ...]]:
    return {f"{group}.{name}": (Fact("once", value, value),) for name, value in values.items() if value}


def _person(person: Person) -> dict[str, str | None]:
    return {"code": person.code, "language": person.language}


def _places(db: Database, person: Person, cohort: Cohort) -> dict[str, tuple[Fact, ...]]:
    marks = [state for (who, _), state in attendance.marks(db, cohort.id).items() if who == person.id]
    there = {"present": str(marks.count("present")), "marked": str(len(marks))} if marks else {}
    signed = contracts.contracts(db, cohort.id).get(person.id)
    about: dict[str, str | None] = {}
    if signed is not None:
        days = {"signed_on": signed.signed_on, "covered_from": signed.covered_from, "covered_to": signed.covered_to}
        about = {name: day.isoformat() if day else None for name, day in days.items()}
        about |= {"signed": "yes" if signed.signed else "no", "cae": signed.cae}
    return {**cohort_facts(cohort), **_known("attendance", there), **_known("contract", about)}


def _question(version: Questionnaire | None, key: str) -> Question | None:
    asked = version.questions if version else ()
    return next((question for question in asked if question.key == key), None)


def _fact(db: Database, asked: Question, row: sqlite3.Row) -> Fact | None:
    try:
        value = json_text.load(row["value"])
    except ValueError:
        return None
    if isinstance(value, dict):
        text = _words(db, value)
        return Fact(row["moment"], text, text) if text else None
    return Fact(row["moment"], str(value), label(asked, value, LANGUAGE) or str(value))


def _words(db: Database, value: Mapping[str, Any]) -> str:
    """An open answer: what was typed, then what was said as it is written down so far."""
    takes = value.get("takes")
    spoken = [_spoken(db, take) for take in takes if isinstance(take, str)] if isinstance(takes, list) else []
    typed = value.get("text")
    return "\n".join(filter(None, [typed if isinstance(typed, str) else "", *spoken]))


def _spoken(db: Database, take: str) -> str:
    row = one(db, "SELECT transcript, transcript_status, translation FROM takes WHERE id = ?", (take,))
    if row is None or not row["transcript"]:
        return ""
    said = row["transcript"] if row["transcript_status"] == "checked" else f"{row['transcript']} {UNCHECKED}"
    return f"{said}\n{TRANSLATED} {row['translation']}" if row["translation"] else said


def participants(db: Database, cae_id: int) -> list[Person]:
    """The participants of a CAE, in the order they joined; who has left is one of them until she is erased."""
    found = every(
        db,
        "SELECT p.id FROM people p LEFT JOIN cohorts c ON c.id = p.cohort_id"
        " WHERE p.role = 'participant' AND coalesce(p.cae_id, c.cae_id) = ? ORDER BY p.id",
        (cae_id,),
    )
    return [people.person(db, row["id"]) for row in found]


# Instances about somebody else are not hers; the last revision of an answer is the present one.
_PRESENT = """
SELECT i.questionnaire, i.hash, i.moment, a.question, a.value FROM instances i
JOIN answers a ON a.instance_id = i.id
WHERE i.person_id = ? AND i.subject_id IS NULL AND a.value IS NOT NULL
AND a.revision = (SELECT max(b.revision) FROM answers b
    WHERE b.instance_id = a.instance_id AND b.question = a.question)
ORDER BY i.id, a.question
"""
