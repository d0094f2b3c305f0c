"""Writing what was signed into the translators' catalogues, every other byte of which stays as it is."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import denormalize, escape

from bot.loading import LOCALES, load_texts
from bot.wording.merging import standing
from bot.wording.phrases import languages
from dialogs.wording import Entry
from storage.refusals import Refused
from storage.voices.reviews import Review

REVIEWED = "# reviewed:"


@dataclass(frozen=True, slots=True)
class Written:
    """What writing a catalogue changed: entries with another text, and entries with another signature."""

    reworded: int
    signed: int


def write(reviews: Iterable[Review], locales: Path = LOCALES) -> dict[str, Written]:
    """Write what was signed into the catalogues under `locales`, by language. Raises Refused where one cannot be
    written; the others may be then.
    """
    missing = [path for each in languages() if not (path := _path(locales, each)).is_file()]
    if missing:
        raise Refused("no_catalogue", f"Il n'y a pas de catalogue à {missing[0]}.")
    kept, texts = list(reviews), load_texts(locales)
    done = {}
    for language in languages():
        entries = texts.translations[language]
        hers = [each for each in kept if each.about.language == language]
        changed = _changed(entries, standing(entries, hers))
        if changed:
            _rewrite(_path(locales, language), changed)
        reworded = sum(entries[context].text != entry.text for context, entry in changed.items())
        done[language] = Written(reworded, len(changed))
    return done


def _path(locales: Path, language: str) -> Path:
    return locales / language / "LC_MESSAGES" / "flashcoop.po"


def _changed(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> dict[str, Entry]:
    return {context: entry for context, entry in after.items() if entry != before[context]}


def _rewrite(path: Path, changed: Mapping[str, Entry]) -> None:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            written = rewritten(file.read(), changed)
        _put(path, written)
    except OSError as error:
        raise Refused("unwritable", f"{path} ne peut pas être écrit ({error.strerror}).") from None


def rewritten(catalogue: str, changed: Mapping[str, Entry]) -> str:
    """The text of a catalogue with some entries' signatures and texts in the place of theirs.

    The format is gettext's (gnu.org, « The Format of PO Files »): entries are blocks between empty lines.
    """
    lines = catalogue.splitlines(keepends=True)
    made: list[str] = []
    start = 0
    for end in range(len(lines) + 1):
        if end == len(lines) or not lines[end].strip():
            block = lines[start:end]
            entry = changed.get(_field(block, "msgctxt"))
            made += _block(block, entry) if entry else block
            made += lines[end : end + 1]
            start = end + 1
    return "".join(made)


def _block(lines: list[str], entry: Entry) -> list[str]:
    """The lines of one entry, with what changed: a signature of its own where it had none."""
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    signature = f"{REVIEWED} {entry.reviewed}{ending}"
    rest = [line for line in lines if not line.startswith(REVIEWED)]
    before, after = _around(rest, "msgstr")
    text = f"msgstr {escape(entry.text)}{ending if rest[-1].endswith(ending) else ''}"
    return [signature, *before, text, *after] if _field(lines, "msgstr") != entry.text else _signed(lines, signature)


def _signed(lines: list[str], signature: str) -> list[str]:
    if not any(line.startswith(REVIEWED) for line in lines):
        return [signature, *lines]
    return [signature if line.startswith(REVIEWED) else line for line in lines]


def _around(lines: list[str], name: str) -> tuple[list[str], list[str]]:
    """The lines before and after a field with its continuations."""
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name} "))
    end = start + 1
    while end < len(lines) and lines[end].startswith('"'):
        end += 1
    return lines[:start], lines[end:]


def _field(lines: list[str], name: str) -> str:
    """What a field of an entry holds, "" where it has none."""
    if not any(line.startswith(f"{name} ") for line in lines):
        return ""
    before, after = _around(lines, name)
    held = lines[len(before) : len(lines) - len(after)]
    return denormalize("".join(held).removeprefix(f"{name} ").strip())


def _put(path: Path, content: str) -> None:
    """The whole file, or the one that was there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode)
        Path(name).rename(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
