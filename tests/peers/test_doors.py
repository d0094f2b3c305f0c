from datetime import timedelta

from bot.access.runs import may_hold
from storage import attendance, cohorts, instances, people
from storage.codes import Codes
from storage.database import Database
from tests.doors.house import asked_now, step_of
from tests.peers.group import EVENING, LAST_DAY, OVER, Group


async def test_on_the_last_day_each_is_asked_about_four_others_by_picture_and_name_and_never_about_herself(
    group: Group,
) -> None:
    codes = await group.of(6)
    group.becomes(LAST_DAY)
    await group.rates(codes[0])
    about = await group.rows(
        "SELECT s.code FROM instances i JOIN people p ON p.id = i.person_id JOIN people s ON s.id = i.subject_id"
        " WHERE p.code = ? AND i.finished_at IS NOT NULL ORDER BY i.id",
        codes[0],
    )
    pairs = await group.pairs_of()
    assert [row["code"] for row in about] == pairs[codes[0]]
    assert len(about) == 4
    assert {len(rated) for rated in pairs.values()} == {4}


async def test_who_rates_whom_is_drawn_when_the_last_session_begins_and_kept(group: Group) -> None:
    await group.of(5)
    group.becomes(LAST_DAY - timedelta(hours=1))
    await group.looks_at_the_clock()
    assert await group.pairs_of() == {}
    group.becomes(LAST_DAY)
    await group.looks_at_the_clock()
    drawn = await group.pairs_of()
    assert len(drawn) == 5
    late = await group.joins("teapot")
    await group.looks_at_the_clock()
    repaired = await group.pairs_of()
    assert set(repaired) == {*drawn, late}
    assert {len(rated) for rated in repaired.values()} == {4}
    rated = [sum(code in mine for mine in repaired.values()) for code in repaired]
    assert set(rated) == {4}


async def test_at_the_page_the_person_is_a_large_picture_and_her_own_voice(group: Group) -> None:
    rater, *_ = await group.of(3, named=True)
    group.becomes(LAST_DAY)
    page = await group.page(rater)
    await page.goes_through(until="s2")
    subject = (await group.rows("SELECT subject_id FROM instances WHERE subject_id IS NOT NULL"))[0]["subject_id"]
    shown = await group.rows("SELECT id FROM takes WHERE person_id = ?", subject)
    voice = f"{page.address}/takes/{shown[0]['id']}"
    assert page.page.clips[0] == voice
    assert {"butterfly", "fish"} & set(page.page.pictures)
    heard = await group.browser.get(voice)
    assert heard.content.startswith(b"OggS")
    third = await group.rows("SELECT id FROM takes WHERE person_id NOT IN (?, 1)", subject)
    assert (await group.browser.get(f"{page.address}/takes/{third[0]['id']}")).status_code == 404


async def test_on_telegram_her_picture_comes_above_the_faces_then_her_voice_then_the_question(group: Group) -> None:
    rater, *_ = await group.of(3, named=True)
    group.becomes(LAST_DAY)
    account = await group.telegram(rater)
    await group.hears(account, account.opens())
    for _ in range(3):
        heard = await group.touches(account, "continue")
    assert [message.kind for message in heard] == ["photo", "voice", "voice"]
    assert step_of(await asked_now(account)) == "s2"


async def test_without_her_name_the_word_of_her_picture_is_said_and_written_beside_it(group: Group) -> None:
    rater, *_ = await group.of(3, language="ar")
    group.becomes(LAST_DAY)
    page = await group.page(rater)
    await page.goes_through(until="s2")
    intents = await group.rows("SELECT intent FROM outbox ORDER BY id DESC LIMIT 1")
    assert '"name":""' in intents[0]["intent"]
    words = [choice.phrase for choice in group.programme.flows["registration"].questionnaire.steps["portrait"].choices]
    assert any(word.wording("ar").spoken in intents[0]["intent"] for word in words)
    assert len(page.page.clips) > 4


async def test_who_will_hear_what_is_said_before_the_first_person_only(group: Group) -> None:
    rater, *_ = await group.of(4)
    group.becomes(LAST_DAY)
    page = await group.page(rater)
    assert page.page.step == "who_sees"
    await page.goes_through(until="good_at")
    await page.types("la cuisine")
    assert page.page.step == "s2"
    assert group.phrase("another_person") in page.page.text


async def test_who_cannot_be_shown_or_does_not_want_the_assistant_neither_rates_nor_is_rated(group: Group) -> None:
    codes = await group.of(4)
    nobody = await group.joins(None)
    group.becomes(LAST_DAY)
    await group.page(codes[0])
    pairs = await group.pairs_of()
    assert set(pairs) == set(codes)
    assert all(nobody not in rated for rated in pairs.values())
    page = await group.page(nobody)
    assert page.page.step == ""


async def test_nobody_else_can_fill_with_her_what_she_says_of_the_others(group: Group) -> None:
    """Her animator may fill her registration with her (the control), but no run about somebody else."""
    codes = await group.of(4)
    group.becomes(LAST_DAY)
    await group.page(codes[0])

    def held(db: Database) -> dict[str, bool]:
        cohort, rater = cohorts.cohort(db, group.flashcoop_code), people.person_by_code(db, codes[0])
        animator = people.add_person(db, Codes(), "animator", cohort.id, cohort.cae_id, group.clock())
        mine = instances.instances_of(db, rater.id)
        return {stored.questionnaire: may_hold(db, animator, stored) for stored in mine}

    assert await group.assistant.writer.run(held) == {"registration": True, "peers": False}


async def test_a_call_for_help_brings_no_voice_about_somebody_else_along(group: Group) -> None:
    codes = await group.of(4)
    group.becomes(LAST_DAY)
    account = await group.telegram(codes[0])
    await group.hears(account, account.opens())
    for _ in range(3):
        await group.touches(account, "continue")
    for _ in range(3):
        await group.hears(account, account.says(await group.voice()))
        await group.listens()
    helps = await group.rows("SELECT reason, take_id FROM helps")
    assert helps == [{"reason": "misunderstood", "take_id": None}]


async def test_strengths_and_words_are_told_once_after_the_end_and_never_a_voice(group: Group) -> None:
    codes = await group.of(5)
    group.becomes(LAST_DAY)
    for place, code in enumerate(codes):
        await group.rates(code, words=f"le plat numéro {place}", s4="not_yet")
    account = await group.telegram(codes[0])
    await group.hears(account, account.opens())
    group.becomes(OVER)
    assert await group.looks_at_the_clock() == 0  # the words wait to be retold
    waiting = await group.rows("SELECT id FROM peer_words")
    assert len(waiting) == 20
    for row in waiting:
        await group.operates("retell_words", word=row["id"], texts={"fr": f"la cuisine {row['id'][:3]}"})
    group.becomes(EVENING)
    before = len(await account.looks())
    assert await group.looks_at_the_clock() == 1
    heard = (await account.looks())[before:]
    said = " ".join(message.caption for message in heard)
    assert group.phrase("peers_tell") in said
    assert "aide les autres" in said
    assert "donne son avis" not in said
    assert said.count("la cuisine") == 4
    assert "numéro" not in said
    assert [message.kind for message in heard] == ["voice"]
    await group.looks_at_the_clock()
    assert len(await account.looks()) == before + 1
    assert await group.rows("SELECT * FROM peer_words") == []


async def test_on_her_page_she_is_told_when_she_comes(group: Group) -> None:
    codes = await group.of(5)
    group.becomes(LAST_DAY)
    for code in codes:
        await group.rates(code)
    group.becomes(OVER)
    await group.looks_at_the_clock()
    for row in await group.rows("SELECT id FROM peer_words"):
        await group.operates("retell_words", word=row["id"], texts={})
    page = await group.page(codes[0])
    assert group.phrase("peers_tell") in page.page.text
    assert "les gâteaux" not in page.page.text
    assert "strength" in page.page.pictures


async def test_after_the_animator_has_closed_it_nothing_enters_any_more(group: Group) -> None:
    codes = await group.of(5)
    group.becomes(LAST_DAY)
    for code in codes[:4]:
        await group.rates(code)
    late = await group.page(codes[4])
    await late.goes_through(until="s3")
    done = await group.operates("close_peers", cohort=group.flashcoop_code)
    assert done == {"people": 5}
    frozen = await group.rows("SELECT * FROM peer_echoes")
    strengths = sorted(row["strengths"] for row in frozen)  # only who has four raters without the late one has any,
    assert strengths == ['["s2","s3","s4","s5"]', '["s2"]', "[]", "[]", "[]"]  # and whom she has begun to rate
    await late.chooses("often")
    assert group.phrase("closed") in late.page.text
    assert await group.operates("close_peers", cohort=group.flashcoop_code) == {"people": 0}
    assert await group.rows("SELECT * FROM peer_echoes") == frozen
    assert (await group.page(codes[4])).page.step == ""


async def test_who_is_marked_absent_from_the_last_session_neither_rates_nor_is_rated(group: Group) -> None:
    codes = await group.of(6)
    group.becomes(LAST_DAY)
    await group.looks_at_the_clock()
    assert set(await group.pairs_of()) == set(codes)

    def mark(db: Database) -> None:
        cohort = cohorts.cohort(db, group.flashcoop_code)
        absent = [people.person_by_code(db, codes[2])]
        attendance.mark(db, cohort, cohort.calendar.sessions[-1], absent, "absent", "FC-A", group.clock())

    await group.assistant.writer.run(mark)
    await group.looks_at_the_clock()
    pairs = await group.pairs_of()
    assert set(pairs) == {*codes} - {codes[2]}
    assert all(codes[2] not in rated and len(rated) == 4 for rated in pairs.values())
