"""Takes people recorded speak for what the model mishears: an accent is understood once a few others were enrolled."""

import shutil
from pathlib import Path

from bot.voice.enrolled import FEWEST_TAKES, NUMBERS, TakesFolder
from tests.botapi import Person
from tests.doors.house import Doors, asked_now, step_of
from tests.doors.real_voices import SPEECH, listens_with, recording, speaks
from tests.lent import Lent

# Her « three » is a sure « five » to the model.
HERS, SAID, MISHEARD = "ar/asc_three_00000013_05.ogg", 3, 5
OTHERS = ("00000005", "00000009", "00000017")
DIGITS = ("one", "two", "three", "four", "five")


def enrol(folder: Path, speakers: tuple[str, ...]) -> TakesFolder:
    """The digits of some people, as files of an installation."""
    for value, name in enumerate(DIGITS, 1):
        for speaker in speakers:
            place = folder / "ar" / NUMBERS / str(value)
            place.mkdir(parents=True, exist_ok=True)
            recording(f"ar/asc_{name}_{speaker}_05.ogg")
            shutil.copy(SPEECH / f"ar/asc_{name}_{speaker}_05.ogg", place / f"{speaker}.ogg")
    return TakesFolder(folder)


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
    real_house: Doors, real_ears: Lent, tmp_path: Path
) -> None:
    amina = await at_the_number(real_house)
    assert str(MISHEARD) in await says(real_house, amina)
    await real_house.touches(amina, "no")
    listens_with(real_house, real_ears, enrol(tmp_path / "takes", OTHERS))
    assert str(SAID) in await says(real_house, amina)
    await real_house.touches(amina, "yes")
    rows = await real_house.rows("SELECT value, mode FROM answers WHERE question = 'children'")
    assert [tuple(row.values()) for row in rows] == [(str(SAID), "voice")]


def test_takes_speak_only_where_every_option_has_enough(tmp_path: Path) -> None:
    def takes(*names: str) -> set[str]:
        return set(TakesFolder(tmp_path).takes("fa_AF", ("registration.has_job", "common"), names, ("repeat", "stop")))

    def record(place: str, count: int = FEWEST_TAKES) -> None:
        for number in range(count):
            path = tmp_path / "fa_AF" / place / f"{number}.ogg"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"OggS")

    assert takes("yes", "no") == set()
    record("common/yes")
    record("common/no", FEWEST_TAKES - 1)
    record("requests/repeat")
    assert takes("yes", "no") == set()
    record("registration.has_job/no")
    assert takes("yes", "no") == {"yes", "no", "control:repeat"}
    assert takes() == set()
