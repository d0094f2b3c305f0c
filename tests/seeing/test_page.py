"""« État du service », for who coordinates: plain words, live numbers, nothing about anybody."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.console.shell import LANGUAGE, ROOT
from bot.doctor.finding import Finding
from bot.running import Assistant
from storage import inbox
from storage.alarms import Alarm
from tests.console.conftest import app, assistant, at_desk, places
from tests.console.staff import Desk, Place
from tests.web.conftest import Clock, clock

__all__ = ["app", "assistant", "at_desk", "clock", "places"]

AtDesk = Callable[[str], Awaitable[Desk]]
PAGE = f"{ROOT}/service"


@pytest.mark.parametrize("role", ["coordinator", "cpe"])
async def test_it_says_what_waits_what_is_wrong_and_what_is_well(
    assistant: Assistant,
    places: dict[str, Place],
    at_desk: AtDesk,
    clock: Clock,
    role: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inbox, "take_batch", lambda *_: [])
    earlier = clock() - timedelta(minutes=9)
    await assistant.writer.run(lambda db: inbox.receive(db, "x", "1", "x", {}, earlier))
    assistant.seen.findings = (
        Finding("disk", "ok", "70 Go libres."),
        Finding("settings", "warn", "FLASHCOOP_HOST=0.0.0.0 ouvre les pages à tous."),
        Finding("backups", "bad", "La dernière sauvegarde a échoué."),
    )
    assistant.seen.looked_at = clock()
    assistant.seen.alarms = (Alarm("backup_failed", "La dernière sauvegarde a échoué.", clock(), clock(), clock()),)
    desk = await at_desk(places["here"].staff[role])
    html = (await desk.gets(PAGE)).text
    for words in ("Quelque chose est à réparer", "depuis 9 min", "70 Go libres", "a été prévenue", "Sauvegardes"):
        assert words in html, words
    assert "0.0.0.0" not in html
    assert html.index("À réparer") < html.index("Va bien")
    assert 'href="/console/service"' in (await desk.gets(f"{ROOT}/")).text


async def test_it_is_said_in_the_readers_language_and_figures(
    assistant: Assistant, places: dict[str, Place], at_desk: AtDesk
) -> None:
    assistant.seen.findings = (Finding("clock", "unknown", "Inconnu : …"),)
    desk = await at_desk(places["here"].staff["coordinator"])
    desk.browser.cookies.set(LANGUAGE, "fa_AF", domain="page.test", path=ROOT)
    html = (await desk.gets(PAGE)).text
    assert "وضع خدمت" in html
    assert "نامعلوم" in html
    assert "۰" in html


async def test_before_the_first_look_it_says_so(places: dict[str, Place], at_desk: AtDesk) -> None:
    desk = await at_desk(places["here"].staff["cpe"])
    assert "revenez dans une minute" in (await desk.gets(PAGE)).text


async def test_nobody_is_named_in_it(places: dict[str, Place], at_desk: AtDesk) -> None:
    desk = await at_desk(places["here"].staff["coordinator"])
    main = re.split(r"<main|</main>", (await desk.gets(PAGE)).text)[1]
    assert not re.search(r"FC-|FL-", main)
    assert all(code not in main for code in places["here"].staff.values())


async def test_who_animates_does_not_see_it(places: dict[str, Place], at_desk: AtDesk) -> None:
    desk = await at_desk(places["here"].staff["animator"])
    assert (await desk.gets(PAGE)).status_code == 403
    assert 'href="/console/service"' not in (await desk.gets(f"{ROOT}/")).text
