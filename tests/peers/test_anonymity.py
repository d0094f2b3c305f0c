"""No single rater's answer can be found out, whoever looks: tried on random groups, by trying everything."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from dialogs.peers import RULE, Rule, draw, repair, strength, words_told
from tests.peers.solver import BEST, FACES, NONE, Answer, determined, possible, possible_words

ITEMS = ("s2", "s3", "s4", "s5")
WORDS = ("la cuisine", "vendre", "l'accueil", "les comptes", "écouter")
ONE_IS_ENOUGH = Rule(valued=1, best=1, words=1, different=1)
QUICK, LONG = 1_000, 10_000

Said = dict[int, Answer]  # what each rater answered, None where she did not


@dataclass
class World:
    """A group that has rated itself: what everyone said, what was told, what has happened since."""

    pairs: Mapping[int, tuple[int, ...]]
    answers: dict[tuple[int, str], Said] = field(default_factory=dict)  # by person rated and item
    words: dict[int, Said] = field(default_factory=dict)
    told: dict[tuple[int, str], bool] = field(default_factory=dict)
    retold: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def raters(self, subject: int) -> list[int]:
        return sorted(rater for rater, rated in self.pairs.items() if subject in rated)

    @property
    def subjects(self) -> list[int]:
        return sorted({subject for rated in self.pairs.values() for subject in rated})

    def freeze(self, rule: Rule) -> None:
        """Freeze; a second time changes nothing of what was frozen."""
        for subject in self.subjects:
            for item in ITEMS:
                values = list(self.answers[subject, item].values())
                self.told.setdefault((subject, item), strength(values, BEST, rule))
            spoken = [text for text in self.words[subject].values() if text is not None]
            self.retold.setdefault(subject, words_told(sorted(spoken), rule))


def a_group(chance: random.Random) -> World:
    """Three to twelve people; some absent, some late, some who do not know, some who correct themselves."""
    people = list(range(chance.randint(3, 12)))
    chance.shuffle(people)
    there = [each for each in people if chance.random() > 0.1]
    begun = [(rater, rated[0]) for rater, rated in draw(there).items() if rated and chance.random() < 0.2]
    late = sorted({*there, *chance.sample(people, chance.randint(0, 1))})
    world = World(repair(draw(there), late, begun))
    knows, likes = chance.uniform(0.5, 1), chance.uniform(0, 1)
    for subject in world.subjects:
        raters = world.raters(subject)
        for item in ITEMS:
            world.answers[subject, item] = {rater: _says(chance, knows, likes) for rater in raters}
        world.words[subject] = {rater: chance.choice(WORDS) if chance.random() < knows else NONE for rater in raters}
    return world


def _says(chance: random.Random, knows: float, likes: float) -> Answer:
    if chance.random() > knows:
        return NONE
    return BEST if chance.random() < likes else chance.choice(FACES)


def goes_on(world: World, chance: random.Random) -> None:
    """After it was frozen: late answers, corrections, and a rater who has herself erased."""
    erased = chance.choice([*world.pairs, -1])
    for said in [*world.answers.values(), *world.words.values()]:
        for rater in list(said):
            if rater == erased:
                said[rater] = NONE
            elif chance.random() < 0.2:
                said[rater] = chance.choice(FACES if said in world.answers.values() else WORDS)


def adversaries(said: Said) -> Iterator[tuple[str, dict[int, Answer], frozenset[int]]]:
    """Who looks, the answers she has herself (by place among the raters), and who she knows to have answered."""
    raters = list(said)
    answered = frozenset(place for place, rater in enumerate(raters) if said[rater] is not NONE)
    yield "the person rated, or CPE with the exports", {}, frozenset()
    yield "an animator who heard who spoke", {}, answered
    for place, rater in enumerate(raters):
        yield "the person rated with one rater", {place: said[rater]}, frozenset()
        yield "the animator with one rater", {place: said[rater]}, answered


def found_out(world: World, before: World, rule: Rule) -> Iterator[str]:
    """Every answer some adversary can tell, from what was told at the time of `before`."""
    for (subject, item), said in before.answers.items():
        for who, own, answered in adversaries(said):
            told = possible(len(said), own, rule, world.told[subject, item], answered)
            yield from (f"{who}: {item}" for _ in determined(told, own))
    for subject, said in before.words.items():
        for who, own, heard in adversaries(said):
            told = possible_words(len(said), own, rule, world.retold[subject])
            if not heard:  # an animator who retells the words knows them
                yield from (f"{who}: words" for _ in determined(told, own))


def attacked(groups: int, rule: Rule) -> tuple[list[str], int]:
    """What all adversaries together find out over so many groups, and how much was told."""
    chance, found, told = random.Random(4), [], 0
    for _ in range(groups):
        world = a_group(chance)
        before = World(world.pairs, {key: dict(said) for key, said in world.answers.items()})
        before.words = {subject: dict(said) for subject, said in world.words.items()}
        world.freeze(rule)
        first = dict(world.told), dict(world.retold)
        goes_on(world, chance)
        world.freeze(rule)
        assert (world.told, world.retold) == first
        found += list(found_out(world, before, rule))
        told += sum(world.told.values()) + sum(map(bool, world.retold.values()))
    return found, told


def test_nobodys_answer_can_be_found_out_in_a_thousand_groups() -> None:
    found, told = attacked(QUICK, RULE)
    assert found == []
    assert told > QUICK


@pytest.mark.long
def test_nobodys_answer_can_be_found_out_in_ten_thousand_groups() -> None:
    found, told = attacked(LONG, RULE)
    assert found == []
    assert told > LONG


def test_control_were_one_rater_enough_the_same_adversaries_would_find_answers_out() -> None:
    found, _ = attacked(20, ONE_IS_ENOUGH)
    assert {what.partition(":")[0] for what in found} == {
        "the person rated, or CPE with the exports",
        "an animator who heard who spoke",
        "the person rated with one rater",
        "the animator with one rater",
    }


def test_control_were_all_alike_told_unanimity_would_say_what_each_has_said() -> None:
    found, _ = attacked(200, Rule(different=1))
    assert any(what.endswith("words") for what in found)


def test_the_bound_two_raters_who_tell_the_person_rated_can_find_the_others_out() -> None:
    """What docs/decisions promises: safe against one rater and the person rated, not against two."""
    everyone = frozenset(range(4))
    own: dict[int, Answer] = {0: "not_yet", 1: "sometimes"}
    assert determined(possible(4, own, RULE, True, everyone), own) == [2, 3]
    one: dict[int, Answer] = {0: "not_yet"}
    assert determined(possible(4, one, RULE, True, everyone), one) == []


def test_control_were_it_counted_again_after_a_correction_who_corrected_herself_would_be_found_out() -> None:
    """Not told, then told after one rater touched her answer again: she has chosen the best face."""
    everyone = frozenset(range(4))
    before = possible(4, {}, RULE, False, everyone)
    assert determined(before, {}) == []
    then = [
        said
        for said in _all(4)
        for changed in FACES
        if not strength(said, BEST, RULE) and strength([changed, *said[1:]], BEST, RULE) and changed != said[0]
        for said in [(changed, *said[1:])]
    ]
    assert {said[0] for said in then} == {BEST}


def _all(count: int) -> list[tuple[str, ...]]:
    every: list[tuple[str, ...]] = [()]
    for _ in range(count):
        every = [(*said, face) for said in every for face in FACES]
    return every
