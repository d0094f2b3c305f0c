"""`flashcoop cae`, `flashcoop cohort`, `flashcoop invite`: who runs what, when, and who is let in."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.commands.opening import answer, change, reading
from dialogs.peers import too_small_for_scores
from storage import cohorts, instances, people
from storage.database import Database

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]

TOO_SMALL = "Le groupe est trop petit pour des points forts par les pairs : il faut cinq personnes présentes."


class OnOff(StrEnum):
    """Whether something is wanted."""

    on = "on"
    off = "off"


cae = typer.Typer(help="Les CAE.", no_args_is_help=True)
cohort = typer.Typer(help="Les Flashcoops.", no_args_is_help=True)


@cae.command("add")
def add_cae(name: Annotated[str, typer.Option(help="Nom de la CAE.")], json: Json = False) -> None:
    """Ajoute une CAE ; un nom déjà là est rendu, pas doublé."""
    made = change("add_cae", name=name)
    answer(made, json, made["code"])


@cohort.command("create")
def create(
    name: Annotated[str, typer.Option(help="Nom du Flashcoop.")],
    cae: Annotated[str, typer.Option(help="CAE qui le porte : nom ou code.")],
    dates: Annotated[str, typer.Option(help="Une date par séance : 2026-11-23,2026-11-24,…")],
    timezone: Annotated[str, typer.Option(help="Fuseau horaire.")] = cohorts.TIMEZONE,
    hours: Annotated[str, typer.Option(help="Heures des séances.")] = cohorts.HOURS,
    place: Annotated[str | None, typer.Option(help="Lieu.")] = None,
    sector: Annotated[str | None, typer.Option(help="Filière.")] = None,
    product: Annotated[str | None, typer.Option(help="Produit.")] = None,
    audience: Annotated[str | None, typer.Option(help="Public.")] = None,
    json: Json = False,
) -> None:
    """Ouvre un Flashcoop."""
    about = {"place": place, "sector": sector, "product": product, "audience": audience}
    made = change("create_cohort", name=name, cae=cae, dates=dates, timezone=timezone, hours=hours, **about)
    answer(made, json, made["code"])


@cohort.command("list")
def list_cohorts(json: Json = False) -> None:
    """Les Flashcoops qui existent."""
    with reading() as database:
        known = [_brief(found) for found in cohorts.cohorts(database)]
    lines = [f"{found['code']}  {found['name']} · {found['cae']} · {found['dates'][0]}" for found in known]
    answer(known, json, "\n".join(lines) or "Aucun Flashcoop.")


@cohort.command("show")
def show(code: str, json: Json = False) -> None:
    """Un Flashcoop : ses séances, et où en est chacun (l'état, jamais le contenu)."""
    with reading() as database:
        found = cohorts.cohort(database, code)
        known = _people(database, found.id)
        shown = {**_brief(found), "people": known, "too_small_for_scores": too_small_for_scores(len(known))}
    lines = [f"{shown['name']} ({shown['code']}) · {shown['cae']}", *shown["dates"]]
    lines += [f"  {person['code']} {person['language'] or '—'} {person['status']}" for person in shown["people"]]
    if known and shown["too_small_for_scores"]:
        lines.append(TOO_SMALL)
    answer(shown, json, "\n".join(lines))


def _brief(found: cohorts.Cohort) -> dict[str, Any]:
    first = found.sessions[0]
    return {
        "code": found.code,
        "name": found.name,
        "cae": found.cae,
        "dates": [session.date.isoformat() for session in found.sessions],
        "hours": f"{first.starts:%H:%M}-{first.ends:%H:%M}",
        "timezone": found.timezone,
        "place": found.place,
        "sector": found.sector,
        "product": found.product,
        "audience": found.audience,
    }


def _people(database: Database, cohort_id: int) -> list[dict[str, Any]]:
    return [
        {"code": person.code, "language": person.language, "status": _status(database, person.id)}
        for person in people.people_of_cohort(database, cohort_id)
    ]


def _status(database: Database, person_id: int) -> dict[str, str]:
    kept = instances.instances_of(database, person_id)
    return {f"{each.questionnaire} {each.moment}": "done" if each.finished else "begun" for each in kept}


@cohort.command("anchors")
def anchors(code: str, state: Annotated[OnOff, typer.Argument(help="on ou off.")], json: Json = False) -> None:
    """Le groupe adopte (ou non) les deux histoires du premier jour comme repères de l'évaluation par les pairs."""
    done = change("set_anchors", cohort=code, on=state is OnOff.on)
    answer(done, json, "Repères adoptés." if done["anchors"] else "Sans repères.")


def invite(
    role: Annotated[str, typer.Option(help="participant, animator, interpreter, partner, coordinator ou cpe.")],
    cohort: Annotated[str | None, typer.Option(help="Code du Flashcoop.")] = None,
    cae: Annotated[str | None, typer.Option(help="CAE : nom ou code.")] = None,
    count: Annotated[int, typer.Option(min=1, max=500, help="Combien.")] = 1,
    json: Json = False,
) -> None:
    """Fait des invitations : chacune sert une fois, pendant 14 jours."""
    links = change("invite", role=role, cohort=cohort, cae=cae, count=count)
    answer(links, json, "\n".join(f"{link['page']}  {link['telegram']}".rstrip() for link in links))
