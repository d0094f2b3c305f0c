from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from . import Emulator, HandClock, Person, bot_arguments

START = 1_795_310_000.0
TOKEN = "123456:emulated-secret"
OTHER_TOKEN = "654321:another-secret"


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
async def emulator(clock: HandClock) -> AsyncIterator[Emulator]:
    async with Emulator(TOKEN, OTHER_TOKEN, clock=clock) as running:
        yield running


@pytest.fixture
async def bot(emulator: Emulator) -> AsyncIterator[Bot]:
    # Reading the machine's certificates takes longer than a test, and loopback needs none.
    plain = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    real = Bot(**bot_arguments(emulator), request=plain[0], get_updates_request=plain[1])
    async with real:
        yield real


@pytest.fixture
async def amina(emulator: Emulator) -> Person:
    person = emulator.person("Amina", "fa")
    await person.opens("J1-token")
    return person


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
