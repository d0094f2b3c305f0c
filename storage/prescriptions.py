from datetime import datetime

from sqlite_utils import Database

from storage.codes import Codes
from storage.database import every, one
from storage.people import Person, add_person, cohorts_of
from storage.refusals import Refused
from storage.times import stamp


def propose(db: Database, codes: Codes, by: Person, cohort_id: int, now: datetime) -> Person:
    """A participant somebody sends to a Flashcoop of theirs, before she has come herself."""
    row = one(
        db,
        "SELECT c.cae_id FROM members m JOIN cohorts c ON c.id = m.cohort_id"
        " WHERE m.person_id = ? AND c.id = ? AND m.ended_at IS NULL",
        (by.id, cohort_id),
    )
    if row is None:
        raise Refused("not_yours", "Ce n'est pas à vous de proposer quelqu'un dans ce Flashcoop.")
    proposed = add_person(db, codes, "participant", cohort_id, row["cae_id"], now)
    if by.role == "partner":
        db.conn.execute("INSERT INTO prescriptions VALUES (?, ?, ?)", (proposed.id, by.id, stamp(now)))
    return proposed


def enter_prescriber(db: Database, person: Person, cohort_id: int, partner: Person | None, now: datetime) -> None:
    """Keep which partner of her Flashcoop sent a participant, None for nobody; refused for anybody else."""
    if partner is not None and (partner.role != "partner" or cohort_id not in cohorts_of(db, partner.id)):
        raise Refused("not_a_partner", "Choisissez un partenaire de ce Flashcoop.")
    db.conn.execute("DELETE FROM prescriptions WHERE person_id = ?", (person.id,))
    if partner is not None:
        db.conn.execute("INSERT INTO prescriptions VALUES (?, ?, ?)", (person.id, partner.id, stamp(now)))


def prescriber_of(db: Database, person_id: int) -> int | None:
    """The partner who sent a person, None when nobody did or the partner is gone."""
    row = one(db, "SELECT partner_id FROM prescriptions WHERE person_id = ?", (person_id,))
    return row["partner_id"] if row else None


def prescribed_by(db: Database, partner_id: int, cohort_id: int) -> list[int]:
    """The people a partner sent to a Flashcoop who have not withdrawn, in the order they were proposed."""
    found = every(
        db,
        "SELECT p.id FROM prescriptions s JOIN people p ON p.id = s.person_id"
        " WHERE s.partner_id = ? AND p.cohort_id = ? AND p.withdrawn_at IS NULL ORDER BY p.id",
        (partner_id, cohort_id),
    )
    return [row["id"] for row in found]
