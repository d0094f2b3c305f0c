"""Takes people recorded of what may be said: where they lie, and which of them speak for a question."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.voice.requests import CONTROL

SUFFIXES = (".ogg", ".oga", ".opus", ".wav", ".webm", ".m4a", ".mp3")
# With one take of each digit fewer answers were sure than by forms alone (87 % against 90 %), with three 95 %.
FEWEST_TAKES = 3
# The sets of what is said alike at every question: options, numbers and requests of a lexicon.
COMMON, NUMBERS, REQUESTS = "common", "numbers", "requests"

Takes = Mapping[str, Sequence[Path]]


class TakeError(ValueError):
    """A folder of takes cannot be used; the message says why."""


class Enrolled(Protocol):
    """Who knows the takes of an installation."""

    def takes(self, language: str, sets: Sequence[str], options: Iterable[str], requests: Iterable[str]) -> Takes:
        """Return the takes that speak for options and requests, in the names `HearRequest` gives them.

        `sets` are where an option is looked for, the first that has it counts. Without takes enough of every
        option there are none.
        """


class Nobody:
    """Nobody has recorded anything."""

    def takes(self, language: str, sets: Sequence[str], options: Iterable[str], requests: Iterable[str]) -> Takes:
        """Return no takes."""
        return {}


NOBODY = Nobody()


class TakesFolder:
    """Takes as files `LANGUAGE/SET/NAME/SPEAKER.ogg`; a set is « common », « requests », or a question's context."""

    def __init__(self, folder: Path) -> None:
        """The folder need not be there: then nobody has recorded any."""
        self._folder = folder

    def takes(self, language: str, sets: Sequence[str], options: Iterable[str], requests: Iterable[str]) -> Takes:
        """Return the takes of options and requests; none unless every option has enough."""
        folder = self._folder / language
        if not folder.is_dir():
            return {}
        found = {option: self._first(folder, sets, option) for option in options}
        if not found or any(len(files) < FEWEST_TAKES for files in found.values()):
            return {}
        asked = {CONTROL + name: recordings(folder / REQUESTS / name) for name in requests}
        return found | {name: files for name, files in asked.items() if len(files) >= FEWEST_TAKES}

    def _first(self, folder: Path, sets: Sequence[str], option: str) -> list[Path]:
        return next((files for each in sets if (files := recordings(folder / each / option))), [])


def takes_folder(data: Path) -> Path:
    """Return where the takes of an installation lie, in the folder of its data."""
    return data / "voices" / "takes"


def take_files(folder: Path) -> dict[str, list[Path]]:
    """Return the recordings of a folder `OPTION/*.ogg` by option; raises TakeError when there are none."""
    if not folder.is_dir():
        raise TakeError(f"There is no folder of takes at {folder}.")
    found = {each.name: files for each in sorted(folder.iterdir()) if (files := recordings(each))}
    if not found:
        raise TakeError(f"There is no take in {folder}.")
    return found


def recordings(folder: Path) -> list[Path]:
    """Return the recordings that lie in a folder, none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
