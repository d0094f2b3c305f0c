"""A demonstration Flashcoop: seven sessions around today, so that something is open at once."""

from datetime import timedelta

from bot.inventing import invent
from bot.operations import Operating, operate
from bot.running import Assistant
from storage import cohorts, people
from storage.cohorts import Cohort
from storage.database import Database
from storage.people import Person
from storage.secrets import token_hash

CAE, NAME = "CAE de démonstration", "Flashcoop de démonstration"
SESSIONS = 7
INVITED = 3
STAFF = ("animator", "interpreter", "coordinator", "cpe")  # who has a console
OF_A_COHORT = ("animator", "interpreter")


async def links_of(assistant: Assistant) -> list[str]:
    """Fresh invitation links to the demonstration Flashcoop, which is made the first time."""
    code, is_new = await assistant.writer.run(_flashcoop, assistant)
    if is_new:
        await invent(assistant, code)
    return await assistant.writer.run(_links, assistant, code)


async def console_links(assistant: Assistant) -> dict[str, str]:
    """A fresh way into the console for each role, by role; each serves the first browser that uses it, once."""
    return await assistant.writer.run(_console_links, assistant)


def _console_links(db: Database, assistant: Assistant) -> dict[str, str]:
    operating = _operating(db, assistant)
    cohort = next(each for each in reversed(cohorts.cohorts(db)) if each.name == NAME)
    links = {}
    for role in STAFF:
        known = [each for each in people.people_of_role(db, role) if each.cae_id in (None, cohort.cae_id)]
        who = known[0] if known else _hire(operating, role, cohort)
        if role in OF_A_COHORT:
            people.join(db, who.id, cohort.id, operating.now)
        token = operating.codes.token()
        operate(operating, "console_link", {"person": who.code, "hashed": token_hash(token)})
        links[role] = f"{assistant.settings.base_url}/console/s/{token}"
    return links


def _hire(operating: Operating, role: str, cohort: Cohort) -> Person:
    at_home = cohort.id if role in OF_A_COHORT else None
    cae = None if role == "cpe" else cohort.cae_id
    return people.add_person(operating.db, operating.codes, role, at_home, cae, operating.now)


def _operating(db: Database, assistant: Assistant) -> Operating:
    return Operating(db, assistant.settings, assistant.house.codes, assistant.clock())


def _flashcoop(db: Database, assistant: Assistant) -> tuple[str, bool]:
    """The code of the demonstration Flashcoop, and whether it was made now: one that is over has a successor."""
    operating = _operating(db, assistant)
    known = [
        each for each in cohorts.cohorts(db) if each.name == NAME and each.sessions[-1].date >= operating.now.date()
    ]
    return (known[0].code, False) if known else (_create(operating), True)


def _links(db: Database, assistant: Assistant, code: str) -> list[str]:
    arguments = {"role": "participant", "cohort": code, "cae": None, "count": INVITED}
    return [link["page"] for link in operate(_operating(db, assistant), "invite", arguments)]


def _create(operating: Operating) -> str:
    operate(operating, "add_cae", {"name": CAE})
    yesterday = operating.now.date() - timedelta(days=1)
    dates = ",".join((yesterday + timedelta(days=2 * number)).isoformat() for number in range(SESSIONS))
    fields = {"name": NAME, "cae": CAE, "dates": dates, "product": "cookies", "place": "Laval"}
    code: str = operate(operating, "create_cohort", fields)["code"]
    return code
