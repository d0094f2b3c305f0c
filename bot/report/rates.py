"""Who answered, of whom: response rates by questionnaire, language, mode and question, and who is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.report.document import HIDDEN, SHARE_COLUMNS, Cell, Section, Table, share_cells
from bot.report.profile import LANGUAGES
from bot.report.publishing import FEWEST_FOR_BREAKDOWN, Breakdown, Share, breakdown, groups, share
from bot.report.responses import Responses, Row

DONE, ABSENT = "done", "absent"
ANSWERED, NOT_ASKED, NOT_APPLICABLE = "answered", "not_asked", "not_applicable"
NAMES = {
    "registration": "Fiche de renseignement",
    "checkin": "Livret",
    "hot": "Bilan à chaud",
    "peers": "Évaluation par les pairs",
    "cold": "Bilan à froid",
    "interview": "Entretien",
    "animators_hot": "Animateurs, dernier jour",
    "animators_cold": "Animateurs, à froid",
    "partners_hot": "Partenaires, dernier jour",
    "partners_cold": "Partenaires, à froid",
    "partners_cold_person": "Partenaires, sur une personne",
}
MODES = {"phone": "Au téléphone, avec quelqu'un", "tablet": "Sur place, avec quelqu'un", "": "Seule"}
MISSING = {"begun": "Commencé, pas fini", "not_begun": "Pas commencé", "refused": "Refus", "closed": "Clos sans fin"}
RATE_NOTE = (
    "Répondu : questionnaire fini. n : les personnes pour qui il s'est ouvert, sans celles qui étaient absentes ce "
    "jour-là ; celles qui refusent restent dans n."
)
LANGUAGE_NOTE = "Une langue de moins de cinq personnes est masquée, et avec elle la plus petite des autres."
QUESTION_NOTE = (
    "n : à qui la question a été posée. Sans avis : « je ne sais pas » ; passé : « je préfère ne pas dire »."
)


@dataclass(frozen=True, slots=True)
class Rate:
    """One questionnaire at one moment: who finished it, of whom it was asked; the others by where they stand."""

    key: tuple[str, str]
    name: str
    done: Share
    missing: Breakdown
    languages: dict[str, Share | None]


def rates(responses: Responses) -> list[Rate]:
    """Each questionnaire and moment that has opened, in the order of the programme; sessions by their place."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in responses.statuses:
        if row["status"] != ABSENT:
            found[row["questionnaire"], _moment(responses, row)].append(row)
    order = list(NAMES)
    keys = sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
    return [_rate(responses, key, found[key]) for key in keys]


def _moment(responses: Responses, row: Row) -> str:
    place = responses.place(row["cohort"], row["moment"])
    return f"J{place}" if row["moment"].startswith("session:") else ""


def _rate(responses: Responses, key: tuple[str, str], rows: list[Row]) -> Rate:
    states = Counter(row["status"] for row in rows)
    missing = breakdown({name: states[state] for state, name in MISSING.items()})
    spoken = {(row["participant"], row["cohort"]): row["language"] for row in responses.people}
    by_language: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        language = spoken.get((row["participant"], row["cohort"]), "")
        by_language[LANGUAGES.get(language, language or "inconnue")].append(row)
    counts = {name: (_done(theirs), len(theirs)) for name, theirs in sorted(by_language.items())}
    name = " ".join(filter(None, [NAMES.get(key[0], key[0]), key[1]]))
    # How many answered is told however few they are: everybody in a group sees that, and nothing of what they said.
    return Rate(key, name, Share(_done(rows), len(rows)), missing, groups(counts))


def _done(rows: Iterable[Row]) -> int:
    return sum(row["status"] == DONE for row in rows)


def modes(responses: Responses) -> dict[str, Breakdown]:
    """How each questionnaire was answered: alone or held by somebody, a run counted once."""
    found: dict[str, dict[tuple[str, str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for answer in responses.answers:
        if answer.status == ANSWERED:
            found[answer.questionnaire][answer.person, answer.cohort, answer.moment].add(answer.mode)
    order = [name for name in NAMES if name in found]
    return {name: _held(found[name].values()) for name in order}


def _held(runs: Iterable[set[str]]) -> Breakdown:
    counts = Counter(next((mode for mode in MODES if mode in used), "") for used in runs)
    return breakdown({name: counts[mode] for mode, name in MODES.items()})


def by_question(responses: Responses) -> list[tuple[str, str, Share, int, int]]:
    """For each question that was asked: questionnaire, wording, who answered of whom, don't know, rather not."""
    found: list[tuple[str, str, Share, int, int]] = []
    asked = [each for each in responses.questions.values() if not each.personal]
    for each in sorted(asked, key=lambda question: (question.questionnaire, question.place)):
        states = Counter(row.status for row in responses.rows(each.questionnaire, each.key))
        n = sum(states.values()) - states[NOT_ASKED] - states[NOT_APPLICABLE]
        if n:
            told = share(states[ANSWERED], n)
            found.append((each.questionnaire, each.printed, told, states["dont_know"], states["rather_not"]))
    return found


def section(responses: Responses) -> Section:
    """Rates by questionnaire, by language, by mode and by question; who is missing."""
    found = rates(responses)
    languages = sorted({name for each in found for name in each.languages})
    spoken = tuple((each.name, *(_language(each, name) for name in languages)) for each in found)
    lacking = tuple((each.name, *(_cell(cell) for _, cell in each.missing.cells), each.missing.n) for each in found)
    held = tuple(
        (NAMES[name], *(_cell(cell) for _, cell in told.cells), told.n) for name, told in modes(responses).items()
    )
    asked: list[tuple[Cell, ...]] = [
        (f"{NAMES.get(name, name)} — {printed}", *share_cells(told), *_silent(told, unknown, rather_not))
        for name, printed, told, unknown, rather_not in by_question(responses)
    ]
    return Section(
        "Qui a répondu, qui manque",
        (
            Table(
                "Taux de réponse par questionnaire",
                ("Questionnaire", *SHARE_COLUMNS),
                tuple((each.name, *share_cells(each.done)) for each in found),
                RATE_NOTE,
            ),
            Table("Qui manque, et où en sont ces personnes", ("Questionnaire", *MISSING.values(), "n"), lacking),
            Table("Taux de réponse par langue (répondu / n)", ("Questionnaire", *languages), spoken, LANGUAGE_NOTE),
            Table("Comment on a répondu", ("Questionnaire", *MODES.values(), "n"), held),
            Table(
                "Réponses par question",
                ("Question", *SHARE_COLUMNS, "Sans avis", "Passé"),
                tuple(asked),
                QUESTION_NOTE,
            ),
        ),
    )


def _language(rate: Rate, name: str) -> Cell:
    if name not in rate.languages:
        return ""
    told = rate.languages[name]
    return HIDDEN if told is None or told.count is None else f"{told.count} / {told.n}"


def _cell(told: Share) -> Cell:
    return HIDDEN if told.count is None else told.count


def _silent(told: Share, unknown: int, rather_not: int) -> tuple[Cell, Cell]:
    return (unknown, rather_not) if told.n >= FEWEST_FOR_BREAKDOWN else (HIDDEN, HIDDEN)
