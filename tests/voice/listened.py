"""The recordings we have, each listened to once in every way: what the benchmark counts afterwards."""

import csv
import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.voice.activity import activity, spoken_part
from bot.voice.audio import decode
from bot.voice.ears import Ears
from bot.voice.lexicons import load_lexicon
from bot.voice.likeness import likeness, written_freely
from bot.voice.listener import MOST_SECONDS
from bot.voice.scoring import Biases, Scored, forms_of, learn_biases, scored
from bot.voice.takes import frames_of
from bot.voice.warping import Vectors

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "speech"
TASKS = ("yesno", "digit")
# What is said is heard as an answer to these questions; « other » words and larger numbers are no option of them.
ASKED = {"yesno": ("yesno",), "digit": ("digit",), "num10_20": ("digit",), "other": TASKS}


@dataclass(frozen=True)
class Sample:
    """One recording, heard in every way.

    `said` are the scores of the forms, `alike` the likeness of `free`, both by the question asked, or none; `seconds`
    what each way took from the file on. `frames` is None where no speech was found.
    """

    path: str
    language: str
    task: str
    label: str
    speaker: str
    frames: Vectors | None
    said: Mapping[str, Sequence[Scored]]
    free: str | None
    alike: Mapping[str, Mapping[str, float]]
    seconds: Mapping[str, float]


def samples(ears: Ears, folder: Path, asked: Sequence[Mapping[str, str]], free_every: int = 1) -> Iterator[Sample]:
    """Yield the rows asked for, listened to; the ways in turn, so that all meet the same machine."""
    biases = Biases()
    for language, task in sorted({(row["lang"], task) for row in asked for task in ASKED[row["task"]]}):
        learn_biases(ears, language, forms_of(ears, options(language, task), language), biases)
    for place, row in enumerate(asked):
        yield _sample(ears, biases, folder, row, free=place % free_every == 0)


def rows(folder: Path) -> list[dict[str, str]]:
    """Return the rows of the manifest."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def options(language: str, task: str) -> dict[str, tuple[str, ...]]:
    """Return the spoken forms of the question a task stands for."""
    lexicon = load_lexicon(language)
    return dict(lexicon.digits) if task == "digit" else {name: lexicon.options[name] for name in ("yes", "no")}


def stored(path: Path | None) -> list[Sample]:
    """Return what was listened to before; tables are made again, and a run broken off goes on."""
    return list(pickle.loads(path.read_bytes())) if path and path.is_file() else []


def store(path: Path | None, heard: Sequence[Sample]) -> None:
    """Keep what was listened to."""
    if path:
        path.write_bytes(pickle.dumps(list(heard)))


def _sample(ears: Ears, biases: Biases, folder: Path, row: Mapping[str, str], *, free: bool) -> Sample:
    language, asked = row["lang"], ASKED[row["task"]]
    seconds: dict[str, float] = {}
    begun = time.perf_counter()
    sound = decode(folder / row["path"], most_seconds=MOST_SECONDS)
    found = activity(sound)
    part, moved = spoken_part(sound, found) if found.spoken else (sound, found)
    encoding = ears.encode(part)
    encoded = time.perf_counter() - begun
    frames = frames_of(encoding, moved) if found.spoken else None
    said: dict[str, Sequence[Scored]] = {}
    for task in asked:
        begun = time.perf_counter()
        said[task] = scored(ears, encoding, language, forms_of(ears, options(language, task), language), biases)
        seconds[f"scoring {task}"] = encoded + time.perf_counter() - begun
    seconds["enrolment"] = encoded
    text = _freely(ears, folder / row["path"], language, seconds) if free else None
    alike = {} if text is None else {task: likeness(text, options(language, task), language) for task in asked}
    label, speaker = row["label"], row["speaker"]
    return Sample(row["path"], language, row["task"], label, speaker, frames, said, text, alike, seconds)


def _freely(ears: Ears, path: Path, language: str, seconds: dict[str, float]) -> str:
    begun = time.perf_counter()
    text = written_freely(ears, decode(path, most_seconds=MOST_SECONDS), language)
    seconds["free"] = time.perf_counter() - begun
    return text
