"""Operations: a list becomes people of a Flashcoop, and names are written of somebody, before or after she came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.enrolling.reading import Line, PeopleList, marks
from bot.operating import Operating
from dialogs.values import read_phone
from storage import announced, cohorts, consents, instances, people, prescriptions
from storage.announced import HERS, WRITTEN
from storage.cohorts import Cohort
from storage.database import Database, one
from storage.people import Person
from storage.refusals import Refused
from storage.secrets import Vault

LONGEST = 200  # letters of one field
CIVILITIES = ("madame", "monsieur")


def compared(db: Database, vault: Vault, cohort: Cohort, listed: PeopleList) -> PeopleList:
    """The list with those marked who are in this Flashcoop already. Other Flashcoops are not looked at: whether
    somebody is there is nobody's business here.
    """
    here = {mark for person in people.people_of_cohort(db, cohort.id) for mark in _marks_of(db, vault, person)}
    imported = {line.number for line in listed.lines if _imported(db, cohort, listed.source, line.number) is not None}
    return replace(listed, lines=tuple(_known(line, here, imported) for line in listed.lines))


def _known(line: Line, here: set[str], imported: set[int]) -> Line:
    if line.state == "unreadable":
        return line
    if line.number in imported:
        return replace(line, state="known", notes=(*line.notes, "Cette ligne a déjà été importée."))
    if here & set(marks(line.values)):
        return replace(line, state="known", notes=(*line.notes, "Déjà dans ce Flashcoop ?"))
    return line


def import_people(
    operating: Operating, vault: Vault, cohort: str, source: str, lines: Sequence[Mapping[str, Any]], by: str = ""
) -> dict[str, Any]:
    """People of a list, by line: `{"line": 2, "language": "fa_AF", "first_name": …}`. A line of a file is somebody
    once only, however often it is posted.
    """
    found = cohorts.cohort(operating.db, cohort)
    author = people.person_by_code(operating.db, by) if by else None
    fresh = []
    for line in lines:
        number = int(line["line"])
        if _imported(operating.db, found, source, number) is None:
            values = {key: str(line[key]) for key in (*WRITTEN, *HERS) if line.get(key)}
            person = enrol(operating, vault, found, values, line.get("language"), author)
            operating.db.conn.execute(
                "INSERT INTO imported_lines (cohort_id, source, person_id) VALUES (?, ?, ?)",
                (found.id, _source(source, number), person.id),
            )
            fresh.append({"line": number, "code": person.code})
    return {"people": fresh, "already": len(lines) - len(fresh)}


def enrol(
    operating: Operating,
    vault: Vault,
    cohort: Cohort,
    values: Mapping[str, str],
    language: str | None,
    by: Person | None,
) -> Person:
    """A participant of a Flashcoop who has not come yet, with what is written of her; refused where it cannot be."""
    _check(values)
    db = operating.db
    person = people.add_person(db, operating.codes, "participant", cohort.id, cohort.cae_id, operating.now)
    if language:
        people.prefer(db, person.id, "language", language)
    announced.announce(db, vault, person, values, by, operating.now)
    return person


def write_names(
    operating: Operating, vault: Vault, cohort: str, person: str, values: Mapping[str, str], by: str = ""
) -> dict[str, Any]:
    """What staff write of a participant: answers once she has agreed to the assistant, before that announced."""
    found = cohorts.cohort(operating.db, cohort)
    known = people.person_by_code(operating.db, person)
    if found.id not in people.cohorts_of(operating.db, known.id) or known.role != "participant":
        raise Refused("not_a_member", f"« {person} » n'est pas une participante de ce Flashcoop.")
    author = people.person_by_code(operating.db, by) if by else None
    _check(values)
    db, now = operating.db, operating.now
    run = registration_of(db, known)
    if run is not None and consents.consents_of(db, known.id).get(announced.AGREES):
        written = {key: text for key, text in values.items() if key in WRITTEN}
        announced.write(db, run, written, author, now)
    else:
        announced.announce(db, vault, known, _numbered(values), author, now)
    return {"person": known.code, **written_of(db, vault, known)}


def written_of(db: Database, vault: Vault, person: Person) -> dict[str, str]:
    """What is written of a participant now: as answers, or announced. Her own number only while it is announced."""
    told = announced.announced(db, vault, person.id)
    return {**told, **_answered(db, person.id)}


def name_of(db: Database, vault: Vault, person: Person) -> str:
    """Her written name, « » where nobody wrote one."""
    told = written_of(db, vault, person)
    return " ".join(part for part in (told.get("first_name"), told.get("last_name")) if part)


def registration_of(db: Database, person: Person) -> instances.Stored | None:
    """Her run of the registration, None before there is one."""
    mine = instances.instances_of(db, person.id)
    return next((run for run in mine if run.questionnaire == announced.REGISTRATION), None)


def prescribed(db: Database, person: Person) -> str | None:
    """The code of the partner whose link proposed her, None where nobody's did."""
    partner = prescriptions.prescriber_of(db, person.id)
    return people.person(db, partner).code if partner is not None else None


def _answered(db: Database, person_id: int) -> dict[str, str]:
    given = {
        key: answer.value
        for run in instances.instances_of(db, person_id)
        if run.questionnaire == announced.REGISTRATION
        for key, answer in run.instance.given.items()
        if key in WRITTEN and answer.value
    }
    return {key: str(value.get("text", "")) if isinstance(value, dict) else str(value) for key, value in given.items()}


def _marks_of(db: Database, vault: Vault, person: Person) -> Iterator[str]:
    told = written_of(db, vault, person)
    yield from marks(told) if told.get("first_name") or told.get("last_name") else ()


def _imported(db: Database, cohort: Cohort, source: str, number: int) -> int | None:
    row = one(
        db,
        "SELECT person_id FROM imported_lines WHERE cohort_id = ? AND source = ?",
        (cohort.id, _source(source, number)),
    )
    return row["person_id"] if row else None


def _source(source: str, number: int) -> str:
    return f"{source}:{number}"


def _numbered(values: Mapping[str, str]) -> dict[str, str]:
    """The values, a telephone number in its international form; refused when it is none."""
    if not values.get("phone"):
        return dict(values)
    number = read_phone(values["phone"])
    if number is None:
        raise Refused("bad_phone", f"« {values['phone']} » n'est pas un numéro de téléphone.")
    return {**values, "phone": number}


def _check(values: Mapping[str, str]) -> None:
    for key, text in values.items():
        if key not in (*WRITTEN, *HERS):
            raise Refused("unknown_field", f"« {key} » ne s'écrit pas : {', '.join((*WRITTEN, *HERS))}.")
        if len(text) > LONGEST:
            raise Refused("too_long", f"« {text[:20]}… » est trop long : {LONGEST} lettres au plus.")
    if values.get("civility") and values["civility"] not in CIVILITIES:
        raise Refused("unknown_civility", f"« {values['civility']} » n'est pas une civilité : madame, monsieur.")
