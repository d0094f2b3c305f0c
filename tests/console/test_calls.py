"""A call, from the list to its outcome: by an animator, by an interpreter it was passed to, by two at once."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.console.shell import ROOT
from bot.running import Assistant
from storage import people
from storage.database import Database, every
from tests.console.staff import MOMENT, Desk, Place
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

AtDesk = Callable[[str], Awaitable[Desk]]
AFTER = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)  # two days after the last session
GIVE_A_NUMBER = (
    "UPDATE instances SET data = json_set(data, '$.given.phone', json('{\"value\": \"+33612345678\"}'))"
    " WHERE person_id = ?"
)


@pytest.fixture
async def here(assistant: Assistant, places: dict[str, Place], clock: Clock) -> Place:
    """A Flashcoop that is over, with somebody to be called, whose number is known."""
    clock.now = AFTER
    place = places["here"]
    person = place.ids["person"]

    def prepare(db: Database) -> None:
        db.conn.execute("DELETE FROM passed_calls")
        db.conn.execute(GIVE_A_NUMBER, (person,))
        people.prefer(db, person, "language", "fa_AF")

    await assistant.writer.run(prepare)
    return place


def line(place: Place) -> str:
    """Where her call is made."""
    return f"{ROOT}/f/{place.names['cohort']}/appels/{place.names['person']}/{MOMENT}"


async def rows(assistant: Assistant, query: str) -> list[dict[str, Any]]:
    return await assistant.reader.run(lambda db: [dict(row) for row in every(db, query)])


async def second_animator(assistant: Assistant, place: Place) -> str:
    """Somebody else of the same Flashcoop."""

    def join(db: Database) -> str:
        first = people.person_by_code(db, place.staff["animator"])
        codes, now = assistant.house.codes, assistant.clock()
        return people.add_person(db, codes, "animator", place.ids["cohort"], first.cae_id, now).code

    return await assistant.writer.run(join)


async def test_an_animator_calls_and_fills_the_survey_in_with_her(
    assistant: Assistant, here: Place, at_desk: AtDesk
) -> None:
    desk = await at_desk(here.staff["animator"])
    listed = (await desk.gets(f"{ROOT}/appels")).text
    assert line(here) in listed
    shown = (await desk.gets(line(here))).text
    assert "+33 6 12 34 56 78" in shown
    begun = await desk.posts(line(here))
    assert begun.headers["location"] == f"{ROOT}/appels/{here.names['run']}"
    page = Visitor(desk.browser)
    await page.loads(begun.headers["location"])
    assert 'lang="fr"' in (await desk.gets(begun.headers["location"])).text
    while not page.page.choices:
        await page.controls("rather_not")
    for _ in range(3):  # « go on », and the two steps of a scale
        await page.chooses(page.page.choices[0])
    said = await rows(assistant, "SELECT mode, author FROM answers WHERE none IS NULL ORDER BY rowid DESC LIMIT 1")
    assert said == [{"mode": "phone", "author": here.staff["animator"]}]
    html = (await desk.gets(begun.headers["location"])).text
    assert "/p/" not in html
    done = await desk.posts(f"{line(here)}/issue", outcome="done")
    assert done.headers["location"] == f"{ROOT}/appels?ok=1"
    assert line(here) not in (await desk.gets(f"{ROOT}/appels")).text
    assert await rows(assistant, "SELECT outcome, author FROM phone_calls") == [
        {"outcome": "done", "author": here.staff["animator"]}
    ]


async def test_each_prompt_is_spoken_into_the_call_in_her_language(
    assistant: Assistant, here: Place, at_desk: AtDesk
) -> None:
    desk = await at_desk(here.staff["animator"])
    await desk.posts(line(here))
    html = (await desk.gets(f"{ROOT}/appels/{here.names['run']}")).text
    clips = re.findall(r'data-say="(/sounds/[^"]+)"', html)
    assert clips
    spoken = {assistant.named_sounds[clip.rpartition("/")[2].partition(".")[0]].language for clip in clips}
    assert spoken == {"fa_AF"}
    assert (await desk.gets(clips[0])).status_code == 200


async def test_two_animators_do_not_call_the_same_person(assistant: Assistant, here: Place, at_desk: AtDesk) -> None:
    first, second = await at_desk(here.staff["animator"]), await at_desk(await second_animator(assistant, here))
    assert (await first.posts(line(here))).status_code == 303
    refused = await second.posts(line(here))
    assert (refused.status_code, "en ce moment" in refused.text) == (422, True)
    assert f"{here.staff['animator']} est en ligne" in (await second.gets(f"{ROOT}/appels")).text
    await first.posts(f"{line(here)}/issue", outcome="no_answer")
    assert (await second.posts(line(here))).status_code == 303


async def test_control_without_the_claim_both_would(
    assistant: Assistant, here: Place, at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.holding.holder_of", lambda *_: None)
    first, second = await at_desk(here.staff["animator"]), await at_desk(await second_animator(assistant, here))
    assert (await first.posts(line(here))).status_code == 303
    assert (await second.posts(line(here))).status_code == 303


async def test_what_came_of_it_is_noted_once_the_line_is_closed_elsewhere(
    assistant: Assistant, here: Place, at_desk: AtDesk
) -> None:
    first, second = await at_desk(here.staff["animator"]), await at_desk(await second_animator(assistant, here))
    await first.posts(f"{line(here)}/issue", outcome="refuses")
    late = await second.posts(f"{line(here)}/issue", outcome="no_answer")
    assert (late.status_code, "close" in late.text) == (422, True)


@pytest.mark.parametrize("given", ["2026-12-03T10:00", "demain", ""])
async def test_she_is_called_back_when_she_said(here: Place, at_desk: AtDesk, given: str) -> None:
    desk = await at_desk(here.staff["animator"])
    answer = await desk.posts(f"{line(here)}/issue", outcome="back_at", back_at=given)
    if given.startswith("2026"):
        assert "jeu. 3 déc., 10:00" in (await desk.gets(f"{ROOT}/appels")).text
    else:
        assert answer.status_code == 422


async def test_an_interpreter_has_the_call_that_was_passed_to_her_and_nothing_else(
    here: Place, places: dict[str, Place], at_desk: AtDesk
) -> None:
    animator, interpreter = await at_desk(here.staff["animator"]), await at_desk(here.staff["interpreter"])
    assert (await interpreter.gets(line(here))).status_code == 403
    elsewhere = await animator.posts(f"{line(here)}/passer", to=places["away"].staff["interpreter"])
    assert elsewhere.status_code == 422
    assert (await animator.posts(f"{line(here)}/passer", to=here.staff["interpreter"])).status_code == 303
    assert "+33 6 12 34 56 78" in (await interpreter.gets(line(here))).text
    assert line(here) in (await interpreter.gets(f"{ROOT}/appels")).text
    begun = await interpreter.posts(line(here))
    assert (await interpreter.gets(begun.headers["location"])).status_code == 200
    assert (await interpreter.gets(f"{ROOT}/f/{here.names['cohort']}/roles")).status_code == 403
    await interpreter.posts(f"{line(here)}/issue", outcome="done")
    assert (await interpreter.gets(line(here))).status_code == 403
    assert (await interpreter.gets(begun.headers["location"])).status_code == 403


async def test_a_call_that_is_taken_back_is_hers_no_more(here: Place, at_desk: AtDesk) -> None:
    animator, interpreter = await at_desk(here.staff["animator"]), await at_desk(here.staff["interpreter"])
    await animator.posts(f"{line(here)}/passer", to=here.staff["interpreter"])
    begun = (await interpreter.posts(line(here))).headers["location"]
    assert (await animator.posts(f"{line(here)}/reprendre")).status_code == 303
    assert (await interpreter.gets(begun)).status_code == 403
    assert (await interpreter.posts(f"{line(here)}/issue", outcome="done")).status_code == 403
