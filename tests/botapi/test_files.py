from pathlib import Path

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from . import Emulator, Person
from .conftest import OTHER_TOKEN
from .recordings import picture, tone

SPEECH = Path(__file__).parents[3] / "shared" / "speech"


async def test_a_voice_has_the_duration_of_its_sound(bot: Bot, amina: Person) -> None:
    content = tone(2.6)
    voice = (await bot.send_voice(amina.id, content, duration=99)).voice
    assert voice is not None
    assert (voice._duration.total_seconds(), voice.mime_type) == (3, "audio/ogg")
    assert voice.file_size == len(content)


async def test_a_file_is_uploaded_once_and_sent_by_its_id(bot: Bot, amina: Person) -> None:
    first = (await bot.send_voice(amina.id, tone(1.0))).voice
    assert first is not None
    second = (await bot.send_voice(amina.id, first.file_id, caption="again")).voice
    same_bytes = (await bot.send_voice(amina.id, tone(1.0))).voice
    assert second is not None
    assert same_bytes is not None
    assert second.file_id == first.file_id
    assert {first.file_unique_id, second.file_unique_id, same_bytes.file_unique_id} == {first.file_unique_id}
    assert len(first.file_id.encode()) > 64


async def test_the_same_bytes_under_two_names_keep_their_names(bot: Bot, amina: Person) -> None:
    first = (await bot.send_document(amina.id, b"abc", filename="a.txt")).document
    second = (await bot.send_document(amina.id, b"abc", filename="b.txt")).document
    assert first is not None
    assert second is not None
    assert (first.file_name, second.file_name) == ("a.txt", "b.txt")
    assert first.file_unique_id == second.file_unique_id
    assert first.file_id != second.file_id


async def test_a_file_id_belongs_to_one_bot(bot: Bot, emulator: Emulator, amina: Person) -> None:
    voice = (await bot.send_voice(amina.id, tone(1.0))).voice
    assert voice is not None
    other = Bot(OTHER_TOKEN, base_url=emulator.base_url, base_file_url=emulator.base_file_url)
    visitor = emulator.person("Omar", "ar", bot_id=654321)
    await visitor.opens()
    async with other:
        with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
            await other.send_voice(visitor.id, voice.file_id)
        elsewhere = (await other.send_voice(visitor.id, tone(1.0))).voice
    assert elsewhere is not None
    assert elsewhere.file_unique_id == voice.file_unique_id
    assert elsewhere.file_id != voice.file_id


async def test_an_invented_file_id_an_empty_file_and_none_are_refused(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_voice(amina.id, "AwACAgQAAxkBAAIB")
    with pytest.raises(BadRequest, match="Failed to get http url content"):
        await bot.send_voice(amina.id, "https://example.org/a.ogg")
    with pytest.raises(BadRequest, match="There is no voice in the request"):
        await bot.send_voice(amina.id, "")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_voice(amina.id, b"")


async def test_an_id_of_another_kind_of_file_is_refused(bot: Bot, amina: Person) -> None:
    photo = (await bot.send_photo(amina.id, picture())).photo
    with pytest.raises(BadRequest, match="Can't use file of type photo as voicenote"):
        await bot.send_voice(amina.id, photo[-1].file_id)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (tone(1.0, "mp3", "libmp3lame"), "voice"),
        (tone(1.0, "wav", "pcm_s16le"), "audio"),
        (b"no", "document"),
    ],
)
async def test_what_is_no_voice_arrives_as_what_it_is(bot: Bot, amina: Person, content: bytes, kind: str) -> None:
    await bot.send_voice(amina.id, content)
    assert (await amina.hears()).kind == kind


async def test_a_photo_comes_in_several_sizes_each_with_its_id(bot: Bot, amina: Person) -> None:
    sizes = (await bot.send_photo(amina.id, picture(2000, 1000), caption="tiles")).photo
    assert [(size.width, size.height) for size in sizes] == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    again = (await bot.send_photo(amina.id, sizes[0].file_id)).photo
    assert again == sizes
    assert (await amina.listens(await amina.hears())).startswith(b"\xff\xd8")


async def test_pictures_that_are_none_or_too_oblong_are_refused(bot: Bot, amina: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(amina.id, b"not a picture")
    with pytest.raises(BadRequest, match=r"(?i)photo_invalid_dimensions"):
        await bot.send_photo(amina.id, picture(2100, 100))


async def test_what_a_person_says_can_be_fetched(bot: Bot, amina: Person) -> None:
    content = tone(1.4)
    await amina.says(content)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.voice is not None
    file = await bot.get_file(message.voice.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    assert file.file_path is not None
    assert "/voice/file_" in file.file_path


async def test_a_path_nobody_asked_for_is_not_there(
    http: aiohttp.ClientSession, emulator: Emulator, amina: Person
) -> None:
    await amina.says(tone(1.0))
    async with http.get(f"{emulator.base_file_url}{emulator.token}/voice/file_0.oga") as response:
        assert response.status == 404
    async with http.get(f"{emulator.base_file_url}1:nobody/voice/file_0.oga") as response:
        assert response.status == 401


async def test_a_file_above_twenty_megabytes_cannot_be_fetched(bot: Bot, amina: Person) -> None:
    await amina.sends_document("film.mp4", size=20 * 1024 * 1024)
    await amina.sends_document("film2.mp4", size=20 * 1024 * 1024 + 1)
    fits, big = (update.message for update in (await bot.get_updates())[-2:])
    assert fits is not None
    assert fits.document is not None
    assert big is not None
    assert big.document is not None
    assert await bot.get_file(fits.document.file_id)
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(big.document.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("AwACinvented")


@pytest.mark.skipif(not SPEECH.is_dir(), reason="needs the recordings in ../shared/speech")
async def test_real_recordings_keep_their_duration(bot: Bot, amina: Person) -> None:
    clip = next((SPEECH / "fr").glob("*.ogg"))
    await amina.says(clip)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.voice is not None
    assert message.voice.file_size == clip.stat().st_size
    assert message.voice._duration.total_seconds() >= 1
