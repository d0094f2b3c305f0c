"""Data whose truth is the report of 2019–2020: seven Flashcoops, 43 people, the published shares.

The report's bases differ by question and are not all told; a base is taken here on which its percentages are possible.
Its four shares of schooling (40, 39, 6 and 15 %) are possible on none between 20 and 60 people.
"""

from storage import cohort_figures, territories
from storage.people import Person
from tests.report.made import NOW, Made
from tests.simulation.flashcoops import flashcoops

AGREE = {"methods": 34, "job_offers": 28, "strengths": 27, "confidence": 27, "group_life": 26, "exchange": 22}
RATED = 36
STREETS = {
    "23": "1 rue des Cités, 81000 Albi",
    "9": "2 rue du Parc, 81000 Albi",
    "8": "3 route du Bourg, 05230 Chorges",
}
LIST = [
    {"postcode": "81000", "commune": "Albi", "address": "rue des Cités", "QPV": "oui", "ZRR": "non"},
    {"postcode": "81000", "commune": "Albi", "address": "rue du Parc", "QPV": "abords", "ZRR": "non"},
    {"postcode": "05230", "commune": "Chorges", "address": "", "QPV": "non", "ZRR": "oui"},
]
TURNOVER = (52_800, 31_500, 20_474, 37_600, 120_000, 51_300, 166_800)  # cents, in the order of the file
STAFF = 12  # animators, and as many partners


def published(made: Made) -> list[Person]:
    """Fill a database; the participants in the order they joined."""
    territories.replace_list(made.db, LIST)
    everybody: list[Person] = []
    for each, turnover in zip(flashcoops(), TURNOVER, strict=True):
        cohort = made.cohort(each.name, each.cae, each.dates, place=each.place, audience=each.audience)
        figures = {"turnover_cents": turnover, "sale_place": "Marché", "people": each.participants}
        cohort_figures.enter(made.db, cohort, figures, None, NOW)
        everybody += [made.person(cohort) for _ in range(each.participants)]
    for number, person in enumerate(everybody):
        made.says(person, "registration", "once", **_fiche(number))
    for number, person in enumerate(everybody[:RATED]):
        made.says(
            person, "hot", "exit", **{key: 3 + number % 2 if number < n else 1 + number % 2 for key, n in AGREE.items()}
        )
    for role in ("animator", "partner"):
        for _ in range(STAFF):
            made.says(made.person(cohort, role=role), f"{role}s_hot", "exit", advances="yes")
    return everybody


def _fiche(number: int) -> dict[str, str]:
    """32 of 40 out of work, 32 of 39 women (the first seven are the men of Ernée), 29 of 42 with a project."""
    said = {"has_project": "yes" if number < 29 else "no" if number < 42 else "dont_know"}
    said["has_job"] = "no" if number < 32 else "yes" if number < 40 else "rather_not"
    said["wishes_leave"] = "yes" if number < 23 else "no" if number < 30 else "rather_not"
    said["gender"] = "man" if number < 7 else "woman" if number < 39 else "rather_not"
    said["schooling"] = ("primary", "bac", "secondary", "never")[number % 4]
    kinds = [street for count, street in STREETS.items() for _ in range(int(count))]
    return said | ({"address": kinds[number]} if number < len(kinds) else {})
