"""`flashcoop consents`, `rights`, `erase`, `retention`: what people agreed to, what is kept, forgetting people."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.clocks import clock_from
from bot.commands.asking import ask_server
from bot.commands.opening import answer, change, reading, refusals
from bot.settings import Settings
from storage import cohorts, people, photographs, retention
from storage import rights as kept
from storage.database import AlreadyRunning, open_database
from storage.times import stamp

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
Person = Annotated[str, typer.Argument(help="Code de la personne.")]

consents = typer.Typer(help="Ce que les personnes ont accepté.", no_args_is_help=True)
rights = typer.Typer(help="Ce qui est gardé d'une personne, à sa demande.", no_args_is_help=True)


@consents.command("photos")
def photos(cohort: Annotated[str, typer.Argument(help="Code du Flashcoop.")], json: Json = False) -> None:
    """Qui peut être photographié aujourd'hui : code et image choisie, pour le photographe."""
    with reading() as database:
        found = photographs.may_be_photographed(database, cohorts.cohort(database, cohort).id)
    lines = [f"{each.code}  {each.picture or '—'}" for each in found]
    answer([asdict(each) for each in found], json, "\n".join(lines) or "Personne n'a accepté les photos.")


@consents.command("withdraw")
def withdraw(
    person: Person, purpose: Annotated[str, typer.Argument(help="Finalité, par exemple photos.")], json: Json = False
) -> None:
    """Retire un accord pour une personne qui l'a demandé à l'équipe."""
    answer(change("withdraw_consent", person=person, purpose=purpose), json, f"{purpose} : retiré pour {person}.")


@rights.command("show")
def show(person: Person, json: Json = False) -> None:
    """Ce qui est gardé d'une personne, compté, et ce qu'elle a accepté."""
    with reading() as database:
        held = kept.held(database, people.person_by_code(database, person).id)
    until = stamp(held.until) if held.until else None
    shown = {"answers": held.answers, "voices": held.voices, "voices_until": until, "agreements": held.agreements}
    lines = [f"Réponses : {held.answers}", f"Messages vocaux : {held.voices}"]
    lines += [f"{purpose} : {'oui' if given else 'non'}" for purpose, given in held.agreements.items()]
    answer(shown, json, "\n".join(lines))


@rights.command("file")
def file(person: Person, out: Annotated[Path, typer.Option(help="Fichier ZIP à écrire.")], json: Json = False) -> None:
    """Écrit tout ce qui est gardé d'une personne, réponses et voix, pour le lui remettre."""
    from bot.restoring import hand_over

    with reading() as database:
        settings = Settings.load()
        written = hand_over(database, settings, person, out, clock_from(settings.now)())
    answer({"file": str(out), "bytes": written}, json, f"{out} : {written} octets. À remettre à la personne seule.")


def erase(
    person: Person,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander confirmation.")] = False,
    json: Json = False,
) -> None:
    """Efface une personne partout, pour toujours : lignes, voix, messages en attente."""
    if not yes:
        typer.confirm(f"Effacer {person} pour toujours ?", abort=True, err=True)
    with refusals():
        state = _erase(Settings.load(), person)
    text = "effacée" if state == "erased" else "l'assistant qui tourne l'efface maintenant"
    answer({"code": person, "state": state}, json, f"{person} : {text}.")


def over(
    apply: Annotated[bool, typer.Option("--apply", help="Efface les personnes de la liste.")] = False,
    json: Json = False,
) -> None:
    """Les dossiers dont la durée est passée (deux ans sans contact) ; le FSE peut imposer d'en garder."""
    with reading() as database:
        found = retention.over(database, clock_from(Settings.load().now)())
    shown: list[dict[str, Any]] = [
        {"code": each.code, "last_contact": stamp(each.last_contact), "since": stamp(each.since)} for each in found
    ]
    if apply:
        with refusals():
            shown = [{**each, "state": _erase(Settings.load(), each["code"])} for each in shown]
    lines = [f"{each['code']}  dernier contact {each['last_contact'][:10]}" for each in shown]
    answer(shown, json, "\n".join(lines) or "Aucun dossier n'a dépassé sa durée.")


def _erase(settings: Settings, code: str) -> str:
    """Forget a person here, or have the running server do it: `erased` or `asked`."""
    from bot.building import vault_of
    from bot.erasing import erase_now

    now = clock_from(settings.now)()
    try:
        database = open_database(settings.database, now, recipient=settings.backup_recipient)
    except AlreadyRunning:
        ask_server(settings, "ask_erasure", {"person": code})
        return "asked"
    try:
        people.person_by_code(database, code)
        erase_now(database, settings, vault_of(settings), code, now)
    finally:
        database.close()
    return "erased"
