"""Inviting by mail: partners get their page, staff the way into the console, at an address that is kept sealed. A
link that is over is replaced by a letter to the same address.
"""

from datetime import datetime, timedelta

from bot.building import vault_of
from bot.operating import Operating
from bot.post.carriers import carriers_of
from bot.post.reaching import opened
from bot.turns.house import House
from storage import addresses, cohorts, letterboxes, links, mails, outbox, people
from storage.cohorts import Cohort
from storage.database import Database, every
from storage.letterboxes import LETTERS, MAIL
from storage.people import Person
from storage.refusals import Refused
from storage.secrets import Vault
from storage.times import stamp

INVITED = ("partner", "animator", "interpreter", "coordinator", "cpe")
PEACE = timedelta(minutes=10)  # a letter that was asked for again and again leaves once
LONGEST = 254  # signs of a mail address (RFC 5321)


def invite_by_mail(operating: Operating, role: str, mail: str, cohort: str | None, cae: str | None) -> dict[str, str]:
    """A person in a role who is written to at a mail address; who is known there in that role joins the Flashcoop."""
    db, now, vault = operating.db, operating.now, vault_of(operating.settings)
    if role not in INVITED:
        raise Refused("by_mail", f"On n'invite par e-mail que : {', '.join(INVITED)}.")
    if MAIL not in carriers_of(operating.settings):
        raise Refused("no_mail", "Aucun serveur d'e-mail n'est réglé : FLASHCOOP_SMTP_URL.")
    name, at, domain = mail.strip().rpartition("@")
    if not (name and at and "." in domain) or len(mail) > LONGEST or any(sign.isspace() for sign in mail.strip()):
        raise Refused("mail", f"« {mail[:60]} » n'est pas une adresse e-mail.")
    found = cohorts.cohort(db, cohort) if cohort else None
    invited = _known(db, vault, role, mail) or _new(operating, role, found, cae)
    if found is not None:
        people.join(db, invited.id, found.id, now)
    mails.keep(db, vault, invited.id, mail, now)
    _write(operating, vault, invited, found)
    return {"person": invited.code, "role": role}


def _known(db: Database, vault: Vault, role: str, mail: str) -> Person | None:
    found = (people.person(db, each) for each in mails.people_at(db, vault, mail))
    return next((each for each in found if each.role == role and not each.withdrawn_at), None)


def _new(operating: Operating, role: str, cohort: Cohort | None, cae: str | None) -> Person:
    db = operating.db
    cae_id = cohort.cae_id if cohort else cohorts.cae_id(db, cae) if cae else None
    return people.add_person(db, operating.codes, role, cohort.id if cohort else None, cae_id, operating.now)


def _write(operating: Operating, vault: Vault, invited: Person, cohort: Cohort | None) -> None:
    mail = mails.mail_of(operating.db, vault, invited.id)
    assert mail is not None
    where = letterboxes.letterbox(operating.db, vault, MAIL, mail, invited.id)
    addresses.mark(operating.db, where.id, "live")  # whoever types an address again believes in it
    _put(operating.db, where.id, invited, cohort, operating.now)


def renew(db: Database, house: House, token: str, now: datetime) -> None:
    """A new link, by letter, to whose link is over; nothing happens for other links, or where a letter just left."""
    person_id = links.over_for(db, token, now)
    if person_id is None:
        return
    reader = people.person(db, person_id)
    where = opened(db, house, reader)
    if where is None or where.channel not in LETTERS or _written_since(db, where.id, now - PEACE):
        return
    mine = people.cohorts_of(db, reader.id)
    _put(db, where.id, reader, cohorts.cohort_by_id(db, mine[0]) if mine else None, now)


def _written_since(db: Database, address_id: int, since: datetime) -> bool:
    found = "SELECT 1 FROM outbox WHERE address_id = ? AND created_at > ?"
    return bool(every(db, found, (address_id, stamp(since))))


def _put(db: Database, address_id: int, reader: Person, cohort: Cohort | None, now: datetime) -> None:
    body = {"kind": "invited", "cohort": cohort.name if cohort else ""}
    outbox.put_intent(db, address_id, outbox.Wanted(body, "repeat", reader.id), now)
