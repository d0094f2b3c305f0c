from collections.abc import Awaitable, Callable

from bot.running import Assistant
from storage.database import Database, every
from tests.web.conftest import Clock
from tests.web.visitor import Visitor

Invited = Callable[[], Awaitable[str]]


async def rows(assistant: Assistant, query: str) -> list[dict[str, object]]:
    def look(db: Database) -> list[dict[str, object]]:
        return [dict(row) for row in every(db, query)]

    return await assistant.reader.run(look)


async def test_an_invitation_leads_to_a_page_that_asks_for_the_language_in_all_of_them(
    visitor: Visitor, invited: Invited
) -> None:
    await visitor.enters(await invited())
    assert visitor.status == 200
    assert visitor.page.choices == ["fr", "ar", "fa_AF", "other"]
    assert "Quelle langue parlez-vous" in visitor.page.text
    assert {"language_fr", "language_ar", "language_fa_AF"} <= set(visitor.page.pictures)


async def test_the_page_follows_the_language_chosen_and_its_direction(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fa_AF")
    assert visitor.page.attrs["html"] | {"class": ""} == {"lang": "fa-AF", "dir": "rtl", "class": ""}


async def test_a_whole_registration_by_touch_and_text_without_scripts(
    visitor: Visitor, assistant: Assistant, invited: Invited
) -> None:
    await visitor.enters(await invited())
    await visitor.goes_through(language="fr", has_job="no", until="born")
    await visitor.keys("1", "9", "9", "erase", "9", "0", "enter")
    assert visitor.page.step == "born/month"
    await visitor.goes_through(**{"born/month": "3", "born/day": "14"}, has_project="yes", until="project")
    await visitor.types("Un restaurant.")
    await visitor.goes_through(phone="06 12 34 56 78", second_contact_ok="no", expectations="Apprendre", until="")
    kept = await rows(assistant, "SELECT question, value, mode, door FROM answers ORDER BY id")
    answers = {str(row["question"]): row for row in kept}
    assert answers["born"]["value"] == '"1990-03-14"'
    assert answers["phone"]["value"] == '"+33612345678"'
    assert answers["gender"] | {"question": ""} == {"question": "", "value": '"woman"', "mode": "tap", "door": "web"}
    assert "Un restaurant." in str(answers["project"]["value"])


async def test_posting_the_same_act_twice_adds_nothing(
    visitor: Visitor, assistant: Assistant, invited: Invited
) -> None:
    await visitor.enters(await invited())
    before = visitor.page
    await visitor.chooses("fr")
    visitor.page = before
    await visitor.chooses("fr")
    assert visitor.page.step == "welcome"
    assert len(await rows(assistant, "SELECT * FROM answers")) == 1
    assert len(await rows(assistant, "SELECT * FROM inbox WHERE key LIKE '%:visit:%'")) == 1


async def test_loading_the_page_again_shows_the_present_question_and_says_nothing_new(
    visitor: Visitor, assistant: Assistant, invited: Invited
) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("ar")
    said = await rows(assistant, "SELECT * FROM outbox")
    step = visitor.page.asked
    await visitor.loads()
    assert visitor.page.asked == step
    assert await rows(assistant, "SELECT * FROM outbox") == said


async def test_who_comes_back_after_a_week_is_told_where_we_stopped(
    visitor: Visitor, invited: Invited, clock: Clock
) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    clock.passes(days=1)
    await visitor.loads()
    assert "Vous revoilà" in visitor.page.text
    assert visitor.page.step == "welcome"


async def test_stopping_hides_the_question_until_the_person_goes_on(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    await visitor.controls("stop")
    assert visitor.page.asked == ""
    assert "on s'arrête" in visitor.page.text
    await visitor._send("onward", {})
    assert visitor.page.step == "welcome"


async def test_asking_for_a_person_leaves_the_question_where_it_is(visitor: Visitor, invited: Invited) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    await visitor.controls("person")
    assert "Quelqu'un va vous aider" in visitor.page.text
    assert visitor.page.step == "welcome"


async def test_a_question_answered_at_another_door_is_not_shown_again(
    visitor: Visitor, assistant: Assistant, invited: Invited
) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    telegram = await rows(assistant, "SELECT code FROM instances")
    person = (await rows(assistant, "SELECT id FROM people"))[0]["id"]
    body = {"act": "touch", "of": telegram[0]["code"], "asked": visitor.page.asked, "choice": "continue"}
    await _through_another_door(assistant, int(str(person)), body)
    await visitor.loads()
    assert visitor.page.step == "how_it_works"


async def _through_another_door(assistant: Assistant, person: int, body: dict[str, object]) -> None:
    def sit(db: Database) -> None:
        from storage import addresses

        found = addresses.reach(db, assistant.house.vault, "telegram", "42", assistant.clock())
        addresses.sit_down(db, found.id, person)

    await assistant.writer.run(sit)
    assistant.house.readers = {**assistant.house.readers, "telegram": assistant.house.readers["web"]}
    await assistant.settled(await assistant.receive("telegram", "1", "42", body))


async def test_after_the_session_the_page_offers_the_check_in(visitor: Visitor, invited: Invited, clock: Clock) -> None:
    await visitor.enters(await invited())
    await visitor.goes_through(language="fr", has_project="no", second_contact_ok="no", until="")
    assert "À la prochaine séance" in visitor.page.text
    clock.passes(hours=9)
    await visitor.loads()
    assert visitor.page.step == "mood"


async def test_what_was_said_before_the_last_turn_is_not_said_again(
    visitor: Visitor, invited: Invited, clock: Clock
) -> None:
    await visitor.enters(await invited())
    await visitor.chooses("fr")
    clock.passes(minutes=1)
    await visitor.controls("person")
    assert "Quelqu'un va vous aider" in visitor.page.text
    clock.passes(minutes=1)
    await visitor.controls("slower")
    assert "Quelqu'un va vous aider" not in visitor.page.text
    assert "plus lentement" in visitor.page.text
