from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError
from sqlite_utils import Database

from dialogs.questionnaire import Questionnaire
from storage.database import every, one
from storage.refusals import Refused
from storage.times import stamp

READ = 64  # versions kept at hand: five of each questionnaire


def keep(db: Database, questionnaire: Questionnaire, now: datetime) -> None:
    """Keep a compiled questionnaire under its hash: files change with an upgrade, its instances do not."""
    if one(db, "SELECT 1 FROM questionnaires WHERE hash = ?", (questionnaire.hash,)) is None:
        db.conn.execute(
            "INSERT INTO questionnaires (hash, id, version, body, kept_at) VALUES (?, ?, ?, ?, ?)",
            (
                questionnaire.hash,
                questionnaire.id,
                questionnaire.version,
                questionnaire.model_dump_json(),
                stamp(now),
            ),
        )


def questionnaire(db: Database, hashed: str) -> Questionnaire:
    """The compiled questionnaire of that hash; refused when it is not there or damaged."""
    row = one(db, "SELECT body FROM questionnaires WHERE hash = ?", (hashed,))
    if row is None:
        raise Refused("unknown_questionnaire", f"La version {hashed} du questionnaire n'est pas dans la base.")
    try:
        return _read(row["body"])
    except ValidationError:
        raise Refused("damaged_questionnaire", f"La version {hashed} du questionnaire est abîmée.") from None


@lru_cache(READ)
def _read(body: str) -> Questionnaire:
    # By its whole text, so that what was damaged since is noticed; reading one takes fifteen milliseconds.
    return Questionnaire.model_validate_json(body)


def hashes(db: Database) -> list[str]:
    """The versions kept, by questionnaire and version."""
    return [row["hash"] for row in every(db, "SELECT hash FROM questionnaires ORDER BY id, version, hash")]
