"""Animators and partners say what they think, in French, in writing or by voice, from a link of their own."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from bot.voice.heard import Heard
from storage.database import Database
from storage.export import export
from tests.botapi.recordings import tone
from tests.doors.house import Doors
from tests.held.staff import staff
from tests.web.visitor import Visitor

SPEECH = Heard(None, 0.0, "other", 2.0)
LAST_DAY = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


async def at_her_page(doors: Doors, desk: str) -> Visitor:
    page = Visitor(doors.browser)
    await page.loads(desk)
    return page


async def test_three_animators_answer_and_the_export_has_a_row_an_answer(doors: Doors, tmp_path: Path) -> None:
    flashcoop = await doors.flashcoop()
    pages = [(await staff(doors, "animator", flashcoop))[1] for _ in range(3)]
    doors.ears.heard = SPEECH
    doors.becomes(LAST_DAY)
    for desk, advances in zip(pages, ("yes", "yes", "no"), strict=True):
        page = await at_her_page(doors, desk)
        assert page.page.step == "advances"
        await page.chooses(advances)
        if advances == "yes":
            await page.types("Elles osent parler")
        await page.says(tone(1.0), "audio/ogg")
        await doors.listens()
        await page.loads()
        await page.types("Plus de temps")

    def written(db: Database) -> None:
        export(db, tmp_path, "csv")

    await doors.assistant.writer.run(written)
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["questionnaire"] == "animators_hot"]
    closed = [row["value"] for row in rows if row["question"] == "advances"]
    assert sorted(closed) == ["no", "yes", "yes"]
    assert {row["moment"] for row in rows} == {"exit"}
    assert {row["language"] for row in rows if row["status"] == "answered"} == {"fr"}
    assert {row["mode"] for row in rows if row["question"] == "view"} == {"voice"}


async def test_a_partners_link_on_two_devices_is_one_questionnaire(doors: Doors) -> None:
    _, desk = await staff(doors, "partner", await doors.flashcoop())
    doors.becomes(LAST_DAY)
    office, telephone = await at_her_page(doors, desk), await at_her_page(doors, desk)
    await office.chooses("yes")
    await telephone.loads()
    assert telephone.page.step == office.page.step != "advances"
    assert len(await doors.rows("SELECT * FROM instances WHERE questionnaire = 'partners_hot'")) == 1
