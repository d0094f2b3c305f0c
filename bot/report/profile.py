"""Who takes part: each variable a breakdown of those who answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.report.document import SHARE_COLUMNS, Bar, Block, Cell, Section, Table, breakdown_table, plot, share_cells
from bot.report.publishing import Breakdown, Share, breakdown, share
from bot.report.responses import Responses, Run

FICHE = "registration"
UNKNOWN_LANGUAGE, NOBODY_SENT = "inconnue", "sans prescripteur"
LANGUAGES = {"fr": "Français", "ar": "Arabe", "fa_AF": "Dari"}
SCHOOLING_NOTE = (
    "« Bac et équivalent » compte le bac et les diplômes de métier (CAP, BEP) ; le lycée sans bac est avec le collège."
)
TERRITORY_NOTE = (
    "D'après l'adresse et la liste importée, jamais demandé. Une adresse à la fois en QPV (ou à ses abords) et en ZRR "
    "est comptée en QPV (ou abords). Sans adresse ou hors de la liste : inconnu, et non « non »."
)
LEAVING_NOTE = "Demandé aux seules personnes salariées."


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing people are, over those of whom it is known; of `unknown` people it is not."""

    key: str
    title: str
    told: Breakdown
    unknown: int
    note: str = ""


Classify = Callable[[Responses, Run], str | None]


def _said(question: str, names: Mapping[str, str]) -> Classify:
    def classify(responses: Responses, run: Run) -> str | None:
        return names.get(responses.values(FICHE, question).get(run, ""))

    return classify


def _schooling(responses: Responses, run: Run) -> str | None:
    level = responses.values(FICHE, "schooling").get(run)
    if level == "bac" and responses.values(FICHE, "after_bac").get(run) == "yes":
        return SCHOOLING[3]
    if level == "secondary" and responses.values(FICHE, "trade_diploma").get(run) == "yes":
        return SCHOOLING[2]
    return {"never": SCHOOLING[0], "primary": SCHOOLING[1], "secondary": SCHOOLING[1], "bac": SCHOOLING[2]}.get(
        level or ""
    )


def _territory(responses: Responses, run: Run) -> str | None:
    row = responses.people_by_run[run]
    if row["qpv"] in QPV:
        return QPV[row["qpv"]]
    if row["zrr"] == "yes":
        return ZRR
    return ELSEWHERE if (row["qpv"], row["zrr"]) == ("no", "no") else None


EMPLOYMENT = {"no": "Sans emploi", "yes": "En emploi"}
GENDER = {"woman": "Femmes", "man": "Hommes", "other": "Autre réponse"}
SCHOOLING = ("Jamais à l'école", "Primaire ou collège", "Bac et équivalent", "Au-delà du bac")
QPV, ZRR, ELSEWHERE = {"yes": "QPV", "near": "Abords de QPV"}, "ZRR", "Ni QPV, ni ZRR"
VARIABLES: tuple[tuple[str, str, tuple[str, ...], Classify, str], ...] = (
    ("employment", "Emploi à l'entrée", tuple(EMPLOYMENT.values()), _said("has_job", EMPLOYMENT), ""),
    ("gender", "Genre", tuple(GENDER.values()), _said("gender", GENDER), ""),
    ("schooling", "Scolarité", SCHOOLING, _schooling, SCHOOLING_NOTE),
    ("territory", "Territoire", (*QPV.values(), ZRR, ELSEWHERE), _territory, TERRITORY_NOTE),
)


def variables(responses: Responses) -> list[Variable]:
    """Employment, gender, schooling and territory, then language and prescribing structure as they occur."""
    known = [_variable(responses, *each) for each in VARIABLES]
    return [*known, _occurring(responses, "language", "Langue", _language)]


def prescribers(responses: Responses) -> Variable:
    """Who proposed the participants, by structure, else by partner's code."""
    return _occurring(responses, "prescriber", "Structure qui a proposé la personne", _prescriber)


def _variable(
    responses: Responses, key: str, title: str, names: tuple[str, ...], classify: Classify, note: str
) -> Variable:
    found = [classify(responses, run) for run in responses.people_by_run]
    counts = {name: found.count(name) for name in names}
    return Variable(key, title, breakdown(counts, responses.others), found.count(None), note)


def _occurring(responses: Responses, key: str, title: str, classify: Classify) -> Variable:
    found = [classify(responses, run) or "" for run in responses.people_by_run]
    counts = {
        name: found.count(name) for name in sorted(set(found) - {""}, key=lambda name: (-found.count(name), name))
    }
    return Variable(key, title, breakdown(counts, responses.others), found.count(""))


def _language(responses: Responses, run: Run) -> str | None:
    language = responses.people_by_run[run]["language"]
    return LANGUAGES.get(language, language) or None


def _prescriber(responses: Responses, run: Run) -> str | None:
    row = responses.people_by_run[run]
    return row.get("structure") or row["prescriber"] or None


def wishes(responses: Responses) -> list[tuple[str, Share, str]]:
    """A project in mind, and the wish to leave salaried work."""
    return [
        ("Projet en tête à l'entrée", _yes(responses, "has_project"), ""),
        ("Souhaite quitter son emploi salarié", _yes(responses, "wishes_leave"), LEAVING_NOTE),
    ]


def _yes(responses: Responses, question: str) -> Share:
    given = responses.values(FICHE, question).values()
    return share(sum(value == "yes" for value in given), len(given))


def section(responses: Responses) -> Section:
    """The profile."""
    blocks: list[Block] = []
    for each in variables(responses):
        blocks.append(table(each))
        if each.key in {key for key, *_ in VARIABLES}:
            blocks += plot(each.key, each.title, [Bar(name, cell) for name, cell in each.told.cells])
    rows: list[tuple[Cell, ...]] = [(name, *share_cells(told)) for name, told, _ in wishes(responses)]
    notes = " ".join(f"{name} : {note}" for name, _, note in wishes(responses) if note)
    blocks.append(Table("Projet et souhaits", ("", *SHARE_COLUMNS), tuple(rows), notes))
    blocks.append(table(prescribers(responses)))
    return Section("Qui participe", tuple(blocks))


def table(variable: Variable) -> Table:
    """A variable as a table, with how many it is not known of."""
    return breakdown_table(
        variable.title, variable.told, f"Inconnu ou sans réponse : {variable.unknown}. {variable.note}"
    )
