"""`/voix`: an interpreter records phrases in her chat, and the next participant hears them."""

import json
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.studio.lists import Item, Sheet, sheet
from bot.voice.heard import Transcript
from storage.ledger import Ledger
from tests.botapi import Person, SeenMessage
from tests.doors.house import Doors, asked_now, step_of
from tests.staff.people import staff_at_telegram
from tests.studio.voices import clipped, said, silent

ALONE = "interview"  # the shortest questionnaire: twelve phrases


@dataclass
class Booth:
    """Somebody of the team in her chat, at the studio."""

    doors: Doors
    who: Person

    async def does(self, *acts: Awaitable[object]) -> list[SeenMessage]:
        """What she is told after what she did, and after what she said was listened to."""
        before = max((message.id for message in await self.who.looks()), default=0)
        await self.doors.hears(self.who, *acts)
        await self.doors.listens()
        return [message for message in await self.who.looks() if message.from_bot and message.id > before]

    async def presses(self, data: str) -> list[SeenMessage]:
        return await self.does(self.who.presses(data=f"s|voix|{data}"))

    async def opens(self, language: str, name: str, choice: str = "here") -> list[SeenMessage]:
        """Go to a list by its button, and say where the voice may serve."""
        menu = (await self.does(self.who.types("/voix")))[-1]
        if f"s|voix|l.{language}" in menu.datas:
            await self.presses(f"l.{language}")
        asked = await self.presses(f"o.{language}.{name}")
        if any("Où votre voix" in message.text for message in asked):
            asked = await self.presses(f"g.{choice}")
        return asked

    async def says(self, content: bytes) -> list[SeenMessage]:
        return await self.does(self.who.says(content))


@pytest.fixture
async def booth(doors: Doors) -> Booth:
    doors.has_voices_of_people()
    doors.assistant.ledger = doors.assistant.house.ledger = Ledger(doors.folder / "ledger.jsonl")
    return Booth(doors, await staff_at_telegram(doors, await doors.flashcoop(), "Zahra", "interpreter"))


def listed(doors: Doors, language: str, name: str) -> Sheet:
    found = sheet(doors.programme, language, name)
    assert found is not None
    return found


async def used(doors: Doors, state: str = "used") -> list[dict[str, Any]]:
    query = "SELECT v.*, s.code FROM voice_takes v JOIN speakers s ON s.id = v.speaker_id WHERE state = ? ORDER BY v.at"
    return await doors.rows(query, state)


def item(found: Sheet, key: str) -> Item:
    return next(each for each in found.items if each.key == key)


async def test_an_interpreter_records_a_whole_questionnaire_and_a_participant_hears_it(booth: Booth) -> None:
    doors, found = booth.doors, listed(booth.doors, "fa_AF", ALONE)
    asked = await booth.opens("fa_AF", ALONE)
    for number, each in enumerate(found.items):
        text = asked[-1].text
        assert each.french in text
        assert each.shown in text
        assert f"{number}/{len(found.items)}" in text
        asked = await booth.says(said(each.shown, "fa_AF"))
        assert "✅" in asked[-1].text
    assert "finie" in asked[-1].text
    takes = await used(doors)
    assert {take["text"] for take in takes} == {each.words.text for each in found.items}
    for each in found.items:
        taken = doors.assistant.recorded.take("fa_AF", each.words.text)
        assert taken is not None
        assert taken.path.exists()
    assert await doors.rows("SELECT * FROM takes WHERE released_at IS NULL") == []  # what was sent is not kept as such
    await doors.sweeps()
    assert len(await doors.rows("SELECT * FROM media")) == len(takes)


async def test_the_next_participant_hears_the_take_itself(booth: Booth) -> None:
    doors = booth.doors
    found = listed(doors, "fr", "registration")
    amina = await doors.at_telegram()
    await doors.touches(amina, "fr")
    step = doors.programme.flows["registration"].questionnaire.steps[step_of(await asked_now(amina))]
    text = step.phrase.wording("fr").spoken
    before = await hears_question(doors, amina)
    await booth.opens("fr", "registration")
    await booth.does(booth.who.presses_again(booth.who.chat[-1], f"s|voix|r.{item(found, step.phrase.key).mark}"))
    doors.ears.written = Transcript(text, 0.9, 3.0, "clear", "fr")
    assert "✅" in (await booth.says(said("Une voix humaine, enfin.", "fr")))[-1].text
    doors.passes(seconds=5)
    after = await hears_question(doors, amina)
    assert after != before
    assert len(after) != len(before)


async def hears_question(doors: Doors, amina: Person) -> bytes:
    asked = await doors.hears(amina, amina.types("répéter"))
    [question] = [each for each in asked if each.kind == "voice" and each.keyboard]
    return await amina.listens(question)


async def test_what_is_silent_or_cut_off_is_refused_with_a_sentence_and_the_phrase_stays(booth: Booth) -> None:
    asked = await booth.opens("fa_AF", ALONE)
    first = listed(booth.doors, "fa_AF", ALONE).items[0]
    assert first.shown in asked[-1].text
    assert "Rapprochez le micro" in (await booth.says(silent()))[-1].text
    assert "Éloignez un peu le micro" in (await booth.says(clipped()))[-1].text
    assert await used(booth.doors) == []
    assert "1/12" in (await booth.says(said(first.shown, "fa_AF")))[-1].text


async def test_what_seems_to_say_something_else_is_kept_and_used_once_she_confirms(booth: Booth) -> None:
    doors, found = booth.doors, listed(booth.doors, "fr", "checkin")
    await booth.opens("fr", "checkin")
    doors.ears.written = Transcript("Les poules mangent du riz au village.", 0.9, 3.0, "clear", "fr")
    [doubt] = await booth.says(said("Les poules mangent du riz.", "fr"))
    assert "Les poules mangent du riz au village" in doubt.text
    [flagged] = await used(doors, "flagged")
    assert flagged["text"] == found.items[0].words.text
    assert doors.assistant.recorded.take("fr", flagged["text"]) is None
    after = await booth.presses(f"c.{flagged['id']}")
    assert found.items[1].french in after[-1].text
    assert doors.assistant.recorded.take("fr", flagged["text"]) is not None


async def test_a_phrase_is_skipped_said_again_and_come_back_to_another_day(booth: Booth) -> None:
    doors, found = booth.doors, listed(booth.doors, "fa_AF", ALONE)
    await booth.opens("fa_AF", ALONE)
    skipped = await booth.presses(f"n.{found.items[0].mark}")
    assert found.items[1].shown in skipped[-1].text
    await booth.says(said(found.items[1].shown, "fa_AF"))
    again = await booth.presses(f"r.{found.items[1].mark}")
    assert found.items[1].shown in again[-1].text
    await booth.says(said("دوباره", "fa_AF"))
    assert len(await used(doors)) == 1
    assert len(await used(doors, "replaced")) == 1
    assert "on s'arrête" in (await booth.presses("s"))[-1].text
    doors.passes(hours=30)
    menu = (await booth.does(booth.who.types("/voix")))[-1]
    assert "1/12" in json.dumps(menu.keyboard, ensure_ascii=False)
    back = await booth.presses(f"o.fa_AF.{ALONE}")
    assert found.items[2].shown in back[-1].text


async def test_after_stopping_what_she_says_is_no_take(booth: Booth) -> None:
    await booth.opens("fa_AF", ALONE)
    await booth.presses("s")
    await booth.says(said("سلام", "fa_AF"))
    assert await used(booth.doors) == []


async def test_nothing_is_asked_before_she_has_said_where_her_voice_may_serve(booth: Booth) -> None:
    await booth.does(booth.who.types("/voix"))
    await booth.presses("l.fa_AF")
    asked = await booth.presses(f"o.fa_AF.{ALONE}")
    assert asked[0].kind == "voice"  # heard in her language, for who does not read
    assert "Refuser ne change rien" in asked[-1].text
    assert "رد کردن" in asked[-1].text
    refused = await booth.presses("g.none")
    assert "ne sert nulle part" in refused[-1].text
    await booth.says(said("سلام", "fa_AF"))
    assert await used(booth.doors) == []


async def test_her_yes_in_her_own_voice_is_kept_with_what_she_allows(booth: Booth) -> None:
    doors = booth.doors
    await booth.does(booth.who.types("/voix"))
    await booth.presses("l.fa_AF")
    await booth.presses(f"o.fa_AF.{ALONE}")
    heard = await booth.says(said("بلی", "fa_AF"))
    assert "Touchez ce qu'elle a dit" in heard[-1].text
    await booth.presses("g.network")
    kept = await doors.rows("SELECT scope, until, wording, sha256 FROM voice_releases ORDER BY id")
    assert [each["scope"] for each in kept] == ["none", "network"]
    assert kept[0]["sha256"] == kept[1]["sha256"] is not None
    assert kept[1]["until"].startswith("2028-11")
    assert "در همهٔ کوپراتیف‌ها" in kept[1]["wording"]
    await doors.sweeps()
    assert doors.assistant.media.path(kept[1]["sha256"]).exists()


async def test_ten_minutes_of_an_afternoon_three_people_speak_on_one_telephone(booth: Booth) -> None:
    doors, found = booth.doors, listed(booth.doors, "fa_AF", "say-common")
    await booth.does(booth.who.types("/voix"))
    await booth.presses("l.fa_AF")
    await booth.presses(f"o.fa_AF.{ALONE}")
    codes = []
    for region in ("herati", "kaboli", ""):
        await booth.does(booth.who.types("/voix"))
        await booth.presses("q")
        await booth.presses("p")
        if region:
            assert region in (await booth.does(booth.who.types(region)))[-1].text
        await booth.says(said("بلی", "fa_AF"))
        asked = await booth.presses("g.here")
        assert found.items[0].shown in asked[-1].text
        for each in found.items[:2]:
            asked = await booth.says(said(each.shown, "fa_AF"))
            assert "✅" in asked[-1].text
        codes.append((await doors.rows("SELECT code FROM speakers ORDER BY id DESC LIMIT 1"))[0]["code"])
    takes = await used(doors)
    assert {(take["code"], take["option"]) for take in takes} == {(code, o) for code in codes for o in ("yes", "no")}
    dialects = await doors.rows("SELECT dialect FROM speakers ORDER BY id")
    assert [each["dialect"] for each in dialects] == ["herati", "kaboli", ""]
    enrolled = doors.assistant.recorded.takes("fa_AF", ["common"], ["yes", "no"], [])
    assert {name: len(files) for name, files in enrolled.items()} == {"yes": 3, "no": 3}
    await booth.presses("q")
    again = await booth.presses(f"v.{codes[0]}")  # the first one is back
    assert found.items[2].shown in again[-1].text
    await booth.says(said(found.items[2].shown, "fa_AF"))
    assert (await used(doors))[-1]["code"] == codes[0]


async def test_a_voice_is_taken_back_by_two_touches_and_the_house_speaks_again(booth: Booth) -> None:
    doors, found = booth.doors, listed(booth.doors, "fa_AF", ALONE)
    await booth.opens("fa_AF", ALONE)
    await booth.says(said(found.items[0].shown, "fa_AF"))
    assert doors.assistant.recorded.take("fa_AF", found.items[0].words.text) is not None
    assert "Retirer cette voix" in (await booth.presses("w"))[-1].text
    assert len(await used(doors)) == 1
    assert "retirée" in (await booth.presses("W"))[-1].text
    assert await doors.rows("SELECT * FROM speakers") == []
    assert doors.assistant.recorded.take("fa_AF", found.items[0].words.text) is None
    assert "V-" in (doors.folder / "ledger.jsonl").read_text()
    await doors.sweeps()
    assert await doors.rows("SELECT * FROM media") == []
    await booth.says(said("سلام", "fa_AF"))
    assert await doors.rows("SELECT * FROM voice_takes") == []


async def test_a_take_that_comes_after_its_voice_was_taken_back_is_refused(booth: Booth) -> None:
    found = listed(booth.doors, "fa_AF", ALONE)
    await booth.opens("fa_AF", ALONE)
    await booth.does(booth.who.types("/voix"))
    await booth.presses("w")
    await booth.doors.hears(booth.who, booth.who.says(said(found.items[0].shown, "fa_AF")))
    await booth.doors.hears(booth.who, booth.who.presses(data="s|voix|W"))
    await booth.doors.listens()
    assert await booth.doors.rows("SELECT * FROM voice_takes") == []


async def test_while_the_engine_is_down_a_take_waits_and_is_used_when_it_is_back(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.voice.workshop import EngineUnavailable

    found = listed(booth.doors, "fa_AF", ALONE)
    await booth.opens("fa_AF", ALONE)

    async def down(*_: object, **__: object) -> None:
        raise EngineUnavailable("down", "Nobody decodes.")

    with monkeypatch.context() as broken:
        broken.setattr(booth.doors.ears, "prepare", down)
        assert await booth.says(said(found.items[0].shown, "fa_AF")) == []
    booth.doors.passes(seconds=10)
    assert "✅" in (await booth.does())[-1].text


async def test_an_animator_may_lend_her_telephone_too_and_a_participant_may_not(booth: Booth) -> None:
    doors = booth.doors
    animator = await staff_at_telegram(doors, await doors.flashcoop())
    assert "Studio" in (await doors.hears(animator, animator.types("/voix")))[-1].text
    amina = await doors.at_telegram()
    told = await doors.hears(amina, amina.types("/voix"))
    assert not [message for message in told if "Studio" in message.text]
    told = await doors.hears(amina, amina.presses_again(amina.chat[-1], "s|voix|"))
    assert not [message for message in told if "Studio" in message.text]


@pytest.mark.parametrize(
    "data", ["o.fa_AF.nothing", "o.xx.checkin", "o", "n.zzz", "c.zzz", "g.all", "v.V-0", "zz", "W"]
)
async def test_buttons_of_nonsense_end_in_a_sentence(booth: Booth, data: str) -> None:
    await booth.does(booth.who.types("/voix"))
    told = await booth.does(booth.who.presses_again(booth.who.chat[-1], f"s|voix|{data}"))
    assert told[-1].text
    assert await booth.doors.troubles() == []
