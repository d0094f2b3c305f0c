"""Our assistant with the same survey.

`python -m tests.bench.ours FOLDER invite COUNT [OTHERS]`, then `… FOLDER serve URL`. OTHERS are people who are in the
database already, with what a finished survey leaves of them.
"""

import asyncio
import gc
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.building import OWN_READERS
from bot.loading import LOCALES, Programme, load_programme
from bot.logs import configure
from bot.recorded import Recorded
from bot.running import Assistant
from bot.settings import Settings
from bot.telegram import serving
from bot.telegram.api import Api
from bot.telegram.pace import NONE, Pace
from bot.telegram.reading import CHANNEL, read_body
from bot.telegram.receiving import Receiver
from bot.telegram.sending import Sender
from bot.turns.house import House
from bot.voice.clips import ClipStore
from bot.voice.engines import People
from storage import cohorts, invitations
from storage.codes import Codes
from storage.database import Database
from storage.media import MediaFolder
from storage.questionnaires import keep
from storage.secrets import Vault
from storage.threads import Reader
from storage.times import stamp
from tests.bench.crowd import QUESTIONS
from tests.bench.peers import TOKEN, question
from tests.telegram.conftest import Hum

FILE = "bench.sqlite"
EACH = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
TWICE = f"{EACH}, m(i, k) AS (SELECT i, 1 FROM n UNION ALL SELECT i, 2 FROM n)"
# What a person leaves: an address, a finished instance, and two of each thing that a turn writes.
OTHERS = (
    f"{EACH} INSERT INTO people (id, code, cae_id, role, language, created_at)"
    " SELECT i, 'o' || i, 1000, 'participant', 'fr', :now FROM n",
    f"{EACH} INSERT INTO addresses (id, channel, lookup, sealed, person_id, last_seen_at)"
    " SELECT i, 'telegram', hex(randomblob(32)), hex(randomblob(50)), i, :now FROM n",
    f"{EACH} INSERT INTO address_people SELECT i, i FROM n",
    f"{EACH} INSERT INTO instances (id, code, person_id, cae_id, questionnaire, hash, moment, state, data, version,"
    " opened_at, touched_at, finished_at) SELECT i, 'i' || hex(randomblob(5)), i, 1000, 'survey', :hash, 'once',"
    " 'survey:done', '{}', 9, :now, :now, :now FROM n",
    f"{TWICE} INSERT INTO answers (instance_id, cae_id, question, revision, value, wording, wording_hash, language,"
    " mode, author, door, inbox_id, answered_at) SELECT i, 1000, 'q' || k, 1, '\"une réponse\"', 'Question', 'x', 'fr',"
    " 'typed', 'o' || i, 'telegram', 2 * i + k, :now FROM m",
    f"{TWICE} INSERT INTO inbox (id, channel, key, address_id, recipient, received_at, state, done_at)"
    " SELECT 2 * i + k, 'telegram', hex(randomblob(16)), i, 'address:' || i, :now, 'done', :now FROM m",
    f"{TWICE} INSERT INTO outbox (id, address_id, channel, person_id, seq, intent, on_doubt, inbox_id, priority,"
    " created_at, state) SELECT 2 * i + k, i, 'telegram', i, k, '{}', 'skip', 2 * i + k, 0, :now, 'done' FROM m",
    f"{TWICE} INSERT INTO calls (outbox_id, address_id, seq, n, priority, method, state, open, not_before, result,"
    " sent_at) SELECT 2 * i + k, i, k, 1, 0, 'sendVoice', 'sent', 0, :now, '{}', :now FROM m",
)


def survey(folder: Path) -> Programme:
    """A programme of ten open questions, in French."""
    asked = folder / "questionnaires"
    asked.mkdir(exist_ok=True)
    questions = [{"key": f"q{number}", "kind": "open", "print": question(number)} for number in range(QUESTIONS)]
    source = {"id": "survey", "version": 1, "audience": "participant", "moment": "once", "questions": questions}
    (asked / "survey.yaml").write_text(yaml.safe_dump(source))
    locales = folder / "locales"
    locales.mkdir(exist_ok=True)
    if not (locales / "fr").exists():
        (locales / "fr").symlink_to(LOCALES / "fr")
    return load_programme(asked, locales)


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


def assistant_in(folder: Path, writer: Any = None) -> Assistant:
    """The assistant, as it runs in service but for its humming voice."""
    house = House(survey(folder), Vault("a bench needs no secret"), Codes(), {**OWN_READERS, CHANNEL: read_body}, "")
    media = MediaFolder(folder / "media")
    recorded = Recorded(folder / FILE, media, now)
    writer, reader = writer or recorded.writer(), Reader(folder / FILE, now())
    clips = ClipStore(folder / "clips", [People(recorded), Hum()], allowed=recorded.speakers)
    return Assistant(Settings.model_construct(), house, writer, reader, clips, media, now, recorded)


def invite(db: Database, codes: Codes, count: int) -> list[str]:
    """Invitations for that many people, all of one Flashcoop."""
    cae = cohorts.add_cae(db, codes, "Banc")
    days = [date.today() + timedelta(days=days) for days in (30, 31, 33, 36)]
    cohort = cohorts.cohort(db, cohorts.create_cohort(db, codes, cohorts.Opening("Banc", cae, days), now()))
    return [invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, now()) for _ in range(count)]


def fill(db: Database, assistant: Assistant, count: int) -> None:
    """Put that many people into the database, by SQL."""
    questionnaire = assistant.house.programme.flows["survey"].questionnaire
    keep(db, questionnaire, now())
    db.conn.execute("INSERT INTO caes (id, code, name) VALUES (1000, 'OTHERS', 'Les autres')")
    for statement in OTHERS:
        db.conn.execute(statement, {"count": count, "hash": questionnaire.hash, "now": stamp(now())})


async def serve(folder: Path, url: str, writer: Any = None) -> None:
    """Receive, take turns and send, until killed."""
    assistant = assistant_in(folder, writer)
    api = Api(TOKEN, url)
    sender = Sender(api, assistant, Pace(NONE))  # the peers keep no limits either
    assistant.turns.listeners.append(lambda _address: sender.wake())
    async with asyncio.TaskGroup() as group:
        group.create_task(serving.serve(api, Receiver(api, assistant), sender))
        group.create_task(assistant.turns.run())


async def prepare(folder: Path, count: int, others: int) -> None:
    """A new database with invitations, whose tokens are written to `tokens`."""
    assistant = assistant_in(folder)
    if others:
        await assistant.writer.run(fill, assistant, others)
    tokens = await assistant.writer.run(invite, assistant.house.codes, count)
    (folder / "tokens").write_text("\n".join(tokens))
    assistant.close()


if __name__ == "__main__":
    configure()
    work = Path(sys.argv[1])
    if sys.argv[2] == "invite":
        asyncio.run(prepare(work, int(sys.argv[3]), int(sys.argv[4])))
    else:
        gc.freeze()  # as `bot.starting` does
        asyncio.run(serve(work, sys.argv[3]))
