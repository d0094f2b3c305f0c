"""A participant's voice in an animator's chat is lent: it goes when she does, when it is released, and in two days."""

import pytest

from bot.telegram.pace import NONE, Pace
from bot.telegram.removing import Remover
from bot.voice.heard import Heard
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.rights.canary import named_in
from tests.rights.conftest import programme, rights
from tests.rights.house import Rights
from tests.rights.test_forgetting import asks_to_be_forgotten
from tests.staff.people import Circle, circle
from tests.staff.test_helps import OFFICE

__all__ = ["programme", "rights"]

UNCLEAR = Heard(None, 0.0, "other", 3.0)


@pytest.fixture
def remover(rights: Rights) -> Remover:
    return Remover(rights.api, rights.assistant, Pace(NONE))


async def misunderstood(house: Rights) -> tuple[Circle, Person]:
    """Amina was not understood three times; her animator has heard of it, with her voice."""
    ours = await circle(house)
    amina = await ours.joins("Amina", "fr")
    page = await house.page_of(ours.codes["Amina"])
    await page.goes_through(until="gender")
    house.becomes(OFFICE)
    await house.hears(amina, amina.opens())
    house.ears.heard = UNCLEAR
    for _ in range(3):
        await amina.says(tone(2.0))
        await house.goes_round()
        await house.listens()
    return ours, amina


def voices(ours: Circle) -> list[SeenMessage]:
    return [message for message in ours.animator.chat if message.caption == "🔊" and not message.deleted]


async def test_who_was_not_understood_is_heard_by_her_animator(rights: Rights) -> None:
    ours, _ = await misunderstood(rights)
    [voice] = voices(ours)
    assert await ours.animator.listens(voice) == tone(2.0)
    assert "n'a pas été comprise" in ours.animator.chat[-2].text


async def test_when_she_is_forgotten_her_voice_leaves_the_animators_chat(rights: Rights, remover: Remover) -> None:
    ours, amina = await misunderstood(rights)
    await remover.work_once()
    assert len(voices(ours)) == 1
    await asks_to_be_forgotten(rights, amina)
    await rights.forgets()
    await remover.work_once()
    assert voices(ours) == []
    left = await rights.assistant.writer.run(named_in, [ours.codes["Amina"]])
    assert left == ["erasures.code"]  # for a day, so that her old page can say that it is done


async def test_a_voice_that_may_not_be_kept_any_more_leaves_the_chat(rights: Rights, remover: Remover) -> None:
    ours, _ = await misunderstood(rights)
    await rights.rows("UPDATE takes SET released_at = '2026' RETURNING id")
    await remover.work_once()
    assert voices(ours) == []


async def test_after_two_days_it_is_gone_in_any_case(rights: Rights, remover: Remover) -> None:
    ours, _ = await misunderstood(rights)
    rights.passes(hours=45)
    await remover.work_once()
    assert len(voices(ours)) == 1
    rights.passes(hours=1.5)
    await remover.work_once()
    assert voices(ours) == []


async def test_control_without_lending_it_would_stay(
    rights: Rights, remover: Remover, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.removals.lend", lambda *_: None)
    ours, amina = await misunderstood(rights)
    await asks_to_be_forgotten(rights, amina)
    await rights.forgets()
    await remover.work_once()
    assert len(voices(ours)) == 1


async def test_on_a_telephone_that_others_use_nothing_of_her_is_said(rights: Rights) -> None:
    ours = await circle(rights)
    await rights.hears(ours.animator, ours.animator.opens(await rights.invitation(ours.flashcoop)))
    amina = await ours.joins("Amina", "fr")
    rights.becomes(OFFICE)
    asked = [message for message in amina.chat if message.keyboard][-1]
    await amina.presses(data=next(data for data in asked.datas if data.endswith("|person")), message=asked)
    await rights.goes_round()
    told = (await ours.animator.looks())[-1]
    assert "ouvrez la console" in told.text
    assert not [message for message in ours.animator.chat if ours.codes["Amina"] in message.text]


async def test_the_answer_goes_with_who_asked(rights: Rights) -> None:
    ours, amina = await misunderstood(rights)
    told = ours.animator.chat[-2]
    await ours.animator.says(tone(1.0), reply_to=told)
    await rights.goes_round()
    await rights.listens()
    assert len(await rights.rows("SELECT * FROM help_answers")) == 1
    await asks_to_be_forgotten(rights, amina)
    await rights.forgets()
    assert await rights.rows("SELECT * FROM help_answers") == []
    assert await rights.rows("SELECT * FROM takes") == []
    assert await rights.rows("SELECT * FROM media") == []
