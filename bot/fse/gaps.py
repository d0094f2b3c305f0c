"""What is missing of the Fund's mandatory fields, by person."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.fse.participants import JOBLESS, REFUSED, Participant

# Data on health and origin (article 9 of the GDPR): who prefers not to say has answered.
MAY_REFUSE = frozenset({"handicap_reconnu", "parent_ne_a_letranger"})
AT_ENTRY = (
    *("nom", "prenom", "sexe", "date_naissance", "commune_naissance", "adresse", "date_entree"),
    *("situation_emploi_entree", "duree_chomage_mois", "niveau_diplome_cite", "handicap_reconnu", "minima_sociaux"),
    *("sans_domicile_ou_exclusion_logement", "parent_ne_a_letranger", "nationalite_pays_tiers"),
)
AT_EXIT = (
    *("date_sortie", "situation_emploi_sortie", "formation_sortie", "qualification_obtenue"),
    *("recherche_emploi_sortie", "type_sortie"),
)
WHOLE_DATE = 10  # letters of 1990-05-12; a year alone gives no age on every day
ONE_DAY = "un jour ou moins : pas un participant"


class Gap(NamedTuple):
    """A mandatory field that is missing, refused or incomplete."""

    person: str
    cohort: str
    moment: str
    field: str
    why: str


def gaps(who: Participant, *, over: bool) -> Iterator[Gap]:
    """The gaps of a person, in the order of the fields; those of the exit once her Flashcoop is `over`."""
    moments = (("entrée", AT_ENTRY), ("sortie", AT_EXIT)) if over else (("entrée", AT_ENTRY),)
    for moment, fields in moments:
        for name in fields:
            why = _why(who, name)
            if why:
                yield Gap(who.person, who.cohort, moment, name, why)


def _why(who: Participant, name: str) -> str:
    value = who.fields[name]
    if name == "duree_chomage_mois" and who.fields["situation_emploi_entree"] != JOBLESS:
        return ""
    if value is None:
        return "manque"
    if value == REFUSED and name not in MAY_REFUSE:
        return "ne veut pas dire"
    if name == "date_naissance" and len(value) < WHOLE_DATE:
        return "incomplète"
    return ""


def counted(who: Participant) -> bool:
    """Whether she is a participant in the sense of the Fund: nobody is who was there for one day or less."""
    return who.days is None or who.days > 1
