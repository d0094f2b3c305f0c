"""What somebody wrote of a person before she came herself: names, a number, who sends her. Sealed.

Nothing of it is an answer: she has agreed to nothing yet. What staff write anyway (names, prescriber) becomes answers
once she agrees to the assistant; her number is called until she gives one herself; the rest goes when she refuses,
leaves, or her cold survey closes.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

from dialogs.engine.noting import noted
from dialogs.events import Origin
from dialogs.questionnaire import SOURCE
from storage import answers, instances, people, retention
from storage.database import every, one
from storage.instances import Stored
from storage.people import Person
from storage.questionnaires import questionnaire
from storage.secrets import Vault
from storage.times import stamp

# What staff write of a person in her registration, by the keys of its questions; and what only she can answer.
WRITTEN = ("civility", "first_name", "last_name", "address", "prescriber_org", "prescriber_person")
HERS = ("phone", "mail")
CHOSEN = ("civility",)  # closed questions; the others hold a text
REGISTRATION = "registration"
AGREES = "bot"  # the purpose without which nothing of her is kept as an answer
DOOR, MODE = "held", "typed"
OPERATOR = "operator"


def announce(
    db: Database, vault: Vault, person: Person, values: Mapping[str, str], by: Person | None, now: datetime
) -> None:
    """Keep what is written of a person who has not come; an empty value takes back what was written before."""
    known = {**announced(db, vault, person.id), **values}
    kept = {key: text for key in (*WRITTEN, *HERS) if (text := known.get(key, "").strip())}
    drop(db, person.id)
    if kept:
        db.conn.execute(
            "INSERT INTO announced (person_id, sealed, by_id, at) VALUES (?, ?, ?, ?)",
            (person.id, vault.seal(json.dumps(kept)), by.id if by else None, stamp(now)),
        )


def announced(db: Database, vault: Vault, person_id: int) -> dict[str, str]:
    """What was written of a person before she came and is not hers yet, by key; empty where nothing was."""
    row = one(db, "SELECT sealed FROM announced WHERE person_id = ?", (person_id,))
    return dict(json.loads(vault.unseal(row["sealed"]))) if row else {}


def drop(db: Database, person_id: int) -> None:
    """Nothing of it is needed any more."""
    db.conn.execute("DELETE FROM announced WHERE person_id = ?", (person_id,))


def agrees(db: Database, vault: Vault, stored: Stored, now: datetime) -> Stored:
    """She has agreed to the assistant: what staff wrote of her becomes answers, theirs, of her registration."""
    told = announced(db, vault, stored.person_id)
    row = one(
        db,
        "SELECT p.id FROM announced a JOIN people p ON p.id = a.by_id WHERE a.person_id = ?",
        (stored.person_id,),
    )
    author = people.person(db, row["id"]) if row else None
    written = {key: text for key, text in told.items() if key in WRITTEN}
    kept = write(db, stored, written, author, now)
    person = people.person(db, stored.person_id)
    announce(db, vault, person, dict.fromkeys(written, ""), author, now)
    return kept


def has_number(db: Database, vault: Vault, person: Person, now: datetime) -> None:
    """She has said something to the question for her number: the announced one is called no more."""
    if "phone" in announced(db, vault, person.id):
        announce(db, vault, person, {"phone": ""}, None, now)


def write(db: Database, stored: Stored, values: Mapping[str, str], by: Person | None, now: datetime) -> Stored:
    """Answers of a registration as staff write them, under their name."""
    origin = Origin(DOOR, MODE, by.code if by else OPERATOR)
    version = questionnaire(db, stored.hash)
    given = {key: text if key in CHOSEN else {"text": text} for key, text in values.items() if text.strip()}
    after, news = noted(version, stored.instance, given, origin)
    if not news:
        return stored
    kept = instances.save(db, stored, after, now)
    for each in news:
        asked = version.by_key[each.question].first.phrase.wording(SOURCE, "").printed
        said = answers.Revision(each.question, each.value, None, None, asked, SOURCE, MODE, origin.author, DOOR)
        answers.revise(db, kept.id, kept.cae_id, said, None, now)
    return kept


def let_go(db: Database, now: datetime) -> int:
    """Drop what is left of people who have left, or whose cold survey is over; of how many."""
    found = every(db, "SELECT a.person_id, p.withdrawn_at FROM announced a JOIN people p ON p.id = a.person_id")
    closings = {row["person_id"]: retention.survey_closes(db, row["person_id"]) for row in found}
    over = [
        row["person_id"]
        for row in found
        if row["withdrawn_at"] or ((closes := closings[row["person_id"]]) is not None and closes <= now)
    ]
    for person_id in over:
        drop(db, person_id)
    return len(over)
