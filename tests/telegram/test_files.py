import pytest

from bot.listening import NotFetched
from bot.telegram.api import Api
from bot.telegram.files import Fetcher
from bot.telegram.reading import read_update
from bot.turns.acts import Voice
from tests.botapi import BAD_GATEWAY, Trouble
from tests.botapi.recordings import tone
from tests.telegram.conftest import TOKEN, Place

MEGABYTE = 1_000_000


async def voice(place: Place, content: bytes, size: int | None = None) -> Voice:
    amina = place.emulator.person("Amina")
    sent = await amina.sends("voice", content, size=size)
    read = read_update(place.emulator.account().updates.sent[sent["update_id"]])
    assert read is not None
    assert isinstance(read[1], Voice)
    return read[1]


async def test_a_voice_message_comes_whole(place: Place) -> None:
    said = tone(2.0)
    act = await voice(place, said)
    assert act.seconds == 2
    assert act.bytes == len(said)
    assert await Fetcher(place.api)(act.source) == (said, "audio/ogg")


async def test_above_twenty_megabytes_nothing_is_fetched(place: Place) -> None:
    act = await voice(place, b"", size=21 * MEGABYTE)
    with pytest.raises(NotFetched) as missing:
        await Fetcher(place.api)(act.source)
    assert missing.value.reason == "too_big"


async def test_more_than_was_announced_is_not_read_to_its_end(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.api.MOST_DOWNLOADED", 500)
    act = await voice(place, tone(2.0))
    with pytest.raises(NotFetched) as missing:
        await Fetcher(place.api)(act.source)
    assert missing.value.reason == "too_big"


async def test_a_server_that_is_down_is_asked_again_later(place: Place) -> None:
    act = await voice(place, tone())
    place.emulator.meets(Trouble(reply=BAD_GATEWAY), "getFile")
    with pytest.raises(NotFetched) as missing:
        await Fetcher(place.api)(act.source)
    assert missing.value.reason == "down"


async def test_a_file_nobody_has_is_gone(place: Place) -> None:
    with pytest.raises(NotFetched) as missing:
        await Fetcher(place.api)({"file_id": "of-somebody-else"})
    assert missing.value.reason == "gone"


async def test_a_file_that_went_between_naming_and_fetching_is_gone(place: Place) -> None:
    assert await place.api.download("voice/none.ogg") != b""
    other = Api(TOKEN, place.emulator.url + "/nowhere")
    with pytest.raises(NotFetched):
        await Fetcher(other)({"file_id": "x"})
    await other.close()
