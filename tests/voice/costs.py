"""What hearing costs: seconds a clip, and the memory of the process that does it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import monotonic

from rich.box import MARKDOWN
from rich.table import Table

from bot.voice.workshop import Recogniser
from tests.voice import serving
from tests.voice.listened import TASKS, Sample, options, rows
from tests.voice.test_workshop import peak_memory

MEGABYTE = 1024**2
# Recordings given to a fresh process before its memory is read: its peak is reached with the first few.
CLIPS = 5


def seconds(heard: Sequence[Sample]) -> Table:
    """Return the median seconds of each way, on the answers that were decoded freely too."""
    table = Table("way", "n", "seconds a clip (median)", "times faster than free decoding", box=MARKDOWN)
    answers = [each for each in heard if each.task in TASKS and "free" in each.seconds]
    free = median(each.seconds["free"] for each in answers)
    for way, taken in _taken(answers).items():
        table.add_row(way, str(len(taken)), f"{median(taken):.3f}", f"{free / median(taken):.1f}")
    return table


def _taken(answers: Sequence[Sample]) -> dict[str, list[float]]:
    found = {"free decoding": [each.seconds["free"] for each in answers]}
    found["enrolment (the distances aside)"] = [each.seconds["enrolment"] for each in answers]
    for task in TASKS:
        these = [each for each in answers if each.task == task]
        found[f"scoring, {task}"] = [each.seconds[f"scoring {task}"] for each in these]
        found[f"combination as shipped, {task}"] = [_combined(each) for each in these]
    return found


def _combined(sample: Sample) -> float:
    freely = sample.seconds["free"] if serving.asked_freely(sample, sample.task) else 0.0
    return sample.seconds[f"scoring {sample.task}"] + freely


async def peaks(cache: Path, speech: Path) -> dict[str, int]:
    """Return the peak memory, in bytes, of a fresh child process after each way of hearing."""
    found = {}
    for way in ("scoring", "free decoding"):
        recogniser = Recogniser(cache, clock=monotonic)
        try:
            for row in [each for each in rows(speech) if each["task"] == "digit"][:CLIPS]:
                if way == "scoring":
                    forms = options(row["lang"], "digit")
                    await recogniser.hear(speech / row["path"], row["lang"], forms)
                else:
                    await recogniser.transcribe(speech / row["path"], row["lang"])
            found[way] = peak_memory(recogniser._listening.child.pid)
        finally:
            await recogniser.close()
    return found


def memory(peaks: Mapping[str, int]) -> Table:
    """Return the peak memory of each way."""
    table = Table("the child process that", "peak memory", box=MARKDOWN)
    for way, peak in peaks.items():
        table.add_row(way, f"{peak / MEGABYTE:.0f} MB")
    return table
