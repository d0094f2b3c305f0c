"""Her agreements, one by one: what she said, how she said it, and taking it back as easily as she gave it."""

import io
import json
import zipfile

from bot.voice.heard import Heard
from storage import consents, people
from storage.cohorts import cohort
from storage.database import Database
from storage.photographs import may_be_photographed
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import asked_now, step_of
from tests.rights.house import Rights

SPEECH = Heard(None, 0.0, "other", 3.0)
YES = Heard("yes", 5.0, "sure", 1.0)


async def agreements(rights: Rights, code: str = "") -> dict[str, bool]:
    code = code or await rights.code()

    def look(db: Database) -> dict[str, bool]:
        return consents.consents_of(db, people.person_by_code(db, code).id)

    return await rights.assistant.writer.run(look)


def choice(message: SeenMessage, end: str) -> str:
    return next(data for data in message.datas if data.endswith(end))


async def test_the_way_there_stands_on_every_question_and_is_heard_typed_and_touched(rights: Rights) -> None:
    person, page = await rights.until("has_job")
    asked = await asked_now(person)
    heard = await rights.hears(person, person.presses(data=choice(asked, "|rights"), message=asked))
    assert rights.phrase("rights_menu") in heard[-1].caption or rights.phrase("rights_menu") in heard[0].caption
    await rights.hears(person, person.presses(data=choice(await asked_now(person), ".back"), message=heard[-1]))
    assert step_of(await asked_now(person)) == "has_job"
    await rights.hears(person, person.types("mes accords"))
    assert choice(await asked_now(person), ".agreements")
    await rights.hears(person, person.presses(data=choice(await asked_now(person), ".back"), message=heard[-1]))
    rights.ears.heard = Heard(None, 0.0, "other", 1.0, control="rights")
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    assert choice(await asked_now(person), ".agreements")
    await page.loads()
    await page.opens_menu("agreements")
    assert rights.phrase("you_said") in page.page.text


async def test_each_agreement_is_said_with_what_she_answered_and_one_touch_takes_it_back(rights: Rights) -> None:
    person, _ = await rights.until("gender", researcher="no")
    code = await rights.code()
    await rights.hears(person, person.types("/mes_accords"))
    seen = []
    while True:
        asked = await asked_now(person)
        if not any(data.endswith(".next") for data in asked.datas):
            break
        purpose = choice(asked, ".next").split(".")[1]
        seen.append((purpose, "Oui" in await said(person)))
        touch = f".{purpose}.no" if purpose == "photos" else ".next"
        await rights.hears(person, person.presses(data=choice(asked, touch), message=asked))
    wanted = ("bot", "keep_audio", "quote", "researcher", "photos", "contact", "records")
    assert seen == [(purpose, purpose != "researcher") for purpose in wanted]
    assert step_of(await asked_now(person)) == "gender"
    assert {purpose for purpose, given in (await agreements(rights, code)).items() if given} == {*wanted} - {
        "researcher",
        "photos",
    }


async def said(person: Person) -> str:
    """The words of the newest card."""
    return [message.caption for message in await person.looks() if message.from_bot and message.caption][-1]


async def test_what_is_kept_of_an_agreement(rights: Rights) -> None:
    person, _ = await rights.until("gender")
    await rights.hears(person, person.types("/mes_accords"))
    asked = await asked_now(person)
    await rights.hears(person, person.presses(data=choice(asked, ".bot.yes"), message=asked))
    asked = await asked_now(person)
    await rights.hears(person, person.presses(data=choice(asked, ".keep_audio.no"), message=asked))
    rows = await rights.rows("SELECT * FROM consents WHERE purpose = 'keep_audio' ORDER BY id")
    assert [(row["given"], row["language"], row["mode"]) for row in rows] == [(1, "fr", "tap"), (0, "fr", "tap")]
    assert all("garder votre voix" in row["wording"] and len(row["wording_hash"]) == 16 for row in rows)
    assert rows[0]["at"] <= rows[1]["at"]
    assert [value for value, *_ in await rights.answers("keep_audio")] == ['"yes"', '"no"']
    assert len(await rights.rows("SELECT * FROM consents WHERE purpose = 'bot'")) == 1


async def test_an_agreement_that_was_said_can_be_heard_again(rights: Rights) -> None:
    person, page = await rights.until("photos")
    rights.ears.heard = YES
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    await rights.touches(person, "yes")
    (row,) = await rights.rows("SELECT take_id, mode FROM consents WHERE purpose = 'photos'")
    assert row["mode"] == "voice"
    rights.passes(days=20)
    await rights.sweeps()
    await page.loads()
    await page.opens_menu("agreements")
    code = await rights.code()
    while f"{code}.photos.no" not in page.page.choices:
        await page.chooses(next(each for each in page.page.choices if each.endswith(".next")))
    address = next(clip for clip in page.page.clips if row["take_id"] in clip)
    assert (await page.client.get(address)).content == tone(1.0)


async def test_without_her_voice_being_kept_the_spoken_yes_goes_like_any_other(rights: Rights) -> None:
    person, _ = await rights.until("photos", keep_audio="no")
    rights.ears.heard = YES
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    await rights.touches(person, "yes")
    rights.passes(days=2)
    await rights.sweeps()
    assert list(rights.assistant.media.names()) == []
    assert (await agreements(rights))["photos"]


async def test_taking_back_keep_my_voice_lets_it_go_at_the_next_sweep(rights: Rights) -> None:
    person, page = await rights.until("project", has_project="yes")
    rights.ears.heard = SPEECH
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    assert len(list(rights.assistant.media.names())) == 1
    await page.loads()
    code = await rights.code()
    await page.opens_menu("agreements")
    await page.chooses(f"{code}.bot.next")
    await page.chooses(f"{code}.keep_audio.no")
    assert rights.phrase("audio_not_kept") in page.page.text
    await rights.sweeps()
    assert list(rights.assistant.media.names()) == []
    assert (await rights.rows("SELECT transcript FROM takes"))[0]["transcript"] == "des mots"


async def test_taking_back_the_assistant_itself_stops_the_questions_and_calls_a_person(rights: Rights) -> None:
    person, page = await rights.until("has_job")
    await rights.hears(person, person.types("/mes_accords"))
    asked = await asked_now(person)
    heard = await rights.hears(person, person.presses(data=choice(asked, ".bot.no"), message=asked))
    assert any(rights.phrase("consent_needed_person") in message.caption for message in heard)
    assert [row["reason"] for row in await rights.rows("SELECT reason FROM helps WHERE closed_at IS NULL")] == [
        "refused"
    ]
    before = await rights.rows("SELECT * FROM answers ORDER BY id")
    await page.loads()
    for act in (person.opens(), person.types("oui"), person.says(tone(1.0))):
        heard = await rights.hears(person, act)
        assert not any(data.startswith("a|") for message in heard for data in message.datas)
    await rights.listens()
    assert await rights.rows("SELECT * FROM answers ORDER BY id") == before
    await rights.hears(person, person.types("/mes_accords"))
    asked = await asked_now(person)
    await rights.hears(person, person.presses(data=choice(asked, ".bot.yes"), message=asked))
    await rights.hears(person, person.opens())
    assert step_of(await asked_now(person)) == "has_job"


async def test_what_she_says_or_types_at_a_menu_is_no_answer_to_the_question_before(rights: Rights) -> None:
    person, _ = await rights.until("has_job")
    await rights.hears(person, person.types("/oublier"))
    for act in (person.types("oui"), person.says(tone(1.0))):
        heard = await rights.hears(person, act)
        await rights.listens()
        assert rights.spoken(heard, "choose_picture")
    assert await rights.answers("has_job") == []
    assert await rights.rows("SELECT * FROM takes") == []
    assert await rights.rows("SELECT * FROM erasures") == []


async def test_who_may_be_photographed(rights: Rights) -> None:
    flashcoop = await rights.flashcoop()
    said = ["yes", "yes", "no", "yes", "no", "yes"]
    pictures = ["bird", "butterfly", "fish", "horse", "apple", "rose"]
    codes = []
    for number, (photos, picture) in enumerate(zip(said, pictures, strict=True)):
        person = await rights.at_telegram(f"P{number}", flashcoop)
        codes.append(await rights.code())
        page = await rights.page_of(codes[-1])
        await page.goes_through(language="fr", photos=photos, portrait=picture, until="born")
    await rights.hears(person, person.types("/mes_accords"))
    while not any(data.endswith(".photos.no") for data in (await asked_now(person)).datas):
        asked = await asked_now(person)
        await rights.hears(person, person.presses(data=choice(asked, ".next"), message=asked))
    asked = await asked_now(person)
    await rights.hears(person, person.presses(data=choice(asked, ".photos.no"), message=asked))

    def look(db: Database) -> list[tuple[str, str]]:
        return [(each.code, each.picture) for each in may_be_photographed(db, cohort(db, flashcoop).id)]

    expected = [(codes[place], pictures[place]) for place in (0, 1, 3)]
    assert await rights.assistant.writer.run(look) == expected


async def test_what_is_kept_is_told_aloud_and_handed_over(rights: Rights) -> None:
    person, page = await rights.until("project", has_project="yes")
    rights.ears.heard = SPEECH
    await person.says(tone(1.0))
    await rights.goes_round()
    await rights.listens()
    heard = await rights.hears(person, person.types("/mes_donnees"))
    for phrase in ("held_answers", "held_voices", "held_until", "held_agreements", "held_team", "held_records"):
        assert rights.spoken(heard, phrase), phrase
    assert [message.kind for message in heard].count("document") == 1
    code = await rights.code()
    await page.loads()
    await page.opens_menu("data")
    content = (await page.client.get(f"{page.address}/mes-donnees.zip")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = json.loads(archive.read("mes-donnees.json"))
        (voice,) = [name for name in archive.namelist() if name.startswith("audio/")]
        assert archive.read(voice) == tone(1.0)
    assert told["person"]["code"] == code
    assert {each["question"] for each in told["answers"]} >= {"project", "has_project", "keep_audio"}
    assert {each["purpose"] for each in told["agreements"]} >= {"bot", "photos"}
    assert told["recordings"][0]["transcript"] == "des mots"


async def test_nobody_gets_somebody_elses_file(rights: Rights) -> None:
    await rights.at_telegram("Amina")
    page = await rights.page_of(await rights.code())
    assert (await page.client.get("/p/nobodys-token-at-all/mes-donnees.zip")).status_code == 404
