"""Print how well short answers are understood: `make bench-voice`."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import MARKDOWN
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.voice import judging
from bot.voice.audio import decode
from bot.voice.deciding import MARGINS
from bot.voice.ears import THREADS, Ears
from bot.voice.hearing import Question, hear
from bot.voice.lexicons import load_lexicon
from bot.voice.model import packaged_model
from bot.voice.requests import LANGUAGE
from bot.voice.scoring import Biases
from tests.voice import benching, costs, measuring, serving
from tests.voice.listened import SPEECH, TASKS, Sample, options, rows, samples, store, stored
from tests.voice.noises import noises

LANGUAGES = {"ar": "Arabic", "fa_AF": "Persian", "fr": "French"}

# So much is lost when a run with --keep is broken off.
STORED_EVERY = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.voice.bench", description=__doc__)
    parser.add_argument("--speech", type=Path, default=SPEECH)
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/flashcoop").expanduser())
    parser.add_argument("--noises", type=int, default=500)
    parser.add_argument("--threads", type=int, default=THREADS, help="of the model; one on a machine that is busy")
    parser.add_argument("--keep", type=Path, help="keep what was listened to in this file, or take it from there")
    parser.add_argument("--free-every", type=int, default=1, help="decode one in so many freely: it is slow")
    parser.add_argument("--write", action="store_true", help=f"write {MARGINS.name} from these recordings first")
    chosen = parser.parse_args()
    console = Console(width=132)
    if not (chosen.speech / "manifest.csv").is_file():
        console.print(f"There are no recordings at {chosen.speech}: nothing to measure.")
        return
    ears = Ears(str(packaged_model(chosen.cache)), chosen.threads)
    heard = stored(chosen.keep)
    left = [row for row in rows(chosen.speech) if row["path"] not in {each.path for each in heard}]
    listening = samples(ears, chosen.speech, left, chosen.free_every)
    for each in track(listening, "listening", total=len(left), console=console):
        heard.append(each)
        if len(heard) % STORED_EVERY == 0:
            store(chosen.keep, heard)
    store(chosen.keep, heard)
    if chosen.write:
        measuring.write(heard, MARGINS)
    for table in _tables(ears, chosen.speech, heard, chosen.noises):
        console.print(table)
    console.print(costs.memory(asyncio.run(costs.peaks(chosen.cache, chosen.speech))))


def _tables(ears: Ears, folder: Path, heard: Sequence[Sample], count: int) -> Iterator[Table]:
    yield _accuracy(heard)
    yield _service(heard)
    yield _foreign(heard)
    yield _requests(ears, folder, heard)
    yield _nothing(ears, count)
    yield costs.seconds(heard)


def _accuracy(heard: Sequence[Sample]) -> Table:
    table = Table("language", "task", "speakers", "way", "n", "100 %", "90 %", "80 %", "95 % interval", box=MARKDOWN)
    for language, name in LANGUAGES.items():
        for task in TASKS:
            these = [each for each in heard if (each.language, each.task) == (language, task)]
            begins = (name, task, str(len({each.speaker for each in these})))
            if not these:
                table.add_row(*begins, "no recordings")
            for way, judged in benching.ways(these, heard) if these else ():
                table.add_row(*begins, way, *judging.cells(judged, draws(way)))
    return table


def draws(way: str) -> int:
    """Return how often each clip is judged: takes are drawn several times, which makes no more clips of them."""
    return judging.DRAWS if "take" in way and "no takes" not in way else 1


def _service(heard: Sequence[Sample]) -> Table:
    table = Table("in service", "task", "way", "n", *serving.OUTCOMES, "decoded freely", box=MARKDOWN)
    for way, found in (("forms", serving.outcomes(heard)), ("3 takes", serving.outcomes_with_takes(heard))):
        for (language, task), outcomes in found.items():
            counts = [str(outcomes[name]) for name in (*serving.OUTCOMES, "freely")]
            n = sum(outcomes[name] for name in serving.OUTCOMES)
            table.add_row(LANGUAGES[language], task, way, str(n), *counts)
    return table


def _requests(ears: Ears, folder: Path, heard: Sequence[Sample]) -> Table:
    """Nobody asked for anything in these recordings; those that are no sure answer are looked through for requests."""
    table = Table("asked for, when nobody did", "n", "taken for a request", "which", box=MARKDOWN)
    biases = Biases()
    for language, name in LANGUAGES.items():
        unsure = [(each, task) for each in heard if each.language == language for task in each.said]
        unsure = [(each, task) for each, task in unsure if serving.by_forms(each, task).status != "sure"]
        found = [_requested(ears, folder / each.path, language, task, biases) for each, task in unsure]
        asked = Counter(each for each in found if each)
        which = ", ".join(f"{control} {count}" for control, count in asked.most_common())
        table.add_row(name, str(len(unsure)), str(asked.total()), which)
    return table


def _requested(ears: Ears, path: Path, language: str, task: str, biases: Biases) -> str | None:
    lexicon = load_lexicon(language)
    names = {LANGUAGE + code: words for code, words in lexicon.languages.items() if code != language}
    question = Question(language, options(language, task), {**lexicon.controls, **names})
    return hear(ears, decode(path), question, (), biases).control


def _foreign(heard: Sequence[Sample]) -> Table:
    table = Table(
        "other words asked as", "language", "way", "n", "taken for an option", "asked again", "refused", box=MARKDOWN
    )
    for (task, language, way), statuses in serving.foreign(heard).items():
        counts = [str(statuses.count(status)) for status in ("sure", "unsure", "other")]
        table.add_row(task, LANGUAGES[language], way, str(len(statuses)), *counts)
    return table


def _nothing(ears: Ears, count: int) -> Table:
    table = Table("nobody speaks", "n", "accepted (sure)", "asked again", "other", "nothing", box=MARKDOWN)
    questions = [Question(language, options(language, task)) for language in LANGUAGES for task in TASKS]
    statuses: dict[str, list[str]] = {}
    biases = Biases()
    for number, (kind, sound) in enumerate(noises(count)):
        heard = hear(ears, sound, questions[number % len(questions)], (), biases)
        statuses.setdefault(kind, []).append(heard.status)
    statuses["all"] = [status for each in statuses.values() for status in each]
    for kind, each in statuses.items():
        table.add_row(kind, str(len(each)), *(str(each.count(s)) for s in ("sure", "unsure", "other", "nothing")))
    return table


if __name__ == "__main__":
    main()
