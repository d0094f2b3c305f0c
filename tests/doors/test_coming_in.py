import asyncio

from tests.doors.house import Doors, asked_now, step_of
from tests.web.visitor import Visitor


async def test_a_link_that_does_not_exist_says_so_aloud_and_leaves_a_row(doors: Doors) -> None:
    amina = doors.emulator.person("Amina", "fr")
    heard = await doors.hears(amina, amina.opens("no-such-invitation"))
    assert doors.spoken(heard, "link_unknown")
    assert await doors.troubles() == ["invitation_unknown"]
    assert await doors.rows("SELECT * FROM people") == []


async def test_a_link_another_account_has_used_says_so_aloud(doors: Doors) -> None:
    token = await doors.invitation()
    amina, karim = doors.emulator.person("Amina", "fr"), doors.emulator.person("Karim", "fr")
    await doors.hears(amina, amina.opens(token))
    heard = await doors.hears(karim, karim.opens(token))
    assert doors.spoken(heard, "link_used")
    assert await doors.troubles() == ["invitation_used"]
    assert len(await doors.rows("SELECT * FROM people")) == 1


async def test_two_accounts_opening_one_link_together_are_one_person(doors: Doors) -> None:
    token = await doors.invitation()
    amina, karim = doors.emulator.person("Amina", "fr"), doors.emulator.person("Karim", "fr")
    await asyncio.gather(amina.opens(token), karim.opens(token))
    await doors.goes_round()
    assert len(await doors.rows("SELECT * FROM people")) == 1
    assert await doors.troubles() == ["invitation_used"]


async def test_her_own_link_opened_again_goes_on_where_she_was(doors: Doors) -> None:
    token = await doors.invitation()
    amina = doors.emulator.person("Amina", "fr")
    await doors.hears(amina, amina.opens(token))
    await doors.touches(amina, "fr")
    heard = await doors.hears(amina, amina.opens(token))
    assert doors.spoken(heard, "welcome_back")
    assert step_of(await asked_now(amina)) == "welcome"
    assert await doors.troubles() == []
    assert len(await doors.rows("SELECT * FROM people")) == 1


async def test_a_link_older_than_two_weeks_says_so_aloud(doors: Doors) -> None:
    token = await doors.invitation()
    doors.passes(days=14)
    amina = doors.emulator.person("Amina", "fr")
    heard = await doors.hears(amina, amina.opens(token))
    assert doors.spoken(heard, "link_expired")
    assert await doors.troubles() == ["invitation_expired"]


async def test_control_a_link_of_almost_two_weeks_opens(doors: Doors) -> None:
    token = await doors.invitation()
    doors.passes(days=13, hours=23)
    amina = doors.emulator.person("Amina", "fr")
    await doors.hears(amina, amina.opens(token))
    assert step_of(await asked_now(amina)) == "language"


async def test_whoever_writes_without_a_link_is_told_to_ask_for_one(doors: Doors) -> None:
    amina = doors.emulator.person("Amina", "fr")
    for act in (amina.opens(), amina.types("Bonjour"), amina.sends_sticker()):
        assert doors.spoken(await doors.hears(amina, act), "need_link")
    assert set(await doors.troubles()) == {"no_invitation"}


async def test_a_link_used_at_a_page_does_not_open_telegram(doors: Doors) -> None:
    token = await doors.invitation()
    visitor = Visitor(doors.browser)
    await visitor.enters(token)
    amina = doors.emulator.person("Amina", "fr")
    heard = await doors.hears(amina, amina.opens(token))
    assert doors.spoken(heard, "link_used")
    assert visitor.page.step == "language"


async def test_a_link_used_on_telegram_does_not_open_a_page(doors: Doors) -> None:
    token = await doors.invitation()
    amina = doors.emulator.person("Amina", "fr")
    await doors.hears(amina, amina.opens(token))
    visitor = Visitor(doors.browser)
    await visitor.enters(token)
    assert visitor.status == 410
    assert doors.phrase("link_used") in visitor.page.text
