"""`python -m tests.bench.export`: a million answers to each form, beside `sqlite3 -csv` on the same table, in one run.

Each is a process of its own, whose most memory is its own. The table is that of the answers, as it is exported;
`--whole` writes all tables. The database is made the first time, in FOLDER.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table as Shown

from bot.exporting import Asked, Scope, export_folder
from bot.loading import load_programme
from storage.database import open_database
from storage.export import snapshot
from storage.export.answers import answer_table
from storage.export.people import installation
from storage.export.selection import Filters, select
from storage.export.writing import WRITERS, write_tables
from tests.bench.answered import NOW, make

Measured = dict[str, float]

SQLITE = {
    "sqlite3 -csv, the same table": ("sqlite/flashcoop.db", "SELECT * FROM answers"),
    "sqlite3 -csv, the stored answers": ("{database}", "SELECT * FROM answers"),
}


def write(database: Path, out: Path, form: str, *, whole: bool) -> int:
    """Write the answers (or everything) of a database in a form; the rows of the answers."""
    with open_database(database, NOW, write=False) as db:
        if whole:
            asked = Asked([flow.questionnaire for flow in load_programme().flows.values()], NOW)
            return export_folder(db, out, form, Scope(), Filters(), asked)["answers"]
        with snapshot(db):
            tables = [answer_table(db, select(db, Filters()))]
            return write_tables(tables, out, form, {"exports": [{"installation": installation(db)}]})["answers"]


def measured(command: list[str], out: Path | None = None) -> Measured:
    """Seconds, seconds of processor and the most memory (MB) of a process; its output goes into a file."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    told = subprocess.PIPE if out is None else out.open("wb")
    watched = [sys.executable, "-c", WATCH, *command]
    done = subprocess.run(watched, stdout=told, stderr=subprocess.PIPE, check=True)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = int(done.stderr.split()[-1]) / 1024
    rows = json.loads(done.stdout)["rows"] if out is None else _lines(out)
    return {"rows": rows, "seconds": seconds, "cpu": cpu, "peak": peak}


# Starts the process that is measured from one that is small: Linux counts the memory of who forked as the child's.
WATCH = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
"""


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))


def main() -> None:
    """Measure, and show a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, default=Path("/tmp/flashcoop-export-bench"))
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--forms", default="sqlite,csv,jsonl,xlsx")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--one", help="write one form and say how many rows: what is measured")
    asked = parser.parse_args()
    database = asked.folder / f"{asked.answers}.sqlite"
    if asked.one:
        rows = write(database, asked.folder / asked.one, asked.one, whole=asked.whole)
        sys.stdout.write(json.dumps({"rows": rows}))
        return
    asked.folder.mkdir(parents=True, exist_ok=True)
    if not database.exists():
        make(database, asked.answers)
    open_database(database, NOW).close()  # one that an earlier version made is brought up to date
    console, found = Console(), dict[str, Measured]()
    for form in [form for form in asked.forms.split(",") if form in WRITERS]:
        again = ["--folder", str(asked.folder), "--answers", str(asked.answers), *(["--whole"] if asked.whole else [])]
        found[form] = measured([sys.executable, "-m", "tests.bench.export", "--one", form, *again])
    for name, (path, sql) in SQLITE.items():
        source = asked.folder / path.format(database=database)
        if source.exists():
            found[name] = measured(["sqlite3", "-csv", str(source), sql], asked.folder / "sqlite.csv")
    show(console, asked.answers, found)


def show(console: Console, answers: int, found: dict[str, Measured]) -> None:
    """Each form with its rows per second, and how many times as long as sqlite3 it took on the same table."""
    same = found.get(next(iter(SQLITE)))
    shown = Shown(title=f"{answers:,} answers")
    for title in ("", "rows", "seconds", "CPU s", "rows/s", "peak MB", "× sqlite3 -csv"):
        shown.add_column(title, justify="left" if not title else "right")
    for name, result in found.items():
        ratio = f"{result['cpu'] / same['cpu']:.2f}" if same else ""
        cells = (f"{result[key]:,.1f}" for key in ("seconds", "cpu"))
        rate = f"{result['rows'] / result['seconds']:,.0f}"
        shown.add_row(name, f"{result['rows']:,.0f}", *cells, rate, f"{result['peak']:.0f}", ratio)
    console.print(shown)


if __name__ == "__main__":
    main()
