"""The figures of each Flashcoop (« fiche de collecte »), and their sums."""

from collections import Counter
from datetime import date

from bot.report.document import NOT_GIVEN, Block, Cell, Euros, Section, Table
from bot.report.responses import Responses, Row

COUNT_NOTE = "Personnes comptées une à une dans l'export"
AMOUNT = "turnover_cents"
LINES = (
    "Porteur de projet",
    "Lieu",
    "Dates",
    "Nombre de participants",
    "Lieu de commercialisation",
    "Public",
    "Chiffre d'affaires",
    "Filière",
    "Produit",
)


def turnover(responses: Responses) -> tuple[Euros, int]:
    """The sum of what is given, and of how many Flashcoops."""
    given = [int(row[AMOUNT]) for row in responses.cohorts if row.get(AMOUNT)]
    return Euros(sum(given)), len(given)


def lines(row: Row) -> tuple[Cell, ...]:
    """The nine lines of a Flashcoop, in the order of `LINES`; what nobody entered says so, and is never 0."""
    people = row.get("people") or row["participants"]
    amount: Cell = Euros(int(row[AMOUNT])) if row.get(AMOUNT) else NOT_GIVEN
    told = (row["cae_name"], row["place"], _dates(row), people, row.get("sale_place", ""), row["audience"])
    return (*(each or NOT_GIVEN for each in told), amount, row["sector"] or NOT_GIVEN, row["product"] or NOT_GIVEN)


def _dates(row: Row) -> str:
    if not row["first_day"]:
        return ""
    first, last = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
    return f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}"


def section(responses: Responses, announced: int | None) -> Section:
    """How many Flashcoops and people, the turnover, and nine lines a Flashcoop."""
    blocks: list[Block] = [_scale(responses, announced)]
    total, given = turnover(responses)
    told = str(total) if given else NOT_GIVEN
    blocks.append(f"Chiffre d'affaires : {told} ({given} Flashcoop(s) sur {len(responses.cohorts)} le donnent).")
    for row in responses.cohorts:
        rows = tuple(zip(LINES, lines(row), strict=True))
        blocks.append(Table(row["name"], ("", "Flashcoop"), rows))
    return Section("Les Flashcoops", tuple(blocks))


def _scale(responses: Responses, announced: int | None) -> str:
    counts = Counter(row["cohort"] for row in responses.participants)
    parts = " + ".join(str(counts[row["cohort"]]) for row in responses.cohorts)
    summed = f" ({parts})" if len(responses.cohorts) > 1 else ""
    said = f"{COUNT_NOTE} : {responses.heads}{summed}, dans {len(responses.cohorts)} Flashcoop(s)."
    if announced is None or announced == responses.heads:
        return said
    return f"{said} Ailleurs il est écrit « {announced} » : aucune part n'est calculée sur ce nombre."
