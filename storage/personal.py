"""Everything that is kept of a person and is hers, as one file she can take away: JSON, and her recordings."""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage import announced, consents, people
from storage.answers import history
from storage.database import every
from storage.instances import instances_of
from storage.media import MediaFolder
from storage.people import Person
from storage.secrets import Vault
from storage.times import stamp

FILE = "mes-donnees.zip"
CONTENT = "mes-donnees.json"
AGREED = ("purpose", "given", "wording", "language", "mode", "at")
ENDINGS = {"audio/ogg": "ogg", "audio/webm": "webm", "audio/mp4": "m4a", "audio/mpeg": "mp3", "audio/wav": "wav"}


def own_data(db: Database, code: str, media: MediaFolder, now: datetime, vault: Vault) -> bytes:
    """The file as bytes (ZIP), made in memory so that no copy of it stays anywhere. Refused for an unknown code.

    What was written of her before she came, which the `vault` unseals, is hers too. What others said about her is
    theirs and not in it, nor are codes of other people.
    """
    person = people.person_by_code(db, code)
    recordings = _recordings(db, person.id)
    content = {
        "made_at": stamp(now),
        "person": _person(db, person),
        "announced": announced.announced(db, vault, person.id),
        "answers": _answers(db, person),
        "agreements": [_fields(AGREED, kept) for kept in consents.history(db, person.id)],
        "attendance": _rows(db, "attendance", "session, state, at", person.id),
        "contracts": _rows(db, "contracts", "signed_on, covered_from, covered_to, at", person.id),
        "phone_calls": _rows(db, "phone_calls", "moment, outcome, at", person.id),
        "recordings": [{name: value for name, value in each.items() if name != "sha256"} for each in recordings],
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CONTENT, json.dumps(content, ensure_ascii=False, indent=2))
        for each in recordings:
            path = media.path(each["sha256"]) if each["sha256"] else None
            if path is not None and path.exists():
                archive.writestr(each["file"], path.read_bytes())
    return written.getvalue()


def _rows(db: Database, table: str, columns: str, person_id: int) -> list[dict[str, Any]]:
    """What somebody noted of her in a table of the house; `table` and `columns` are ours."""
    found = every(db, f"SELECT {columns} FROM {table} WHERE person_id = ? ORDER BY id", (person_id,))  # noqa: S608 -- both are words of this module
    return [dict(row) for row in found]


def _person(db: Database, person: Person) -> dict[str, Any]:
    known = ("code", "role", "language", "sending_from", "sending_until", "timezone")
    channels = every(
        db,
        "SELECT DISTINCT a.channel FROM address_people ap JOIN addresses a ON a.id = ap.address_id"
        " WHERE ap.person_id = ? ORDER BY a.channel",
        (person.id,),
    )
    return {**_fields(known, person), "channels": [row["channel"] for row in channels]}


def _answers(db: Database, person: Person) -> list[dict[str, Any]]:
    """Every revision of every answer of her own, as she was asked and answered."""
    shown = ("question", "wording", "value", "none", "label", "language", "mode")
    return [
        {
            "questionnaire": stored.questionnaire,
            "moment": stored.moment,
            **_fields(shown, kept.revision),
            "at": stamp(kept.at),
        }
        for stored in instances_of(db, person.id)
        for kept in history(db, stored.id)
    ]


def _recordings(db: Database, person_id: int) -> list[dict[str, Any]]:
    found = every(
        db,
        "SELECT id, question, sha256, mime, seconds, received_at, keep_until, transcript, transcript_status,"
        " translation"
        " FROM takes WHERE person_id = ? AND (state = 'stored' OR transcript IS NOT NULL) ORDER BY received_at, id",
        (person_id,),
    )
    return [{**dict(row), "file": _name(row["id"], row["mime"])} for row in found]


def _name(take: str, mime: str | None) -> str:
    return f"audio/{take}.{ENDINGS.get((mime or '').partition(';')[0], 'bin')}"


def _fields(names: Iterable[str], value: object) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
