"""« Forget me »: asked in two touches, done everywhere, and only then said to be done."""

import pytest

from bot import erasing
from bot.voice.heard import Heard
from storage import erasure
from storage.database import Database, connect
from tests.botapi import Person
from tests.botapi.recordings import tone
from tests.doors.house import asked_now
from tests.rights.canary import named_in, spellings
from tests.rights.house import WHOLE, Rights

VOICE = tone(1.0)
CANARIES = spellings(WHOLE["name"], WHOLE["phone"], "612345678", "Un étal de samoussas canaris")


async def somebody(rights: Rights, flashcoop: str = "") -> tuple[Person, str]:
    """Somebody who has answered everything, in writing and with her voice, to people's ears and to ours."""
    flashcoop = flashcoop or await rights.flashcoop()
    person, code = await rights.registered("Zéphyrine", flashcoop, project="Un étal de samoussas canaris")
    page = await rights.page_of(code)
    await page.loads()
    return person, code


async def says_it_aloud(rights: Rights) -> tuple[Person, str]:
    """Somebody whose number was said back to her, and whose voice is kept."""
    person = await rights.at_telegram("Zéphyrine")
    code = await rights.code()
    page = await rights.page_of(code)
    await page.goes_through(language="fr", until="project")
    await rights.hears(person, person.opens())
    rights.ears.heard = Heard(None, 0.0, "other", 3.0)
    await person.says(VOICE)
    await rights.goes_round()
    await rights.listens()
    await page.loads()
    await page.goes_through(**{**WHOLE, "second_contact_ok": "no"}, until="phone")
    await page.types("0612345678")
    return person, code


async def asks_to_be_forgotten(rights: Rights, person: Person) -> None:
    await rights.hears(person, person.types("/oublier"))
    sure = await asked_now(person)
    data = next(data for data in sure.datas if ".sure." in data)
    await rights.hears(person, person.presses(data=data, message=sure))


async def test_she_asks_in_two_touches_and_hears_that_it_is_done(rights: Rights) -> None:
    person, code = await somebody(rights)
    before = max(message.id for message in await person.looks())
    await asks_to_be_forgotten(rights, person)
    assert await rights.rows("SELECT code FROM people") == [{"code": code}]
    await rights.forgets()
    heard = [message for message in await person.looks() if message.from_bot and message.id > before]
    assert rights.phrase("forgetting") in " ".join(message.text + message.caption for message in heard)
    assert rights.phrase("forgotten") in heard[-1].caption
    assert await rights.rows("SELECT * FROM people") == []
    assert await rights.rows("SELECT * FROM addresses") == []


async def test_no_byte_of_her_stays(rights: Rights) -> None:
    person, code = await says_it_aloud(rights)
    takes = [row["id"] for row in await rights.rows("SELECT id FROM takes")]
    canaries = [*CANARIES, str(person.id).encode(), VOICE[:200], code.encode(), *(take.encode() for take in takes)]
    assert takes
    assert rights.traces(*canaries)  # she was there
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    rights.passes(days=2)
    await rights.forgets()
    assert rights.traces(*canaries) == []


async def test_control_deleted_rows_alone_leave_her_in_the_file(
    rights: Rights, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_self: erasing.Forgetting) -> bool:
        return True

    monkeypatch.setattr(erasing.Forgetting, "_purged", never)
    await rights.assistant.writer.alone(lambda db: db.conn.execute("PRAGMA secure_delete = OFF"))
    person, code = await says_it_aloud(rights)
    await asks_to_be_forgotten(rights, person)
    await rights.forgets()
    assert await rights.rows("SELECT * FROM people WHERE code = ?", code) == []
    assert rights.traces(*CANARIES, code.encode())


async def test_it_is_not_said_to_be_done_while_somebody_reads_the_old_pages(rights: Rights) -> None:
    person, _ = await somebody(rights)
    reader = connect(rights.database, write=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM people").fetchone()
    await asks_to_be_forgotten(rights, person)
    before = max(message.id for message in await person.looks())
    await rights.forgets()
    assert [message for message in await person.looks() if message.id > before] == []
    assert rights.traces(*CANARIES)
    reader.execute("ROLLBACK")
    reader.close()
    await rights.forgets()
    assert rights.phrase("forgotten") in (await person.looks())[-1].caption
    assert rights.traces(*CANARIES) == []


async def test_nothing_is_deleted_before_it_stands_in_the_ledger(
    rights: Rights, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, code = await somebody(rights)
    await asks_to_be_forgotten(rights, person)
    with monkeypatch.context() as full:
        full.setattr("os.fsync", _no_room)
        await rights.forgetting.look()
    assert await rights.rows("SELECT code FROM people") == [{"code": code}]
    await rights.forgets()
    assert await rights.rows("SELECT code FROM people") == []
    assert [entry.code for entry in rights.assistant.ledger.entries()] == [code]


def _no_room(_handle: int) -> None:
    raise OSError(28, "No space left on device")


async def test_an_old_yes_in_the_chat_erases_nobody(rights: Rights) -> None:
    person, code = await somebody(rights)
    await rights.hears(person, person.types("/oublier"))
    sure = await asked_now(person)
    data = next(data for data in sure.datas if ".sure." in data)
    rights.passes(minutes=11)
    await rights.hears(person, person.presses(data=data, message=sure))
    await rights.forgets()
    assert await rights.rows("SELECT code FROM people") == [{"code": code}]
    fresh = await asked_now(person)
    assert fresh.id != sure.id
    assert any(".sure." in choice for choice in fresh.datas)


async def test_nobody_can_have_somebody_else_forgotten(rights: Rights) -> None:
    person, code = await somebody(rights)
    other = await rights.at_telegram("Karim")
    await rights.hears(other, other.types("/oublier"))
    sure = await asked_now(other)
    own = next(data for data in sure.datas if ".sure." in data)
    forged = own.replace(await rights.code(), code)
    await rights.hears(other, other.presses_again(sure, forged))
    await rights.forgets()
    assert len(await rights.rows("SELECT * FROM people")) == 2
    assert "foreign_button" in await rights.troubles()
    assert person.id != other.id


async def test_those_who_share_her_telephone_stay(rights: Rights) -> None:
    flashcoop = await rights.flashcoop()
    telephone, first = await somebody(rights, flashcoop)
    await rights.hears(telephone, telephone.opens(await rights.invitation(flashcoop)))
    second = await rights.code()
    await rights.touches(telephone, "ar")
    await rights.hears(telephone, telephone.opens())  # who is there? names both
    asked = await asked_now(telephone)
    await rights.hears(telephone, telephone.presses(data=f"w|{first}", message=asked))
    await asks_to_be_forgotten(rights, telephone)
    await rights.forgets()
    assert await rights.rows("SELECT code, language FROM people") == [{"code": second, "language": "ar"}]
    assert rights.traces(*CANARIES) == []
    rights.passes(days=2)
    await rights.forgets()
    assert rights.traces(first.encode()) == []
    heard = await rights.hears(telephone, telephone.opens())
    assert any(data.endswith("|continue") for message in heard for data in message.datas)


async def test_her_page_says_that_it_is_done_and_then_opens_nothing(rights: Rights) -> None:
    _, code = await somebody(rights)
    page = await rights.page_of(code)
    address = page.address
    await page.opens_rights()
    await page.chooses(f"{code}.forget")
    await page.chooses(next(choice for choice in page.page.choices if ".sure." in choice))
    assert rights.phrase("forgetting") in page.page.text
    await rights.forgets()
    await page.loads(address)
    assert page.status == 404
    assert rights.phrase("forgotten") in page.page.text
    rights.passes(days=2)
    await rights.forgets()
    await page.loads(address)
    assert rights.phrase("link_unknown") in page.page.text


async def test_what_is_heard_after_she_was_forgotten_is_not_kept(rights: Rights) -> None:
    person, _ = await rights.until("has_job")
    await person.says(VOICE)
    await rights.goes_round()
    due = await rights.rows("SELECT * FROM jobs WHERE state = 'waiting'")
    assert due
    work = rights.listening._bytes

    async def erased_first(job: object) -> object:
        await rights.assistant.writer.run(
            erasure.erase, rights.assistant.house.vault, await rights.code(), rights.clock()
        )
        return await work(job)  # type: ignore[arg-type]

    rights.listening._bytes = erased_first  # type: ignore[method-assign,assignment]
    await rights.listens()
    await rights.sweeps()
    assert await rights.rows("SELECT * FROM takes") == []
    assert await rights.rows("SELECT * FROM media") == []
    assert rights.traces(VOICE[:200]) == []


async def test_no_column_names_her_any_more(rights: Rights) -> None:
    flashcoop = await rights.flashcoop()
    telephone, first = await somebody(rights, flashcoop)
    await rights.hears(telephone, telephone.opens(await rights.invitation(flashcoop)))
    await rights.hears(telephone, telephone.opens())
    words = [first, *(row["code"] for row in await rights.rows(_RUNS, first))]

    def look(db: Database) -> list[str]:
        return named_in(db, words)

    assert await rights.assistant.writer.run(look)
    await rights.assistant.writer.run(erasure.erase, rights.assistant.house.vault, first, rights.clock())
    assert await rights.assistant.writer.run(look) == []


_RUNS = "SELECT i.code FROM instances i JOIN people p ON p.id = i.person_id WHERE p.code = ?"
