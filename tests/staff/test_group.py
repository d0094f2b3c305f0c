"""The bot in a group: linked once to its Flashcoop, and nobody converses there."""

from storage import addresses
from storage.database import Database
from tests.botapi import Person
from tests.doors.house import Doors, asked_now
from tests.rights.canary import beside, traces
from tests.staff.people import NAME, Circle, circle, staff_at_telegram

SECRET = "Zébulon a mal au dos"


async def linked(doors: Doors) -> list[str | None]:
    """The codes of the Flashcoops groups are linked to."""
    rows = await doors.rows(
        "SELECT c.code FROM groups g LEFT JOIN cohorts c ON c.id = g.cohort_id ORDER BY g.address_id"
    )
    return [row["code"] for row in rows]


async def sitting_in_groups(doors: Doors) -> int:
    rows = await doors.rows(
        "SELECT 1 FROM groups g JOIN address_people p ON p.address_id = g.address_id"
        " UNION ALL SELECT 1 FROM groups g JOIN addresses a ON a.id = g.address_id WHERE a.person_id IS NOT NULL"
    )
    return len(rows)


async def test_an_animator_puts_the_bot_into_the_group_and_it_is_linked(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.has_group()
    assert await linked(doors) == [ours.flashcoop]
    assert "relié" in ours.animator.chat[-1].text
    assert len(ours.in_group()) == 1


async def test_with_two_flashcoops_she_is_asked_in_private_which_one(doors: Doors) -> None:
    ours = await circle(doors)
    second = await doors.flashcoop()
    await doors.hears(ours.animator, ours.animator.opens(await doors.invitation(second, "animator")))
    await ours.has_group()
    assert await linked(doors) == [None]
    assert ours.in_group() == []
    choice = next(data for data in ours.animator.chat[-1].datas if data.endswith(second))
    await ours.says(ours.animator.presses(data=choice))
    assert await linked(doors) == [second]


async def test_a_stranger_who_adds_the_bot_hears_one_sentence_and_no_more(doors: Doors) -> None:
    ours = await circle(doors)
    stranger = doors.emulator.person("Passante", "fr")
    group = doors.emulator.group("Ailleurs", stranger)
    inside = stranger.in_chat(group.id)
    for text in ("/rappel", "/etat", "/start", "bonjour", f"/start {await doors.invitation(ours.flashcoop)}"):
        await inside.types(text)
    await doors.goes_round()
    said = [message.text for message in inside.chat if message.from_bot]
    assert len(said) == 1
    assert "animatrice" in said[0]
    assert await linked(doors) == [None]
    assert [message for message in stranger.chat if message.from_bot] == []
    assert len(await doors.rows("SELECT * FROM addresses")) == 2  # the animator's and the group's


async def test_what_people_say_in_a_group_is_nowhere(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.joins("Amina", "fr")
    group = await ours.has_group()
    inside = ours.people["Amina"].in_chat(group.id)
    await inside.types(SECRET)
    await inside.says(b"OggS" + SECRET.encode())
    await ours.animator.in_chat(group.id).types(f"/rappel {SECRET}")
    await inside.types(f"@{NAME} {SECRET}")
    assert await doors.receiver.poll()
    rows = await doors.rows("SELECT body FROM inbox WHERE state = 'waiting'")
    assert len(rows) == 1
    database = doors.folder / "house.sqlite"
    assert traces([database, *beside(database)], [SECRET.encode(), str(group.id).encode(), b"Entre nous"]) == []


async def test_an_invitation_opened_in_the_group_seats_nobody_and_stays_good(doors: Doors) -> None:
    ours = await circle(doors)
    await ours.joins("Amina", "fr")
    group = await ours.has_group()
    token = await doors.invitation(ours.flashcoop)
    for person in (ours.people["Amina"], ours.animator):
        await person.in_chat(group.id).types(f"/start@{NAME} {token}")
    await doors.goes_round()
    assert await sitting_in_groups(doors) == 0
    newcomer = doors.emulator.person("Bibi", "fr")
    assert await doors.hears(newcomer, newcomer.opens(token))
    assert [row["n"] for row in await doors.rows("SELECT count(*) n FROM people")] == [3]


async def test_a_participant_who_touches_the_button_in_the_group_is_answered_in_private(doors: Doors) -> None:
    ours = await circle(doors)
    amina = await ours.joins("Amina", "fr")
    await ours.has_group()
    in_group = len(ours.in_group())
    inside = amina.in_chat(ours.in_group()[-1].message["chat"]["id"])
    heard = await doors.hears(amina, inside.presses("🔔 Rappel"))
    assert heard
    assert not [message for message in heard if "Maintenant" in message.text]
    assert len(ours.in_group()) == in_group
    assert await sitting_in_groups(doors) == 0


async def test_the_animator_of_another_flashcoop_is_told_that_it_is_not_hers(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    other = await staff_at_telegram(doors, await doors.flashcoop(), "Samira")
    group.enter(other)
    before = len(ours.in_group())
    heard = await doors.hears(other, other.in_chat(group.id).types("/rappel"))
    assert [message.text for message in heard] == ["Ce groupe est celui d'un autre Flashcoop."]
    assert await linked(doors) == [ours.flashcoop]
    assert len(ours.in_group()) == before


async def test_an_administrator_who_stays_anonymous_is_nobody(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    chat = {"id": group.id, "type": "group", "title": "Entre nous"}
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    doors.emulator.injects(
        {
            "message": {
                "message_id": 900,
                "chat": chat,
                "from": anonymous,
                "sender_chat": chat,
                "date": 1,
                "text": "/rappel",
            }
        }
    )
    as_channel = {"id": ours.animator.id, "is_bot": False, "first_name": "N"}
    doors.emulator.injects(
        {
            "message": {
                "message_id": 901,
                "chat": chat,
                "from": as_channel,
                "sender_chat": chat,
                "date": 1,
                "text": "/rappel",
            }
        }
    )
    before = len(ours.animator.chat)
    await doors.goes_round()
    assert len(await ours.animator.looks()) == before


async def test_a_command_for_another_bot_is_left_to_it(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    inside = ours.animator.in_chat(group.id)
    assert await ours.says(inside.types("/rappel@another_bot")) == []
    assert await ours.says(inside.types(f"/rappel@{NAME}"))


async def test_a_group_that_becomes_a_supergroup_stays_linked(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    group.become_supergroup()
    await doors.goes_round()
    heard = await ours.says(ours.animator.in_chat(group.id).types("/rappel"))
    assert "Rappel — Essai" in heard[-1].text
    assert await linked(doors) == [ours.flashcoop]


async def test_it_stays_linked_too_where_the_new_group_spoke_first(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    new = {"id": -1001800009999, "type": "supergroup", "title": "Entre nous"}
    by = ours.animator.user
    doors.emulator.injects({"message": {"message_id": 1, "chat": new, "from": by, "date": 1, "text": "/etat"}})
    await doors.goes_round()
    old = {"id": group.id, "type": "group", "title": "Entre nous"}
    moved = {"message_id": 99, "chat": old, "from": by, "date": 1, "migrate_to_chat_id": new["id"]}
    doors.emulator.injects({"message": moved})
    await doors.goes_round()

    def where(db: Database) -> int | None:
        return addresses.known(db, doors.assistant.house.vault, "telegram", str(new["id"]))

    rows = await doors.rows("SELECT address_id FROM groups WHERE cohort_id IS NOT NULL")
    assert [row["address_id"] for row in rows] == [await doors.assistant.writer.run(where)]


async def test_put_out_of_the_group_it_writes_there_no_more_and_comes_back(doors: Doors) -> None:
    ours = await circle(doors)
    group = await ours.has_group()
    group.put_bot_out()
    await doors.goes_round()
    heard = await ours.says(ours.animator.types("/rappel"))
    assert "aucun groupe n'est relié" in heard[-1].text


# The button of a group leads into each one's own chat


async def follows(doors: Doors, person: Person, flashcoop: str) -> str:
    """What she is told after touching the button."""
    return " ".join(message.caption for message in await doors.hears(person, person.opens(f"g-{flashcoop}")))


async def test_the_groups_button_leads_to_her_own_question(doors: Doors) -> None:
    ours = await circle(doors)
    amina = await ours.joins("Amina", "fr")
    before = (await asked_now(amina)).id
    await follows(doors, amina, ours.flashcoop)
    assert (await asked_now(amina)).id > before


async def test_the_button_of_another_flashcoop_says_so(doors: Doors) -> None:
    ours = await circle(doors)
    amina = await ours.joins("Amina", "fr")
    assert doors.phrase("other_flashcoop") in await follows(doors, amina, await doors.flashcoop())


async def test_somebody_unknown_joins_nothing_by_the_groups_button(doors: Doors) -> None:
    ours: Circle = await circle(doors)
    stranger = doors.emulator.person("Passante", "fr")
    assert doors.phrase("need_link") in await follows(doors, stranger, ours.flashcoop)
    assert [row["role"] for row in await doors.rows("SELECT role FROM people")] == ["animator"]
