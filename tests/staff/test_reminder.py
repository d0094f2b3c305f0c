"""« Group reminder » of rows.md: dry run, one tap, each in her language, quiet hours, nobody named in the group."""

from tests.botapi import Person, SeenMessage
from tests.doors.house import Doors
from tests.staff.people import EVENING, NAME, Circle, circle

NAMES = ("Amina", "Bibi", "Chirine", "Djamila", "Elena", "Farah", "Goli")
SPOKEN = ("fa_AF", "ar", "fr", "fa_AF", "ar", "fr", "fa_AF")
DONE, GONE = ("Amina", "Bibi"), "Elena"


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
    assert "Maintenant : 5 personnes" in plan.text
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
