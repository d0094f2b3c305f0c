"""The table of rights, tried through the front door: every door, by every role, from inside and outside its scope."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from bot.access.table import TABLE, table
from bot.console.app import DOORS
from bot.console.doors import OPEN, Door, door
from bot.console.shell import ROOT
from bot.loading import read_yaml
from bot.running import Assistant
from bot.web.shield import SAFE
from storage import people
from storage.database import Database
from storage.people import ROLES
from tests.console.staff import Desk, Place
from tests.doors.house import PAGES
from tests.house.checkout import modules, read

AtDesk = Callable[[str], Awaitable[Desk]]
GUARDED = [each for each in DOORS if each.action != OPEN]
UNSAFE = [each for each in DOORS if set(each.methods) - set(SAFE)]
PLACEHOLDER = re.compile(r"{(\w+)(?::\w+)?}")
# What a placeholder stands for that names nothing of a Flashcoop.
PLAIN = {
    "list": "checkin",
    "recording": "x",
    "session": "1",
    "token": "x" * 32,
    "name": "x",
    "ending": "ogg",
    "plan": "1",
    "key": "product",
    "language": "ar",
    "phrase": "checkin.mood",
    "review": "1",
}
# The doors before which nobody has signed in: another one is a decision.
KNOWN_OPEN = {"/entree", "/entree/attente", "/entree/chiffres", "/s/{token}", "/langue"}

# From where somebody comes to the Flashcoop « here », and which scopes hold for her there.
FROM = {
    "here": {"self", "own", "assigned", "passed", "cae", "all"},
    "beside": {"self", "cae", "all"},
    "away": {"self", "all"},
    "left": {"self", "cae", "all"},
    "withdrawn": set(),
}
ABOUT_HERSELF = {"self": {"self", "all"}, "cae": {"self", "cae", "all"}, "listing": set(FROM["here"])}


def named(each: Door) -> str:
    return f"{'/'.join(each.methods)} {each.path}"


def names_something(each: Door) -> bool:
    """Whether its address names anything of a Flashcoop."""
    return bool(set(PLACEHOLDER.findall(each.path)) - set(PLAIN))


def address(each: Door, names: dict[str, str]) -> str:
    if each.target == "member":
        names = {**names, "person": names["member"]}
    known = {**PLAIN, **names}
    missing = set(PLACEHOLDER.findall(each.path)) - set(known)
    assert not missing, f"{each.path}: say in tests/console what {missing} is"
    return ROOT + PLACEHOLDER.sub(lambda found: known[found[1]], each.path)


async def tries(desk: Desk, each: Door, path: str) -> tuple[int, str, str]:
    """What comes of a door: status, where it leads, what it says."""
    if path.endswith("/events") and "GET" in each.methods:
        return await first_of(desk, path)
    answer = await (desk.gets(path) if "GET" in each.methods else desk.posts(path))
    return answer.status_code, answer.headers.get("location", ""), answer.text


async def first_of(desk: Desk, path: str) -> tuple[int, str, str]:
    """The head of an answer that never ends."""
    answer = await desk.gets(path, accept="text/event-stream")
    return answer.status_code, answer.headers.get("location", ""), ""


async def moved(assistant: Assistant, places: dict[str, Place], role: str, where: str) -> str:
    """The code of somebody who comes from there."""
    at = places[where if where in places else "here"]
    code = at.staff[role]

    def change(db: Database) -> None:
        # A call that somebody holds is refused to the next one, whatever her rights.
        db.conn.execute("UPDATE addresses SET held_until = '' WHERE held_by IS NOT NULL")
        person, now = people.person_by_code(db, code), assistant.clock()
        # The participant stays: the addresses are about her.
        if where == "left" and role != "participant":
            people.leave(db, person.id, at.ids["cohort"], now)
            db.conn.execute("UPDATE passed_calls SET ended_at = 'then' WHERE to_person = ?", (person.id,))
        if where == "withdrawn":
            people.withdraw(db, person.id, now)

    await assistant.writer.run(change)
    return code


def expected(each: Door, role: str, where: str) -> str:
    """What the table says: in, out (not signed in at all), or no."""
    if role not in table()["console.enter"] or where == "withdrawn":
        return "out"
    scope = table()[each.action].get(role)
    holds = ABOUT_HERSELF.get(each.target, FROM[where])
    if scope == "cae" and each.target not in ABOUT_HERSELF and role == "cpe":
        return "no"  # she is of no CAE
    return "in" if scope in holds else "no"


def outcome(status: int, leads: str) -> str:
    if leads.endswith("/entree") or status in (204, 401):
        return "out"
    return "no" if status == 403 else "in"


@pytest.fixture(autouse=True)
def streams_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_news(*_: object) -> AsyncIterator[str]:
        yield "retry: 3000\n\n"

    monkeypatch.setattr("bot.console.live.Live._news", no_news)
    monkeypatch.setattr("bot.web.events.Events._news", no_news)


@pytest.mark.parametrize("where", FROM)
@pytest.mark.parametrize("each", GUARDED, ids=named)
async def test_every_cell_of_the_table(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk, each: Door, where: str
) -> None:
    path = address(each, places["here"].names)
    for role in ROLES:
        desk = await at_desk(await moved(assistant, places, role, where))
        status, leads, said = await tries(desk, each, path)
        assert outcome(status, leads) == expected(each, role, where), f"{role} {where}: {status} {said[-400:]}"
        assert status < 500, f"{role} {where}: {said[-400:]}"


@pytest.mark.parametrize("each", [each for each in GUARDED if names_something(each)], ids=named)
@pytest.mark.parametrize("other", ["beside", "away"])
async def test_two_animators_who_swap_every_id_of_each_other(
    places: dict[str, Place], at_desk: AtDesk, each: Door, other: str
) -> None:
    """Each one alone, and all at once; what is not there answers as what is not hers."""
    hers, theirs = places["here"].names, places[other].names
    desk = await at_desk(places["here"].staff["animator"])
    answers = set()
    for name in sorted(set(PLACEHOLDER.findall(each.path)) & set(hers) - {"moment"}):
        for value in (theirs[name], "999999"):
            status, _, said = await tries(desk, each, address(each, {**hers, name: value}))
            assert status == 403, f"{name}={value}"
            answers.add(said)
    status, _, said = await tries(desk, each, address(each, theirs))
    assert status == 403
    assert answers <= {said}


async def test_a_passed_call_that_is_taken_back_is_nobody_elses(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    interpreter = places["here"].staff["interpreter"]

    def may(db: Database) -> bool:
        from bot.access import table as access
        from storage import cohorts

        here = cohorts.cohort(db, places["here"].names["cohort"])
        person = people.person_by_code(db, places["here"].names["person"])
        return access.allowed(
            db, people.person_by_code(db, interpreter), "call.see", access.of_call(here, person, "exit")
        )

    assert await assistant.reader.run(may)
    ended = "UPDATE passed_calls SET ended_at = 'then'"
    await assistant.writer.run(lambda db: db.conn.execute(ended).rowcount)
    assert not await assistant.reader.run(may)


ORIGINS = [
    (site, origin)
    for site in ("same-origin", "none", "same-site", "cross-site", None)
    for origin in (PAGES, "http://evil.test", "null", None)
]


def ours(site: str | None, origin: str | None) -> bool:
    return site == "same-origin" or (site is None and origin == PAGES)


@pytest.mark.parametrize("each", UNSAFE, ids=named)
async def test_every_form_is_taken_from_our_own_pages_only(
    places: dict[str, Place], at_desk: AtDesk, each: Door
) -> None:
    path = address(each, places["here"].names)
    for site, origin in ORIGINS:
        desk = await at_desk(places["here"].staff["animator"])
        headers = {name: value for name, value in (("Sec-Fetch-Site", site), ("Origin", origin)) if value}
        answer = await desk.browser.post(path, headers=headers)
        foreign = answer.status_code == 403 and ("autre site" in answer.text or "another site" in answer.text)
        assert foreign != ours(site, origin), (site, origin)


async def test_control_without_asking_where_a_form_comes_from_any_site_could_sign_her_out(
    places: dict[str, Place], at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.console.doors._ours", lambda *_: True)
    desk = await at_desk(places["here"].staff["animator"])
    assert (await desk.browser.post(f"{ROOT}/sortie")).status_code == 303
    assert (await desk.gets(f"{ROOT}/")).headers["location"] == f"{ROOT}/entree"


async def test_control_without_the_table_an_animator_of_elsewhere_would_come_in(
    places: dict[str, Place], at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in GUARDED:
        if each.target == "cohort" and "GET" in each.methods and "animator" in table()[each.action]:
            desk = await at_desk(places["away"].staff["animator"])
            path = address(each, places["here"].names)
            assert (await desk.gets(path)).status_code == 403
            monkeypatch.setattr("bot.access.table.allowed", lambda *_: True)
            assert (await desk.gets(path)).status_code != 403
            return


# The table and the doors name the same things


def test_only_signing_in_and_choosing_a_language_are_open() -> None:
    assert {each.path for each in DOORS if each.action == OPEN} == KNOWN_OPEN


def test_every_route_of_the_console_is_a_door(app: Starlette) -> None:
    mounted = next(each for each in app.routes if isinstance(each, Mount) and each.path == ROOT)
    routes = {each.path for each in mounted.routes if isinstance(each, Route)}
    assert routes == {each.path for each in DOORS}
    others = [each for each in mounted.routes if not isinstance(each, Route)]
    assert [each.path.split("/")[1] for each in others if isinstance(each, Mount)] == ["static"]
    assert len(others) == 1


def test_a_door_without_an_action_of_the_table_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="rights"):
        door(f"{ROOT}/x", GUARDED[0].handler, action="everything.do", target="self")  # type: ignore[arg-type]


def test_a_word_the_table_does_not_know_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rights.yaml").write_text("cohort.see: {animator: everywhere}\n")
    monkeypatch.setattr("bot.access.table.TABLE", tmp_path / "rights.yaml")
    with pytest.raises(ValueError, match="everywhere"):
        table.__wrapped__()


WRITTEN = re.compile(r"""(?:\bmay|\bdemand|\bcohorts|\ballowed|\bwithin|action=|"action":)[^"\n]*"(\w+\.\w+)\"""")


def test_every_action_that_code_names_is_in_the_table() -> None:
    named_in_code = {action for path in modules() if path.parts[0] == "bot" for action in WRITTEN.findall(read(path))}
    assert named_in_code - set(read_yaml(TABLE)) == set()
