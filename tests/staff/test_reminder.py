"""« Group reminder » of rows.md: dry run, one tap, each in her language, quiet hours, nobody named in the group."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.botapi import Person, SeenMessage
from tests.doors.house import SESSIONS, Doors
from tests.staff.people import EVENING, NAME, Circle, circle, staff_at_telegram

NAMES = ("Amina", "Bibi", "Chirine", "Djamila", "Elena", "Farah", "Goli")
SPOKEN = ("fa_AF", "ar", "fr", "fa_AF", "ar", "fr", "fa_AF")
DONE, GONE = ("Amina", "Bibi"), "Elena"
NEXT_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEXT_EVENING = datetime(2026, 11, 24, 17, 1, tzinfo=UTC)


async def seven(doors: Doors) -> Circle:
    """Seven people in three languages, two of them done, and their group; it is their evening."""
    ours = await circle(doors)
    for name, language in zip(NAMES, SPOKEN, strict=True):
        await ours.joins(name, language)
    for name in DONE:
        await ours.finishes(name)
    await ours.has_group()
    doors.becomes(EVENING)
    return ours


async def fresh(person: Person, doors: Doors) -> int:
    """The number of the newest message in a chat."""
    return max((message.id for message in await person.looks()), default=0)


async def since(person: Person, number: int) -> list[SeenMessage]:
    return [message for message in await person.looks() if message.from_bot and message.id > number]


async def taps(ours: Circle, data: str) -> list[SeenMessage]:
    """She touches the newest button that sends this back."""
    [message] = [each for each in ours.animator.chat if any(one.startswith(data) for one in each.datas)][-1:]
    found = next(one for one in message.datas if one.startswith(data))
    return await ours.says(ours.animator.presses(data=found, message=message))


async def test_seven_people_three_languages_two_done_one_blocked(doors: Doors) -> None:
    ours = await seven(doors)
    await ours.people[GONE].blocks()
    doors.emulator.account().updates.clear()  # nobody has heard of it yet: only the message that is refused will tell
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "Maintenant : 5 personnes, 3 langues (arabe, dari, français)." in plan.text
    assert "3 messages (arabe, dari, français)" in plan.text
    before = {name: await fresh(person, doors) for name, person in ours.people.items()}
    in_group = len(ours.in_group())
    await taps(ours, "s|send|")
    await doors.writes()

    reached = [name for name, person in ours.people.items() if await since(person, before[name])]
    assert reached == ["Chirine", "Djamila", "Farah", "Goli"]
    told = ours.in_group()[in_group:]
    assert [message.kind for message in told] == ["voice"] * 3
    assert {message.keyboard[0][0]["url"] for message in told} == {f"https://t.me/{NAME}?start=g-{ours.flashcoop}"}
    log = ours.animator.chat[-1].text
    assert "4 personnes jointes" in log
    assert f"{ours.codes[GONE]} : ❌ a bloqué" in log

    names = [*ours.codes.values(), *NAMES]
    assert not [word for message in ours.in_group() for word in names if word in message.text]
    await taps(ours, "s|rappel|")
    assert "Maintenant : 0 personne" in ours.animator.chat[-1].text
    assert not ours.animator.chat[-1].buttons
    await taps(ours, "s|send|")
    await doors.writes()
    assert [name for name, person in ours.people.items() if await since(person, before[name])] == reached
    assert len(ours.in_group()) == in_group + 3


async def test_a_block_that_is_known_already_is_in_the_dry_run(doors: Doors) -> None:
    ours = await seven(doors)
    await ours.people[GONE].blocks()
    await doors.goes_round()
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "Maintenant : 4 personnes" in plan.text
    assert f"{ours.codes[GONE]} a bloqué l'assistant" in plan.text


async def test_outside_their_hours_it_waits_for_them_and_is_said_then(doors: Doors) -> None:
    ours = await seven(doors)
    doors.becomes(NEXT_MORNING)
    before = {name: await fresh(person, doors) for name, person in ours.people.items()}
    in_group = len(ours.in_group())
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "Plus tard, dans leurs heures : 5 personnes" in plan.text
    await taps(ours, "s|send|")
    await doors.writes()
    assert not [name for name, person in ours.people.items() if await since(person, before[name])]
    assert len(ours.in_group()) == in_group
    [again] = await ours.says(ours.animator.types("/rappel"))
    assert again.text.count("attend déjà son message") == 5
    assert not again.buttons
    doors.becomes(NEXT_EVENING)
    await doors.writes()
    reached = [name for name, person in ours.people.items() if await since(person, before[name])]
    assert len(reached) == 5
    assert len(ours.in_group()) == in_group + 3
    rows = await doors.rows("SELECT person_id, count(*) n FROM attempts WHERE state = 'sent' GROUP BY person_id")
    assert {row["n"] for row in rows} == {1}  # the house's own reminder of that evening was not added to it


async def test_what_could_not_be_said_within_a_day_is_not_said_any_more(doors: Doors) -> None:
    ours = await seven(doors)
    doors.becomes(NEXT_MORNING)
    await ours.says(ours.animator.types("/rappel"))
    await taps(ours, "s|send|")
    doors.becomes(NEXT_MORNING + timedelta(hours=25))
    await doors.plans()
    assert {row["why"] for row in await doors.rows("SELECT why FROM group_reminder_people")} == {"late", "done"}


async def test_a_plan_that_is_old_or_no_longer_holds_is_shown_anew_and_sends_nothing(doors: Doors) -> None:
    ours = await seven(doors)
    await ours.says(ours.animator.types("/rappel"))
    doors.passes(minutes=11)
    [old] = await taps(ours, "s|send|")
    assert "rien n'est parti" in old.text
    await ours.finishes("Chirine")
    [changed] = await taps(ours, "s|send|")
    assert "rien n'est parti" in changed.text
    assert await doors.rows("SELECT * FROM attempts") == []
    await taps(ours, "s|send|")
    assert len(await doors.rows("SELECT * FROM attempts")) == 4


async def test_the_group_hears_all_its_languages_whoever_is_unfinished(doors: Doors) -> None:
    """With the languages of the unfinished alone, one message in Dari would name the only one who speaks it."""
    ours = await circle(doors)
    for name, language in (("Amina", "fa_AF"), ("Bibi", "ar"), ("Chirine", "fr")):
        await ours.joins(name, language)
    await ours.finishes("Bibi")
    await ours.finishes("Chirine")
    await ours.has_group()
    doors.becomes(EVENING)
    await ours.says(ours.animator.types("/rappel"))
    before = len(ours.in_group())
    await taps(ours, "s|send|")
    await doors.writes()
    assert len(ours.in_group()) == before + 3


async def test_where_everybody_is_done_the_group_hears_nothing(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.joins("Amina", "fr")
    await ours.finishes("Amina")
    await ours.has_group()
    doors.becomes(EVENING)
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "Il n'y a rien à envoyer" in plan.text
    assert not plan.buttons


async def test_while_a_session_is_held_nobody_is_written_to(doors: Doors) -> None:
    ours = await circle(doors, dates=SESSIONS)
    await ours.joins("Amina", "fr")
    await doors.rows("UPDATE people SET sending_from = 8 RETURNING 1")
    await ours.has_group()
    doors.becomes(datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "est en séance" in plan.text
    assert not plan.buttons


async def test_who_was_active_a_moment_ago_is_left_in_peace(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.joins("Amina", "fr")
    doors.becomes(EVENING)
    await doors.hears(ours.people["Amina"], ours.people["Amina"].opens())
    [active] = await ours.says(ours.animator.types("/rappel"))
    assert "il y a peu" in active.text
    doors.passes(minutes=31)
    [quiet] = await ours.says(ours.animator.types("/rappel"))
    assert "Maintenant : 1 personne, 1 langue (français)." in quiet.text


async def test_two_on_one_telephone_have_one_message_and_both_are_in_the_log(doors: Doors) -> None:
    ours = await circle(doors)
    shared = await ours.joins("Amina", "fr")
    await doors.hears(shared, shared.opens(await doors.invitation(ours.flashcoop)))
    doors.becomes(EVENING)
    [plan] = await ours.says(ours.animator.types("/rappel"))
    assert "Maintenant : 1 personne, 1 langue (français)." in plan.text
    assert "partage le téléphone" in plan.text
    before = await fresh(shared, doors)
    await taps(ours, "s|send|")
    await doors.writes()
    assert len([one for one in await since(shared, before) if doors.phrase("questions_open") in one.caption]) == 1
    log = ours.animator.chat[-1].text
    assert log.count("• FC-") == 2


async def test_an_animator_whose_role_ends_between_plan_and_tap_sends_nothing(doors: Doors) -> None:
    ours = await seven(doors)
    await ours.says(ours.animator.types("/rappel"))
    ended = "UPDATE members SET ended_at = '2026' WHERE person_id = (SELECT id FROM people WHERE role = ?) RETURNING 1"
    await doors.rows(ended, "animator")
    [told] = await taps(ours, "s|send|")
    assert "pas à vous" in told.text
    assert await doors.rows("SELECT * FROM attempts") == []


async def test_the_plan_of_another_flashcoop_cannot_be_sent(doors: Doors) -> None:
    ours = await seven(doors)
    [plan] = await ours.says(ours.animator.types("/rappel"))
    data = next(data for data in plan.datas if data.startswith("s|send|"))
    other = await staff_at_telegram(doors, await doors.flashcoop(), "Samira")
    number = int(data.rpartition("|")[2])
    doors.emulator.injects(pressed(other, f"s|send|{number}"))
    [told] = await doors.hears(other)
    assert "pas à vous" in told.text
    for nonsense in ("s|send|x", "s|send|", "s|send|99999999999999999999", "s|link|0.F-X", "s|answer|7", "s|nothing|"):
        doors.emulator.injects(pressed(other, nonsense))
        assert await doors.hears(other)
    assert await doors.rows("SELECT * FROM attempts") == []
    assert await doors.rows("SELECT * FROM inbox WHERE state = 'quarantined'") == []


def pressed(person: Person, data: str) -> dict[str, Any]:
    """The update of a button she should not have."""
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    message = {"message_id": 1, "date": 0, "chat": chat}
    return {"callback_query": {"id": data, "from": person.user, "message": message, "chat_instance": "1", "data": data}}


async def test_the_board_shows_where_each_stands_and_never_what_she_answered(doors: Doors) -> None:
    ours = await seven(doors)
    [board] = await ours.says(ours.animator.types("/etat"))
    assert "Fiche : 2 sur 7" in board.text
    assert board.text.count("• FC-") == 7
    for answered in ("0600000001", "Pas de projet"):
        assert answered not in board.text


async def test_a_participant_who_types_a_staffs_word_is_answered_as_ever(doors: Doors) -> None:
    ours = await circle(doors)
    amina = await ours.joins("Amina", "fr")
    for word in ("/rappel", "/etat", "/aide"):
        heard = await doors.hears(amina, amina.types(word))
        assert heard
        assert not [message for message in heard if "Maintenant" in message.text or "📋" in message.text]
