"""`flashcoop cae`, `flashcoop cohort`, `flashcoop invite`: who runs what, when, and who is let in."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.board import board
from bot.clocks import clock_from
from bot.commands.opening import answer, change, reading
from bot.loading import load_programme
from bot.scheduling import shown as session_shown
from bot.settings import Settings
from dialogs.peers import too_small_for_scores
from dialogs.reading.several import read_several
from storage import cohorts

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]

TOO_SMALL = "Le groupe est trop petit pour des points forts par les pairs : il faut cinq personnes présentes."
STATES = {
    "done": "fait",
    "begun": "commencé",
    "not_begun": "pas commencé",
    "absent": "absent",
    "refused": "refus",
    "closed": "clos sans fin",
}
ROLES = {"animator": " (animation)", "partner": " (partenaire)"}
CHANNELS = {
    "telegram": "Telegram",
    "blocked": "a bloqué le bot",
    "dead": "compte disparu",
    "page": "page seule",
    "none": "aucun canal",
}


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
    animators: Annotated[str, typer.Option(help="Animateurs et intervenants, avec des points-virgules.")] = "",
    partners: Annotated[str, typer.Option(help="Partenaires, avec des points-virgules.")] = "",
    json: Json = False,
) -> None:
    """Ouvre un Flashcoop."""
    about: dict[str, Any] = {"place": place, "sector": sector, "product": product, "audience": audience}
    about |= {"animators": read_several(animators), "partners": read_several(partners)}
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
    now = clock_from(Settings.load().now)()
    with reading() as database:
        found = cohorts.cohort(database, code)
        asked = [flow.questionnaire for flow in load_programme().flows.values()]
        shown = {**_brief(found), **board(database, asked, found, now)}
    shown["too_small_for_scores"] = too_small_for_scores(len(shown["people"]))
    lines = [f"{shown['name']} ({shown['code']}) · {shown['cae']}"]
    lines += [f"J{place} {_day(session)}" for place, session in enumerate(shown["sessions"], 1)]
    lines += [_line(person) for person in (*shown["people"], *shown["staff"])]
    lines += [f"Sans contrat signé : {', '.join(shown['unsigned']) or 'personne'}"]
    if shown["people"] and shown["too_small_for_scores"]:
        lines.append(TOO_SMALL)
    answer(shown, json, "\n".join(lines))


def _day(session: dict[str, Any]) -> str:
    told = [session["date"], session["hours"], session["place"], session["title"], ", ".join(session["guests"])]
    return f"(séance {session['number']}) " + " · ".join(part for part in told if part)


def _line(person: dict[str, Any]) -> str:
    states = ", ".join(f"{moment} : {STATES[status]}" for moment, status in person["status"].items())
    role = ROLES.get(person.get("role", ""), "")
    return f"  {person['code']}{role} {person['language'] or '—'} [{CHANNELS[person['channel']]}] {states}"


def _brief(found: cohorts.Cohort) -> dict[str, Any]:
    first = found.sessions[0]
    return {
        "code": found.code,
        "name": found.name,
        "cae": found.cae,
        "dates": [session.date.isoformat() for session in found.sessions],
        "sessions": [session_shown(session) for session in found.sessions],
        "hours": f"{first.starts:%H:%M}-{first.ends:%H:%M}",
        "timezone": found.timezone,
        "place": found.place,
        "sector": found.sector,
        "product": found.product,
        "audience": found.audience,
        "animators": list(found.animators),
        "partners": list(found.partners),
    }


def propose(
    by: Annotated[str, typer.Option(help="Code de l'animatrice ou du partenaire qui propose.")],
    cohort: Annotated[str, typer.Option(help="Code du Flashcoop.")],
    json: Json = False,
) -> None:
    """Propose une personne : sa fiche peut être commencée, son invitation la finit."""
    made = change("propose", by=by, cohort=cohort)
    answer(made, json, f"{made['participant']}  {made['page']}  {made['telegram']}".rstrip())


@cohort.command("anchors")
def anchors(code: str, state: Annotated[OnOff, typer.Argument(help="on ou off.")], json: Json = False) -> None:
    """Le groupe adopte (ou non) les deux histoires du premier jour comme repères de l'évaluation par les pairs."""
    done = change("set_anchors", cohort=code, on=state is OnOff.on)
    answer(done, json, "Repères adoptés." if done["anchors"] else "Sans repères.")


@cohort.command("help-hours")
def help_hours(
    code: str, between: Annotated[str, typer.Argument(help="Par exemple 9-18.")], json: Json = False
) -> None:
    """Les heures, du lundi au vendredi, où quelqu'un répond aux demandes d'aide."""
    done = change("set_help_hours", cohort=code, between=between)
    answer(done, json, f"Réponses aux demandes d'aide entre {done['from']} et {done['until']} h.")


def invite(
    role: Annotated[str, typer.Option(help="participant, animator, interpreter, partner, coordinator ou cpe.")],
    cohort: Annotated[str | None, typer.Option(help="Code du Flashcoop.")] = None,
    cae: Annotated[str | None, typer.Option(help="CAE : nom ou code.")] = None,
    count: Annotated[int, typer.Option(min=1, max=500, help="Combien.")] = 1,
    mail: Annotated[str | None, typer.Option(help="Adresse e-mail à qui écrire (une personne de l'équipe).")] = None,
    json: Json = False,
) -> None:
    """Fait des invitations : chacune sert une fois, pendant 14 jours. Avec --mail : la personne reçoit son lien."""
    if mail is not None:
        invited = change("invite_by_mail", role=role, mail=mail, cohort=cohort, cae=cae)
        answer(invited, json, f"{invited['person']} : l'e-mail part.")
        return
    links = change("invite", role=role, cohort=cohort, cae=cae, count=count)
    answer(links, json, "\n".join(f"{link['page']}  {link['telegram']}".rstrip() for link in links))
