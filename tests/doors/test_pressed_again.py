from tests.doors.house import Doors, asked_now, data_of, step_of


async def test_a_button_pressed_again_is_another_update_and_one_answer(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    asked = await asked_now(amina)
    await amina.presses(data=data_of(asked, "no"), message=asked)
    await doors.hears(amina, amina.presses(data=data_of(asked, "no"), message=asked))
    touches = await doors.rows("SELECT key FROM inbox WHERE channel = 'telegram' ORDER BY id DESC LIMIT 2")
    assert len({row["key"] for row in touches}) == 2
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]
    assert step_of(await asked_now(amina)) == "looking"


async def test_an_update_given_again_is_kept_once(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    asked = await asked_now(amina)
    await amina.presses(data=data_of(asked, "no"), message=asked)
    assert await doors.receiver.poll()
    kept = await doors.rows("SELECT id FROM inbox")
    await doors.restarts()  # before Telegram was told that the update is safe
    await doors.goes_round()
    assert await doors.rows("SELECT id FROM inbox") == kept
    assert await doors.answers("has_job") == [('"no"', None, "tap", "telegram")]


async def test_control_under_another_name_the_same_update_would_be_taken_again(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    asked = await asked_now(amina)
    await amina.presses(data=data_of(asked, "no"), message=asked)
    assert await doors.receiver.poll()
    kept = await doors.rows("SELECT id FROM inbox")
    await doors.assistant.writer.run(lambda db: db.conn.execute("UPDATE inbox SET key = key || 'x'"))
    await doors.restarts()
    assert await doors.receiver.poll()
    assert len(await doors.rows("SELECT id FROM inbox")) > len(kept)


async def test_an_old_button_at_the_same_door_edits_its_answer(doors: Doors) -> None:
    amina, _ = await doors.until("has_project")
    old = await asked_now(amina)
    await doors.touches(amina, "yes")
    heard = await doors.hears(amina, amina.presses(data=data_of(old, "no"), message=old))
    assert await doors.answers("has_project") == [
        ('"yes"', None, "tap", "telegram"),
        ('"no"', None, "tap", "telegram"),
    ]
    assert doors.spoken(heard, "changed")
    assert step_of(heard[-1]) == "expectations"


async def test_an_old_button_for_an_answer_of_the_other_door_says_what_was_kept(doors: Doors) -> None:
    amina, page = await doors.until("has_project")
    old = await asked_now(amina)
    await page.loads()
    await page.chooses("yes")
    heard = await doors.hears(amina, amina.presses(data=data_of(old, "no"), message=old))
    assert await doors.answers("has_project") == [('"yes"', None, "tap", "web")]
    assert doors.spoken(heard, "already_answered_elsewhere")
    assert step_of(heard[-1]) == "project"


async def test_an_old_button_of_a_question_that_no_longer_applies_brings_the_present_one(doors: Doors) -> None:
    amina, _ = await doors.until("has_job")
    first = await asked_now(amina)
    await doors.touches(amina, "yes")
    gone = await asked_now(amina)
    assert step_of(gone) == "job_kind"
    await doors.touches(amina, "employee")
    await doors.hears(amina, amina.presses(data=data_of(first, "no"), message=first))
    assert (await doors.answers("job_kind"))[-1][1] == "not_applicable"
    heard = await doors.hears(amina, amina.presses(data=data_of(gone, "aided"), message=gone))
    assert len(await doors.answers("job_kind")) == 2
    assert doors.spoken(heard, "old_question")
    assert step_of(heard[-1]) == "looking"


async def test_a_button_of_somebody_elses_question_answers_nothing(doors: Doors) -> None:
    karim = await doors.at_telegram("Karim")
    foreign = data_of(await asked_now(karim), "ar")
    amina = await doors.at_telegram()
    asked = await asked_now(amina)
    heard = await doors.hears(amina, amina.presses_again(asked, foreign))
    assert await doors.answers("language") == []
    assert await doors.troubles() == ["foreign_button"]
    assert doors.spoken(heard, "old_question")


async def test_a_question_of_somebody_elses_pressed_by_who_has_no_invitation_asks_for_a_link(doors: Doors) -> None:
    amina = await doors.at_telegram()
    asked = await asked_now(amina)
    stranger = doors.emulator.person("Someone", "fr")
    await doors.hears(stranger, stranger.opens())
    said = (await stranger.looks())[-1]
    heard = await doors.hears(stranger, stranger.presses_again(said, data_of(asked, "fr")))
    assert doors.spoken(heard, "need_link")
    assert await doors.answers("language") == []
