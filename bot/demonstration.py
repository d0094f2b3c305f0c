"""A demonstration Flashcoop: seven sessions around today, so that something is open at once."""

from datetime import timedelta

from bot.operations import Operating, operate
from bot.running import Assistant
from storage import cohorts
from storage.database import Database

CAE, NAME = "CAE de démonstration", "Flashcoop de démonstration"
SESSIONS = 7
INVITED = 3


async def links_of(assistant: Assistant) -> list[str]:
    """Fresh invitation links to the demonstration Flashcoop, which is made the first time."""
    return await assistant.writer.run(_links, assistant)


def _links(db: Database, assistant: Assistant) -> list[str]:
    operating = Operating(db, assistant.settings, assistant.house.codes, assistant.clock())
    known = [
        each for each in cohorts.cohorts(db) if each.name == NAME and each.sessions[-1].date >= operating.now.date()
    ]
    code = known[0].code if known else _create(operating)
    arguments = {"role": "participant", "cohort": code, "cae": None, "count": INVITED}
    return [link["page"] for link in operate(operating, "invite", arguments)]


def _create(operating: Operating) -> str:
    operate(operating, "add_cae", {"name": CAE})
    yesterday = operating.now.date() - timedelta(days=1)
    dates = ",".join((yesterday + timedelta(days=2 * number)).isoformat() for number in range(SESSIONS))
    fields = {"name": NAME, "cae": CAE, "dates": dates, "product": "cookies", "place": "Laval"}
    code: str = operate(operating, "create_cohort", fields)["code"]
    return code
