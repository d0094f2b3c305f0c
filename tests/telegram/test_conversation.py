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
        "🔒",
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


async def asked_now(person: Person) -> SeenMessage:
    return [message for message in await heard(person) if message.keyboard][-1]


async def until_the_keypad(place: Place, person: Person) -> SeenMessage:
    """Through the registration by touch alone, to the year of birth."""
    await person.opens(await place.invitation())
    await place.goes_round()
    for _ in range(30):
        asked = await asked_now(person)
        if any(data.startswith("k|") for data in asked.datas):
            return asked
        wanted = ("|fa_AF", "|yes", "|woman", "|bird", "|continue")
        touch = next((data for data in asked.datas if data.endswith(wanted)), None)
        await person.presses(data=touch or next(data for data in asked.datas if data.endswith("|rather_not")))
        await place.goes_round()
    raise AssertionError("no keypad in thirty questions")


async def test_what_is_touched_on_the_keypad_shows_on_it_and_answers(place: Place) -> None:
    amina = place.emulator.person("Amina", "fa")
    keypad = await until_the_keypad(place, amina)
    for key, shown in zip(("1", "9", "8", "erase", "9", "0"), ("۱", "۱۹", "۱۹۸", "۱۹", "۱۹۹", "۱۹۹۰"), strict=True):
        await amina.presses(data=next(data for data in keypad.datas if data.endswith(f"|{key}")))
        await place.goes_round()
        assert (await asked_now(amina)).id == keypad.id
        assert (await asked_now(amina)).buttons[0] == shown
    await amina.presses("✅", message=keypad)
    await place.goes_round()
    assert (await asked_now(amina)).id > keypad.id


async def test_whatever_she_sends_she_hears_a_sentence_and_the_question_stays(place: Place) -> None:
    amina = place.emulator.person("Amina", "fa")
    await amina.opens(await place.invitation())
    await place.goes_round()
    await amina.presses(data=next(data for data in (await asked_now(amina)).datas if data.endswith("|fa_AF")))
    await place.goes_round()
    strange = (
        amina.sends_sticker(),
        amina.sends_video_note(),
        amina.sends_contact("+33612345678"),
        amina.sends_location(48.8, 2.3),
        amina.sends_document("cv.pdf", b"%PDF"),
        amina.types("؟" * 4000),
    )
    for sent in strange:
        before = len(await heard(amina))
        await sent
        await place.goes_round()
        assert "voice" in [message.kind for message in (await heard(amina))[before:]]


async def test_two_people_are_answered_each_in_her_own_chat(place: Place) -> None:
    amina, karim = place.emulator.person("Amina", "fa"), place.emulator.person("Karim", "ar")
    await amina.opens(await place.invitation())
    await karim.opens("no-such-invitation")
    await place.goes_round()
    assert (await asked_now(amina)).datas
    assert not [message for message in await heard(karim) if message.keyboard]
    assert "Demandez-en un autre" in (await heard(karim))[-1].caption
