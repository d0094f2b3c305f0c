"""A person as others know her: her picture, and her own voice saying her name."""

from typing import Any

from bot.loading import Programme
from storage import instances, takes
from storage.database import Database
from storage.people import Person

ABOUT_HERSELF = "registration"  # where she said her name and chose her picture
NOBODYS = "person"  # the picture of who chose none


def answers_of(db: Database, person_id: int, questionnaire: str) -> dict[str, Any]:
    """What a person answered in a questionnaire so far, by question."""
    mine = instances.instances_of(db, person_id)
    kept = next((kept for kept in mine if kept.questionnaire == questionnaire), None)
    return {key: given.value for key, given in kept.instance.given.items()} if kept else {}


def who_is(db: Database, person: Person) -> dict[str, str]:
    """Her code, chosen picture, and the take of her name if it may be played."""
    given = answers_of(db, person.id, ABOUT_HERSELF)
    name = given.get("name") or {}
    spoken = name.get("takes", []) if isinstance(name, dict) else []
    kept = [take for take in spoken if (row := takes.take(db, take)) and row.state == "stored"]
    return {"code": person.code, "picture": given.get("portrait") or NOBODYS, "name": kept[0] if kept else ""}


def recognised(db: Database, person: Person) -> bool:
    """Whether others can tell who is meant: she has a picture, or her name in her own voice."""
    known = who_is(db, person)
    return bool(known["name"]) or known["picture"] != NOBODYS


def shown_to(db: Database, programme: Programme, person: Person, language: str | None, variant: str) -> dict[str, str]:
    """Who she is, with the word of her picture in the language of who is shown her: said where her name cannot be."""
    known = who_is(db, person)
    asked = programme.flows[ABOUT_HERSELF].questionnaire.by_key.get("portrait")
    choice = asked.first.choice(known["picture"]) if asked else None
    if choice is None or language is None:
        return known
    word = choice.phrase.wording(language, variant)
    return {**known, "printed": word.printed, "spoken": word.spoken}


def written_name(db: Database, person_id: int) -> str:
    """The first and last name somebody typed for a person, "" where nobody did."""
    given = answers_of(db, person_id, ABOUT_HERSELF)
    words = [given.get(key) for key in ("first_name", "last_name")]
    return " ".join(str(word.get("text", "")) if isinstance(word, dict) else str(word) for word in words if word)
