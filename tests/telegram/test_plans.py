"""What a turn costs does not grow with the number of people: no statement of it reads a whole table."""

import re
import sqlite3

from storage.database import Database
from tests.telegram.conftest import Place
from tests.telegram.test_conversation import asked_now

# What is waiting is found by an index that holds nothing else, and is as short as the queue.
QUEUES = (
    *("inbox_waiting", "outbox_waiting", "outbox_waiting_at", "calls_open", "calls_open_at", "jobs_waiting"),
    *("helps_open", "helps_untold"),
)
READING = re.compile(r"^\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", re.IGNORECASE)
WHOLE = re.compile(r"^SCAN (?!CONSTANT ROW)(.*)$")


async def statements(place: Place) -> set[str]:
    """Every statement of a person's way in, an answer, a text, and of sending what is said."""
    seen: list[str] = []
    await place.assistant.writer.run(lambda db: db.conn.set_trace_callback(seen.append))
    amina = place.emulator.person("Amina", "fa")
    await amina.opens(await place.invitation())
    await place.goes_round()
    for wanted in ("|fa_AF", "|continue", "|yes"):
        touch = next((data for data in (await asked_now(amina)).datas if data.endswith(wanted)), None)
        if touch:
            await amina.presses(data=touch)
            await place.goes_round()
    await amina.types("سلام")
    await place.goes_round()
    await place.assistant.writer.run(lambda db: db.conn.set_trace_callback(None))
    return {statement for statement in seen if READING.match(statement)}


def whole_tables(db: Database, statement: str) -> list[str]:
    """The tables a statement reads from one end to the other."""
    try:
        plan = db.conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    except sqlite3.OperationalError:
        return []  # a statement inside a trigger
    found = [match[1] for row in plan if (match := WHOLE.match(row["detail"]))]
    return [each for each in found if not any(f"INDEX {queue}" in each for queue in QUEUES)]


# How many Flashcoops there are does not grow with the people of one; an invitation is made once.
SMALL = {"cohorts", "sessions", "caes"}


async def test_no_statement_of_a_turn_reads_a_whole_table(place: Place) -> None:
    seen = await statements(place)
    assert len(seen) > 30

    def check(db: Database) -> list[tuple[str, str]]:
        return [(table, statement[:200]) for statement in seen for table in whole_tables(db, statement)]

    found = await place.assistant.writer.run(check)
    assert [each for each in found if each[0].split()[0] not in SMALL] == []


async def test_a_statement_that_has_no_index_would_be_seen(place: Place) -> None:
    def check(db: Database) -> list[str]:
        return whole_tables(db, "SELECT * FROM people WHERE language = 'fr'")

    assert await place.assistant.writer.run(check) == ["people"]
