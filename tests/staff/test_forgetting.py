"""Reminders and groups when somebody is forgotten: what names her goes, what others did stays."""

from tests.botapi import Person
from tests.rights.canary import named_in
from tests.rights.conftest import programme, rights
from tests.rights.house import Rights
from tests.rights.test_forgetting import asks_to_be_forgotten
from tests.staff.people import EVENING, Circle, circle

__all__ = ["programme", "rights"]


async def reminded(house: Rights) -> tuple[Circle, Person]:
    """Amina and Bibi were reminded by one tap; the animator has read the plan, the log and the board."""
    ours = await circle(house)
    amina = await ours.joins("Amina", "fr")
    await ours.joins("Bibi", "ar")
    await ours.has_group()
    house.becomes(EVENING)
    await ours.says(ours.animator.types("/rappel"))
    await ours.says(ours.animator.presses("✅ Envoyer"))
    await house.writes()
    await ours.says(ours.animator.types("/etat"))
    return ours, amina


async def test_whom_a_reminder_meant_goes_with_her_and_the_others_stay(rights: Rights) -> None:
    ours, amina = await reminded(rights)
    assert ours.codes["Amina"] in ours.animator.chat[-1].text
    await asks_to_be_forgotten(rights, amina)
    await rights.forgets()
    left = await rights.assistant.writer.run(named_in, [ours.codes["Amina"]])
    assert left == ["erasures.code"]  # for a day, so that her old page can say that it is done
    assert len(await rights.rows("SELECT * FROM group_reminder_people")) == 1
    told = await ours.says(ours.animator.presses("🔎 Où en est-on ?"))
    assert ours.codes["Bibi"] in told[-1].text


async def test_an_animator_who_is_forgotten_takes_neither_the_link_nor_the_reminders_with_her(rights: Rights) -> None:
    ours, _ = await reminded(rights)
    await asks_to_be_forgotten(rights, ours.animator)
    await rights.forgets()
    assert await rights.rows("SELECT linked_by FROM groups WHERE cohort_id IS NOT NULL") == [{"linked_by": None}]
    assert await rights.rows("SELECT by_person FROM group_reminders") == [{"by_person": None}]
    assert len(await rights.rows("SELECT * FROM group_reminder_people")) == 2
