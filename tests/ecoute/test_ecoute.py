"""Écoute-toi: on the last day each hears her own first and last words, her strengths and her progress, to keep."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import ecoute
from bot.voice.audio import duration, encode
from bot.voice.sound import silence
from storage import cohorts, instances, people, takes, transcripts
from storage.database import Database, every
from storage.people import Person
from storage.questionnaires import keep
from tests.doors.house import Doors
from tests.report.made import FIRST, LAST, Made
from tests.web.visitor import Visitor

EVENING = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)  # of the last session
CORE = {"a1": (1, 4), "s2": (2, 2)}


async def lived(doors: Doors, *, hot: bool = True, language: str = "fr", agrees: bool = True, **last: str) -> str:
    """The code of somebody who has come to the evening of the last day; `hot` is whether she has answered all of it."""
    flashcoop = await doors.flashcoop()
    doors.becomes(EVENING)

    def live(db: Database) -> str:
        made = Made(db, doors.programme, doors.assistant.house.codes)
        person = made.person(cohorts.cohort(db, flashcoop), language)
        made.agrees(person, "bot")
        made.agrees(person, "keep_audio", given=agrees)
        made.says(person, "registration", "once", portrait="rose", bot="yes")
        scores = [{key: score[place] for key, score in CORE.items()} for place in (0, 1)]
        made.says(person, "checkin", FIRST, **scores[0], learned="compter")
        made.says(person, "checkin", LAST, **scores[1], **{"learned": "vendre au marché", **last})
        if hot:
            made.says(person, "hot", "exit", methods=4)
        return person.code

    return await doors.assistant.writer.run(live)


async def listens(doors: Doors, code: str) -> Visitor:
    page = await doors.page_of(code)
    await page.loads(f"{page.address}/ecoute")
    return page


async def test_her_own_words_of_the_first_day_and_of_the_last_are_beside_each_other(doors: Doors) -> None:
    page = await listens(doors, await lived(doors))
    assert page.status == 200
    text = page.page.text
    order = ["Vos mots du premier jour", "compter", "Vos mots du dernier jour", "vendre au marché"]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


async def test_her_progress_is_two_pictures_an_item(doors: Doors) -> None:
    page = await listens(doors, await lived(doors))
    source = page.page.source
    ratings = source.split('<section class="rating">')[1:]
    assert [("not_at_all.svg" in each, "a_lot.svg" in each) for each in ratings[:1]] == [(True, True)]
    assert len(ratings) == 2
    assert "pas du tout" in page.page.text.lower()


@pytest.mark.parametrize("language", ["ar", "fa_AF"])
async def test_it_is_all_in_her_language_and_every_scene_can_be_heard(language: str, doors: Doors) -> None:
    page = await listens(doors, await lived(doors, language=language))
    title = doors.programme.book.wording("ecoute_title", language).printed
    assert title in page.page.text
    clips = [clip for part in page.page.source.split('data-clips="')[1:] for clip in part.split('"')[0].split()]
    assert clips
    for clip in clips:
        assert (await doors.browser.get(clip)).status_code == 200


async def test_before_all_of_the_last_day_is_answered_nothing_is_shown(doors: Doors) -> None:
    assert (await listens(doors, await lived(doors, hot=False))).status == 404


async def test_control_without_waiting_for_the_last_answer_earlier_ratings_would_be_seen(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ecoute, "_over", lambda *_: True)
    assert (await listens(doors, await lived(doors, hot=False))).status == 200


async def test_her_page_shows_the_way_once_it_is_there(doors: Doors) -> None:
    page = await doors.page_of(await lived(doors))
    assert f'href="{page.address}/ecoute"' in page.page.source


async def test_who_takes_back_the_assistant_s_agreement_has_no_such_page(doors: Doors) -> None:
    code = await lived(doors)
    await doors.assistant.writer.run(_says_no, doors, code, "bot")
    assert (await listens(doors, code)).status == 404


def _says_no(db: Database, doors: Doors, code: str, purpose: str) -> None:
    Made(db, doors.programme, doors.assistant.house.codes).agrees(people.person_by_code(db, code), purpose, given=False)


async def recorded(doors: Doors, code: str, seconds: float = 1.0, checked: str = "") -> str:
    """Her last words are a recording, kept for as long as she agrees; its name."""
    path = doors.folder / "voice.ogg"
    encode(silence(seconds), path)
    stored = doors.assistant.media.put(path.read_bytes(), "audio/ogg")

    def speak(db: Database) -> str:
        person, house = people.person_by_code(db, code), doors.assistant.house
        [run] = [each for each in instances.instances_of(db, person.id) if each.moment == LAST]
        take = takes.expect(db, house.codes, person, run.id, None, None, doors.clock())
        takes.store(db, take, stored, seconds, doors.clock())
        db.conn.execute("UPDATE takes SET keep_until = '2027' WHERE id = ?", (take,))
        if checked:
            transcripts.sign(db, take, checked, _checker(db, doors, person), doors.clock())
        Made(db, doors.programme, house.codes).answers(run.code, "learned", {"text": "", "takes": [take]})
        return take

    return await doors.assistant.writer.run(speak)


def _checker(db: Database, doors: Doors, person: Person) -> Person:
    codes = doors.assistant.house.codes
    return people.add_person(db, codes, "interpreter", person.cohort_id, person.cae_id, doors.clock())


async def test_she_hears_her_own_voice_while_it_is_kept(doors: Doors) -> None:
    code = await lived(doors)
    take = await recorded(doors, code)
    page = await listens(doors, code)
    clip = f"{page.address.removesuffix('/ecoute')}/takes/{take}"
    assert clip in page.page.source
    assert (await doors.browser.get(clip)).status_code == 200


async def test_a_voice_she_no_longer_lets_us_keep_is_not_played_but_checked_words_are_spoken(doors: Doors) -> None:
    code = await lived(doors)
    take = await recorded(doors, code, checked="vendre des biscuits")
    await doors.assistant.writer.run(_says_no, doors, code, "keep_audio")
    page = await listens(doors, code)
    assert take not in page.page.source
    assert "vendre des biscuits" in page.page.text


async def test_words_nobody_checked_are_not_put_into_her_mouth(doors: Doors) -> None:
    code = await lived(doors, agrees=False)
    take = await recorded(doors, code)
    await doors.assistant.writer.run(transcripts.write_down, take, "des mots faux", 0.3)
    page = await listens(doors, code)
    assert "des mots faux" not in page.page.text
    assert "Vos mots du dernier jour" not in page.page.text


async def test_strengths_are_those_of_the_echo_and_say_nobody_s_name(doors: Doors) -> None:
    code = await lived(doors)

    def echo(db: Database) -> None:
        person = people.person_by_code(db, code)
        hashed = doors.programme.flows["peers"].questionnaire
        keep(db, hashed, doors.clock())
        db.conn.execute(
            "INSERT INTO peer_echoes"
            " (cohort_id, moment, subject_id, questionnaire, closed_at, strengths, words, ready_at)"
            " VALUES (?, 'last', ?, ?, '2026', '[\"s3\"]', '[{\"fr\": \"elle explique bien\"}]', '2026')",
            (person.cohort_id, person.id, hashed.hash),
        )

    await doors.assistant.writer.run(echo)
    text = (await listens(doors, code)).page.text
    assert "Cette personne aide les autres quand ils en ont besoin." in text
    assert "elle explique bien" in text


async def test_all_of_it_is_one_sound_that_is_hers_to_keep(doors: Doors, tmp_path: Path) -> None:
    code = await lived(doors)
    await recorded(doors, code, seconds=3.0)
    page = await doors.page_of(code)
    reply = await doors.browser.get(f"{page.address}/ecoute.ogg", timeout=180)
    assert reply.status_code == 200
    assert 'filename="ecoute-toi.ogg"' in reply.headers["Content-Disposition"]
    path = tmp_path / "kept.ogg"
    path.write_bytes(reply.content)
    assert duration(path) > 3.0 + 10 * 0.6  # her own three seconds, and a pause between so many phrases


async def test_nobody_else_s_link_opens_it_and_an_unknown_one_is_told_so(doors: Doors) -> None:
    page = Visitor(doors.browser)
    await page.loads("/p/unknown/ecoute")
    assert page.status == 404


async def test_when_the_last_answer_is_given_on_telegram_the_link_is_sent_there(doors: Doors) -> None:
    person = await doors.at_telegram(flashcoop=await doors.flashcoop())
    doors.becomes(EVENING)

    def live(db: Database) -> str:
        [row] = every(db, "SELECT code FROM people")
        made = Made(db, doors.programme, doors.assistant.house.codes)
        known = people.person_by_code(db, row["code"])
        people.prefer(db, known.id, "language", "fr")
        known = people.person_by_code(db, row["code"])
        made.agrees(known, "bot")
        made.says(known, "registration", "once", portrait="rose", bot="yes")
        made.says(known, "checkin", FIRST, a1=1)
        made.says(known, "checkin", LAST, a1=4)
        return known.code

    page = await doors.page_of(await doors.assistant.writer.run(live))
    await page.loads()
    await page.goes_through(until="phone")
    await doors.hears(person, person.opens())
    said: list[Any] = await doors.touches(person, "rather_not")
    texts = "\n".join(str(message.text or message.caption or "") for message in said)
    assert f"{page.address}/ecoute" in texts
    assert doors.phrase("ecoute_ready") in texts
