from tests.botapi import Person, SeenMessage
from tests.telegram.conftest import Place


async def heard(person: Person) -> list[SeenMessage]:
    return [message for message in await person.looks() if message.from_bot]


async def test_a_person_comes_in_by_her_link_and_hears_which_languages_there_are(place: Place) -> None:
    amina = place.emulator.person("Amina", "fa")
    await amina.opens(await place.invitation())
    await place.goes_round()
    image, voice = (await heard(amina))[-2:]
    assert image.kind == "photo"
    assert voice.kind == "voice"
    assert voice.voice is not None
    assert voice.voice["mime_type"] == "audio/ogg"
    assert [button.strip("\u200e\u200f") for button in voice.buttons][4:] == [
        "🔁",
        "⏪",
        "🤷",
        "⏭️",
        "🙋",
        "🌐",
        "🐢",
        "✋",
    ]


async def test_choosing_dari_goes_on_in_dari(place: Place) -> None:
    amina = place.emulator.person("Amina", "fa")
    await amina.opens(await place.invitation())
    await place.goes_round()
    choice = next(data for data in (await heard(amina))[-1].datas if data.endswith("|fa_AF"))
    await amina.presses(data=choice)
    await place.goes_round()
    said = (await heard(amina))[-1]
    assert said.caption.startswith("\u200f")
    assert "سلام" in said.caption or "خوش" in said.caption


async def test_the_stamp_of_a_message_is_the_last_question_that_was_sent(place: Place) -> None:
    amina = place.emulator.person("Amina", "fa")
    await amina.opens(await place.invitation())
    await place.receiver.poll()
    await place.assistant.turns.take_waiting()
    before = await place.assistant.writer.run(
        lambda db: db.conn.execute("SELECT last_ask FROM addresses").fetchone()[0]
    )
    await place.sender.drain()
    after = await place.assistant.writer.run(lambda db: db.conn.execute("SELECT last_ask FROM addresses").fetchone()[0])
    assert before is None
    assert after is not None
