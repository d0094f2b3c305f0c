"""People who press buttons, without a network: updates go in as Telegram's, asks come out of the outbox's rows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import yaml

from bot.loading import LOCALES, Programme, load_programme
from bot.running import Assistant, Row
from bot.settings import Settings
from bot.telegram.intake import Intake
from bot.telegram.nameless import nameless
from bot.telegram.reading import CHANNEL, read_body, read_update
from bot.turns.house import House
from bot.turns.turn import BATCH, take_turn
from storage import cohorts, inbox, invitations
from storage.codes import Codes
from storage.database import Database, every, savepoint
from storage.secrets import Vault

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SOME_SECONDS = timedelta(seconds=7)
# Small, so that thousands of plays take minutes; every way of answering by touch is in it.
CHOICES = [{"key": key, "picture": key, "print": key} for key in ("happy", "so_so", "sad")]
SMALL: dict[str, Any] = {
    "id": "small",
    "version": 1,
    "audience": "participant",
    "moment": "once",
    "questions": [
        {"key": "mood", "kind": "choice", "print": "Comment allez-vous ?", "choices": CHOICES},
        {"key": "bread", "kind": "scale", "print": "Je sais faire du pain."},
        {"key": "milk", "kind": "yesno", "print": "Aimez-vous le lait ?"},
        {"key": "sugar", "kind": "choice", "print": "Avec du sucre ?", "choices": CHOICES}
        | {"when": {"answer": "milk", "is": "yes"}},
        {"key": "project", "kind": "open", "print": "Que voulez-vous faire ?"},
    ],
}

Update = dict[str, Any]


def small_programme(folder: Path) -> Programme:
    """A programme of one small questionnaire, in French."""
    asked, locales = folder / "questionnaires", folder / "locales"
    asked.mkdir()
    locales.mkdir()
    (asked / "small.yaml").write_text(yaml.safe_dump(SMALL))
    (locales / "fr").symlink_to(LOCALES / "fr")
    return load_programme(asked, locales)


class Table:
    """An assistant on one open transaction: what is played is never committed."""

    def __init__(self, db: Database, programme: Programme) -> None:
        self.db, self.programme, self.now = db, programme, START
        self._house = House(programme, Vault("a secret of the tests, long enough"), Codes(), {CHANNEL: read_body}, "")
        nothing = cast(Any, None)
        clock = lambda: self.now  # noqa: E731 -- the time moves
        parts = (nothing, nothing, nothing, nothing, clock, nothing)
        self._assistant = Assistant(Settings.model_construct(), self._house, *parts)
        self._intake = Intake(cast(Any, SimpleNamespace(bot_id="1")), self._assistant)

    def receive(self, update: Update) -> None:
        """Keep an update, unless it is known already."""
        self.now += SOME_SECONDS
        read = read_update(update)
        assert read is not None
        row = Row(CHANNEL, self._intake._key(update), read[0], nameless(update))
        self._assistant._keep(self.db, [row])

    def take_turns(self) -> None:
        """Take all turns that wait."""
        while rows := inbox.take_batch(self.db, BATCH):
            for row in rows:
                with savepoint(self.db):
                    take_turn(self.db, self._house, row, self.now)

    def invitation(self) -> str:
        """A token for a participant of a Flashcoop of her own, whose sessions are far off."""
        cae = cohorts.add_cae(self.db, self._house.codes, f"CAE {self.now}")
        days = [(START + timedelta(days=days)).date() for days in (30, 31, 33, 36)]
        code = cohorts.create_cohort(self.db, self._house.codes, cohorts.Opening("Essai", cae, days), self.now)
        cohort = cohorts.cohort(self.db, code)
        return invitations.issue(self.db, self._house.codes, "participant", cohort.id, cohort.cae_id, self.now)


class Player:
    """One person: what she is asked, what she pressed, what she presses next."""

    def __init__(self, table: Table, number: int) -> None:
        self._table, self.number = table, number
        self.sent: list[Update] = []
        self.pressed: list[str] = []
        self._next_id = 1000 * number + 1
        start = {"text": f"/start {table.invitation()}", "message_id": 1}
        self._send({"message": start | self._who()})
        table.take_turns()

    def answer(self) -> None:
        """Press what she always presses at the newest question."""
        if data := self._choice():
            self.pressed.append(data)
            self._press(data)

    def press_again(self, ago: int) -> None:
        """Press a button she pressed before once more: Telegram makes another update of it."""
        if self.pressed:
            self._press(self.pressed[-1 - ago % len(self.pressed)])

    def comes_twice(self, ago: int) -> None:
        """Telegram delivers an update again that it delivered before."""
        self._table.receive(self.sent[-1 - ago % len(self.sent)])

    def comes_under_another_number(self, ago: int) -> None:
        """Telegram delivers an update again as if it were a new one."""
        self._table.receive(self.sent[-1 - ago % len(self.sent)] | {"update_id": 10**6 + self._next_id})

    def answers(self) -> dict[str, Any]:
        """What she answered: the last revision of each, the code of a refusal in angle brackets."""
        rows = every(
            self._table.db,
            "SELECT a.question, coalesce(a.value, '<' || a.none || '>') AS said, i.state FROM answers a"
            " JOIN instances i ON i.id = a.instance_id JOIN addresses d ON d.person_id = i.person_id"
            " WHERE d.id = ? ORDER BY a.revision",
            (self._address(),),
        )
        return {row["question"]: row["said"] for row in rows}

    def finished(self) -> bool:
        """Whether nothing is left to be asked."""
        return self._choice() is None

    def _choice(self) -> str | None:
        """The data of the button she presses now; None when her questionnaire is done."""
        row = every(
            self._table.db,
            "SELECT o.intent ->> 'instance' AS instance, o.intent ->> 'ask' AS ask, o.intent ->> 'step' AS step"
            " FROM outbox o JOIN instances i ON i.code = o.intent ->> 'instance'"
            " WHERE o.address_id = ? AND o.intent ->> 'kind' = 'ask' AND i.finished_at IS NULL"
            " ORDER BY o.seq DESC LIMIT 1",
            (self._address(),),
        )
        if not row:
            return None
        instance, ask, name = row[0]
        step = self._table.programme.flows["small"].questionnaire.steps[name]
        choices = [choice.key for choice in step.choices]
        if not choices:
            return f"c|{instance}|{ask}|dont_know"
        return f"a|{instance}|{ask}|{choices[(len(name) + self.number) % len(choices)]}"

    def _press(self, data: str) -> None:
        query = {"id": str(self._next_id), "from": {"id": self.number + 7}, "chat_instance": "1", "data": data}
        self._send({"callback_query": query | {"message": {"message_id": 1, "date": 1} | self._who()}})

    def _send(self, fields: Update) -> None:
        update = {"update_id": self._next_id} | fields
        self._next_id += 1
        self.sent.append(update)
        self._table.receive(update)

    def _who(self) -> Update:
        return {"chat": {"id": self.number + 7, "type": "private"}, "from": {"id": self.number + 7, "is_bot": False}}

    def _address(self) -> int:
        vault = self._table._house.vault
        rows = every(
            self._table.db, "SELECT id FROM addresses WHERE lookup = ?", (vault.lookup(CHANNEL, str(self.number + 7)),)
        )
        return int(rows[0]["id"])
