"""Print how well short answers are understood: `make bench-voice`."""

import argparse
import csv
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.voice.activity import activity, spoken_part
from bot.voice.audio import decode
from bot.voice.ears import Ears
from bot.voice.hearing import Question, hear
from bot.voice.lexicons import load_lexicon
from bot.voice.listener import MOST_SECONDS
from bot.voice.model import packaged_model
from bot.voice.scoring import Biases, Form, Scored, forms_of, scored
from bot.voice.takes import Take, frames_of
from bot.voice.transcript import BEAM
from bot.voice.warping import Vectors
from dialogs.reading import normalise
from tests.voice import benching
from tests.voice.benching import Judged, Sample
from tests.voice.noises import noises

SPEECH = Path(__file__).resolve().parents[3] / "shared" / "speech"
TASKS = {"digit": "digits", "yesno": "yes,no"}


@dataclass
class Times:
    """Seconds each way of hearing took, a clip each."""

    by_way: dict[str, list[float]] = field(default_factory=dict)

    def add(self, way: str, begun: float) -> None:
        self.by_way.setdefault(way, []).append(time.perf_counter() - begun)

    def mean(self, way: str) -> float:
        taken = self.by_way.get(way, [0.0])
        return sum(taken) / len(taken)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.voice.bench", description=__doc__)
    parser.add_argument("--speech", type=Path, default=SPEECH)
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/flashcoop").expanduser())
    parser.add_argument("--noises", type=int, default=500)
    parser.add_argument(
        "--every", type=int, default=1, help="take one recording in so many: quick, and enrolment then lacks takes"
    )
    parser.add_argument("--without-free", action="store_true", help="spare the slow free decoding")
    chosen = parser.parse_args()
    console = Console(width=150)
    if not (chosen.speech / "manifest.csv").is_file():
        console.print(f"There are no recordings at {chosen.speech}: nothing to measure.")
        return
    ears, biases, times = Ears(str(packaged_model(chosen.cache))), Biases(), Times()
    rows = _rows(chosen.speech)[:: chosen.every]
    samples = [
        _sample(ears, biases, times, chosen.speech, row, free=not chosen.without_free)
        for row in track(rows, "listening", console=console)
    ]
    console.print(_accuracy(samples))
    console.print(_foreign(samples))
    console.print(_nothing(ears, biases, chosen.noises))
    console.print(_cost(times))


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _forms(ears: Ears, language: str, task: str) -> list[Form]:
    return forms_of(ears, _options(language, task), language)


def _options(language: str, task: str) -> dict[str, tuple[str, ...]]:
    lexicon = load_lexicon(language)
    if task == "digit":
        return dict(lexicon.digits)
    return {name: lexicon.options[name] for name in ("yes", "no")}


def _sample(ears: Ears, biases: Biases, times: Times, folder: Path, row: dict[str, str], *, free: bool) -> Sample:
    """Listen to one recording in every way, each way timed from the file on."""
    language, task = row["lang"], row["task"]
    asked = [task] if task in TASKS else ["yesno", "digit"]
    begun = time.perf_counter()
    sound = decode(folder / row["path"], most_seconds=MOST_SECONDS)
    found = activity(sound)
    part, moved = spoken_part(sound, found) if found.spoken else (sound, found)
    encoding = ears.encode(part)
    before = time.perf_counter() - begun
    frames: Vectors | None = frames_of(encoding, moved) if found.spoken else None
    times.add("enrolment", begun)
    said: dict[str, list[Scored]] = {}
    for name in asked:
        begun = time.perf_counter() - before
        said[name] = scored(ears, encoding, language, _forms(ears, language, name), biases)
        if task in TASKS:
            times.add(f"scoring ({name})", begun)
    text = _freely(ears, times, folder / row["path"], language) if free and task in TASKS else None
    ranks = {} if text is None else _fuzzy(text, _options(language, task), language)
    return Sample(row["path"], language, task, row["label"], row["speaker"], frames, said, ranks)


def _freely(ears: Ears, times: Times, path: Path, language: str) -> str:
    begun = time.perf_counter()
    segments, _ = ears.whisper.transcribe(
        decode(path).samples,
        language={"fa_AF": "fa"}.get(language, language),
        beam_size=BEAM,
        temperature=[0.0],
        condition_on_previous_text=False,
    )
    text = " ".join(segment.text.strip() for segment in segments)
    times.add("free decoding", begun)
    return text


def _fuzzy(text: str, options: dict[str, tuple[str, ...]], language: str) -> dict[str, float]:
    plain = normalise(text, language)
    return {
        name: max(fuzz.ratio(plain, normalise(form, language)) for form in forms) for name, forms in options.items()
    }


def _accuracy(samples: Sequence[Sample]) -> Table:
    table = Table("language", "task", "speakers", "n", "way", "100 %", "90 %", "80 %", "95 % interval")
    for language, task in sorted({(each.language, each.task) for each in samples if each.task in TASKS}):
        these = [each for each in samples if (each.language, each.task) == (language, task)]
        speakers = len({each.speaker for each in these})
        for way, judged in benching.ways(these):
            _line(table, (language, task, str(speakers)), way, judged)
        table.add_section()
    return table


def _line(table: Table, begins: tuple[str, ...], way: str, judged: Sequence[Judged]) -> None:
    if not judged:
        table.add_row(*begins, "0", way, "too few speakers", "", "", "")
        return
    at = [f"{benching.accuracy(judged, share):.1%}" for share in (1.0, 0.9, 0.8)]
    low, high = benching.interval(sum(each.right for each in judged), len(judged))
    table.add_row(*begins, str(len(judged)), way, *at, f"{low:.1%} – {high:.1%}")


def _foreign(samples: Sequence[Sample]) -> Table:
    table = Table("other words asked as", "language", "way", "n", "taken for an option, sure", "asked again", "refused")
    for (task, language, way), statuses in benching.foreign(samples).items():
        counts = [str(statuses.count(status)) for status in ("sure", "unsure", "other")]
        table.add_row(task, language, way, str(len(statuses)), *counts)
    return table


def _nothing(ears: Ears, biases: Biases, count: int) -> Table:
    table = Table("silence and noise", "n", "accepted (sure)", "unsure", "other", "nothing")
    statuses: dict[str, list[str]] = {}
    questions = [Question(language, _options(language, task)) for language in ("ar", "fa_AF", "fr") for task in TASKS]
    takes: tuple[Take, ...] = ()
    for number, (kind, sound) in enumerate(noises(count)):
        heard = hear(ears, sound, questions[number % len(questions)], takes, biases)
        statuses.setdefault(kind, []).append(heard.status)
    statuses["all"] = [status for each in statuses.values() for status in each]
    for kind, each in statuses.items():
        counts = [str(each.count(status)) for status in ("sure", "unsure", "other", "nothing")]
        table.add_row(kind, str(len(each)), *counts)
    return table


def _cost(times: Times) -> Table:
    table = Table("way", "seconds a clip", "times faster than free decoding")
    free = times.mean("free decoding")
    for way in times.by_way:
        table.add_row(way, f"{times.mean(way):.3f}", f"{free / times.mean(way):.1f}" if free else "–")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table.add_row("peak memory of all of them together", f"{peak:.0f} MB", "")
    return table


if __name__ == "__main__":
    main()
