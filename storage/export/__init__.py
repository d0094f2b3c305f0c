"""What was answered, for those who evaluate: pseudonymised, streamed, the same bytes for the same database."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.export.agreements import agreement_table
from storage.export.answers import answer_table, revision_table
from storage.export.codebook import codebook_table
from storage.export.flashcoops import cohort_table, session_table
from storage.export.peers import peer_table
from storage.export.people import installation, people_table
from storage.export.presence import attendance_table, contract_table
from storage.export.selection import Filters, Selection, select
from storage.export.tables import Table
from storage.export.themes import theme_table
from storage.export.wide import wide_table
from storage.export.writing import Seen, nobody, write_tables

EVERYTHING = Filters()

More = Callable[[Selection], Iterable[Table]]  # tables that somebody else makes of a selection


def nothing_more(selection: Selection) -> Iterable[Table]:
    """The tables of the storage are all."""
    del selection
    return ()


def export(
    db: Database,
    folder: Path,
    form: str,
    filters: Filters = EVERYTHING,
    *,
    personal: bool = False,
    more: More = nothing_more,
    seen: Seen = nobody,
) -> dict[str, int]:
    """Write all tables of a selection into a folder, in a form of `WRITERS`; the rows of each, by name.

    Names, phones, addresses and voices are left out unless `personal` is asked for. Best run on a reader. Refused,
    with one sentence, for a filter that names nothing, and for what `write_tables` refuses.
    """
    selection = select(db, filters)
    with snapshot(db):
        tables = (*_tables(db, selection, personal=personal), *more(selection))
        about = {"installation": installation(db), "names": personal, "filters": filters.told()}
        return write_tables(tables, folder, form, {"exports": [about]}, seen)


@contextmanager
def snapshot(db: Database) -> Iterator[None]:
    """Inside, everything is read as it was at one moment, whatever is written meanwhile."""
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK")


def _tables(db: Database, selection: Selection, *, personal: bool) -> tuple[Table, ...]:
    return (
        cohort_table(db, selection, personal=personal),
        session_table(db, selection),
        people_table(db, selection),
        answer_table(db, selection, personal=personal),
        revision_table(db, selection, personal=personal),
        wide_table(db, selection, personal=personal),
        agreement_table(db, selection),
        attendance_table(db, selection),
        contract_table(db, selection),
        peer_table(db, selection),
        theme_table(db, selection),
        codebook_table(db),
    )
