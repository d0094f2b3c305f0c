"""The house rules that import-linter cannot see, as checks of one source file: what is wrong, by line."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

LONGEST = 400  # lines of a module; past that it holds two things

# What the pure package may use. Another line here is a decision: no files, no network, no clock, no chance.
PURE = {
    "dialogs",
    *("collections", "dataclasses", "datetime", "decimal", "enum", "functools", "hashlib", "itertools", "json"),
    *("re", "typing", "unicodedata", "zoneinfo"),
    *("babel", "dateutil", "jdatetime", "phonenumbers", "pydantic", "rapidfuzz", "text_to_num", "transitions"),
}
IMPURE_CALLS = {"open", "print", "input", "eval", "exec", "compile", "__import__", "breakpoint"}

CLOCK = "bot/clocks.py"
NOW = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}

# The modules that write files, and what.
WRITERS = {
    "bot/archives/exporting.py": "an archive of voices",
    "bot/archives/importing.py": "the folder in which an archive is made ready, gone afterwards",
    "bot/archives/staging.py": "what of an archive may come in, in that folder",
    "bot/backing/bucket.py": "a backup that is fetched",
    "bot/backing/folder.py": "backups into a folder",
    "bot/beginning/env_file.py": "the settings an operator was asked for",
    "bot/building.py": "the secret made at the first start",
    "bot/extracting.py": "the catalogue that translators begin with",
    "bot/commands/peers.py": "voices somebody is to retell, into a folder of hers",
    "bot/commands/documents.py": "the papers the law asks for, where the operator says",
    "bot/commands/report.py": "the bilan, and its plots",
    "bot/commands/printing.py": "what an animator prints, where she says",
    "bot/commands/wording.py": "reviews for another installation",
    "bot/console/bilan.py": "plots and a list of territories, in temporary files that are gone after the request",
    "bot/operator_door.py": "the operator's socket",
    "bot/pictures/vendor.py": "the vendored pictures, when a developer renews them",
    "bot/records/folder.py": "a CAE's records that are a folder",
    "bot/restoring.py": "a backup, and the database it is put in the place of",
    "bot/voice/audio.py": "sounds that were encoded",
    "bot/voice/clips.py": "the folders of the clips",
    "bot/voice/shelves.py": "clips that are over are deleted",
    "bot/voice/engines/gtts.py": "an answer of the online voice, for the decoder",
    "bot/voice/model.py": "the recognition model, joined from its two packages",
    "bot/web/aac.py": "clips in AAC, for older iPhones",
    "bot/wording/catalogues.py": "what was signed, in the catalogues",
    "storage/backup.py": "a backup, and what is unpacked of one",
    "storage/copying.py": "a copy of the database",
    "storage/database.py": "the database and its lock",
    "storage/export/database_file.py": "an export as an SQLite file, and what Datasette is told of it",
    "storage/export/text_files.py": "the tables of an export as CSV and JSON Lines",
    "storage/export/writing.py": "the folder of an export",
    "storage/ledger.py": "who was erased, by code",
    "storage/media.py": "the recordings",
    "storage/upgrading.py": "the database as it was before an upgrade",
}
WRITING_CALLS = {"write_text", "write_bytes", "touch", "unlink", "mkdir", "rmdir", "mkstemp", "NamedTemporaryFile"}
WRITING_MODES = set("wax+")
MODES, LONGEST_MODE = set("rwaxbt+"), 3

PROMISES = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
BARE_EXEMPTION = re.compile(r"#\s*noqa(:\s*[A-Z0-9, ]+)?\s*$")
SAYS_NOTHING = re.compile(r"(^|/)(utils?|helpers?|managers?|misc|common)(\.py|/)")


class Offence(NamedTuple):
    """A rule broken at a line."""

    line: int
    sentence: str


Rule = Callable[[str, str], Iterator[Offence]]


def offences(path: str, source: str) -> list[Offence]:
    """Everything wrong with a module; `path` is relative to the checkout, with slashes."""
    return sorted(offence for rule in RULES for offence in rule(path, source))


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call and the name it is written with, such as `path.open` or `open`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def pure(path: str, source: str) -> Iterator[Offence]:
    """`dialogs` is given everything: it opens nothing, asks no clock, throws no dice, knows no channel."""
    if not path.startswith("dialogs/"):
        return
    tree = ast.parse(source)
    for line, name in _imports(tree):
        if name.partition(".")[0] not in PURE:
            yield Offence(line, f"dialogs may not import {name}")
    for call, name in _calls(tree):
        if name in IMPURE_CALLS:
            yield Offence(call.lineno, f"dialogs may not call {name}()")


def one_clock(path: str, source: str) -> Iterator[Offence]:
    """The present is asked for in one place; everywhere else it is an argument."""
    if path == CLOCK or path.startswith("tests/"):
        return
    for call, name in _calls(ast.parse(source)):
        if ".".join(name.split(".")[-2:]) in NOW:
            yield Offence(call.lineno, f"{name}(): only {CLOCK} asks for the time")


def writes_files(path: str, source: str) -> Iterator[Offence]:
    """Files are written by the few modules that say so."""
    if path in WRITERS or path.startswith("tests/"):
        return
    for call, name in _calls(ast.parse(source)):
        if _writes(call, name.rpartition(".")[2]):
            yield Offence(call.lineno, f"{name}() writes a file; modules that may are in tests/house/rules.py")


def _writes(call: ast.Call, name: str) -> bool:
    if name != "open":
        return name in WRITING_CALLS
    first = call.args[:2] if isinstance(call.func, ast.Name) else call.args[:1]
    given = [*first, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(WRITING_MODES & set(_mode(value)) for value in given)


def _mode(value: ast.expr) -> str:
    """The mode of an `open`, "" for what is a path or unknown."""
    text = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
    return text if len(text) <= LONGEST_MODE and set(text) <= MODES else ""


def telegram_at_its_door(path: str, source: str) -> Iterator[Offence]:
    """Only `bot.telegram` (and the tests) know python-telegram-bot."""
    if path.startswith(("bot/telegram/", "tests/")):
        return
    for line, name in _imports(ast.parse(source)):
        if name.partition(".")[0] == "telegram":
            yield Offence(line, "only bot.telegram imports telegram")


def no_code_from_text(_path: str, source: str) -> Iterator[Offence]:
    """Conditions are a closed little grammar; nothing is ever evaluated."""
    for call, name in _calls(ast.parse(source)):
        if name in {"eval", "exec"}:
            yield Offence(call.lineno, f"{name}() runs text as code")


def modules_stay_small(_path: str, source: str) -> Iterator[Offence]:
    """A module that grows too long is two."""
    lines = len(source.splitlines())
    if lines > LONGEST:
        yield Offence(lines, f"{lines} lines; a module has at most {LONGEST}")


def no_promises(path: str, source: str) -> Iterator[Offence]:
    """What is to be done stands in an issue, not in a comment."""
    if path.startswith("tests/house/"):
        return
    for number, line in enumerate(source.splitlines(), 1):
        if found := PROMISES.search(line):
            yield Offence(number, f"{found[0]}: open an issue instead")


def exemptions_have_reasons(path: str, source: str) -> Iterator[Offence]:
    """Whoever switches a check off says why, on the same line."""
    if path.startswith("tests/"):
        return
    for number, line in enumerate(source.splitlines(), 1):
        if BARE_EXEMPTION.search(line):
            yield Offence(number, "a noqa says why: # noqa: CODE -- reason")


def names_say_something(path: str, _source: str) -> Iterator[Offence]:
    """A module is called after what lives there."""
    if SAYS_NOTHING.search(path):
        yield Offence(1, f"{path} does not say what lives there")


RULES: tuple[Rule, ...] = (
    pure,
    one_clock,
    writes_files,
    telegram_at_its_door,
    no_code_from_text,
    modules_stay_small,
    no_promises,
    exemptions_have_reasons,
    names_say_something,
)
