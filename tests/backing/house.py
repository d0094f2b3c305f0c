"""An installation on disk, without anything running."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import SecretStr

from bot.backing.making import Sent, make
from bot.backing.places import Place, place_for
from bot.backing.scratch import scratch
from bot.restoring import save
from bot.settings import Settings
from storage import addresses, backups, cohorts, invitations, media, people
from storage.codes import Codes
from storage.database import Database, connect, open_database, transaction
from storage.media import MediaFolder
from storage.secrets import Vault
from tests.empty import empty_database

SECRET = "a secret of the tests, long enough"
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
VOICE = b"a voice that is kept" * 500


class House:
    """Its settings, its vault, and the code of the one person in it."""

    def __init__(self, folder: Path, disk: Path, recipient: str) -> None:
        self.folder, self.disk, self.vault = folder, disk, Vault(SECRET)
        self.recipient, self.backup_to = recipient, str(disk)
        disk.mkdir()
        folder.mkdir()
        empty_database(folder / "flashcoop.sqlite")
        self.media = MediaFolder(folder / "media")
        with self.writes() as db:
            self.person = settle(db, self.vault)
            media.keep(db, self.media.put(VOICE, "audio/ogg"), START)

    @property
    def settings(self) -> Settings:
        return Settings.model_construct(
            data=self.folder,
            database=self.folder / "flashcoop.sqlite",
            ledger=None,
            backup_to=SecretStr(self.backup_to),
            backup_recipient=self.recipient,
        )

    @property
    def place(self) -> Place:
        place = place_for(self.settings)
        assert place is not None
        return place

    @contextmanager
    def writes(self) -> Iterator[Database]:
        with open_database(self.settings.database, START) as db, transaction(db):
            yield db

    @contextmanager
    def looks(self) -> Iterator[Database]:
        with open_database(self.settings.database, START, write=False) as db:
            yield db

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """The file as any program can open it."""
        with closing(connect(self.settings.database, write=True)) as connection:
            yield connection

    def saved_as_it_is(self, now: datetime) -> Path:
        """A backup of the file whatever version it is of."""
        file = self.disk / "saved.age"
        with self.raw() as connection:
            save(Database(connection), self.settings, file, now)
        return file

    def backs_up(self, now: datetime) -> Sent:
        """Make a backup where the settings say, and keep its row."""
        with self.looks() as db, scratch(self.settings.database) as folder:
            sent = make(db, self.settings, self.place, folder, now)
        with self.writes() as db:
            backups.made(db, self.place.shown, sent.name, sent.bytes, sent.sha256, now)
        return sent

    def seen(self) -> dict[str, bytes]:
        """Every byte of the folder."""
        return {
            str(each.relative_to(self.folder)): each.read_bytes() for each in self.folder.rglob("*") if each.is_file()
        }

    def people(self) -> list[str]:
        with self.looks() as db:
            return [row["code"] for row in db.conn.execute("SELECT code FROM people ORDER BY id")]


def settle(db: Database, vault: Vault) -> str:
    """A person at an address; her code."""
    codes = Codes(random.Random(7).choice)
    cae = cohorts.add_cae(db, codes, "Coopérative d'essai")
    opening = cohorts.Opening("Essai", cae, [date(2026, 11, day) for day in (23, 24, 26, 30)])
    cohort = cohorts.cohort(db, cohorts.create_cohort(db, codes, opening, START))
    token = invitations.issue(db, codes, "participant", cohort.id, cohort.cae_id, START)
    address = addresses.reach(db, vault, "telegram", "4242424242", START)
    joined = invitations.use(db, codes, token, address.id, START)
    assert joined.person_id is not None
    return people.person(db, joined.person_id).code
