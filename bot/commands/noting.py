"""`flashcoop attendance`, `contract`, `calls list|note`: what happens beside the assistant."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.building import vault_of
from bot.clocks import clock_from
from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading
from bot.loading import load_programme
from bot.phoning import Line, counts, lines
from bot.settings import Settings
from storage import cohorts
from storage.phone import MOST_CALLS

calls = typer.Typer(help="Les appels téléphoniques.", no_args_is_help=True)


class State(StrEnum):
    """Whether somebody was there."""

    present = "present"
    absent = "absent"
    excused = "excused"


class Outcome(StrEnum):
    """What came of a call."""

    done = "done"
    back_at = "back_at"
    wrong_number = "wrong_number"
    no_answer = "no_answer"
    refuses = "refuses"


class Whose(StrEnum):
    """Whose number was called."""

    own = "own"
    second = "second"


def attendance(
    code: str,
    session: Annotated[int, typer.Option(help="Numéro de la séance.")],
    state: Annotated[State, typer.Option(help="present, absent ou excused.")],
    who: Annotated[str, typer.Option(help="Codes des personnes, avec des virgules ; sans, tout le groupe.")] = "",
    json: Json = False,
) -> None:
    """Note qui était là, absent ou excusé."""
    people = [part.strip() for part in who.split(",") if part.strip()]
    noted = change("mark_attendance", cohort=code, session=session, state=state.value, who=people)
    answer(noted, json, f"Noté : {len(noted['people'])} personne(s), dont {noted['news']} changement(s).")


def contract(
    code: str,
    person: Annotated[str, typer.Option(help="Code de la personne.")],
    signed: Annotated[str | None, typer.Option(help="Date de signature ; sans, le contrat n'est pas signé.")] = None,
    covered_from: Annotated[str | None, typer.Option(help="Couverte à partir du.")] = None,
    covered_to: Annotated[str | None, typer.Option(help="Couverte jusqu'au.")] = None,
    cae: Annotated[str | None, typer.Option(help="CAE qui couvre, si ce n'est pas celle du Flashcoop.")] = None,
    json: Json = False,
) -> None:
    """Note le contrat d'une participante : signé quel jour, couverte de quand à quand, par quelle CAE."""
    days = {"signed": signed, "covered_from": covered_from, "covered_to": covered_to}
    entered = change("enter_contract", cohort=code, person=person, cae=cae, **days)
    answer(entered, json, f"Signé le {entered['signed_on']}." if entered["signed"] else "Pas encore signé.")


def hours(
    person: Annotated[str, typer.Option(help="Code de la personne.")],
    between: Annotated[str, typer.Option(help="Heures où lui écrire : 18-20.")],
    timezone: Annotated[str | None, typer.Option(help="Son fuseau horaire, si elle vit ailleurs.")] = None,
    json: Json = False,
) -> None:
    """Change les heures où une personne reçoit des messages ; elle-même le fait avec l'horloge, sous un message."""
    kept = change("send_between", person=person, between=between, timezone=timezone)
    answer(kept, json, f"{kept['person']} : de {kept['from']} h à {kept['until']} h.")


@calls.command("list")
def list_calls(
    code: str,
    moment: Annotated[str, typer.Option(help="Un seul moment : once, exit, cold, session:3…")] = "",
    json: Json = False,
) -> None:
    """Qui appeler, à quel numéro d'abord, et où en sont les autres ; jamais un nom."""
    now = clock_from(Settings.load().now)()
    with reading() as database:
        asked = [flow.questionnaire for flow in load_programme().flows.values()]
        found = lines(database, asked, cohorts.cohort(database, code), now, vault_of(Settings.load()))
    found = [line for line in found if moment in ("", line.moment)]
    shown = {"counts": counts(found), "lines": [line_shown(line) for line in found if line.to_call]}
    said = [_said(line) for line in shown["lines"]] if isinstance(shown["lines"], list) else []
    answer(shown, json, "\n".join([", ".join(f"{n} {name}" for name, n in counts(found).items()), *said]))


@calls.command("note")
def note_call(
    code: str,
    person: Annotated[str, typer.Option(help="Code de la personne.")],
    moment: Annotated[str, typer.Option(help="Le moment dont il s'agit : exit, cold…")],
    outcome: Annotated[Outcome, typer.Option(help="done, back_at, wrong_number, no_answer ou refuses.")],
    back_at: Annotated[str | None, typer.Option(help="Quand rappeler : 2026-11-24T18:30.")] = None,
    number: Annotated[Whose | None, typer.Option(help="own ou second ; sans, le premier de la liste.")] = None,
    json: Json = False,
) -> None:
    """Note ce qu'un appel a donné ; après six, ou un refus, la ligne est close."""
    called = {"back_at": back_at, "number": number.value if number else None}
    noted = change("note_call", cohort=code, person=person, moment=moment, outcome=outcome.value, **called)
    ended = "La ligne est close." if noted["closed"] else f"Appel {noted['calls']} sur {MOST_CALLS}."
    answer(noted, json, ended)


def line_shown(line: Line) -> dict[str, Any]:
    """A line of the list as JSON."""
    return {
        "person": line.person.code,
        "role": line.person.role,
        "language": line.person.language,
        "moment": line.moment,
        "questionnaires": list(line.questionnaires),
        "why": line.why,
        "numbers": [{"whose": each.whose, "number": each.number, "confirmed": each.confirmed} for each in line.numbers],
        "messages": line.messages,
        "calls": [call.outcome for call in line.calls],
        "back_at": line.back_at.isoformat() if line.back_at else None,
    }


def _said(line: dict[str, Any]) -> str:
    numbers = " puis ".join(f"{each['number']} ({each['whose']})" for each in line["numbers"]) or "pas de numéro"
    back = f" · rappeler {line['back_at']}" if line["back_at"] else ""
    return f"{line['person']} {line['language'] or '—'} {line['moment']} [{line['why']}] {numbers}{back}"
