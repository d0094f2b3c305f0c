"""The « guide du partenaire »: one A4 in French, with the dates of the Flashcoop it is for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.loading import Programme
from bot.pictures.catalogue import picture
from bot.printing import pdf
from dialogs.calendar import COLD, EXIT
from dialogs.languages import Language
from dialogs.questionnaire import SOURCE, Questionnaire
from storage.cohorts import Cohort

TEMPLATE = Path(__file__).parent / "guide.typ"
PICTURES = ("learned", "numbers", "clock")
LONGEST = 72  # letters of a name or title
# With more letters than MANY of titles, the page has room for them only in smaller letters.
MANY, POINTS, SMALLER = 380, 10.8, 9.5
SECONDS_A_CHOICE, SECONDS_IN_WORDS = 15, 60  # what a question takes somebody who reads, and speaks or types


def partners_guide(programme: Programme, cohort: Cohort) -> bytes:
    """The guide as a PDF of one page. The same for the same data."""
    french = programme.book.languages[SOURCE]
    titles = [_cut(session.title) for session in cohort.sessions]
    data = {
        "points": SMALLER if sum(map(len, titles)) > MANY else POINTS,
        "flashcoop": _cut(cohort.name),
        "carrier": _cut(cohort.cae),
        "place": _cut(cohort.place or ""),
        "animators": _cut(", ".join(cohort.animators)),
        "sessions": [
            {
                "name": f"J{cohort.calendar.place(session)}",
                "day": french.day(session.date, "EEEE d MMMM y"),
                "hours": f"{french.hour(session.starts)}–{french.hour(session.ends)}",
                "title": title,
            }
            for session, title in zip(cohort.sessions, titles, strict=True)
        ],
        "asked": list(_asked(programme, cohort, french)),
        "pictures": {name: picture(name).svg.read_text("utf-8") for name in PICTURES},
    }
    return pdf(TEMPLATE, data)


def _cut(text: str) -> str:
    """A text no longer than the page has room for."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _asked(programme: Programme, cohort: Cohort, french: Language) -> Iterator[dict[str, Any]]:
    """What a partner is asked, in the order it comes."""
    flows = {key: flow.questionnaire for key, flow in programme.flows.items()}
    first, last = cohort.sessions[0], cohort.sessions[-1]
    cold = cohort.calendar.window(COLD)
    leaving = cohort.calendar.window(EXIT)
    assert cold is not None
    assert cold.closes is not None
    assert leaving is not None
    assert leaving.closes is not None
    yield {
        "picture": "learned",
        "when": f"Avant le {french.day(first.date, 'd MMMM y')}, si vous proposez quelqu'un",
        "long": "environ 10 min",
        "what": "Commencez sa fiche avec elle : son accord, son nom écrit, son adresse, votre structure. Elle finit "
        "seule, par la voix et les images, dans sa langue. Rien ne lui est demandé deux fois.",
    }
    yield {
        "picture": "numbers",
        "when": f"Du {french.day(last.date, 'd MMMM')} au {_last_day(leaving.closes, cohort, french)}",
        "long": _long(flows["partners_hot"]),
        "what": "Bilan à chaud : avez-vous constaté des avancées concrètes, votre point de vue sur l'action, "
        "ce qu'il faut améliorer.",
    }
    yield {
        "picture": "clock",
        "when": f"Du {_day(cold.opens, cohort, french)} au {_last_day(cold.closes, cohort, french)}",
        "long": f"{_long(flows['partners_cold'])}, et {_long(flows['partners_cold_person'])} par personne proposée",
        "what": "Bilan à froid : les effets sur les personnes, et pour chacune que vous avez proposée, ce qui a "
        "changé et ce dont elle a besoin maintenant.",
    }


def _long(asked: Questionnaire) -> str:
    """How long a questionnaire takes, to the minute above."""
    seconds = sum(SECONDS_IN_WORDS if each.kind == "open" else SECONDS_A_CHOICE for each in asked.questions)
    return f"{len(asked.questions)} questions, {-(-seconds // 60)} min"


def _day(when: datetime, cohort: Cohort, french: Language) -> str:
    return french.day(when.astimezone(cohort.calendar.zone).date(), "d MMMM y")


def _last_day(closes: datetime, cohort: Cohort, french: Language) -> str:
    """The last day on which something that closes then can be answered."""
    return french.day((closes.astimezone(cohort.calendar.zone) - timedelta(seconds=1)).date(), "d MMMM y")
