"""The tables, as named migrations. A migration that was released is never edited: a new one follows it."""

from sqlite_utils import Database, Migrations

from storage.schema import (
    backups,
    bilan,
    console,
    contexts,
    conversations,
    figures,
    holding,
    listening,
    messages,
    peers,
    people,
    post,
    programme,
    records,
    reminders,
    rights,
    seeing,
    staff,
    telegram,
    voice,
    voices,
)

schema = Migrations("flashcoop")


@schema()
def m001_people(db: Database) -> None:
    """CAEs, Flashcoops with their sessions, people, their ways in and their addresses."""
    db.executescript(people.TABLES)


@schema()
def m002_conversations(db: Database) -> None:
    """What came in, what is asked, what was answered and agreed to."""
    db.executescript(conversations.TABLES)


@schema()
def m003_voice(db: Database) -> None:
    """Recorded clips, their bytes, and the work to be done on them."""
    db.executescript(voice.TABLES)


@schema()
def m004_messages(db: Database) -> None:
    """What is to be said, and the calls a channel makes for it."""
    db.executescript(messages.TABLES)


@schema()
def m005_contexts(db: Database) -> None:
    """States and data of the finite-state machine's contexts."""
    db.executescript(contexts.TABLES)


@schema()
def m006_programme(db: Database) -> None:
    """Sessions told in full, runs about somebody else, doors held by somebody else."""
    db.executescript(programme.TABLES)


@schema()
def m007_peers(db: Database) -> None:
    """Who rates whom, and what is told of it."""
    db.executescript(peers.TABLES)


@schema()
def m008_reminders(db: Database) -> None:
    """Messages the house sends by itself, phone calls, presence, contracts."""
    db.executescript(reminders.TABLES)


@schema()
def m009_telegram(db: Database) -> None:
    """How long a reminder is true, what is to be removed from a chat, and when a channel was last in touch."""
    db.executescript(telegram.TABLES)


@schema()
def m010_listening(db: Database) -> None:
    """What was guessed and what the person said to it; transcripts that people check, sign and translate."""
    db.executescript(listening.TABLES)


@schema()
def m011_rights(db: Database) -> None:
    """Who asked to be forgotten, until it is done and said."""
    db.executescript(rights.TABLES)


@schema()
def m012_holding(db: Database) -> None:
    """Doors held by a helper, invitations for somebody known, and who was sent by whom."""
    db.executescript(holding.TABLES)


@schema()
def m013_console(db: Database) -> None:
    """Signing in to the console, and calls passed to an interpreter."""
    db.executescript(console.TABLES)


@schema()
def m014_staff(db: Database) -> None:
    """Groups, reminders an animator gives by one tap, and how a call for a person is answered."""
    db.executescript(staff.TABLES)


@schema()
def m015_figures(db: Database) -> None:
    """What Flashcoops made and sold, and whom somebody announced before she came."""
    db.executescript(figures.TABLES)


@schema()
def m016_records(db: Database) -> None:
    """The CAEs' own records, and how far each object has come there."""
    db.executescript(records.TABLES)


@schema()
def m018_bilan(db: Database) -> None:
    """Where addresses lie, and the themes put on open answers."""
    db.executescript(bilan.TABLES)


@schema()
def m021_post(db: Database) -> None:
    """Links that end by themselves."""
    db.executescript(post.TABLES)


@schema()
def m022_voices(db: Database) -> None:
    """Who gives her voice and what she allows with it, what she recorded, and who signed a wording."""
    db.executescript(voices.TABLES)


@schema()
def m024_backups(db: Database) -> None:
    """Which installation this is, and what became of its backups."""
    db.executescript(backups.TABLES)


@schema()
def m025_seeing(db: Database) -> None:
    """What the operator was told of, and where the few rows are that ask for attention."""
    db.executescript(seeing.TABLES)


NAMES = frozenset(migration.name for migration in schema.pending(Database(memory=True)))
