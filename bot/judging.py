"""The recordings an enrolment is judged by: of this installation, of a folder, or of a list, by what is asked."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.voice.audio import AudioError
from bot.voice.ears import Ears
from bot.voice.enrolled import recordings
from bot.voice.judging import Clip
from bot.voice.lexicons import load_lexicon
from bot.voice.takes import frames_in
from storage.database import Database
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.voices import recorded

COLUMNS = ("path", "lang", "options", "label", "speaker")
DIGITS = "digits"  # in a list: 0 to 9, as `flashcoop hear --manifest` takes them

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Example:
    """A recording of what is said, in a set of answers to one question."""

    set: str
    label: str
    speaker: str
    path: Path


def of_installation(db: Database, media: MediaFolder, language: str, now: datetime) -> list[Example]:
    """What people recorded here to be understood by, as far as they allow it."""
    found = recorded.examples(db, language, now)
    return [
        Example(each.words.set_name, each.words.option, str(each.speaker_id), media.path(each.sha256)) for each in found
    ]


def of_folder(folder: Path) -> list[Example]:
    """The recordings of a folder `OPTION/SPEAKER.ogg`. Raises Refused when there are none."""
    found = [
        Example(folder.name, option.name, path.stem, path)
        for option in (sorted(folder.iterdir()) if folder.is_dir() else ())
        for path in recordings(option)
    ]
    if not found:
        raise Refused("no_takes", f"Il n'y a pas d'enregistrement dans {folder} : il en faut en OPTION/PERSONNE.ogg.")
    return found


def of_list(file: Path, language: str) -> list[Example]:
    """The recordings of a CSV list in one language, by its `task` (or its options), as far as their options are answers
    people may give. Raises Refused for what is no such list.
    """
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Refused("no_list", f"{file} ne peut pas être lu comme une liste CSV.") from None
    if missing:
        raise Refused("no_list", f"Il manque des colonnes à {file} : {', '.join(sorted(missing))}.")
    return [*_listed(rows, file.parent, language)]


def _listed(rows: Iterable[Mapping[str, str]], folder: Path, language: str) -> Iterator[Example]:
    lexicon = load_lexicon(language)
    for row in rows:
        options = set(lexicon.digits) if row["options"] == DIGITS else set(row["options"].split(","))
        asked = options <= {*lexicon.digits, *lexicon.options}
        if row["lang"] == language and asked and row["label"] in options:
            name = row.get("task") or row["options"]
            yield Example(name, row["label"], row["speaker"], folder / row["path"])


def listened(
    ears: Ears, examples: Sequence[Example], progress: Progress = lambda done, total: None
) -> tuple[dict[str, list[Clip]], list[Path]]:
    """Make each recording ready to compare, by set; and those that cannot be read."""
    clips: dict[str, list[Clip]] = {}
    unreadable = []
    for done, each in enumerate(examples, 1):
        try:
            frames = frames_in(ears, each.path)
        except AudioError:
            unreadable.append(each.path)
        else:
            clips.setdefault(each.set, []).append(Clip(each.label, each.speaker, frames))
        progress(done, len(examples))
    return clips, unreadable
