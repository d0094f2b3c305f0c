"""What a person is shown of her rights: the menu, each agreement with what she said, what is kept of her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from storage import consents
from storage.database import one
from storage.times import moment

Menu = dict[str, Any]  # an intent of the kind `menu`, without language


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a person, counted; `until` is when her last recording goes, None without one."""

    answers: int
    voices: int
    until: datetime | None
    agreements: dict[str, bool]


def menu(code: str) -> Menu:
    """Where everything about her rights begins."""
    places = (("agreements", "ok"), ("data", "book"), ("forget", "trash"))
    choices = [[f"{code}.{place}", f"rights_{place}", picture] for place, picture in places]
    return {"kind": "menu", "phrase": "rights_menu", "choices": [*choices, [f"{code}.back", "back", "back"]]}


def agreement(code: str, questionnaire: str, step: str, kept: consents.Kept, take: str) -> Menu:
    """One agreement: its question again, what she said to it, and the ways to go on. `take` may be played ("" none)."""
    said = "yes" if kept.given else "no"
    answers = [[f"{code}.{kept.purpose}.{each}", each, each] for each in ("yes", "no")]
    onward = [f"{code}.{kept.purpose}.next", "continue", "next"]
    body = {"kind": "menu", "phrase": "you_said", "heard": said, "questionnaire": questionnaire, "step": step}
    return {**body, "take": take, "choices": [*answers, onward]}


def forget_menu(code: str, asked_at: int) -> Menu:
    """The second step of « forget me »; its « yes » counts for a while after `asked_at` (Unix seconds) only."""
    yes = [f"{code}.sure.{asked_at}", "forget_yes", "trash"]
    return {"kind": "menu", "phrase": "forget_sure", "choices": [yes, [f"{code}.keep", "forget_no", "no"]]}


def held(db: Database, person_id: int) -> Held:
    """What is kept of a person now."""
    answers = one(
        db,
        "SELECT count(DISTINCT a.instance_id || '.' || a.question) AS n FROM answers a"
        " JOIN instances i ON i.id = a.instance_id WHERE i.person_id = ? AND a.value IS NOT NULL",
        (person_id,),
    )
    voices = one(
        db,
        "SELECT count(*) AS n, max(keep_until) AS until FROM takes WHERE person_id = ? AND state = 'stored'",
        (person_id,),
    )
    assert answers is not None
    assert voices is not None
    until = moment(voices["until"]) if voices["until"] else None
    return Held(answers["n"], voices["n"], until, consents.consents_of(db, person_id))
