"""What the European Social Fund wants to know of a participant, from her answers: at entry, at exit, six months later.

Names of fields and values are those of the programme's list (`situation_emploi_entree`…). None is « not known »;
REFUSED is her right where the field is about health or origin, and a gap elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.report.responses import Responses, Row, Run

FICHE, EXIT, LATER = "registration", "hot", "cold"
YES, NO, REFUSED = "oui", "non", "ne_veut_pas_dire"
RATHER_NOT = "rather_not"
ABROAD = "hors_de_france"
JOBLESS = "chomage"
EMPLOYED = (
    *("emploi_salarie_cdi", "cdd_6m_plus", "cdd_moins_6m_interim", "emploi_aide_IAE", "independant"),
    "emploi_autre",
)
INACTIVE = ("inactif_recherche", "inactif_formation", "inactif_autre")
SEARCHING = (JOBLESS, "inactif_recherche")
SEX = {"woman": "F", "man": "M", "other": "X"}
JOBS = {"own_business": "independant", "aided": "emploi_aide_IAE", "other": "emploi_autre"}
MONTHS = {"under_6_months": 0, "from_6_months": 6, "from_1_year": 12, "from_2_years": 24}  # at least so many
PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Participant:
    """One person in one Flashcoop; `fields` in the order of FIELDS. `days` are the sessions she was at, None where
    nobody noted any.
    """

    person: str
    cohort: str
    fields: Mapping[str, str | None]
    born: str | None
    entered: date | None
    left: date | None
    days: int | None

    def age_at_entry(self) -> tuple[int, int] | None:
        """The least and the most she may be in whole years: they differ where only the year or month is known."""
        if not self.born or not self.entered:
            return None
        year, *rest = (int(part) for part in self.born.split("-"))
        earliest = (rest + [1, 1][len(rest) :])[:2]
        latest = (rest + [12, 31][len(rest) :])[:2]
        return _years(year, latest, self.entered), _years(year, earliest, self.entered)


def _years(year: int, birthday: list[int], day: date) -> int:
    return day.year - year - ((day.month, day.day) < tuple(birthday))


@dataclass(frozen=True)
class Said:
    """The answers of one person: a value, REFUSED, or None."""

    responses: Responses
    run: Run

    def __call__(self, questionnaire: str, question: str) -> str | None:
        """What she answered to a question."""
        found = self.responses.values(questionnaire, question).get(self.run)
        return found if found is not None else self._refused(questionnaire, question)

    def yes_no(self, questionnaire: str, question: str, *, turned: bool = False) -> str | None:
        """A yes or no as the Fund writes it; `turned` where its field is a yes when the answer is a no."""
        value = self(questionnaire, question)
        names = {"yes": NO if turned else YES, "no": YES if turned else NO, REFUSED: REFUSED}
        return names.get(value or "")

    def _refused(self, questionnaire: str, question: str) -> str | None:
        return REFUSED if self.run in self.responses.silent(questionnaire, question, RATHER_NOT) else None


def participants(responses: Responses, attendance: list[Row], today: date) -> list[Participant]:
    """Everybody who takes part, by code; `attendance` are the rows of that table."""
    days: dict[Run, list[Row]] = {}
    for row in attendance:
        days.setdefault((row["participant"], row["cohort"]), []).append(row)
    return [_participant(responses, run, days.get(run, []), today) for run in sorted(responses.people_by_run)]


def _participant(responses: Responses, run: Run, days: list[Row], today: date) -> Participant:
    said = Said(responses, run)
    there = sorted(row["date"] for row in days if row["presence"] == PRESENT)
    held = sorted(row["date"] for row in days)
    noted = any(row["presence"] != "not_noted" for row in days)
    ended = said(EXIT, "ending")
    last = there if there and ended not in (None, "terme") else held  # who stopped left on the last day she was there
    begun = [day for day in (there or held) if day <= today.isoformat()]
    entered = begun[0] if begun else None
    left = last[-1] if last and last[-1] <= today.isoformat() else None
    fields = {name: of(said, responses.people_by_run[run]) for name, of in FIELDS.items()}
    fields |= {"date_entree": entered, "date_sortie": left}
    born = said(FICHE, "born")
    return Participant(
        person=run[0],
        cohort=run[1],
        fields=fields,
        born=None if born == REFUSED else born,
        entered=date.fromisoformat(entered) if entered else None,
        left=date.fromisoformat(left) if left else None,
        days=len(there) if noted else None,
    )


def _situation(said: Said) -> str | None:
    if said(FICHE, "has_job") == "yes":
        kind = said(FICHE, "job_kind")
        return said(FICHE, "contract") if kind == "employee" else JOBS.get(kind or "")
    if said(FICHE, "has_job") != "no":
        return None
    if said(FICHE, "france_travail") == "yes":
        return JOBLESS
    if said(FICHE, "training") == "yes":
        return "inactif_formation"
    return {"yes": "inactif_recherche", "no": "inactif_autre"}.get(said(FICHE, "looking") or "")


def _cite(said: Said) -> str | None:
    level = said(FICHE, "schooling")
    if level == "bac":
        if said(FICHE, "after_bac") != "yes":
            return "3"
        return "5-8" if said(FICHE, "higher_diploma") == "yes" else "4"
    if level == "secondary":
        return "3" if said(FICHE, "trade_diploma") == "yes" else "2"
    return {"never": "0", "primary": "1"}.get(level or "")


def _birthplace(said: Said) -> str | None:
    return ABROAD if said(FICHE, "born_in_france") == "no" else said(FICHE, "birth_town")


def _later(said: Said) -> str | None:
    return said(EXIT, "situation") if said(LATER, "still_situation") == "yes" else said(LATER, "situation")


def _in_training(said: Said) -> str | None:
    return YES if said(EXIT, "situation") == "inactif_formation" else said.yes_no(EXIT, "training")


def _searching(said: Said) -> str | None:
    situation = said(EXIT, "situation")
    if situation in SEARCHING:
        return YES
    return NO if situation in EMPLOYED else said.yes_no(EXIT, "looking")


def _asks(questionnaire: str, question: str) -> Callable[[Said, Row], str | None]:
    return lambda said, _: said(questionnaire, question)


def _yes_no(questionnaire: str, question: str, *, turned: bool = False) -> Callable[[Said, Row], str | None]:
    return lambda said, _: said.yes_no(questionnaire, question, turned=turned)


def _household(said: Said, _: Row) -> str | None:
    """Whether nobody at home works: she does not, and says that nobody else does."""
    return NO if said(FICHE, "has_job") == "yes" else said.yes_no(FICHE, "household_works", turned=True)


def _alone(said: Said, _: Row) -> str | None:
    return NO if said(FICHE, "children") == "no" else said.yes_no(FICHE, "other_adult", turned=True)


FIELDS: Mapping[str, Callable[[Said, Row], str | None]] = {
    "nom": _asks(FICHE, "last_name"),
    "prenom": _asks(FICHE, "first_name"),
    "sexe": lambda said, _: SEX.get(said(FICHE, "gender") or ""),
    "date_naissance": _asks(FICHE, "born"),
    "commune_naissance": lambda said, _: _birthplace(said),
    "adresse": _asks(FICHE, "address"),
    "telephone": _asks(FICHE, "phone"),
    "date_entree": lambda *_: None,
    "situation_emploi_entree": lambda said, _: _situation(said),
    "duree_chomage_mois": lambda said, _: _months(said),
    "inscrit_france_travail": _yes_no(FICHE, "france_travail"),
    "formation_en_cours": _yes_no(FICHE, "training"),
    "niveau_diplome_cite": lambda said, _: _cite(said),
    "handicap_reconnu": _yes_no(FICHE, "disability"),
    "minima_sociaux": _yes_no(FICHE, "social_income"),
    "sans_domicile_ou_exclusion_logement": _yes_no(FICHE, "housing"),
    "parent_ne_a_letranger": _yes_no(FICHE, "parent_abroad"),
    "nationalite_pays_tiers": _yes_no(FICHE, "eu_nationality", turned=True),
    "menage_sans_emploi": _household,
    "enfants_a_charge": _yes_no(FICHE, "children"),
    "parent_isole": _alone,
    "qpv": lambda _, row: row["qpv"],
    "zrr": lambda _, row: row["zrr"],
    "date_sortie": lambda *_: None,
    "situation_emploi_sortie": _asks(EXIT, "situation"),
    "formation_sortie": lambda said, _: _in_training(said),
    "qualification_obtenue": _yes_no(EXIT, "qualification"),
    "recherche_emploi_sortie": lambda said, _: _searching(said),
    "type_sortie": _asks(EXIT, "ending"),
    "situation_emploi_6m": lambda said, _: _later(said),
    "depuis_mois_6m": _asks(LATER, "since"),
    "amelioration_situation": _yes_no(LATER, "better"),
}


def _months(said: Said) -> str | None:
    months = MONTHS.get(said(FICHE, "out_of_work") or "")
    return None if months is None else str(months)
