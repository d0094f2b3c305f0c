"""Whether the takes of a question are good enough to serve, and what to record where they are not: in French, for who
holds an afternoon of recordings.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.voice.deciding import Evidence, decide
from bot.voice.enrolled import FEWEST_TAKES
from bot.voice.judging import COUNTS, DRAWS, Apart, Said, cells, enrolment, interval, way
from dialogs.trust import ANSWERS_FOR_ONE_ERROR

# Everybody is judged by the takes of others, of whom the service wants three of every option.
FEWEST_SPEAKERS = FEWEST_TAKES + 1
# What is heard is said back and confirmed. If at the worst one answer in five is to be corrected by touch, speaking is
# still quicker than choosing; the worst is the lower end of the interval, so a few lucky recordings do not do.
LEAST_RIGHT = 0.8
# Of the answers it calls sure no more are wrong than the programme allows for (`dialogs.trust`), but for one by chance.
BY_CHANCE = 1
MOST_NAMED = 5  # options named in a sentence that is read aloud


@dataclass(frozen=True)
class Row:
    """One line of the table: by takes of so many others; its cells as `bot.voice.judging.cells` writes them."""

    way: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What the takes of one set show: its lines, whether it may serve, and that in a sentence."""

    name: str
    speakers: int
    rows: tuple[Row, ...]
    serves: bool
    sentence: str


def verdict(name: str, language: str, clips: Sequence[Said]) -> Verdict:
    """Judge everybody by the takes of others, and say whether that is enough."""
    apart = Apart(clips, clips)
    rows = tuple(Row(way(count), cells(enrolment(clips, apart, count), DRAWS)) for count in COUNTS)
    speakers = {each.speaker for each in clips if each.frames is not None}
    served = _served(language, clips, apart)
    lacks = _lacks(clips, speakers, served)
    sentence = f"Pas encore assez bon pour servir : {lacks}." if lacks else _good(served)
    return Verdict(name, len(speakers), rows, not lacks, sentence)


@dataclass(frozen=True)
class _Served:
    """What became of recordings judged as in service, with takes of as few people as it takes: over all draws."""

    right: int
    wrong: Mapping[tuple[str, str], int]
    sure: int
    sure_wrong: int

    @property
    def n(self) -> int:
        return self.right + sum(self.wrong.values())

    @property
    def least(self) -> float:
        return interval(self.right / DRAWS, self.n / DRAWS)[0]


def _served(language: str, clips: Sequence[Said], apart: Apart) -> _Served:
    right = sure = sure_wrong = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for clip, near in apart.nearnesses(clips, FEWEST_TAKES):
        nearest = min(near, key=lambda name: near[name])
        right += nearest == clip.label
        if nearest != clip.label:
            wrong[clip.label, nearest] += 1
        heard = decide(Evidence(tuple(near), near=near), language, 1.0)
        sure += heard.status == "sure"
        sure_wrong += heard.status == "sure" and heard.option != clip.label
    return _Served(right, wrong, sure, sure_wrong)


def _lacks(clips: Sequence[Said], speakers: set[str], served: _Served) -> str:
    """What is to be recorded before these takes may serve, "" where nothing is."""
    said = Counter(label for label, _ in {(each.label, each.speaker) for each in clips if each.frames is not None})
    few = [name for name in sorted({each.label for each in clips}) if said[name] < FEWEST_SPEAKERS]
    if len(speakers) < FEWEST_SPEAKERS or not served.n:
        return f"{_people(len(speakers))}, il en faut au moins {FEWEST_SPEAKERS} qui disent tout"
    if few:
        return f"il faut au moins {FEWEST_SPEAKERS} personnes pour chaque mot ; encore : {_named(few)}"
    if served.sure_wrong > BY_CHANCE + served.sure // ANSWERS_FOR_ONE_ERROR:
        return f"{served.sure_wrong} réponses crues sûres sont fausses ; réenregistrez {_mixed(served)}"
    if served.least >= LEAST_RIGHT:
        return ""
    if served.right / served.n < LEAST_RIGHT:
        return f"{_share(served.right / served.n)} des réponses sont comprises ; réenregistrez {_mixed(served)}"
    more = _more(served, len(said))
    return f"trop peu de réponses pour en être sûr ({served.n // DRAWS}) ; encore {_people(more)} de plus"


def _more(served: _Served, options: int) -> int:
    """How many more people would do, if they were understood as these were."""
    share = served.right / served.n
    n = served.n // DRAWS
    enough = next(count for count in range(n, MOST_LOOKED_AT) if interval(share * count, count)[0] >= LEAST_RIGHT)
    return max(1, math.ceil((enough - n) / options))


MOST_LOOKED_AT = 100_000  # answers; a share that has to come so close never stands before this


def _good(served: _Served) -> str:
    return (
        f"Assez bon pour servir : avec les exemples de {FEWEST_TAKES} autres personnes, "
        f"{_share(served.right / served.n)} de {served.n // DRAWS} réponses sont comprises "
        f"(au moins {_share(served.least)} dans le doute)."
    )


def _mixed(served: _Served) -> str:
    """The words taken for each other most often."""
    worst = sorted(served.wrong, key=lambda pair: -served.wrong[pair])[:MOST_NAMED]
    return ", ".join(f"« {said} » (pris pour « {taken} »)" for said, taken in worst)


def _named(options: Sequence[str]) -> str:
    more = f" et {len(options) - MOST_NAMED} autres" if len(options) > MOST_NAMED else ""
    return ", ".join(f"« {each} »" for each in options[:MOST_NAMED]) + more


def _people(count: int) -> str:
    return f"{count} personne{'s' * (count > 1)}"


def _share(value: float) -> str:
    return f"{value:.1%}".replace(".", ",").replace("%", " %")
