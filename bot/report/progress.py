"""Indice de progression compétences clé: how the ratings of the core items moved between two sessions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from bot.report.document import HIDDEN, SHARE_COLUMNS, Cell, Section, Table, decimal, share_cells
from bot.report.publishing import Share, share
from bot.report.responses import ANSWERED, Answer, Responses

CORE = "core"
AXES = {"apprendre": "Apprendre à apprendre", "sociales": "Compétences sociales et civiques"}
FEWEST = 2  # people: a mean of one is her own answer
NOT_ASKED = "not_asked"
DEFINITION = (
    "Définition : pour chaque personne et chaque axe, la moyenne de (dernière note − première note) sur les items du "
    "noyau auxquels elle a répondu les deux fois ; l'indice est la moyenne de ces moyennes sur les personnes (et non "
    "sur les réponses), de −3 à +3. « Je ne sais pas » et « je passe » n'y entrent jamais, pas même comme zéro. La "
    "première note est de la première séance où ces items sont demandés à la personne, la dernière de la dernière."
)


@dataclass(frozen=True, slots=True)
class Change:
    """One axis: the mean over `people` (None below two), pairs of answers, items asked twice but not answered twice,
    and who rises (a mean above zero).
    """

    axis: str
    mean: float | None
    people: int
    pairs: int
    skipped: int
    rising: Share


def changes(responses: Responses) -> list[Change]:
    """The index of each axis."""
    core = responses.asked("index", index=CORE)
    axes = {(each.questionnaire, each.key): each.references["axis"] for each in core}
    items: dict[str, dict[tuple[str, str], list[list[Answer]]]] = defaultdict(lambda: defaultdict(list))
    for (questionnaire, question), axis in axes.items():
        for person, rows in _by_person(responses.rows(questionnaire, question)).items():
            items[axis][person].append(_in_order(responses, rows))
    return [_change(axis, items[axis]) for axis in AXES if axis in axes.values()]


def _by_person(rows: Iterable[Answer]) -> Mapping[tuple[str, str], list[Answer]]:
    found: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for row in rows:
        if row.status != NOT_ASKED:
            found[row.person, row.cohort].append(row)
    return found


def _in_order(responses: Responses, rows: list[Answer]) -> list[Answer]:
    return sorted(rows, key=lambda row: responses.place(row.cohort, row.moment))


def _change(axis: str, people: Mapping[tuple[str, str], list[list[Answer]]]) -> Change:
    means: list[float] = []
    pairs = skipped = 0
    for items in people.values():
        twice = [(rows[0], rows[-1]) for rows in items if len(rows) > 1]
        both = [(first, last) for first, last in twice if first.status == last.status == ANSWERED]
        pairs, skipped = pairs + len(both), skipped + len(twice) - len(both)
        if both:
            means.append(fmean(int(last.value) - int(first.value) for first, last in both))
    mean = fmean(means) if len(means) >= FEWEST else None
    return Change(axis, mean, len(means), pairs, skipped, share(sum(each > 0 for each in means), len(means)))


def section(responses: Responses) -> Section:
    """The index with its definition."""
    columns = ("Axe", "Indice", "Personnes (n)", "Paires de réponses", "Paires incomplètes", *SHARE_COLUMNS)
    rows: list[tuple[Cell, ...]] = []
    for each in changes(responses):
        index = HIDDEN if each.mean is None else decimal(each.mean)
        figures = (index, each.people, each.pairs, each.skipped)
        rows.append((AXES[each.axis], *figures, *share_cells(each.rising)))
    note = "Les quatre dernières colonnes : les personnes qui progressent, parmi celles qui ont un indice."
    table = Table("Indice de progression compétences clé, par axe", columns, tuple(rows), note)
    return Section("Indice de progression compétences clé", (DEFINITION, table) if rows else (DEFINITION,))
