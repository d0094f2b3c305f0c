"""What becomes of what was written of a person before she came, as she speaks for herself."""

from collections.abc import Iterable
from datetime import datetime

from dialogs.effects import Answer, Consent, Effect
from storage import announced, people
from storage.database import Database
from storage.instances import Stored
from storage.secrets import Vault


def heed(db: Database, vault: Vault, kept: Stored, effects: Iterable[Effect], now: datetime) -> Stored:
    """Look at what a step of a registration did: agreed to the assistant, refused it, or said something of her number.

    Called in the step's transaction; the instance as it is afterwards.
    """
    if kept.questionnaire != announced.REGISTRATION:
        return kept
    for effect in effects:
        if isinstance(effect, Consent) and effect.purpose == announced.AGREES:
            if effect.given:
                kept = announced.agrees(db, vault, kept, now)
            else:
                announced.drop(db, kept.person_id)
        elif isinstance(effect, Answer) and effect.question == "phone":
            announced.has_number(db, vault, people.person(db, kept.person_id), now)
    return kept
