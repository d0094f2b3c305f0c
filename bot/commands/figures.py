"""`flashcoop figures`: the « fiche de collecte » and the accounts of each Flashcoop."""

from typing import Annotated, Any

import typer

from bot import figuring
from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading
from bot.loading import LOCALES, read_yaml
from dialogs.languages import Language, languages_from
from dialogs.money import written
from dialogs.questionnaire import SOURCE
from storage import cohort_figures, cohorts

NOT_GIVEN = "non renseigné"
LABELS = {
    "carrier": "Porteur",
    "place": "Territoire",
    "dates": "Dates",
    "people": "Participants",
    "audience": "Public",
    "sector": "Filière",
    "product": "Produit",
    "sale_place": "Lieu de vente",
    "turnover_cents": "Chiffre d'affaires",
    "charges_cents": "Charges",
    "profit_cents": "Bénéfice",
    "animators": "Animation",
    "speakers": "Intervenants",
    "partners": "Partenaires",
}
Text = Annotated[str | None, typer.Option(help="Un texte ; « » pour « non renseigné ».")]
Several = Annotated[str | None, typer.Option(help="Plusieurs, avec des points-virgules.")]
Amount = Annotated[str | None, typer.Option(help="Un montant en euros : 1204,74.")]

figures = typer.Typer(help="Les chiffres des Flashcoops : fiche de collecte, comptes, parts.", no_args_is_help=True)


@figures.command("enter")
def enter(
    code: str,
    turnover: Amount = None,
    charges: Amount = None,
    people: Annotated[str | None, typer.Option(help="Nombre de participants.")] = None,
    product: Text = None,
    sector: Text = None,
    place: Text = None,
    sale_place: Text = None,
    audience: Text = None,
    animators: Several = None,
    speakers: Several = None,
    partners: Several = None,
    by: Annotated[str, typer.Option(help="Code de la personne qui l'a dit.")] = "",
    json: Json = False,
) -> None:
    """Note ou corrige les chiffres d'un Flashcoop ; ce qui était noté avant reste dans l'historique."""
    given = {
        "turnover_cents": turnover,
        "charges_cents": charges,
        "people": people,
        "product": product,
        "sector": sector,
        "place": place,
        "sale_place": sale_place,
        "audience": audience,
        "animators": animators,
        "speakers": speakers,
        "partners": partners,
    }
    values = {key: text for key, text in given.items() if text is not None}
    kept = change("enter_figures", cohort=code, values=values, by=by)
    answer(kept, json, _told(kept, _french()))


@figures.command("show")
def show(
    code: str,
    history: Annotated[bool, typer.Option("--history", help="Avec toutes les valeurs antérieures.")] = False,
    json: Json = False,
) -> None:
    """Les chiffres d'un Flashcoop, son bénéfice et les parts."""
    with reading() as database:
        found = cohorts.cohort(database, code)
        sheet = figuring.shown(cohort_figures.sheet(database, found))
        if history:
            sheet["history"] = figuring.history_shown(cohort_figures.history(database, found.id))
    lines = [_told(sheet, _french())]
    lines += [f"  {each['at'][:16]}  {each['key']} = {each['value']}" for each in sheet.get("history", [])]
    answer(sheet, json, "\n".join(lines))


@figures.command("list")
def list_all(json: Json = False) -> None:
    """Tous les Flashcoops, une ligne chacun, et les sommes."""
    language = _french()
    with reading() as database:
        found = figuring.all_shown(cohort_figures.sheet(database, each) for each in cohorts.cohorts(database))
    lines = [f"{each['code']}  {each['name']} · {_line(each, language)}" for each in found["flashcoops"]]
    missing = f" ({found['without_turnover']} {NOT_GIVEN})" if found["without_turnover"] else ""
    lines.append(f"En tout : {found['people']} participants, {written(found['turnover_cents'], language)}{missing}")
    answer(found, json, "\n".join(lines))


def _line(sheet: dict[str, Any], language: Language) -> str:
    return f"{sheet['people'] or NOT_GIVEN} participants, {_money(sheet['turnover_cents'], language)}"


def _told(sheet: dict[str, Any], language: Language) -> str:
    lines = [f"{sheet['name']} ({sheet['code']})"]
    for key, label in LABELS.items():
        value = sheet[key]
        if key.endswith("_cents"):
            text = _money(value, language)
        else:
            text = ", ".join(value) if isinstance(value, list) else str(value or "")
        lines.append(f"{label} : {text or NOT_GIVEN}")
    lines += [f"Parts : {part}" for part in parts_told(sheet["parts_cents"], language)]
    if (sheet["profit_cents"] or 0) < 0:
        lines.append("C'est une perte : il n'y a rien à partager.")
    return "\n".join(lines)


def parts_told(parts: list[int], language: Language) -> list[str]:
    """Equal shares together: « 6 × 45,43 € »."""
    return [f"{parts.count(part)} × {written(part, language)}" for part in dict.fromkeys(parts)]


def _french() -> Language:
    return languages_from({SOURCE: read_yaml(LOCALES / SOURCE / "language.yaml")})[SOURCE]


def _money(cents: int | None, language: Language) -> str:
    return NOT_GIVEN if cents is None else written(cents, language)
