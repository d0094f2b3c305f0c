"""The whole programme, walked from the YAML files: what must be asked is asked, at the right moments, and no more."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.loading import Programme
from dialogs.conditions import holds
from dialogs.questionnaire import Question
from dialogs.reachable import calendars

SHARED = Path(__file__).parents[3] / "shared" / "domain"

# The fields of the European Social Fund (`shared/domain/fse.md`), by the moment they are collected at.
ENTRY = {
    *("sexe", "date_naissance", "commune_naissance", "nationalite_pays_tiers", "situation_emploi_entree"),
    *("duree_chomage_mois", "inscrit_france_travail", "formation_en_cours", "niveau_diplome_cite", "handicap_reconnu"),
    *("minima_sociaux", "sans_domicile_ou_exclusion_logement", "parent_ne_a_letranger", "menage_sans_emploi"),
    *("enfants_a_charge", "parent_isole"),
}
EXIT = {
    *("situation_emploi_sortie", "formation_sortie", "qualification_obtenue", "recherche_emploi_sortie", "type_sortie"),
}
SIX_MONTHS = {"situation_emploi_6m", "amelioration_situation"}
# Never asked: dates come from the calendar, the rest from the address.
DERIVED = {"date_entree", "date_sortie", "QPV", "ZRR", "code_insee", "pays_tiers"}
# The outcomes the report of 2019–2020 names (`shared/domain/programme.md`).
OUTCOMES = {
    *("formation", "rdv_accompagnement", "remobilisation", "entree_cae", "diagnostic_cae", "formation_entreprendre"),
    *("levee_freins", "projet_creation", "projet_report", "emploi"),
}
SITUATIONS = {
    *("chomage", "inactif_recherche", "inactif_formation", "inactif_autre", "emploi_salarie_cdi", "cdd_6m_plus"),
    *("cdd_moins_6m_interim", "emploi_aide_IAE", "independant"),
}
SENSITIVE = ("eu_nationality", "parent_abroad", "disability", "social_income", "housing", "household_works")
SECONDS = {"choice": 20, "open": 40, "info": 10}  # heard, thought about, answered: a guess until it is measured
TEN_MINUTES = 600


def questions(programme: Programme, questionnaire: str) -> tuple[Question, ...]:
    return programme.flows[questionnaire].questionnaire.questions


def fields(programme: Programme, questionnaire: str) -> set[str]:
    return {each.references["fse"] for each in questions(programme, questionnaire) if "fse" in each.references}


def test_each_field_of_the_social_fund_is_asked_at_its_moment(programme: Programme) -> None:
    assert fields(programme, "registration") >= ENTRY
    assert fields(programme, "hot") >= EXIT
    assert fields(programme, "cold") >= SIX_MONTHS


@pytest.mark.skipif(not SHARED.exists(), reason="the domain's own files are not beside this checkout")
def test_the_fields_are_those_of_the_domain() -> None:
    told = (SHARED / "fse.md").read_text("utf-8").partition("## Fields:")[2]
    named = {name for group in re.findall(r"`([\w|]+)`", told) for name in group.split("|")}
    assert named - SITUATIONS == ENTRY | EXIT | SIX_MONTHS | DERIVED


def test_situations_are_the_codes_of_the_social_fund(programme: Programme) -> None:
    for questionnaire in ("hot", "cold"):
        asked = programme.flows[questionnaire].questionnaire.steps["situation"]
        assert {choice.key for choice in asked.choices} == SITUATIONS


def test_what_may_hurt_is_asked_at_the_end(programme: Programme) -> None:
    keys = [question.key for question in questions(programme, "registration")]
    first = min(keys.index(key) for key in SENSITIVE)
    assert first > max(keys.index(key) for key in ("project", "expectations", "phone", "second_phone"))


def kept_at(programme: Programme, facts: Mapping[str, object]) -> list[Question]:
    """The questions of the livret that are put and kept in one session."""
    return [each for each in questions(programme, "checkin") if each.kept and holds(each.when, {}, facts)]


def sessions(count: int) -> Iterator[Mapping[str, object]]:
    return (facts for facts in calendars("session") if facts["session.count"] == count)


@pytest.mark.parametrize("count", [4, 5, 6, 7])
def test_the_index_is_asked_first_and_last_and_no_day_is_too_long(programme: Programme, count: int) -> None:
    core = {each.key for each in questions(programme, "checkin") if each.references.get("index") == "core"}
    days = [kept_at(programme, facts) for facts in sessions(count)]
    assert len(days) == count
    for day in (days[0], days[-1]):
        assert core <= {question.key for question in day}
    assert [each.key for each in days[0]] == [each.key for each in days[-1]]
    assert all(len(day) <= 11 for day in days)
    assert all(len(day) <= 5 for day in days[1:-1])


@pytest.mark.parametrize("questionnaire", ["checkin", "peers"])
def test_every_item_says_which_competence_it_is_about(programme: Programme, questionnaire: str) -> None:
    items = [each.references for each in questions(programme, questionnaire) if "item" in each.references]
    assert len(items) == {"checkin": 16, "peers": 4}[questionnaire]
    for item in items:
        assert re.fullmatch(r"[456]\.[1-4]", item["clea"])
        european = {"apprendre": ("5", "apprendre"), "sociales": ("6", "citoyenne")}[item["axis"]]
        assert (item["eu"], item["eu2018"]) == european


def test_peers_are_rated_on_items_of_the_livret_within_ten_minutes(programme: Programme) -> None:
    own = {each.references.get("item") for each in questions(programme, "checkin")}
    asked = [each for each in questions(programme, "peers") if each.kept]
    assert {each.references["item"] for each in asked if "item" in each.references} < own
    infos = [each for each in questions(programme, "peers") if not each.kept]
    assert 4 * sum(SECONDS[each.kind] for each in asked) + sum(SECONDS[each.kind] for each in infos) <= TEN_MINUTES


def test_the_six_published_statements_have_their_share_and_their_cut(programme: Programme) -> None:
    statements = [each for each in questions(programme, "hot") if "statement" in each.references]
    assert [each.references["statement"] for each in statements] == ["94", "78", "75", "75", "72", "61"]
    assert {each.references["cut"] for each in statements} == {"3"}
    for each in statements:
        for variant in ("", "f", "m"):
            spoken = each.first.phrase.wording("fr", variant).spoken
            assert not re.search(r"\w\.\w", spoken), "« prêt.e » cannot be pronounced"


@pytest.mark.skipif(not SHARED.exists(), reason="the domain's own files are not beside this checkout")
def test_the_six_statements_are_printed_word_for_word(programme: Programme) -> None:
    published = (SHARED / "items.md").read_text("utf-8")
    for each in questions(programme, "hot"):
        if "statement" in each.references:
            assert f"« {each.first.phrase.wording('fr').printed} »" in published


def test_every_outcome_of_the_report_can_be_told_after_months(programme: Programme) -> None:
    told = [each for each in questions(programme, "cold") if "outcome" in each.references]
    assert {each.references["outcome"] for each in told} == OUTCOMES
    assert {each.kind for each in told} == {"yesno"}
    next_steps = programme.flows["hot"].questionnaire.steps["next_step"].choices
    assert {choice.key for choice in next_steps} == OUTCOMES - {"projet_report"}


def test_the_closed_item_is_asked_of_every_animator_and_partner(programme: Programme) -> None:
    for questionnaire in ("animators_hot", "animators_cold", "partners_hot", "partners_cold"):
        [closed] = [each for each in questions(programme, questionnaire) if each.kind == "yesno"]
        assert closed.references == {"indicator": "avancees"}


def test_neither_asylum_nor_a_district_is_asked_of_anybody(programme: Programme) -> None:
    never = re.compile(r"asile|réfugi|QPV|ZRR|quartier|لجوء|لاجئ|پناه|مهاجر", re.IGNORECASE)
    for flow in programme.flows.values():
        for step in flow.questionnaire.steps.values():
            for phrase in (step.phrase, *(choice.phrase for choice in step.choices)):
                for variants in phrase.wordings.values():
                    assert not any(never.search(wording.printed) for wording in variants.values()), phrase.key
