"""Écoute-toi: a person's own words and progress, given back to her on the last day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.turns.due import due_for
from bot.turns.house import House
from bot.turns.peers import intent
from dialogs.calendar import EXIT, LAST, moment_of
from dialogs.ecoute import Both, Rating, Story, Words
from dialogs.questionnaire import SOURCE, Question, Questionnaire
from storage import answers, cohorts, consents, echoes, instances, takes
from storage.cohorts import Cohort
from storage.database import Database
from storage.instances import Stored
from storage.people import Person

CHECKIN, CORE = "checkin", "core"
BOT = "bot"
Answers = Mapping[str, answers.Kept]


def story_of(db: Database, house: House, person: Person, now: datetime) -> Story | None:
    """What there is to give back to a participant; None before she has answered all that is open on the last day, where
    she no longer answers with this assistant, and where there is nothing. Earlier ratings are not shown before.
    """
    if person.role != "participant" or person.withdrawn_at or person.cohort_id is None:
        return None
    cohort = cohorts.cohort_by_id(db, person.cohort_id)
    if not consents.consents_of(db, person.id).get(BOT) or not _over(db, house, person, cohort, now):
        return None
    runs = {run.moment: run for run in instances.instances_of(db, person.id) if _own_checkin(run, cohort)}
    first, last = (runs.get(moment_of(cohort.calendar.sessions[place])) for place in (0, -1))
    story = _story(db, house, person, first, last)
    return story or None


def _over(db: Database, house: House, person: Person, cohort: Cohort, now: datetime) -> bool:
    """Whether the last session is over, and nobody waits for her to rate anything or anybody any more."""
    last = cohort.calendar.sessions[-1]
    if now < cohort.calendar.ends(last):
        return False
    closing = (moment_of(last), LAST, EXIT)
    due = due_for(db, house.programme.flows.values(), person, [cohort], now)
    return not any(each.moment in closing and rates(each.flow.questionnaire) for each in due)


def rates(asked: Questionnaire) -> bool:
    """Whether a questionnaire has somebody rate: herself, the days, or the others."""
    return bool(asked.subject) or any(question.kind == "scale" for question in asked.questions)


def _own_checkin(run: Stored, cohort: Cohort) -> bool:
    return run.questionnaire == CHECKIN and run.cohort_id == cohort.id


def _story(db: Database, house: House, person: Person, first: Stored | None, last: Stored | None) -> Story:
    newest = last or first
    asked = house.flow(db, newest.hash).questionnaire.questions if newest else ()
    then, now = (answers.present(db, run.id) if run else {} for run in (first, last))
    echo = next(iter(echoes.ready(db, person.id)), None)
    return Story(
        tuple(_all_words(db, person, asked, then, now)),
        tuple(_ratings(asked, then, now)),
        intent(echo, person.language) if echo else None,
        house.flow(db, echo.questionnaire).questionnaire if echo else None,
    )


def _all_words(db: Database, person: Person, asked: Iterable[Question], then: Answers, now: Answers) -> Iterator[Both]:
    voices = bool(consents.consents_of(db, person.id).get(consents.KEEP_AUDIO))
    for question in filter(_open, asked):
        first, last = (_words(db, given.get(question.key), voices=voices) for given in (then, now))
        if first or last:
            yield Both(question, first, last)


def _ratings(asked: Iterable[Question], then: Answers, now: Answers) -> Iterator[Rating]:
    for question in asked:
        first, last = (_score(given.get(question.key)) for given in (then, now))
        if question.references.get("index") == CORE and first and last:
            yield Rating(question, first, last)


def _open(question: Question) -> bool:
    return question.kind == "open" and not question.personal


def _score(kept: answers.Kept | None) -> int | None:
    value = kept.revision.value if kept else None
    return value if isinstance(value, int) else None


def _words(db: Database, kept: answers.Kept | None, *, voices: bool) -> Words:
    """Her voice while it is kept and she agrees to that; else, spoken for her, what she typed or somebody checked."""
    value = kept.revision.value if kept else None
    if kept is None or not isinstance(value, dict):
        return Words()
    known = [take for name in value.get("takes", ()) if (take := takes.take(db, name))]
    own = tuple(take.id for take in known if take.state == "stored" and voices)
    checked = [take.transcript or "" for take in known if take.transcript_status == "checked"]
    text = "\n".join(filter(None, [value.get("text") or "", *checked]))
    return Words(text, kept.revision.language or SOURCE, own)
