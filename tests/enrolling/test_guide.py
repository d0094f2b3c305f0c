"""The « guide du partenaire » opens from the partner's own link, and from no other Flashcoop's."""

import pytest

from tests.doors.house import Doors
from tests.held.staff import staff


@pytest.mark.parametrize("role", ["partner", "animator"])
async def test_it_opens_from_the_page_of_who_proposes_people(doors: Doors, role: str) -> None:
    flashcoop = await doors.flashcoop()
    _, page = await staff(doors, role, flashcoop)
    shown = await doors.browser.get(f"{page}/people")
    assert f'href="{page}/guide/{flashcoop}.pdf"' in shown.text
    guide = await doors.browser.get(f"{page}/guide/{flashcoop}.pdf")
    assert (guide.status_code, guide.content[:4]) == (200, b"%PDF")


async def test_it_is_for_her_own_flashcoops_alone(doors: Doors) -> None:
    _, page = await staff(doors, "partner", await doors.flashcoop())
    other = await doors.flashcoop()
    foreign, nowhere = [await doors.browser.get(f"{page}/guide/{code}.pdf") for code in (other, "F-NONE")]
    assert (foreign.status_code, foreign.text) == (403, nowhere.text)
    _, participant = await staff(doors, "participant", other)
    assert (await doors.browser.get(f"{participant}/guide/{other}.pdf")).status_code == 404
