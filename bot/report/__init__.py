"""The bilan: the report CPE publishes, computed from an export and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from bot.report import opinions, outcomes, profile, progress, rates, sheets, words
from bot.report.document import Bilan, Section
from bot.report.page import page
from bot.report.plots import FORMS as PLOT_FORMS
from bot.report.plots import drawn
from bot.report.responses import Responses, Scope, read
from bot.report.sheet import sheet
from bot.report.workbook import workbook
from storage.refusals import Refused

READING = Section(
    "Comment lire ce bilan",
    (
        "Les nombres viennent avant les pourcentages, et aucun pourcentage n'est donné sans son n : le nombre de "
        "personnes qui ont répondu à la question. Absentes et sans réponse ne comptent jamais comme un non.",
        "En dessous de 20 personnes, pas de pourcentage. En dessous de 5, pas de répartition. Dans une répartition, "
        "une case de 1 à 4 personnes est masquée, et avec elle la plus petite des autres : aucune ne se déduit.",
        "Les intervalles à 95 % (Wilson) disent où se tiendrait la part si d'autres groupes semblables étaient "
        "interrogés ; ils ne corrigent pas l'absence de qui n'a pas répondu. Pourcentages arrondis à l'unité, la "
        "moitié au pair.",
        "Chaque nombre se recalcule avec l'export seul.",
    ),
)
WRITERS: Mapping[str, Callable[[Bilan], bytes]] = {"html": page, "pdf": sheet, "xlsx": workbook}


def bilan(responses: Responses, day: date, announced: int | None = None) -> Bilan:
    """The bilan of responses as data; `announced` is a number of people told elsewhere, to be set right."""
    sections = (
        READING,
        sheets.section(responses, announced),
        profile.section(responses),
        opinions.section(responses),
        progress.section(responses),
        outcomes.section(responses),
        words.section(responses),
        rates.section(responses),
    )
    return Bilan(_title(responses), _subtitle(responses), day.isoformat(), sections)


def report_bytes(folder: Path, scope: Scope, form: str, day: date, announced: int | None = None) -> bytes:
    """The bilan of a scope, from an export in a folder, in a form of `WRITERS`; the same bytes for the same input.

    Refused where the form is unknown, the folder is no export, or the scope is not in it.
    """
    if form not in WRITERS:
        raise Refused("unknown_format", f"« {form} » n'est pas une forme de bilan : {', '.join(WRITERS)}.")
    return WRITERS[form](bilan(read(folder, scope), day, announced))


def plot_bytes(folder: Path, scope: Scope, day: date) -> dict[str, bytes]:
    """The plots of a bilan by file name, each as SVG and PNG."""
    return {
        f"{plot.key}.{form}": drawn(plot, form) for plot in bilan(read(folder, scope), day).plots for form in PLOT_FORMS
    }


def _title(responses: Responses) -> str:
    match responses.scope.kind:
        case "cohort":
            return f"Bilan : {responses.cohorts[0]['name']}"
        case "cae":
            return f"Bilan des Flashcoops : {responses.cohorts[0]['cae_name']}"
    return "Bilan des Flashcoops"


def _subtitle(responses: Responses) -> str:
    days = sorted(row[name] for row in responses.cohorts for name in ("first_day", "last_day") if row[name])
    if not days:
        return ""
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return f"{len(responses.cohorts)} Flashcoop(s), du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
