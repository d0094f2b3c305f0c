from datetime import UTC, datetime

import pytest

from tests.botapi import Person, SeenMessage
from tests.doors.house import Doors, asked_now, data_of, step_of

EVENING = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)  # half past six in Paris, after the first session


async def two_on_one_telephone(doors: Doors) -> tuple[Person, SeenMessage, SeenMessage]:
    """Two people who came in with the same account: it, and the first question of each."""
    flashcoop = await doors.flashcoop()
    telephone = await doors.at_telegram("Family", flashcoop)
    first = await asked_now(telephone)
    await doors.hears(telephone, telephone.opens(await doors.invitation(flashcoop)))
    return telephone, first, await asked_now(telephone)


async def test_a_second_invitation_on_an_account_is_a_second_person(doors: Doors) -> None:
    telephone, first, second = await two_on_one_telephone(doors)
    assert first.datas != second.datas
    await doors.touches(telephone, "ar")
    await doors.hears(telephone, telephone.presses(data=data_of(first, "fr"), message=first))
    spoken = await doors.rows("SELECT language FROM people ORDER BY id")
    assert [row["language"] for row in spoken] == ["fr", "ar"]


async def test_the_buttons_of_each_answer_for_her_and_she_is_the_one_there(doors: Doors) -> None:
    telephone, first, second = await two_on_one_telephone(doors)
    for question, language in ((first, "fr"), (second, "fa_AF")):
        heard = await doors.hears(telephone, telephone.presses(data=data_of(question, language), message=question))
        assert step_of(heard[-1]) == "welcome"
        assert data_of(heard[-1], "continue").split("|")[1] == data_of(question, language).split("|")[1]
    authors = await doors.rows("SELECT author FROM answers")
    assert len({row["author"] for row in authors}) == len(authors) == 2


async def test_control_if_buttons_did_not_say_whose_they_are_the_last_one_there_would_answer(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    telephone, first, _ = await two_on_one_telephone(doors)
    monkeypatch.setattr("bot.turns.acting._touched", lambda conversation, _code: conversation.current())
    await doors.hears(telephone, telephone.presses(data=data_of(first, "fr"), message=first))
    spoken = await doors.rows("SELECT language FROM people ORDER BY id")
    assert [row["language"] for row in spoken] == [None, "fr"]


async def test_coming_back_to_a_shared_account_asks_who_is_there_and_goes_on_with_her(doors: Doors) -> None:
    telephone, first, _ = await two_on_one_telephone(doors)
    await doors.hears(telephone, telephone.presses(data=data_of(first, "fr"), message=first))
    heard = await doors.hears(telephone, telephone.opens())
    assert "Qui est là" in " ".join(message.text for message in heard)
    people = await doors.rows("SELECT code FROM people ORDER BY id")
    asked = await asked_now(telephone)
    assert {data for data in asked.datas if data.startswith("w|")} == {f"w|{row['code']}" for row in people}
    heard = await doors.hears(telephone, telephone.presses(data=f"w|{people[0]['code']}", message=asked))
    assert step_of(heard[-1]) == "welcome"
    heard = await doors.hears(telephone, telephone.presses(data=f"w|{people[1]['code']}", message=asked))
    assert step_of(heard[-1]) == "language"


async def test_a_voice_while_nobody_said_who_is_there_waits_for_its_owner(doors: Doors) -> None:
    telephone, _, second = await two_on_one_telephone(doors)
    people = await doors.rows("SELECT id, code FROM people ORDER BY id")
    await doors.hears(telephone, telephone.opens())
    await doors.hears(telephone, telephone.says(b"OggS"))
    assert await doors.rows("SELECT * FROM takes") == []
    asked = await asked_now(telephone)
    await doors.hears(telephone, telephone.presses(data=f"w|{people[0]['code']}", message=asked))
    assert await doors.rows("SELECT * FROM takes") == []  # it answers what the other one was asked
    await doors.hears(telephone, telephone.presses(data=f"w|{people[1]['code']}", message=asked))
    takes = await doors.rows("SELECT person_id, ask FROM takes")
    assert [take["person_id"] for take in takes] == [people[1]["id"]]
    assert takes[0]["ask"] == second.datas[0].split("|")[2]


async def test_a_message_while_nobody_said_who_is_there_asks_it_again_and_answers_nothing(doors: Doors) -> None:
    telephone, _, _ = await two_on_one_telephone(doors)
    await doors.hears(telephone, telephone.opens())
    answers = await doors.rows("SELECT * FROM answers")
    for act in (telephone.types("1"), telephone.says(b"OggS"), telephone.sends_sticker()):
        heard = await doors.hears(telephone, act)
        assert "Qui est là" in " ".join(message.text for message in heard)
    assert await doors.rows("SELECT * FROM answers") == answers


async def test_when_a_check_in_opens_on_a_shared_account_it_is_asked_who_is_there(doors: Doors) -> None:
    telephone, _, _ = await two_on_one_telephone(doors)
    doors.becomes(EVENING)
    assert await doors.offers() == 1  # one message speaks for both
    asked = await asked_now(telephone)
    assert len([data for data in asked.datas if data.startswith("w|")]) == 2
    there = await doors.rows("SELECT person_id FROM addresses WHERE channel = 'telegram'")
    assert there == [{"person_id": None}]


async def test_somebody_elses_code_under_who_is_there_lets_nobody_in(doors: Doors) -> None:
    telephone, _, _ = await two_on_one_telephone(doors)
    karim = await doors.at_telegram("Karim", "")
    code = (await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1"))[0]["code"]
    await doors.hears(telephone, telephone.opens())
    asked = await asked_now(telephone)
    heard = await doors.hears(telephone, telephone.presses_again(asked, f"w|{code}"))
    assert doors.spoken(heard, "need_link")
    assert "foreign_button" in await doors.troubles()
    assert karim.id != telephone.id


async def test_a_voice_of_the_one_is_never_listened_to_for_the_other(doors: Doors) -> None:
    telephone, first, _ = await two_on_one_telephone(doors)
    await doors.hears(telephone, telephone.says(b"OggS" + bytes(100)))
    last = (await doors.rows("SELECT person_id FROM takes"))[0]["person_id"]
    await doors.hears(telephone, telephone.presses(data=data_of(first, "fr"), message=first))
    await doors.hears(telephone, telephone.says(b"OggS" + bytes(101)))
    mine = {row["person_id"] for row in await doors.rows("SELECT person_id FROM takes")}
    assert len(mine) == 2
    assert last in mine
