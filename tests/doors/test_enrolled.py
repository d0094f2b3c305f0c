"""Takes people recorded speak for what the model mishears: an accent is understood once a few others were enrolled."""

from bot.voice.enrolled import COMMON, FEWEST_TAKES, NUMBERS, REQUESTS
from storage.voices.recorded import Words
from tests.botapi import Person
from tests.doors.house import Doors, asked_now, step_of
from tests.doors.real_voices import listens_with, recording, speaks
from tests.lent import Lent
from tests.voices.giving import gives, records, takes_back

# Her « three » is a sure « five » to the model.
HERS, SAID, MISHEARD = "ar/asc_three_00000013_05.ogg", 3, 5
OTHERS = ("00000005", "00000009", "00000017")
DIGITS = ("one", "two", "three", "four", "five")


async def enrol(doors: Doors, speakers: tuple[str, ...]) -> None:
    """The digits of some people, as the studio keeps them."""
    for each in speakers:
        speaker = await gives(doors.assistant)
        for value, name in enumerate(DIGITS, 1):
            words = Words("example", "ar", str(value), NUMBERS, str(value))
            await records(doors.assistant, speaker, words, recording(f"ar/asc_{name}_{each}_05.ogg"))


async def at_the_number(doors: Doors) -> Person:
    amina = await doors.at_telegram()
    await speaks(doors, "ar")
    await doors.hears(amina, amina.opens())
    for choice in ("yes", "yes", "yes"):
        await doors.touches(amina, choice)
    assert step_of(await asked_now(amina)) == "children"
    return amina


async def says(doors: Doors, person: Person) -> str:
    """What is said back to her."""
    await person.says(recording(HERS))
    await doors.goes_round()
    await doors.listens()
    heard = await asked_now(person)
    assert step_of(heard) == "children?"
    return f"{heard.caption}\n{heard.text}"


async def test_a_voice_the_model_mishears_is_understood_once_others_are_enrolled(
    real_house: Doors, real_ears: Lent
) -> None:
    amina = await at_the_number(real_house)
    assert str(MISHEARD) in await says(real_house, amina)
    await real_house.touches(amina, "no")
    listens_with(real_house, real_ears, real_house.assistant.recorded)
    await enrol(real_house, OTHERS)
    assert str(SAID) in await says(real_house, amina)
    await real_house.touches(amina, "yes")
    rows = await real_house.rows("SELECT value, mode FROM answers WHERE question = 'children'")
    assert [tuple(row.values()) for row in rows] == [(str(SAID), "voice")]


async def test_takes_speak_only_where_every_option_has_enough(doors: Doors) -> None:
    people = [await gives(doors.assistant) for _ in range(FEWEST_TAKES)]

    def takes(*names: str) -> set[str]:
        return set(doors.assistant.recorded.takes("fa_AF", ("registration.has_job", COMMON), names, ("repeat", "stop")))

    async def record(set_name: str, option: str, count: int = FEWEST_TAKES) -> None:
        for speaker in people[:count]:
            words = Words("example", "fa_AF", option, set_name, option)
            await records(doors.assistant, speaker, words, f"{set_name} {option} {speaker.code}".encode())

    assert takes("yes", "no") == set()
    await record(COMMON, "yes")
    await record(COMMON, "no", FEWEST_TAKES - 1)
    await record(REQUESTS, "repeat")
    assert takes("yes", "no") == set()
    await record("registration.has_job", "no")
    assert takes("yes", "no") == {"yes", "no", "control:repeat"}
    assert takes() == set()
    await takes_back(doors.assistant, people[0])
    assert takes("yes", "no") == set()
