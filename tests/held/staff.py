"""An animator and a partner at their pages."""

from storage import cohorts, links, people
from storage.database import Database
from tests.doors.house import Doors
from tests.web.visitor import SAME_SITE, Visitor


async def staff(doors: Doors, role: str, flashcoop: str) -> tuple[str, str]:
    """Somebody of a Flashcoop in a role: her code, and the address of her page."""

    def join(db: Database) -> tuple[str, str]:
        cohort, now = cohorts.cohort(db, flashcoop), doors.clock()
        person = people.add_person(db, doors.assistant.house.codes, role, cohort.id, cohort.cae_id, now)
        return person.code, f"/p/{links.link_of(db, doors.assistant.house.vault, person, now)}"

    return await doors.assistant.writer.run(join)


async def proposes(doors: Doors, page: str, flashcoop: str) -> tuple[str, str]:
    """Propose somebody on the page of a helper: the new person's code, and the token of her invitation."""
    answer = await doors.browser.post(f"{page}/people", data={"cohort": flashcoop}, headers=SAME_SITE)
    assert answer.status_code == 200
    token = answer.text.partition("/j/")[2].partition('"')[0]
    newest = await doors.rows("SELECT code FROM people ORDER BY id DESC LIMIT 1")
    return newest[0]["code"], token


async def run_of(doors: Doors, person: str, questionnaire: str) -> str:
    """The code of a person's run of a questionnaire."""
    found = await doors.rows(
        "SELECT i.code FROM instances i JOIN people p ON p.id = i.person_id WHERE p.code = ? AND i.questionnaire = ?",
        person,
        questionnaire,
    )
    return str(found[0]["code"])


async def filling(doors: Doors, page: str, run: str, mode: str = "phone") -> Visitor:
    """The page on which a helper fills a run."""
    visitor = Visitor(doors.browser)
    await visitor.loads(f"{page}/for/{run}/{mode}")
    return visitor
