"""The common indicators of the ESF 2014–2020 (Regulation (EU) 1304/2013, annex I: CO, CR) and of the ESF+ 2021–2027
(Regulation (EU) 2021/1057, annex I: EECO, EECR), of one participant: yes, no, or None where it cannot be said.

Codes and wording are to be checked against the managing authority's form before they are sent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.fse.participants import ABROAD, EMPLOYED, INACTIVE, JOBLESS, NO, REFUSED, SEARCHING, YES, Participant

Truth = bool | None
Rule = Callable[[Participant], Truth]
LONG, LONG_WHEN_YOUNG, YOUNG = 12, 6, 25  # months out of work; before 25 six are long, in 2014–2020


@dataclass(frozen=True, slots=True)
class Indicator:
    """A code with what it counts; `rule` is None where nothing that is asked tells."""

    code: str
    title: str
    rule: Rule | None


def _field(name: str) -> Rule:
    def rule(who: Participant) -> Truth:
        return {YES: True, NO: False}.get(who.fields[name] or "")

    return rule


def _is(name: str, *values: str) -> Rule:
    def rule(who: Participant) -> Truth:
        value = who.fields[name]
        return None if value in (None, REFUSED) else value in values

    return rule


def _age(fewest: int, most: int) -> Rule:
    def rule(who: Participant) -> Truth:
        age = who.age_at_entry()
        if age is None:
            return None
        inside = [fewest <= years <= most for years in age]
        return inside[0] if inside[0] == inside[1] else None

    return rule


def both(*rules: Rule) -> Rule:
    """Yes where all are, no where one is not."""

    def rule(who: Participant) -> Truth:
        found = [each(who) for each in rules]
        return False if False in found else None if None in found else True

    return rule


def either(*rules: Rule) -> Rule:
    """Yes where one is, no where none is."""

    def rule(who: Participant) -> Truth:
        found = [each(who) for each in rules]
        return True if True in found else None if None in found else False

    return rule


def inverse(rule: Rule) -> Rule:
    """Yes where it is not."""

    def turned(who: Participant) -> Truth:
        found = rule(who)
        return None if found is None else not found

    return turned


def _out_of_work_for(months: int) -> Rule:
    def rule(who: Participant) -> Truth:
        known = who.fields["duree_chomage_mois"]
        return None if known is None else int(known) >= months

    return rule


ENTRY, EXIT, LATER = "situation_emploi_entree", "situation_emploi_sortie", "situation_emploi_6m"
jobless, inactive, employed = _is(ENTRY, JOBLESS), _is(ENTRY, *INACTIVE), _is(ENTRY, *EMPLOYED)
idle = _is(ENTRY, "inactif_recherche", "inactif_autre")
young = _age(0, YOUNG - 1)
over_54 = _age(55, 200)
long_2014 = either(_out_of_work_for(LONG), both(young, _out_of_work_for(LONG_WHEN_YOUNG)))
foreign_origin = either(_field("parent_ne_a_letranger"), _is("commune_naissance", ABROAD))
third_country = _field("nationalite_pays_tiers")
disabled, housing = _field("handicap_reconnu"), _field("sans_domicile_ou_exclusion_logement")
rural = _is("zrr", "yes")
no_work_at_home, children, lone_parent = (
    _field("menage_sans_emploi"),
    _field("enfants_a_charge"),
    _field("parent_isole"),
)
disadvantaged = either(either(foreign_origin, third_country), disabled, housing)
now_searching = both(inactive, either(_is(EXIT, *SEARCHING), _field("recherche_emploi_sortie")))
now_training = both(inverse(_is(ENTRY, "inactif_formation")), _field("formation_sortie"))
qualified = _field("qualification_obtenue")
now_employed = both(inverse(employed), _is(EXIT, *EMPLOYED))
later_employed = both(inverse(employed), _is(LATER, *EMPLOYED))
# « Improved situation » is of those who had work when they came (guidance of the Commission on the indicators).
later_better = both(employed, _field("amelioration_situation"))


def _known_rural(who: Participant) -> Truth:
    return None if who.fields["zrr"] in (None, "", "unknown") else rural(who)


ESF = (
    Indicator("CO01", "Chômeurs, y compris de longue durée", jobless),
    Indicator("CO02", "Chômeurs de longue durée", both(jobless, long_2014)),
    Indicator("CO03", "Personnes inactives", inactive),
    Indicator("CO04", "Personnes inactives ne suivant ni enseignement ni formation", idle),
    Indicator("CO05", "Personnes exerçant un emploi, y compris les indépendants", employed),
    Indicator("CO06", "Moins de 25 ans", young),
    Indicator("CO07", "Plus de 54 ans", over_54),
    Indicator("CO08", "Plus de 54 ans, sans emploi ou inactives hors formation", both(over_54, either(jobless, idle))),
    Indicator(
        "CO09", "Enseignement primaire ou premier cycle du secondaire (CITE 1-2)", _is("niveau_diplome_cite", "1", "2")
    ),
    Indicator(
        "CO10", "Deuxième cycle du secondaire ou post-secondaire (CITE 3-4)", _is("niveau_diplome_cite", "3", "4")
    ),
    Indicator("CO11", "Enseignement supérieur (CITE 5-8)", _is("niveau_diplome_cite", "5-8")),
    Indicator("CO12", "Ménages sans emploi (supprimé en 2018)", no_work_at_home),
    Indicator("CO13", "Ménages sans emploi avec enfants à charge (supprimé en 2018)", both(no_work_at_home, children)),
    Indicator("CO14", "Adulte seul avec enfants à charge (supprimé en 2018)", both(children, lone_parent)),
    Indicator("CO15", "Migrants, participants d'origine étrangère, minorités", either(foreign_origin, third_country)),
    Indicator("CO16", "Participants handicapés", disabled),
    Indicator("CO17", "Autres personnes défavorisées", None),
    Indicator("CO18", "Sans-abri ou exclusion du logement", housing),
    Indicator("CO19", "Zones rurales (ici : ZRR)", _known_rural),
    Indicator("CR01", "Inactifs en recherche d'emploi à la sortie", now_searching),
    Indicator("CR02", "En études ou en formation à la sortie", now_training),
    Indicator("CR03", "Obtenant une qualification", qualified),
    Indicator("CR04", "En emploi à la sortie, y compris indépendant", now_employed),
    Indicator(
        "CR05",
        "Défavorisés en recherche d'emploi, formation, qualification ou emploi à la sortie",
        both(disadvantaged, either(now_searching, now_training, qualified, now_employed)),
    ),
    Indicator("CR06", "En emploi six mois après", later_employed),
    Indicator("CR07", "Meilleure situation sur le marché du travail six mois après", later_better),
    Indicator("CR08", "Plus de 54 ans, en emploi six mois après", both(over_54, later_employed)),
    Indicator("CR09", "Défavorisés en emploi six mois après", both(disadvantaged, later_employed)),
)
ESF_PLUS = (
    Indicator("EECO01", "Nombre total de participants", lambda _: True),
    Indicator("EECO02", "Chômeurs, y compris de longue durée", jobless),
    Indicator("EECO03", "Chômeurs de longue durée", both(jobless, _out_of_work_for(LONG))),
    Indicator("EECO04", "Inactifs", inactive),
    Indicator("EECO05", "En emploi, y compris indépendants", employed),
    Indicator("EECO06", "Moins de 18 ans", _age(0, 17)),
    Indicator("EECO07", "18 à 29 ans", _age(18, 29)),
    Indicator("EECO08", "55 ans et plus", over_54),
    Indicator("EECO09", "CITE 0-2", _is("niveau_diplome_cite", "0", "1", "2")),
    Indicator("EECO10", "CITE 3-4", _is("niveau_diplome_cite", "3", "4")),
    Indicator("EECO11", "CITE 5-8", _is("niveau_diplome_cite", "5-8")),
    Indicator("EECO12", "Participants handicapés", disabled),
    Indicator("EECO13", "Ressortissants de pays tiers", third_country),
    Indicator("EECO14", "Participants d'origine étrangère", foreign_origin),
    Indicator("EECO15", "Minorités", None),
    Indicator("EECO16", "Sans-abri ou exclusion du logement", housing),
    Indicator("EECO17", "Zones rurales (ici : ZRR)", _known_rural),
    Indicator("EECR01", "En recherche d'emploi à la sortie", now_searching),
    Indicator("EECR02", "En études ou en formation à la sortie", now_training),
    Indicator("EECR03", "Obtenant une qualification", qualified),
    Indicator("EECR04", "En emploi à la sortie", now_employed),
    Indicator("EECR05", "En emploi six mois après", later_employed),
    Indicator("EECR06", "Meilleure situation sur le marché du travail six mois après", later_better),
)
INDICATORS = (*ESF, *ESF_PLUS)


def counts(people: Iterable[Participant], indicator: Indicator) -> dict[str, int]:
    """How many are a yes, in all and by sex (F, M, X); `unknown` of whom it cannot be said."""
    told = {"total": 0, "F": 0, "M": 0, "X": 0, "unknown": 0}
    for who in people:
        found = indicator.rule(who) if indicator.rule else None
        if found is None:
            told["unknown"] += 1
        elif found:
            told["total"] += 1
            sex = who.fields["sexe"]
            if sex:
                told[sex] += 1
    return told
