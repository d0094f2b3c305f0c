"""Who works in a Flashcoop: inviting, and ending a role so that it bites on the next request, whatever the door."""

from collections.abc import Awaitable, Callable

import pytest
from typer.testing import CliRunner

from bot.cli import app as command
from bot.console.shell import ROOT
from bot.operations import Operating, operate
from bot.running import Assistant
from storage import erasure, links, mails, people
from storage.database import Database
from storage.refusals import Refused
from tests.console.staff import Desk, Place

AtDesk = Callable[[str], Awaitable[Desk]]


def team(place: Place) -> str:
    return f"{ROOT}/f/{place.names['cohort']}/roles"


async def do(assistant: Assistant, name: str, **arguments: object) -> str:
    """An operation: the code of its refusal, "" where it was done."""

    def work(db: Database) -> str:
        try:
            operate(Operating(db, assistant.settings, assistant.house.codes, assistant.clock()), name, arguments)
        except Refused as refused:
            return refused.code
        return ""

    return await assistant.writer.run(work)


async def test_a_role_that_ends_bites_on_the_next_request_at_every_door(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    here = places["here"]
    animator, coordinator = await at_desk(here.staff["animator"]), await at_desk(here.staff["coordinator"])
    page = await own_page(assistant, here.staff["animator"])
    held = f"{page}/for/{here.names['run']}/phone"
    for path in (team(here), f"{page}/people", held):
        assert (await animator.gets(path)).status_code == 200, path
    ended = await coordinator.posts(f"{team(here)}/{here.staff['animator']}/fin")
    assert ended.headers["location"] == f"{team(here)}?ok=1"
    assert (await animator.gets(team(here))).headers["location"] == f"{ROOT}/entree"
    assert (await animator.gets(f"{page}/people")).status_code == 404
    assert (await animator.gets(held)).status_code == 404


async def own_page(assistant: Assistant, code: str) -> str:
    def link(db: Database) -> str:
        return links.link_of(db, assistant.house.vault, people.person_by_code(db, code), assistant.clock())

    return f"/p/{await assistant.writer.run(link)}"


async def test_a_role_that_ends_in_one_flashcoop_goes_on_in_another(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    here, beside = places["here"], places["beside"]
    code = here.staff["animator"]

    def both(db: Database) -> None:
        people.join(db, people.person_by_code(db, code).id, beside.ids["cohort"], assistant.clock())

    await assistant.writer.run(both)
    desk = await at_desk(code)
    assert await do(assistant, "end_role", person=code, cohort=here.names["cohort"]) == ""
    assert (await desk.gets(team(here))).status_code == 403
    assert (await desk.gets(team(beside))).status_code == 200
    page = await own_page(assistant, code)
    assert (await desk.gets(f"{page}/for/{here.names['run']}/phone")).status_code == 403


async def test_somebody_who_is_invited_again_is_back(assistant: Assistant, places: dict[str, Place]) -> None:
    here = places["here"]

    def leave_and_join(db: Database) -> list[list[int]]:
        person, now = people.person_by_code(db, here.staff["partner"]), assistant.clock()
        people.leave(db, person.id, here.ids["cohort"], now)
        gone = people.cohorts_of(db, person.id)
        people.join(db, person.id, here.ids["cohort"], now)
        return [gone, people.cohorts_of(db, person.id)]

    assert await assistant.writer.run(leave_and_join) == [[], [here.ids["cohort"]]]


async def test_the_last_coordinator_cannot_be_ended(
    places: dict[str, Place], at_desk: AtDesk, assistant: Assistant
) -> None:
    here, away = places["here"], places["away"]
    desk = await at_desk(away.staff["coordinator"])
    refused = await desk.posts(f"{team(away)}/{away.staff['coordinator']}/fin")
    assert (refused.status_code, "dernière coordinatrice" in refused.text) == (422, True)
    other = await at_desk(here.staff["coordinator"])
    assert (await other.posts(f"{team(here)}/{places['beside'].staff['coordinator']}/fin")).status_code == 303
    assert await do(assistant, "end_role", person=here.staff["coordinator"]) == "last_coordinator"


@pytest.mark.parametrize(
    ("by", "invites"),
    [
        ("animator", {"interpreter", "partner"}),
        ("coordinator", {"animator", "interpreter", "partner", "coordinator"}),
        ("interpreter", set()),
        ("cpe", set()),
    ],
)
async def test_nobody_invites_anybody_above_herself(
    places: dict[str, Place], at_desk: AtDesk, by: str, invites: set[str]
) -> None:
    here = places["here"]
    desk = await at_desk(here.staff[by])
    for role in ("animator", "interpreter", "partner", "coordinator", "cpe"):
        answer = await desk.posts(team(here), role=role)
        assert (answer.status_code == 200) == (role in invites), role
        assert ("/j/" in answer.text) == (role in invites), role


async def test_what_somebody_issued_opens_nothing_after_her(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    here = places["here"]
    desk = await at_desk(here.staff["animator"])
    token = (await desk.posts(team(here), role="partner")).text.partition("/j/")[2].partition('"')[0]
    assert await do(assistant, "end_role", person=here.staff["animator"]) == ""
    assert (await assistant.join(token, "a browser of hers, long enough"))[0] == "expired"


async def test_who_is_forgotten_is_in_no_table_of_the_console(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    here = places["here"]
    await at_desk(here.staff["animator"])

    def forget(db: Database) -> list[int]:
        vault, animator = assistant.house.vault, people.person_by_code(db, here.staff["animator"])
        mails.keep(db, vault, animator.id, "camille@example.org", assistant.clock())
        assert mails.people_at(db, vault, "Camille@Example.org ") == [animator.id]
        assert mails.mail_of(db, vault, animator.id) == "camille@example.org"
        for code in (here.staff["animator"], here.names["person"]):
            erasure.erase(db, vault, code, assistant.clock())
        tables = ("console_sessions", "contact_mails", "passed_calls")
        return [db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]

    assert await assistant.writer.run(forget) == [0, 0, 0]


async def test_a_participant_has_no_role_to_end(assistant: Assistant, places: dict[str, Place]) -> None:
    assert await do(assistant, "end_role", person=places["here"].names["person"]) == "not_staff"


def test_the_commands_say_who_they_are_for() -> None:
    for words in (["role", "end", "--help"], ["console", "link", "--help"]):
        assert CliRunner().invoke(command, words).exit_code == 0
