from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from . import Emulator, HandClock, Person, bot_arguments

START = 1_795_310_000.0


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
async def emulator(clock: HandClock) -> AsyncIterator[Emulator]:
    async with Emulator("123456:emulated-secret", "654321:another-secret", clock=clock) as running:
        yield running


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    real = Bot(**bot_arguments(emulator), request=HTTPXRequest(), get_updates_request=HTTPXRequest())
    async with real:
        yield real


@pytest.fixture
async def amina(emulator: Emulator) -> Person:
    person = emulator.person("Amina", "fa")
    await person.opens("J1-token")
    return person
