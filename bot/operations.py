"""What an operator can change, by name. The command does it, or, while the server runs, the server does it for her:
only one process writes.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot import calling, figuring, noting, reporting, roles, scheduling
from bot.access import table
from bot.archives.entering import take_in
from bot.archives.withdrawing import withdraw_voice
from bot.backing import noting as backing
from bot.building import vault_of
from bot.enrolling import importing, inviting
from bot.loading import LOCALES
from bot.operating import Operating as Operating
from bot.post import inviting as letters
from bot.records import settling as records
from bot.settings import Settings
from bot.wording import carrying
from dialogs.questionnaire import SOURCE
from storage import (
    addresses,
    cohorts,
    consents,
    echoes,
    erasure,
    guesses,
    invitations,
    peers,
    people,
    prescriptions,
    takes,
    transcripts,
)
from storage.database import Database
from storage.people import Person
from storage.refusals import Refused

BY_OPERATOR = "operator"  # how an agreement was taken back that she did not take back herself
DOOR = "operator.sock"  # in the data folder, while the server runs


def door(settings: Settings) -> Path:
    """The socket through which the running server does an operation for a command."""
    return settings.data / DOOR


def add_cae(operating: Operating, name: str) -> dict[str, str]:
    """A CAE; a name already there is returned, not doubled."""
    return {"code": cohorts.add_cae(operating.db, operating.codes, name)}


def create_cohort(operating: Operating, dates: str, **fields: Any) -> dict[str, str]:  # noqa: ANN401 -- Opening's
    """A Flashcoop, from the fields of `storage.cohorts.Opening`; `dates` is a list in ISO form with commas."""
    opening = cohorts.Opening(dates=_dates(dates), **fields)
    return {"code": cohorts.create_cohort(operating.db, operating.codes, opening, operating.now)}


def _dates(text: str) -> list[date]:
    try:
        return [date.fromisoformat(part.strip()) for part in text.split(",")]
    except ValueError:
        raise Refused("bad_date", "Les dates s'écrivent AAAA-MM-JJ, séparées par des virgules.") from None


def invite(operating: Operating, role: str, cohort: str | None, cae: str | None, count: int) -> list[dict[str, str]]:
    """One-use invitations, with the links that hand them out."""
    cohort_id, cae_id = _scope(operating.db, cohort, cae)
    if role == "participant" and cohort_id is None:
        raise Refused("no_cohort", "Une participante est invitée dans un Flashcoop : ajoutez --cohort CODE.")
    made = [
        invitations.issue(operating.db, operating.codes, role, cohort_id, cae_id, operating.now) for _ in range(count)
    ]
    return [{"token": token, **operating.links(token)} for token in made]


def propose(operating: Operating, by: str, cohort: str) -> dict[str, str]:
    """A participant whom an animator or a partner sends: her code, her invitation, and the links that hand it out."""
    db, codes = operating.db, operating.codes
    helper, found = people.person_by_code(db, by), cohorts.cohort(db, cohort)
    table.demand(db, helper, "person.propose", table.of_cohort(found))
    proposed = prescriptions.propose(db, codes, helper, found.id, operating.now)
    token = invitations.issue(db, codes, proposed.role, found.id, found.cae_id, operating.now, proposed.id)
    return {"participant": proposed.code, "token": token, **operating.links(token)}


def _scope(db: Database, cohort: str | None, cae: str | None) -> tuple[int | None, int | None]:
    if cohort:
        found = cohorts.cohort(db, cohort)
        return found.id, found.cae_id
    return None, cohorts.cae_id(db, cae) if cae else None


def trust_voices(operating: Operating, cae: str, on: bool) -> None:
    """Whether a CAE wants to go without the confirmation of what was heard, where its own figures allow it."""
    guesses.wish(operating.db, cohorts.cae_id(operating.db, cae), operating.now if on else None)


def sign_transcript(operating: Operating, take: str, text: str, by: str) -> dict[str, str]:
    """A person, by her code, has listened to a recording and signs what it says."""
    transcripts.sign(operating.db, take, text, _checker(operating, take, by, "transcript.check"), operating.now)
    return {"take": take, "checked_by": by}


def translate_transcript(operating: Operating, take: str, text: str, by: str) -> dict[str, str]:
    """A person, by her code, says in French what a recording says."""
    transcripts.translate(
        operating.db, take, text, _checker(operating, take, by, "transcript.translate"), operating.now
    )
    return {"take": take, "translated_by": by}


def _checker(operating: Operating, take: str, by: str, action: str) -> Person:
    """Who is to be named below a text, if she may work on that recording."""
    checker, found = people.person_by_code(operating.db, by), takes.take(operating.db, take)
    if found is None:
        raise Refused("unknown_take", f"Il n'y a pas d'enregistrement « {take} ».")
    table.demand(operating.db, checker, action, table.of_take(operating.db, found))
    return checker


def close_peers(operating: Operating, cohort: str) -> dict[str, int]:
    """Freeze what was said of each other in a Flashcoop: nothing enters any more, the words can be retold."""
    found = cohorts.cohort(operating.db, cohort)
    moments = peers.moments(operating.db, found.id)
    if not moments:
        raise Refused("no_peers", "Personne n'évalue encore personne dans ce Flashcoop.")
    closed = [echoes.close(operating.db, operating.codes, found.id, moment, operating.now) for moment in moments]
    return {"people": sum(closed)}


def retell_words(operating: Operating, word: str, texts: dict[str, str], as_said: bool = False) -> dict[str, str]:
    """Keep words as the animator retells them, by language; without any they are set aside. `as_said` lets them be
    told as they were written down, which only French ones can: another language would say who spoke.
    """
    if as_said:
        waits = echoes.word(operating.db, word)
        if not waits.text or echoes.spoken_in(operating.db, word) != SOURCE:
            raise Refused("not_as_said", "Ces mots ne sont pas écrits en français : redites-les avec vos mots.")
        texts = {**texts, SOURCE: waits.text}
    for language in texts:
        if not (LOCALES / language / "language.yaml").exists():
            raise Refused("unknown_language", f"« {language} » n'est pas une langue de l'assistant.")
    echoes.retell(operating.db, word, texts, operating.now)
    return {"words": word, "state": "retold" if texts else "set_aside"}


def set_anchors(operating: Operating, cohort: str, on: bool) -> dict[str, bool]:
    """Whether a Flashcoop has adopted the two stories of the first day as its measure for the peer evaluation."""
    cohorts.set_anchors(operating.db, cohorts.cohort(operating.db, cohort).id, on=on)
    return {"anchors": on}


def ask_erasure(operating: Operating, person: str) -> dict[str, str]:
    """A person is to be forgotten; the server does it at its next look, and tells her where she alone listens."""
    found = people.person_by_code(operating.db, person)
    alone = [each.id for each in addresses.addresses_of(operating.db, found.id) if _alone(operating.db, each.id)]
    erasure.ask(operating.db, found, alone[0] if alone else None, operating.now)
    return {"code": found.code}


def _alone(db: Database, address_id: int) -> bool:
    return len(addresses.people_at(db, address_id)) == 1


def withdraw_consent(operating: Operating, person: str, purpose: str) -> dict[str, str]:
    """A person took an agreement back by telling the team; the words she gave it in stay beside it."""
    found = people.person_by_code(operating.db, person)
    known = consents.latest(operating.db, found.id).get(purpose)
    if known is None:
        raise Refused("never_asked", f"« {purpose} » n'a jamais été demandé à {person}.")
    if known.given:
        said = consents.Given(purpose, False, known.wording, known.language, BY_OPERATOR, known.author)
        consents.withdraw(operating.db, found, said, operating.now)
    return {"code": found.code, "purpose": purpose}


def import_people(operating: Operating, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- importing's
    """People of a list, with the keys of this installation."""
    return importing.import_people(operating, vault_of(operating.settings), **fields)


def write_names(operating: Operating, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- importing's
    """What staff write of a participant, with the keys of this installation."""
    return importing.write_names(operating, vault_of(operating.settings), **fields)


def renew_invitations(operating: Operating, **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- inviting's
    """Invitations to be printed, with the names this installation's keys unseal."""
    return inviting.renew(operating, vault_of(operating.settings), **fields)


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add_cae": add_cae,
    "create_cohort": create_cohort,
    "move_session": scheduling.move,
    "add_session": scheduling.add,
    "cancel_session": scheduling.cancel,
    "mark_attendance": noting.attendance,
    "enter_contract": noting.contract,
    "note_call": noting.call,
    "end_call": calling.note,
    "send_between": noting.hours,
    "invite": invite,
    "propose": propose,
    "trust_voices": trust_voices,
    "sign_transcript": sign_transcript,
    "translate_transcript": translate_transcript,
    "import_reviews": carrying.import_reviews,
    "close_peers": close_peers,
    "retell_words": retell_words,
    "set_anchors": set_anchors,
    "import_territories": reporting.import_territories,
    "put_theme": reporting.put_theme,
    "take_theme_off": reporting.take_theme_off,
    "ask_erasure": ask_erasure,
    "set_help_hours": noting.help_hours,
    "withdraw_consent": withdraw_consent,
    "enter_figures": figuring.enter,
    "import_people": import_people,
    "write_names": write_names,
    "renew_invitations": renew_invitations,
    "note_backup": backing.note,
    "note_failed_backup": backing.note_failed,
    "note_rehearsal": backing.note_rehearsal,
    "add_records": records.add,
    "change_records": records.change,
    "sync_now": records.sync_now,
    "settle_records": records.settle,
    "invite_staff": roles.invite,
    "end_role": roles.end,
    "console_link": roles.console_link,
    "invite_by_mail": letters.invite_by_mail,
    "take_in_voices": take_in,
    "withdraw_voice": withdraw_voice,
}


def operate(operating: Operating, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- JSON
    """Do an operation inside the transaction the caller holds. Raises Refused with a sentence."""
    return OPERATIONS[name](operating, **arguments)
