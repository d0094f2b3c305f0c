"""An interpreter reviews the wordings of her language in her chat: `/textes`."""

import pytest

from bot.wording import reviewing
from bot.wording.phrases import Phrase
from storage import erasure
from storage.voices import reviews
from tests.botapi import Person, SeenMessage
from tests.botapi.recordings import tone
from tests.doors.house import Doors
from tests.staff.people import LATER, newest, staff_at_telegram
from tests.staff.test_reminder import pressed
from tests.wording.test_reviewing import BETTER, MOOD

LONG = "چطور " * 13


async def maryam(doors: Doors, role: str = "interpreter") -> Person:
    return await staff_at_telegram(doors, await doors.flashcoop(LATER), "Maryam", role)


async def stands(doors: Doors, language: str = "fa_AF", context: str = MOOD) -> Phrase:
    return await doors.assistant.reader.run(reviewing.phrase, language, context)


async def signs_as_maryam(doors: Doors) -> tuple[Person, SeenMessage]:
    """She has said her name; the languages."""
    person = await maryam(doors)
    [asked] = await doors.hears(person, person.types("/textes"))
    assert "Sous quel nom" in asked.text
    [chosen] = await doors.hears(person, person.types("Maryam Test"))
    return person, chosen


async def at_mood(doors: Doors, language: str = "دری") -> tuple[Person, SeenMessage]:
    """She has come to the first phrase of the check-in."""
    person, chosen = await signs_as_maryam(doors)
    label = next(each["text"] for row in chosen.keyboard for each in row if each["text"].startswith(language))
    [parts] = await doors.hears(person, person.presses(label, message=chosen))
    data = next(each for each in parts.datas if each.endswith(".checkin"))
    _, shown = await doors.hears(person, person.presses(data=data, message=parts))
    return person, shown


async def presses(doors: Doors, person: Person, label: str, message: SeenMessage) -> list[SeenMessage]:
    return await doors.hears(person, person.presses(label, message=message))


async def test_her_name_is_asked_once(doors: Doors) -> None:
    person, chosen = await signs_as_maryam(doors)
    assert "Maryam Test" in chosen.text
    [again] = await doors.hears(person, person.types("/textes"))
    assert "Maryam Test" in again.text


async def test_her_code_may_stand_for_her_name(doors: Doors) -> None:
    person = await maryam(doors)
    code = await newest(doors)
    [asked] = await doors.hears(person, person.types("/textes"))
    [refused] = await doors.hears(person, person.types("nobody"))
    assert "Écrivez le nom" in refused.text
    [chosen] = await presses(doors, person, f"✍️ {code}", asked)
    assert code in chosen.text


async def test_a_phrase_is_heard_read_and_signed_and_the_next_comes(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    phrase = await stands(doors)
    voice = person.chat[-2]
    assert (voice.kind, f"« {phrase.source.printed} »" in shown.text) == ("voice", True)
    assert all(unit.entry.text in shown.text for unit in phrase.units)
    _, following = await presses(doors, person, "✅ Je signe", shown)
    assert "C'est signé" in following.text
    assert {unit.entry.reviewed.partition(",")[0] for unit in (await stands(doors)).units} == {"Maryam Test"}
    assert (await stands(doors, "ar")).state == "unsigned"


async def test_she_goes_on_and_back_without_signing(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    _, following = await presses(doors, person, "⏭ Passer", shown)
    assert following.text != shown.text
    _, again = await presses(doors, person, "⬅️ Retour", following)
    assert again.text == shown.text
    assert (await stands(doors)).state == "unsigned"


async def test_a_better_wording_is_written_and_an_unsound_one_is_refused_with_why(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    [asked] = await presses(doors, person, "✏️ Mieux", shown)
    assert "Écrivez la phrase" in asked.text
    [refused] = await doors.hears(person, person.types(LONG))
    assert "13 mots" in refused.text
    _, following = await doors.hears(person, person.types(BETTER))
    assert "C'est signé" in following.text
    assert (await stands(doors)).units[0].entry.text == BETTER
    assert len(await doors.rows("SELECT * FROM wording_reviews WHERE verdict = 'better'")) == 1
    await doors.hears(person, person.types("یک متن دیگر"))  # is nothing to us any more
    assert (await stands(doors)).units[0].entry.text == BETTER


async def test_of_several_forms_she_words_one_and_signs_the_others(doors: Doors) -> None:
    person, shown = await at_mood(doors, "العربية")
    [forms] = await presses(doors, person, "✏️ Mieux", shown)
    [asked] = await presses(doors, person, "Dit à voix haute", forms)
    assert "Dit à voix haute" in asked.text
    [refused] = await doors.hears(person, person.types("كيف حالكم اليوم؟"))
    assert "voyelles" in refused.text
    _, same = await doors.hears(person, person.types("كَيْفَ حَالُكُم؟"))
    phrase = await stands(doors, "ar")
    assert [unit.suffix for unit in phrase.units if unit.entry.reviewed] == ["/spoken"]
    await presses(doors, person, "✅ Je signe", same)
    assert (await stands(doors, "ar")).signed


async def test_an_old_button_signs_nothing_that_has_changed(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    await presses(doors, person, "✏️ Mieux", shown)
    await doors.hears(person, person.types(BETTER))
    before = await doors.rows("SELECT count(*) AS n FROM wording_reviews")
    _, again = await presses(doors, person, "✅ Je signe", shown)
    assert ("a changé depuis" in again.text, BETTER in again.text) == (True, True)
    assert await doors.rows("SELECT count(*) AS n FROM wording_reviews") == before


async def test_a_better_wording_that_is_spoken_is_kept_until_it_is_written(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    await presses(doors, person, "✏️ Mieux", shown)
    await doors.hears(person, person.says(tone(1.0)))
    await doors.listens()
    assert "C'est gardé" in (await person.looks())[-1].text
    [waiting] = (await stands(doors)).waiting
    assert waiting.sha256 is not None
    assert doors.assistant.media.path(waiting.sha256).read_bytes() == tone(1.0)
    assert doors.ears.listened == []
    await doors.sweeps()
    assert doors.assistant.media.path(waiting.sha256).exists()
    _, again = await presses(doors, person, "⏭ Passer", shown)
    _, again = await presses(doors, person, "⬅️ Retour", again)
    assert "sur la console" in again.text
    await presses(doors, person, "✏️ Mieux", again)
    await doors.hears(person, person.types(BETTER))
    assert (await stands(doors)).waiting == ()
    doors.passes(hours=25)
    await doors.sweeps()
    assert not doors.assistant.media.path(waiting.sha256).exists()


async def test_a_voice_is_no_name(doors: Doors) -> None:
    person = await maryam(doors)
    await doors.hears(person, person.types("/textes"))
    [told] = await doors.hears(person, person.says(tone(1.0)))
    assert "Écrivez votre nom" in told.text


@pytest.mark.parametrize("role", ["animator", "partner", "coordinator", "participant"])
async def test_who_is_no_interpreter_reviews_nothing(doors: Doors, role: str) -> None:
    person = await maryam(doors, role)
    await doors.hears(person, person.types("/textes"))
    doors.emulator.injects(pressed(person, "s|textes|a."))
    await doors.hears(person)
    assert not [message for message in person.chat if "Textes à relire" in message.text or "nom signez" in message.text]
    assert await doors.rows("SELECT * FROM wording_reviews") == []


@pytest.mark.parametrize("data", ["o.fr.x", "o.ar", "s.ar.00000000.0", "f.fa_AF.x.9", "p.ar.nothing", "l.xx", "zz.1"])
async def test_a_button_of_nothing_is_answered_in_a_sentence(doors: Doors, data: str) -> None:
    person, chosen = await signs_as_maryam(doors)
    assert chosen.keyboard
    doors.emulator.injects(pressed(person, f"s|textes|{data}"))
    assert await doors.hears(person)
    assert await doors.troubles() == []
    assert await doors.rows("SELECT * FROM inbox WHERE state = 'quarantined'") == []


async def test_the_names_of_questionnaires_fit_on_buttons(doors: Doors) -> None:
    parts = {each.source.questionnaire for each in await doors.assistant.reader.run(reviewing.listed, "fa_AF")}
    assert max(len(f"s|textes|p.fa_AF.{part}") for part in parts) <= 64


async def test_who_is_erased_leaves_no_name(doors: Doors) -> None:
    person, shown = await at_mood(doors)
    await presses(doors, person, "✅ Je signe", shown)
    code = (await doors.rows("SELECT code FROM people WHERE role = 'interpreter'"))[0]["code"]
    await doors.assistant.writer.run(erasure.erase, doors.assistant.house.vault, code, doors.clock())
    assert {each.signed_as for each in await doors.assistant.reader.run(reviews.reviews)} == {code}
