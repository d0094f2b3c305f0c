"""The whole programme on a clock of its own, from the first link to month six."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.loading import Programme
from tests.botapi import Emulator, HandClock
from tests.doors.house import Doors
from tests.simulation import agenda
from tests.simulation.characters import ALL, DILIGENT, Character, dealt
from tests.simulation.flashcoops import Flashcoop
from tests.simulation.group import Group
from tests.simulation.lives import Life
from tests.simulation.minds import LANGUAGES, Mind
from tests.simulation.stage import Stage
from tests.telegram.conftest import TOKEN

HUNDRED = timedelta(days=100)

Happening = Callable[[], Awaitable[None]]
Dated = tuple[datetime, Happening]


class Simulation:
    """Some Flashcoops with their people; `run` plays them to the end."""

    def __init__(
        self,
        doors: Doors,
        flashcoops: Sequence[Flashcoop],
        seed: int,
        characters: Sequence[Sequence[Character]] | None = None,
    ) -> None:
        self.stage, self.doors = Stage(doors), doors
        self._rng, self._numbers = random.Random(seed), count(1)
        self.outcomes = outcomes_of(doors.programme)
        dealing = characters or dealt([each.participants for each in flashcoops], self._rng)
        self.groups = [self._group(each, who) for each, who in zip(flashcoops, dealing, strict=True)]

    def _group(self, flashcoop: Flashcoop, characters: Sequence[Character]) -> Group:
        lives = [self._life(flashcoop, character) for character in characters]
        staff = [self._staff(f"{role} {flashcoop.id}") for role in ("animator", "partner")]
        return Group(self.stage, flashcoop, lives, *staff)

    def _life(self, flashcoop: Flashcoop, character: Character) -> Life:
        number = next(self._numbers)
        language = LANGUAGES[number % len(LANGUAGES)]
        mind = Mind(self._rng, language, flashcoop.gender, number, character.consents)
        answers = dict(self.outcomes)
        goal = list(answers)[number % len(answers)]
        mind.decides(**{f"cold__{key}": "yes" if key == goal else "no" for key in answers})
        if goal == "business_training":
            mind.decides(cold__training="yes")
        return Life(character, mind, f"{flashcoop.id}-{number}")

    def _staff(self, name: str) -> Life:
        return Life(DILIGENT, Mind(self._rng, "fr", "", next(self._numbers), {}), name, left=ALL)

    async def run(self, until: datetime | None = None) -> None:
        """Play everything that happens, in the order of time, to the end or up to a moment."""
        happenings = sorted(self._happenings(), key=lambda each: each[0])
        for when, happens in happenings:
            if until is not None and when > until:
                return
            if when > self.doors.clock():
                self.doors.becomes(when)
            await happens()

    def _happenings(self) -> list[Dated]:
        found = [each for group in self.groups for each in self._of(group)]
        days = {day for group in self.groups for day in agenda.evenings(*_ends(group))}
        found += [(agenda.at(day, 18, 5), self._evening) for day in days]
        sessions = {day for group in self.groups for day in group.flashcoop.dates}
        found += [(agenda.at(day, 19, 10), self._evening) for day in sessions]
        found += [(agenda.at(day, 12), self.stage.looks) for day in days if day.weekday() == 0]
        return found

    def _of(self, group: Group) -> list[Dated]:
        (first, last), dates = _ends(group), group.flashcoop.dates
        found: list[Dated] = [
            (agenda.at(first - agenda.BEFORE, 10), group.opens),
            (agenda.at(first - agenda.COMES_IN, 15), group.comes_in),
            (agenda.at(first - agenda.DAY, 10), group.signs),
            (agenda.at(last + 2 * agenda.DAY, 15), group.partner_answers),
            (agenda.at(agenda.cold_opens(last) + 2 * agenda.DAY, 15), group.partner_answers),
            (agenda.at(agenda.cold_opens(last), 0, 1), _at_once(group.goes_silent)),
        ]
        for place, day in enumerate(dates, 1):
            found.append((agenda.at(day, 16, 35), self._session(group, place)))
            found.append((agenda.at(day, 19, 30), group.at_pages))
        found += [(agenda.at(day, 14), group.calls) for day in agenda.calling_days(last)]
        return found + [each for life in group.lives for each in _of_one(group, life)]

    def _session(self, group: Group, place: int) -> Happening:
        async def ends() -> None:
            await group.session_ends(place)
            await self.stage.looks()

        return ends

    async def _evening(self) -> None:
        """The house looks at whom to write to; everyone answers as she is."""
        await self.stage.looks([group.hurries for group in self.groups if group.code])
        await self.stage.they_answer()
        await self.doors.sweeps()


def _of_one(group: Group, life: Life) -> list[Dated]:
    """What happens to one person alone."""
    dates = group.flashcoop.dates
    if life.character.changes:
        lost = dates[life.character.changes - 1]
        return [(agenda.at(lost + agenda.DAY, 12), lambda: group.new_telephone(life))]
    if life.character.away:
        return [(agenda.at(dates[0] + HUNDRED, 15), lambda: group.comes_back(life))]
    return []


def _at_once(change: Callable[[], None]) -> Happening:
    async def happens() -> None:
        change()

    return happens


def _ends(group: Group) -> tuple[date, date]:
    return group.flashcoop.dates[0], group.flashcoop.dates[-1]


def outcomes_of(programme: Programme) -> dict[str, str]:
    """The questions of the cold survey that stand for an outcome, and its code."""
    questions = programme.flows["cold"].questionnaire.questions
    return {each.key: each.references["outcome"] for each in questions if "outcome" in each.references}


@asynccontextmanager
async def simulation(
    folder: Path,
    clips: Path,
    programme: Programme,
    flashcoops: Sequence[Flashcoop],
    seed: int,
    characters: Sequence[Sequence[Character]] | None = None,
) -> AsyncIterator[Simulation]:
    """An installation of its own in a folder, at the moment before its first Flashcoop is opened."""
    begins = min(each.dates[0] for each in flashcoops) - agenda.BEFORE
    hand = HandClock(agenda.at(begins, 9).timestamp())
    async with Emulator(TOKEN, clock=hand) as emulator:
        doors = Doors(emulator, hand, folder, clips, programme)
        try:
            yield Simulation(doors, flashcoops, seed, characters)
        finally:
            await doors.closes()
