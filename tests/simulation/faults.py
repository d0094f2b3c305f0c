"""What must not have happened in a simulation, each as sentences that say what did."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.phone import MOST_CALLS
from tests.simulation.agenda import ZONE
from tests.simulation.characters import DILIGENT
from tests.simulation.record import Record

HOURS = range(18, 20)  # nobody in the simulation has chosen others
MOST_MESSAGES, MOST_A_WEEK = 3, 5
WEEK = timedelta(days=7)
MANY = 10  # people with a complete cold survey, from which on each outcome has somebody who reached it


def faults(record: Record) -> list[str]:
    """Everything that is wrong, in sentences; nothing when all is well."""
    return [fault for check in CHECKS for fault in check(record)]


def out_of_hours(record: Record) -> Iterator[str]:
    """Messages nobody asked for outside the evening."""
    for message in record.unasked:
        local = message.at.astimezone(ZONE)
        if local.hour not in HOURS:
            yield f"a message at {local:%Y-%m-%d %H:%M}"


def after_the_answer(record: Record) -> Iterator[str]:
    """Messages that ask for what was finished before they left."""
    for message in record.unasked:
        for run in message.runs:
            questionnaire, finished = record.runs[run]
            if finished is not None and finished < message.at:
                yield f"{questionnaire} asked for at {message.at:%Y-%m-%d %H:%M}, answered at {finished:%H:%M}"


def too_many(record: Record) -> Iterator[str]:
    """More messages about one questionnaire, or in a week, than the rules allow: by Telegram's journal and by ours."""
    shown = Counter((message.chat, run) for message in record.unasked for run in message.runs)
    yield from (f"{n} messages about one run" for n in shown.values() if n > MOST_MESSAGES)
    for life in record.lives.values():
        asked = [each for each in record.attempts[life.code] if each.kind == "reminder"]
        counted = Counter(about for each in asked for about in each.about)
        yield from (f"{life.name}: {n} messages about {about}" for about, n in counted.items() if n > MOST_MESSAGES)
        yield from _in_a_week(life.name, [each.at for each in asked], MOST_A_WEEK)
    for chat, sent in _by_chat(record).items():
        yield from _in_a_week(str(chat), sent, MOST_A_WEEK * len(record.chats.get(chat, (None,))))


def _by_chat(record: Record) -> dict[int, list[datetime]]:
    sent: dict[int, list[datetime]] = defaultdict(list)
    for message in record.unasked:
        if message.asks:
            sent[message.chat].append(message.at)
    return sent


def _in_a_week(who: str, sent: list[datetime], most: int) -> Iterator[str]:
    for at in sent:
        lately = [each for each in sent if at - WEEK < each <= at]
        if len(lately) > most:
            yield f"{who}: {len(lately)} messages in the week before {at:%Y-%m-%d}"


def in_the_group(record: Record) -> Iterator[str]:
    """Anything sent elsewhere than into somebody's own chat."""
    yield from (f"a message to chat {each.chat}" for each in record.unasked if each.chat not in record.chats)


def against_her_word(record: Record) -> Iterator[str]:
    """Messages to who said no to the assistant, or no to being contacted again."""
    for message in record.unasked:
        lives = record.chats.get(message.chat, ())
        if lives and all(life.character.consents.get("bot") == "no" for life in lives):
            yield f"a message to {lives[0].name}, who refused the assistant"
        cold = any(record.runs[run].questionnaire == "cold" for run in message.runs)
        if cold and lives and all(life.character.consents.get("contact") == "no" for life in lives):
            yield f"{lives[0].name} is asked for the cold survey and did not want to be"


def left_open(record: Record) -> Iterator[str]:
    """Who is neither complete, nor refused, nor closed after six calls, for the cold survey."""
    known = {line.person.code for line in record.cold}
    yield from (f"{life.name} is on no list" for code, life in record.lives.items() if code not in known)
    for line in record.cold:
        life = record.lives[line.person.code]
        if line.state not in ("complete", "refused") and len(line.calls) < MOST_CALLS:
            yield f"{life.name} ({life.character.name}): {line.state} after {len(line.calls)} calls"


def unanswered(record: Record) -> Iterator[str]:
    """What diligent people did not finish by themselves: something was never asked, or could not be answered."""
    for stood in record.stood:
        life = record.lives.get(stood.person)
        if life is not None and life.character is DILIGENT and stood.status != "done":
            yield f"{life.name}: {stood.questionnaire} {stood.moment} is {stood.status}"


def exported_twice(record: Record) -> Iterator[str]:
    """Answers that stand in the export more than once, or do not say how and by whom they were given."""
    ours = [row for row in record.exported if row["participant"] in record.lives]
    keys = Counter((row["participant"], row["questionnaire"], row["moment"], row["question"]) for row in ours)
    yield from (f"{n} times in the export: {key}" for key, n in keys.items() if n > 1)
    for row in record.exported:
        if row["status"] == "answered" and not (row["mode"] and row["author"] and row["door"]):
            yield f"no mode or author: {row['questionnaire']}.{row['question']}"


def outcomes_missing(record: Record) -> Iterator[str]:
    """Outcome codes nobody has reached, where enough people answered."""
    reached = {
        row["question"]
        for row in record.exported
        if row["questionnaire"] == "cold" and row["question"] in record.outcomes and row["value"] == "yes"
    }
    if sum(line.state == "complete" for line in record.cold) >= MANY:
        yield from (f"nobody reached {code}" for key, code in record.outcomes.items() if key not in reached)


CHECKS = (
    out_of_hours,
    after_the_answer,
    too_many,
    in_the_group,
    against_her_word,
    left_open,
    unanswered,
    exported_twice,
    outcomes_missing,
)
