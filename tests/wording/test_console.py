"""An interpreter reviews the wordings of her language on a page: she hears, signs, writes and says them better."""

from collections.abc import Awaitable, Callable
from html import unescape

import pytest

from bot.console.shell import ROOT
from bot.running import Assistant
from bot.wording import reviewing
from bot.wording.phrases import Phrase
from storage.database import every
from tests.botapi.recordings import tone
from tests.console.conftest import app, assistant, at_desk, places
from tests.console.staff import Desk, Place
from tests.web.conftest import clock
from tests.web.visitor import SAME_SITE
from tests.wording.test_reviewing import BETTER, MOOD

__all__ = ["app", "assistant", "at_desk", "clock", "places"]

AtDesk = Callable[[str], Awaitable[Desk]]
TEXTS = f"{ROOT}/textes"
ONE = f"{TEXTS}/fa_AF/{MOOD}"


@pytest.fixture
async def desk(places: dict[str, Place], at_desk: AtDesk) -> Desk:
    return await at_desk(places["here"].staff["interpreter"])


async def stands(assistant: Assistant, language: str = "fa_AF", context: str = MOOD) -> Phrase:
    return await assistant.reader.run(reviewing.phrase, language, context)


async def signs(desk: Desk, phrase: Phrase, **fields: str) -> tuple[int, str]:
    """She sends the form of a phrase: its texts as they stand, but for those that `fields` name."""
    texts = {f"text-{place}": unit.entry.text for place, unit in enumerate(phrase.units)}
    sent = {"shown": phrase.as_shown, **texts, **fields}
    answer = await desk.posts(f"{TEXTS}/{phrase.language}/{phrase.context}", **sent)
    return answer.status_code, answer.headers.get("location", "") or unescape(answer.text)


async def test_she_finds_what_is_to_be_reviewed(assistant: Assistant, desk: Desk) -> None:
    page = (await desk.gets(TEXTS)).text
    assert f'href="{TEXTS}/ar"' in page
    listed = (await desk.gets(f"{TEXTS}/fa_AF")).text
    assert f'href="{TEXTS}/fa_AF?partie=checkin"' in listed
    part = (await desk.gets(f"{TEXTS}/fa_AF?partie=checkin&etat=unsigned")).text
    assert (MOOD in part, "common.yes" in part) == (True, False)
    first = reviewing.following(await assistant.reader.run(reviewing.listed, "fa_AF"))
    assert first is not None
    assert f'href="{TEXTS}/fa_AF/{first.context}"' in listed


async def test_she_reads_hears_and_signs_and_the_next_one_comes(assistant: Assistant, desk: Desk) -> None:
    page = unescape((await desk.gets(ONE)).text)
    phrase = await stands(assistant)
    assert phrase.source.printed in page
    assert all(unit.entry.text in page for unit in phrase.units)
    sound = page.partition('src="/sounds/')[2].partition('"')[0]
    heard = await desk.gets(f"/sounds/{sound}")
    assert (heard.status_code, heard.content[:4]) == (200, b"OggS")
    status, leads = await signs(desk, phrase, name="Maryam")
    assert (status, leads.startswith(f"{TEXTS}/fa_AF/checkin.mood.")) == (303, True)
    assert {unit.entry.reviewed.partition(",")[0] for unit in (await stands(assistant)).units} == {"Maryam"}
    assert "Signé par <bdi>Maryam, " in (await desk.gets(ONE)).text


async def test_her_name_is_asked_once_and_her_code_stands_for_her_until_then(
    assistant: Assistant, desk: Desk, places: dict[str, Place]
) -> None:
    code = places["here"].staff["interpreter"]
    await signs(desk, await stands(assistant))
    assert (await stands(assistant)).units[0].entry.reviewed.startswith(code)
    yes = await stands(assistant, context="common.yes")
    await signs(desk, yes, name="Maryam")
    no = await stands(assistant, context="common.no")
    await signs(desk, no)
    assert (await stands(assistant, context="common.no")).units[0].entry.reviewed.startswith("Maryam")


async def test_a_better_wording_is_taken_and_an_unsound_one_is_refused_with_why(
    assistant: Assistant, desk: Desk
) -> None:
    phrase = await stands(assistant)
    status, said = await signs(desk, phrase, **{"text-0": "چطور " * 13})
    assert (status, "Il y a 13 mots à dire" in said, "چطور چطور" in said) == (422, True, True)
    assert (await stands(assistant)).state == "unsigned"
    assert (await signs(desk, phrase, **{"text-0": BETTER}))[0] == 303
    assert (await stands(assistant)).units[0].entry.text == BETTER


async def test_what_changed_while_she_read_is_shown_anew_and_not_signed(assistant: Assistant, desk: Desk) -> None:
    before = await stands(assistant)
    await signs(desk, before, **{"text-0": BETTER})
    status, said = await signs(desk, before, **{"text-0": "متن دیگر"})
    assert (status, "a changé depuis" in said, BETTER in said) == (422, True, True)
    assert (await stands(assistant)).units[0].entry.text == BETTER


async def test_what_she_says_is_kept_until_somebody_writes_it(assistant: Assistant, desk: Desk) -> None:
    files = {"voice": ("voice", tone(1.0, "webm"), "audio/webm")}
    said = await desk.browser.post(f"{ONE}/voix", files=files, headers=SAME_SITE)
    assert said.headers["location"] == f"{ONE}?ok=1"
    [waiting] = (await stands(assistant)).waiting
    heard = await desk.gets(f"{ONE}/voix/{waiting.id}")
    assert (heard.content, heard.headers["content-type"]) == (tone(1.0, "webm"), "audio/webm")
    assert MOOD in (await desk.gets(f"{TEXTS}/fa_AF?etat=spoken")).text
    await signs(desk, await stands(assistant), **{"text-0": BETTER})
    assert (await stands(assistant)).state == "signed"
    assert (await desk.gets(f"{ONE}/voix/{waiting.id}")).status_code == 422


async def test_what_was_said_may_need_no_writing(assistant: Assistant, desk: Desk) -> None:
    files = {"voice": ("voice", tone(1.0, "webm"), "audio/webm")}
    await desk.browser.post(f"{ONE}/voix", files=files, headers=SAME_SITE)
    assert (await desk.posts(f"{ONE}/ecoute")).status_code == 303
    assert (await stands(assistant)).state == "unsigned"
    assert await assistant.reader.run(every, "SELECT * FROM wording_reviews WHERE sha256 IS NOT NULL") == []


@pytest.mark.parametrize(
    "file", [("a.html", b"<script>", "text/html"), ("v", b"", "audio/webm"), ("v.svg", b"<svg/>", "image/svg+xml")]
)
async def test_what_is_no_voice_is_refused(assistant: Assistant, desk: Desk, file: tuple[str, bytes, str]) -> None:
    answer = await desk.browser.post(f"{ONE}/voix", files={"voice": file}, headers=SAME_SITE)
    assert (answer.status_code, "message vocal" in unescape(answer.text)) == (422, True)
    assert (await stands(assistant)).waiting == ()


@pytest.mark.parametrize("path", ["xx", "fr", "fa_AF/no.such", "fr/common.yes", f"fa_AF/{MOOD}/voix/9", "ar/x%2e%2e"])
async def test_what_is_not_there_is_said_in_a_sentence(desk: Desk, path: str) -> None:
    assert (await desk.gets(f"{TEXTS}/{path}")).status_code == 422


async def test_a_language_all_signed_says_thanks(
    assistant: Assistant, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = reviewing.listed
    monkeypatch.setattr(reviewing, "listed", lambda db, language: listed(db, language)[:2])
    for phrase in await assistant.reader.run(reviewing.listed, "ar"):
        _, leads = await signs(desk, phrase)
    assert leads == f"{TEXTS}/ar?ok=1"
    assert "Tout est signé" in (await desk.gets(f"{TEXTS}/ar")).text


async def test_control_without_looking_at_what_was_shown_an_old_page_would_undo_a_better_wording(
    assistant: Assistant, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Phrase, "as_shown", property(lambda _: "the same"))
    before = await stands(assistant)
    await signs(desk, before, **{"text-0": BETTER})
    assert (await signs(desk, before))[0] == 303
    assert (await stands(assistant)).units[0].entry.text != BETTER


async def test_control_without_the_lint_an_unsound_wording_would_be_asked(
    assistant: Assistant, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "demand_sound", lambda *_: None)
    assert (await signs(desk, await stands(assistant), **{"text-0": "چطور " * 13}))[0] == 303
    assert (await stands(assistant)).units[0].entry.text == ("چطور " * 13).strip()
