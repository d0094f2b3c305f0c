"""Operations: invitations to be printed.

A token is kept hashed, so that no sheet can be printed twice: another is made, and the one before opens nothing.
"""

from collections.abc import Sequence
from typing import Any

from bot.enrolling.importing import name_of
from bot.operating import Operating
from storage import addresses, cohorts, invitations, people
from storage.database import Database
from storage.people import Person
from storage.refusals import Refused
from storage.secrets import Vault

DOORS = ("page", "telegram")


def renew(
    operating: Operating, vault: Vault, cohort: str, who: Sequence[str], door: str = "page"
) -> list[dict[str, Any]]:
    """New invitations for participants of a Flashcoop, by code, as sheets say them. Refused for anybody else."""
    if door not in DOORS:
        raise Refused("unknown_door", f"« {door} » n'est pas une porte : {', '.join(DOORS)}.")
    if door == "telegram" and not operating.settings.telegram_name:
        raise Refused("no_bot", "Aucun bot Telegram n'est réglé : imprimez les feuilles pour la page.")
    found = cohorts.cohort(operating.db, cohort)
    here = {person.code: person for person in people.people_of_cohort(operating.db, found.id)}
    strangers = [code for code in who if code not in here]
    if strangers or not who:
        raise Refused("not_a_member", "Choisissez au moins une participante de ce Flashcoop.")
    return [_renewed(operating, vault, here[code], door) for code in dict.fromkeys(who)]


def _renewed(operating: Operating, vault: Vault, person: Person, door: str) -> dict[str, Any]:
    token = invitations.renew(operating.db, operating.codes, person, operating.now)
    bot = f"https://t.me/{operating.settings.telegram_name}?start={token}"
    return {
        "name": name_of(operating.db, vault, person),
        "code": person.code,
        "language": person.language,
        "url": bot if door == "telegram" else f"{operating.settings.base_url}/j/{token}",
    }


def came(db: Database, person: Person) -> bool:
    """Whether a person has come in by herself, at any door."""
    return any(each.held_by is None for each in addresses.addresses_of(db, person.id))
