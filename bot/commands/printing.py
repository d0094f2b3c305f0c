"""`flashcoop print`: what an animator prints for a Flashcoop."""

from pathlib import Path
from typing import Annotated

import typer

from bot.building import vault_of
from bot.clocks import clock_from
from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading, refusals
from bot.enrolling.guide import partners_guide
from bot.enrolling.importing import written_of
from bot.enrolling.photos import photo_pages
from bot.enrolling.sheets import Door, Invited, invitation_sheets
from bot.loading import load_programme
from bot.settings import Settings
from dialogs.questionnaire import SOURCE
from storage import cohorts, invitations, people
from storage.photographs import may_be_photographed
from storage.refusals import Refused

Out = Annotated[Path, typer.Option(help="Fichier PDF à écrire.")]

printing = typer.Typer(help="Ce qui s'imprime : invitations, liste photo, guide du partenaire.", no_args_is_help=True)


@printing.command("sheets")
def sheets(
    code: str,
    out: Out,
    who: Annotated[str, typer.Option(help="Codes des personnes, avec des virgules ; sans, tout le groupe.")] = "",
    telegram: Annotated[bool, typer.Option("--telegram", help="Le carré mène à Telegram, non à la page.")] = False,
    json: Json = False,
) -> None:
    """Imprime une invitation par personne ; celles imprimées avant pour elles n'ouvrent plus rien."""
    now = clock_from(Settings.load().now)()
    with reading() as database:
        found = cohorts.cohort(database, code)
        everyone = [person.code for person in people.people_of_cohort(database, found.id)]
    chosen = [part.strip() for part in who.split(",") if part.strip()] or everyone
    door: Door = "telegram" if telegram else "page"
    made = change("renew_invitations", cohort=code, who=chosen, door=door)
    invited = [Invited(each["name"], each["code"], each["language"], each["url"]) for each in made]
    size = _write(out, invitation_sheets(load_programme().book, found, invited, door, now + invitations.LASTS))
    answer({"file": str(out), "bytes": size, "people": [each.code for each in invited]}, json, f"{out} : {len(made)}")


@printing.command("photos")
def photos(code: str, out: Out, json: Json = False) -> None:
    """Imprime la liste de qui peut être photographié aujourd'hui."""
    now, french = clock_from(Settings.load().now)(), load_programme().book.languages[SOURCE]
    with reading() as database:
        found = cohorts.cohort(database, code)
        vault = vault_of(Settings.load())
        here = people.people_of_cohort(database, found.id)
        names = {each.code: written_of(database, vault, each).get("first_name", "") for each in here}
        agreed = may_be_photographed(database, found.id)
    made = photo_pages(found.name, agreed, names, now.astimezone(found.calendar.zone).date(), french)
    answer({"file": str(out), "bytes": _write(out, made)}, json, f"{out} : à détruire après la vente.")


@printing.command("guide")
def guide(code: str, out: Out, json: Json = False) -> None:
    """Imprime le guide du partenaire, aux dates du Flashcoop."""
    with reading() as database:
        found = cohorts.cohort(database, code)
    answer({"file": str(out), "bytes": _write(out, partners_guide(load_programme(), found))}, json, str(out))


def recording_kit(
    out: Out, lang: Annotated[str, typer.Option(help="fa_AF ou ar.")] = "fa_AF", json: Json = False
) -> None:
    """Imprime, sur une page, comment tenir un après-midi d'enregistrement : dix personnes, quarante minutes."""
    from bot.studio.kit import kit_pdf

    with refusals():
        made = kit_pdf(load_programme(), lang)
    answer({"file": str(out), "bytes": _write(out, made)}, json, str(out))


def _write(out: Path, content: bytes) -> int:
    with refusals():
        try:
            return out.write_bytes(content)
        except OSError as error:
            raise Refused("not_written", f"Le fichier ne peut pas s'écrire ({error.strerror}).") from None
