"""The people of a Flashcoop: who is on the list, what staff write of each, and one more by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from starlette.responses import Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.naming import called, members, operating, written
from bot.console.shell import ROOT, Visit
from bot.enrolling import importing
from bot.enrolling.importing import CIVILITIES
from bot.enrolling.inviting import came
from bot.noting import contract_shown
from bot.phoning import Channel, channel_of
from dialogs.values import read_phone
from storage import announced, consents, contracts, invitations, people, prescriptions
from storage.cohorts import Cohort
from storage.people import Person
from storage.refusals import Refused

N_ = str  # marks what is translated where it is shown
FIELDS: Mapping[str, str] = {
    "first_name": N_("Prénom"),
    "last_name": N_("Nom"),
    "phone": N_("Téléphone"),
    "mail": N_("E-mail"),
    "address": N_("Adresse"),
    "prescriber_org": N_("Structure qui la propose"),
    "prescriber_person": N_("Interlocuteur dans cette structure"),
}
CHANNELS: Mapping[Channel, tuple[str, str]] = {
    "telegram": ("mobile", N_("Sur Telegram")),
    "letter": ("mail", N_("Par SMS ou e-mail")),
    "page": ("next", N_("Sur la page")),
    "blocked": ("muted", N_("A bloqué le bot")),
    "dead": ("muted", N_("Compte disparu")),
    "none": ("question", N_("Pas encore venue")),
}
CIVIL = {"madame": N_("Madame"), "monsieur": N_("Monsieur")}
assert set(CIVIL) == set(CIVILITIES)
assert set(CHANNELS) == set(get_args(Channel))
UNASKED = ("phone", "mail")  # hers to say: written by others only until she comes


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list."""

    code: str
    name: str
    named: bool
    language: str | None
    channel: Channel
    signed: bool
    invited: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One person's page: what is written of her, and whether she agreed, so that her number is hers to say.

    `partners` are those who may have sent her, by code; None for who may not say it.
    """

    person: Person
    name: str
    values: Mapping[str, str]
    agreed: bool
    sent_by: str | None
    partners: tuple[str, ...] | None


async def page(visit: Visit) -> Response:
    """Everyone who takes part."""
    return await _page(visit)


async def _page(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    cohort, found, may = await visit.read(_members)
    return visit.page(
        "people.html",
        status=422 if problem else 200,
        problem=problem,
        tab="cohort",
        cohort=cohort,
        members=found,
        may=may,
        channels=CHANNELS,
        typed=typed or {},
    )


def _members(case: Case) -> tuple[Cohort, list[Member], dict[str, bool]]:
    signed = contracts.contracts(case.db, case.cohort.id)
    found = []
    for each in members(case):
        name = called(case, each)
        contract = contract_shown(signed.get(each.id))
        invited = invitations.open_until(case.db, each.id, case.now) is not None
        channel = channel_of(case.db, each.id)
        found.append(Member(each.code, name, name != each.code, each.language, channel, contract["signed"], invited))
    actions = ("person.invite", "person.import", "person.name_enter", "sheet.print")
    return case.cohort, found, {action: case.may(action) for action in actions}


async def add(visit: Visit) -> Response:
    """One more participant, with what is written of her."""
    typed = {name: await visit.field(name) for name in ("first_name", "last_name", "phone", "language")}
    try:
        code = await visit.change(lambda case: _add(case, typed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _page(visit, refused.sentence, typed)
    return visit.back(f"/f/{visit.wish.path['cohort']}/people?ok=1#p-{code}")


def _add(case: Case, typed: Mapping[str, str]) -> str:
    if not (typed["first_name"] or typed["last_name"]):
        raise Refused("no_name", "Écrivez au moins son prénom.")
    language = typed["language"] if typed["language"] in case.assistant.house.programme.languages else None
    values = {key: text for key, text in typed.items() if key != "language" and text}
    if "phone" in values:
        number = read_phone(values["phone"])
        if number is None:
            raise Refused("bad_phone", f"« {values['phone']} » n'est pas un numéro de téléphone.")
        values["phone"] = number
    made = importing.enrol(operating(case), case.assistant.house.vault, case.cohort, values, language, case.who)
    return made.code


async def person(visit: Visit) -> Response:
    """What is written of one participant."""
    return await _person(visit)


async def _person(visit: Visit, problem: str = "", typed: Mapping[str, str] | None = None) -> Response:
    cohort, told = await visit.read(_written)
    return visit.page(
        "person.html",
        status=422 if problem else 200,
        problem=problem,
        tab="cohort",
        cohort=cohort,
        told=told,
        values=typed or told.values,
        fields={key: label for key, label in FIELDS.items() if not (told.agreed and key in UNASKED)},
        civilities=CIVIL,
    )


def _written(case: Case) -> tuple[Cohort, Written]:
    agreed = bool(consents.consents_of(case.db, case.person.id).get(announced.AGREES))
    values = written(case, case.person)
    sent_by = importing.prescribed(case.db, case.person)
    here = tuple(each.code for each in people.people_of_cohort(case.db, case.cohort.id, "partner"))
    partners = here if case.may("prescriber.enter") else None
    return case.cohort, Written(case.person, called(case, case.person), values, agreed, sent_by, partners)


async def write(visit: Visit) -> Response:
    """Keep what staff write of one participant."""
    form = await visit.form()
    typed = {key: value.strip() for key in (*FIELDS, "civility") if isinstance(value := form.get(key), str)}
    language = await visit.field("language")
    try:
        await visit.change(lambda case: _write(case, typed, language))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _person(visit, refused.sentence, typed)
    path = visit.wish.path
    return visit.back(f"/f/{path['cohort']}/people/{path['person']}?ok=1")


def _write(case: Case, typed: Mapping[str, str], language: str) -> None:
    vault = case.assistant.house.vault
    importing.write_names(operating(case), vault, case.cohort.code, case.person.code, typed, case.who.code)
    if language in case.assistant.house.programme.languages and not came(case.db, case.person):
        people.prefer(case.db, case.person.id, "language", language)


async def prescribe(visit: Visit) -> Response:
    """Which partner sent her: that one may then answer about her."""
    code = await visit.field("partner")
    await visit.change(lambda case: _prescribe(case, code))
    path = visit.wish.path
    return visit.back(f"/f/{path['cohort']}/people/{path['person']}?ok=1")


def _prescribe(case: Case, code: str) -> None:
    partner = people.person_by_code(case.db, code) if code else None
    prescriptions.enter_prescriber(case.db, case.person, case.cohort.id, partner, case.now)


DOORS = (
    door(f"{ROOT}/f/{{cohort}}/people", page, action="person.see", target="cohort"),
    door(f"{ROOT}/f/{{cohort}}/people", add, action="person.invite", target="cohort", methods=("POST",)),
    door(f"{ROOT}/f/{{cohort}}/people/{{person}}", person, action="person.name_enter", target="person"),
    door(
        f"{ROOT}/f/{{cohort}}/people/{{person}}",
        write,
        action="person.name_enter",
        target="person",
        methods=("POST",),
    ),
    door(
        f"{ROOT}/f/{{cohort}}/people/{{person}}/prescriber",
        prescribe,
        action="prescriber.enter",
        target="person",
        methods=("POST",),
    ),
)
