"""Puts the exports of several installations together, so that no code means two people."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from storage.export.cells import Row
from storage.export.reading import Cells, Exported, exported
from storage.export.tables import Table, table
from storage.export.writing import Seen, nobody, write_tables
from storage.refusals import Refused

# Where codes stand, alone or several with spaces; what is no code is in none of the lists of codes, and stays.
NAMING = frozenset(
    {
        *("participant", "author", "about", "prescriber", "transcript_by", "translation_by", "by"),
        *("cohort", "cohorts", "cae", "installation"),
        *("code", "flashcoop", "prescripteur"),
    }
)
CODES = (("people", "participant"), ("cohorts", "cohort"), ("cohorts", "cae"))  # every code is named there
SHARED = {"codebook": ("hash", "question")}  # the same row in several is one row

Renaming = Mapping[str, str]


def merge(folders: Sequence[Path], out: Path, form: str, seen: Seen = nobody) -> dict[str, int]:
    """Write the exports in several folders as one; the rows of each table.

    A code that two installations use stands in both as `INSTALLATION.CODE`, wherever it is named; all others stay.
    Refused for fewer than two folders, for one that is the target, and for two exports of the same installation: their
    people would be counted twice.
    """
    if len(folders) < 2:
        raise Refused("nothing_to_merge", "Donnez au moins deux dossiers d'export à fusionner.")
    if out.resolve() in {folder.resolve() for folder in folders}:
        raise Refused("merge_onto", f"{out} est un des exports à fusionner : écrivez ailleurs.")
    parts = sorted(map(exported, folders), key=lambda part: part.installations)
    _refuse_twice(parts)
    renamings = _renamings(parts)
    names = dict.fromkeys(name for part in parts for name in part.tables)
    tables = [_merged(name, parts, renamings) for name in names]
    return write_tables(tables, out, form, {"exports": [each for part in parts for each in part.exports]}, seen)


def _refuse_twice(parts: Sequence[Exported]) -> None:
    counted = Counter(each for part in parts for each in part.installations)
    twice = [each for each, number in counted.items() if number > 1]
    if twice:
        sentence = f"Deux exports viennent de la même installation ({twice[0]}) : n'en gardez qu'un de chacune."
        raise Refused("same_installation", sentence)


def _renamings(parts: Sequence[Exported]) -> list[Renaming]:
    """What each export's codes are called in the end, for those that clash."""
    codes = [{row[column] for table, column in CODES for row in part.rows(table)} for part in parts]
    counted = Counter(code for each in codes for code in each)
    return [
        {code: f"{part.installations[0]}.{code}" for code in each if counted[code] > 1}
        for part, each in zip(parts, codes, strict=True)
    ]


def _merged(name: str, parts: Sequence[Exported], renamings: Sequence[Renaming]) -> Table:
    having = [(part, renaming) for part, renaming in zip(parts, renamings, strict=True) if name in part.tables]
    columns = tuple(dict.fromkeys(column for part, _ in having for column in part.columns(name)))
    fresh = _once(SHARED[name]) if name in SHARED else _always

    def rows() -> Iterator[Row]:
        for part, renaming in having:
            for row in filter(fresh, part.rows(name)):
                yield tuple(_renamed(column, row.get(column), renaming) for column in columns)

    return table(name, columns, rows())


def _renamed(column: str, cell: object, renaming: Renaming) -> object:
    if not renaming or column not in NAMING or not isinstance(cell, str):
        return cell
    return " ".join(renaming.get(code, code) for code in cell.split(" "))


def _always(row: Cells) -> bool:
    del row
    return True


def _once(columns: Sequence[str]) -> Callable[[Cells], bool]:
    """Whether a row comes for the first time."""
    known: set[tuple[object, ...]] = set()

    def fresh(row: Cells) -> bool:
        key = tuple(row.get(column) for column in columns)
        seen_before = key in known
        known.add(key)
        return not seen_before

    return fresh
