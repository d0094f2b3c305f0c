"""What became of people: the next step named on the last day, and what happened four to six months later."""

from collections.abc import Iterable

from bot.report.document import SHARE_COLUMNS, Bar, Cell, Section, Table, breakdown_table, plot, share_cells
from bot.report.publishing import Breakdown, Share, breakdown, share
from bot.report.responses import Responses

OUTCOMES = {
    "emploi": "A travaillé",
    "remobilisation": "A cherché un emploi ou un stage",
    "formation": "Est entrée en formation",
    "formation_entreprendre": "Formation à la création d'entreprise",
    "rdv_accompagnement": "A eu un rendez-vous d'accompagnement",
    "levee_freins": "A été aidée à lever un frein (logement, santé, garde)",
    "diagnostic_cae": "Projet étudié avec la CAE",
    "entree_cae": "Travaille dans la CAE",
    "projet_creation": "A créé son activité",
    "projet_report": "A remis son projet à plus tard",
}
SITUATIONS = {
    "emploi_salarie_cdi": "Emploi en CDI",
    "cdd_6m_plus": "Contrat de six mois ou plus",
    "cdd_moins_6m_interim": "Contrat court ou intérim",
    "emploi_aide_IAE": "Contrat d'insertion",
    "independant": "À son compte",
    "chomage": "Au chômage, inscrite à France Travail",
    "inactif_recherche": "Cherche, sans France Travail",
    "inactif_formation": "En formation",
    "inactif_autre": "À la maison",
}
NEXT_STEPS = {
    "formation": "Une formation",
    "formation_entreprendre": "Une formation pour créer une entreprise",
    "rdv_accompagnement": "Un rendez-vous d'accompagnement",
    "remobilisation": "Chercher un emploi ou un stage",
    "entree_cae": "Entrer dans la CAE",
    "diagnostic_cae": "Faire étudier son projet par la CAE",
    "levee_freins": "Régler d'abord un problème",
    "projet_creation": "Créer son activité",
    "emploi": "Commencer un emploi",
}
HOT, COLD = "hot", "cold"
BETTER = "amelioration_situation"
OUTCOME_NOTE = "Une personne peut en nommer plusieurs. Compté sur celles qui ont répondu à chaque question."
SINCE_NOTE = "Qui a dit « c'est toujours vrai » est comptée dans sa situation du dernier jour."


def outcomes(responses: Responses) -> list[tuple[str, Share]]:
    """Each outcome of the cold survey: who says yes, of those who answered it."""
    asked = [each for each in responses.asked("outcome") if each.questionnaire == COLD]
    asked += responses.asked("fse", fse=BETTER)
    named = [
        (OUTCOMES.get(each.references.get("outcome", BETTER), "Situation meilleure qu'avant"), each) for each in asked
    ]
    return [(name, _yes(responses.values(each.questionnaire, each.key).values())) for name, each in named]


def _yes(values: Iterable[str]) -> Share:
    said = list(values)
    return share(said.count("yes"), len(said))


def situations(responses: Responses) -> dict[str, Breakdown]:
    """Where people are on the last day, and four to six months later."""
    then = responses.values(HOT, "situation")
    still = responses.values(COLD, "still_situation")
    same = {run: then[run] for run, said in still.items() if said == "yes" and run in then}
    now = same | dict(responses.values(COLD, "situation"))
    return {
        "Situation le dernier jour": _of(SITUATIONS, then.values(), responses.others),
        "Situation 4 à 6 mois après": _of(SITUATIONS, now.values(), responses.others),
    }


def next_steps(responses: Responses) -> Breakdown:
    """What people say on the last day that comes next."""
    return _of(NEXT_STEPS, responses.values(HOT, "next_step").values(), responses.others)


def _of(names: dict[str, str], values: Iterable[str], others: int) -> Breakdown:
    said = list(values)
    return breakdown({name: said.count(key) for key, name in names.items()}, others)


def orientation(responses: Responses) -> list[tuple[str, Share]]:
    """Who was given the name of a structure, and who of them met it."""
    return [
        ("S'est vu donner le nom d'une structure", _yes(responses.values(HOT, "orientation").values())),
        ("L'a rencontrée, 4 à 6 mois après", _yes(responses.values(COLD, "met_structure").values())),
    ]


def section(responses: Responses) -> Section:
    """Outcomes and situations."""
    found = outcomes(responses)
    rows: list[tuple[Cell, ...]] = [(name, *share_cells(told)) for name, told in found]
    title = "Suites de parcours, 4 à 6 mois après"
    table = Table(title, ("Suite", *SHARE_COLUMNS), tuple(rows), OUTCOME_NOTE)
    seen: list[tuple[Cell, ...]] = [(name, *share_cells(told)) for name, told in orientation(responses)]
    tables = [breakdown_table(name, told, SINCE_NOTE) for name, told in situations(responses).items()]
    return Section(
        "Ce que deviennent les personnes",
        (
            table,
            *plot("outcomes", title, [Bar(name, told) for name, told in found]),
            *tables,
            breakdown_table("Prochaine étape, dite le dernier jour", next_steps(responses)),
            Table("Orientation vers une structure", ("", *SHARE_COLUMNS), tuple(seen)),
        ),
    )
