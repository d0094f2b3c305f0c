"""Everyone in a Flashcoop has a picture of her own: nobody is mistaken for somebody else."""

import pytest

from tests.peers.group import Group
from tests.web.visitor import Visitor


async def choosing(group: Group) -> Visitor:
    """Somebody new who has come to the choice of her picture."""
    visitor = Visitor(group.browser)
    await visitor.enters(await group.invitation(group.flashcoop_code))
    await visitor.goes_through(language="fr", keep_audio="no", until="portrait")
    return visitor


async def portraits(group: Group) -> list[str]:
    return [
        row["value"].strip('"') for row in await group.rows("SELECT value FROM answers WHERE question = 'portrait'")
    ]


async def test_what_somebody_has_chosen_is_not_offered_to_the_next(group: Group) -> None:
    page = await choosing(group)
    assert len(page.page.choices) == 9
    assert page.page.choices[0] == "bird"
    await page.chooses("bird")
    after = await choosing(group)
    assert "bird" not in after.page.choices
    assert len(after.page.choices) == 9


async def test_the_number_she_types_is_that_of_what_she_is_offered(group: Group) -> None:
    await group.joins("bird")
    page = await choosing(group)
    await page.types("9")
    assert await portraits(group) == ["rabbit"]


async def test_two_who_choose_the_same_at_once_get_two_pictures(group: Group) -> None:
    first, second = await choosing(group), await choosing(group)
    await first.chooses("fish")
    await second.chooses("fish")
    assert second.page.step == "portrait"
    assert group.phrase("picture_taken") in second.page.text
    assert "fish" not in second.page.choices
    await second.types("le poisson")
    assert second.page.step == "portrait"
    await second.chooses("rose")
    assert sorted(await portraits(group)) == ["fish", "rose"]


async def test_going_back_she_may_keep_or_change_her_own(group: Group) -> None:
    await group.joins("bird")
    page = await choosing(group)
    await page.chooses("fish")
    await page.controls("correct")
    assert "fish" in page.page.choices
    await page.chooses("rose")
    other = await choosing(group)
    assert "fish" in other.page.choices
    assert "rose" not in other.page.choices


async def test_twelve_people_have_twelve_pictures_and_nobody_is_left_without(group: Group) -> None:
    choices = [choice.key for choice in group.programme.flows["registration"].questionnaire.steps["portrait"].choices]
    assert len(choices) >= 12
    for portrait in choices[:11]:
        await group.joins(portrait)
    last = await choosing(group)
    assert last.page.choices == choices[11:]
    for portrait in choices[11:]:
        await group.joins(portrait)
    await last.loads()
    await last.controls("repeat")
    assert len(last.page.choices) == 9
    await last.chooses(last.page.choices[0])
    assert last.page.step == "born"


async def test_another_flashcoop_has_its_own_pictures(group: Group) -> None:
    await group.joins("bird")
    group.flashcoop_code = await group.flashcoop()
    assert (await choosing(group)).page.choices[0] == "bird"


async def test_control_without_looking_at_the_others_two_would_have_the_same(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.facts.instances.chosen_by_others", lambda *_: set())
    for page in (await choosing(group), await choosing(group)):
        await page.chooses("fish")
    assert await portraits(group) == ["fish", "fish"]
