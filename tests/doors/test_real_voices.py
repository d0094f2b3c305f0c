"""A whole questionnaire answered by real recordings only, at Telegram and at the page, through the real listener."""

import json
from typing import Protocol

from tests.botapi import Person, SeenMessage
from tests.doors.house import Doors, asked_now, data_of, step_of
from tests.doors.real_voices import recording, speaks, spoken
from tests.web.visitor import Visitor

YES, NO, DIGIT, TOLD = (
    "ar/asc_yes_00000010_07.ogg",
    "ar/asc_no_00000001_07.ogg",
    "ar/asc_one_00000001_05.ogg",
    "ar/asc_open_00000001_05.ogg",
)
# Nobody recorded these. The model understands espeak's French, and nothing of its Arabic: she changes her language.
REPEAT, DONT_KNOW = "répète", "je ne sais pas"


class Door(Protocol):
    """Where somebody speaks and is spoken to."""

    async def says(self, sound: bytes) -> None:
        """Speak, and wait until somebody has listened."""

    async def touches(self, choice: str) -> None:
        """Touch a choice under the newest question."""

    async def speaks(self, language: str) -> None:
        """Change the language."""

    async def step(self) -> str:
        """The step that is asked now."""

    async def hears(self) -> str:
        """What was said last."""


class AtTelegram:
    def __init__(self, doors: Doors, person: Person) -> None:
        self._doors, self._person = doors, person

    async def says(self, sound: bytes) -> None:
        await self._person.says(sound)
        await self._doors.goes_round()
        await self._doors.listens()

    async def touches(self, choice: str) -> None:
        asked = await asked_now(self._person)
        await self._doors.hears(self._person, self._person.presses(data=data_of(asked, choice), message=asked))

    async def speaks(self, language: str) -> None:
        await self.touches("language")
        await self.touches(language)

    async def step(self) -> str:
        return step_of(await asked_now(self._person))

    async def hears(self) -> str:
        return _words(await asked_now(self._person))


class AtPage:
    def __init__(self, doors: Doors, visitor: Visitor) -> None:
        self._doors, self._visitor = doors, visitor

    async def says(self, sound: bytes) -> None:
        await self._visitor.says(sound, "audio/ogg")
        await self._doors.listens()
        await self._visitor.loads()

    async def touches(self, choice: str) -> None:
        await self._visitor.chooses(choice)

    async def speaks(self, language: str) -> None:
        await self._visitor.controls("language")
        await self._visitor.chooses(language)

    async def step(self) -> str:
        return self._visitor.page.step

    async def hears(self) -> str:
        return self._visitor.page.text


def _words(message: SeenMessage) -> str:
    return f"{message.caption}\n{message.text}"


async def answers_by_voice(at: Door) -> None:
    """Nothing is touched but the word on what was heard."""
    assert await at.step() == "ready"
    await at.says(recording(YES))
    assert await at.step() == "ready?"
    assert "سمعت" in await at.hears()
    assert "نعم" in await at.hears()
    await at.touches("yes")

    assert await at.step() == "works"
    await at.says(recording(YES))  # she is taken for having said yes
    await at.touches("no")
    assert await at.step() == "works"
    await at.says(recording(NO))
    assert await at.step() == "works?"
    await at.touches("yes")

    assert await at.step() == "tea"
    await at.speaks("fr")
    await at.says(spoken(REPEAT, "fr"))
    assert await at.step() == "tea"
    await at.says(spoken(DONT_KNOW, "fr"))
    assert await at.step() == "tea?"
    assert "Je ne sais pas" in await at.hears()
    await at.touches("yes")
    await at.speaks("ar")

    assert await at.step() == "children"
    await at.says(recording(DIGIT))
    assert await at.step() == "children?"
    await at.touches("yes")

    assert await at.step() == "learned"
    await at.says(recording(TOLD))


async def check(doors: Doors, door: str) -> None:
    """Each answer once, by voice, as it was said; the recording of the open one kept and written down."""
    kept = {row["question"]: row for row in await doors.rows("SELECT * FROM answers")}
    assert {question: row["value"] for question, row in kept.items() if question != "learned"} == {
        "ready": '"yes"',
        "works": '"no"',
        "tea": None,
        "children": "1",
    }
    assert kept["tea"]["none"] == "dont_know"
    assert {(row["mode"], row["door"], row["guessed"], row["revision"]) for row in kept.values()} == {
        ("voice", door, 0, 1)
    }
    [take] = json.loads(kept["learned"]["value"])["takes"]
    [told] = await doors.rows("SELECT state, transcript_status, confidence FROM takes WHERE id = ?", take)
    assert (told["state"], told["transcript_status"]) == ("stored", "machine")
    assert 0 <= told["confidence"] <= 1
    said = [json.loads(row["intent"]).get("phrase") for row in await doors.rows("SELECT intent FROM outbox")]
    assert "not_understood" not in said
    verdicts = await doors.rows("SELECT step, option, verdict FROM guesses ORDER BY step, verdict")
    assert [tuple(row.values()) for row in verdicts] == [
        ("ready", "yes", "confirmed"),
        ("works", "no", "confirmed"),
        ("works", "yes", "refused"),
    ]


async def test_on_telegram_a_questionnaire_is_answered_by_real_recordings(real_house: Doors) -> None:
    amina = await real_house.at_telegram()
    await speaks(real_house, "ar")
    await real_house.hears(amina, amina.opens())
    await answers_by_voice(AtTelegram(real_house, amina))
    await check(real_house, "telegram")


async def test_on_her_page_a_questionnaire_is_answered_by_real_recordings(real_house: Doors) -> None:
    await real_house.at_telegram()
    await speaks(real_house, "ar")
    await answers_by_voice(AtPage(real_house, await real_house.page_of()))
    await check(real_house, "web")
