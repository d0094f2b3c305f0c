import shutil
from collections.abc import Container
from pathlib import Path

# What is said to one person only (a number said back, words of hers) is no phrase of ours and is not kept.
PASSING = "passing"
# Where clips lie that a person can be heard in: in a folder named by whose voices they are, so that they go with them.
PEOPLE = "people"
AND = "+"
# Voices in one clip; what more people speak in passes. A folder's name holds some twenty-five codes.
MOST_SPEAKERS = 20


class Shelves:
    """Where clips lie: those of machines by the first letters of their key, those of people by who speaks, and apart
    from both what passes.
    """

    def __init__(self, folder: Path) -> None:
        self._passing, self._people, self._folder = folder / PASSING, folder / PEOPLE, folder
        self._seen: frozenset[Path] = frozenset()

    def place(self, key: str, speakers: frozenset[str], *, passing: bool) -> Path:
        """Where the clip of a key is, or would be; `speakers` are the codes of the people heard in it."""
        if passing or len(speakers) > MOST_SPEAKERS:
            return self._passing / f"{key}.ogg"
        shelf = self._people / AND.join(sorted(speakers)) if speakers else self._folder / key[:2]
        return shelf / f"{key}.ogg"

    def passes(self, path: Path) -> bool:
        """Whether a clip is one that is not kept."""
        return path.parent == self._passing

    def speakers(self, path: Path) -> frozenset[str]:
        """The codes of the people heard in a clip that is kept."""
        return frozenset(path.parent.name.split(AND)) if path.parent.parent == self._people else frozenset()

    def let_go(self, *, at_once: bool) -> int:
        """Delete what passes and was here the last time already, or all of it; how many files."""
        here = frozenset(self._passing.glob("*"))
        gone = here if at_once else here & self._seen
        for path in gone:
            path.unlink(missing_ok=True)
        self._seen = here - gone
        return len(gone)

    def keep_only(self, allowed: Container[str]) -> None:
        """Delete what is said in a voice that may not be heard any more, alone or with others."""
        for folder in self._people.glob("*"):
            if not all(code in allowed for code in folder.name.split(AND)):
                shutil.rmtree(folder, ignore_errors=True)
