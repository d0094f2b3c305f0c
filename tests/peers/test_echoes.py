"""What is frozen, what waits to be retold, and what of it leaves the house; on a database."""

import csv
import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.loading import Programme
from dialogs.instance import Instance
from dialogs.peers import strength
from storage import answers, cohorts, echoes, instances, media, peers, people, takes
from storage.answers import Revision
from storage.codes import Codes
from storage.database import Database, every, open_database
from storage.export import export
from storage.people import Person
from storage.refusals import Refused
from tests.storage.conftest import DATES

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


class Circle:
    """People of one Flashcoop who rate each other on the last day."""

    def __init__(self, db: Database, programme: Programme, count: int) -> None:
        self.db, self.codes = db, Codes(random.Random(3).choice)
        self.flow = programme.flows["peers"]
        cohorts.add_cae(db, self.codes, "Coopaname")
        code = cohorts.create_cohort(db, self.codes, cohorts.Opening("Cuisine", "Coopaname", DATES), NOW)
        self.cohort = cohorts.cohort(db, code)
        self.people = [
            people.add_person(db, self.codes, "participant", self.cohort.id, self.cohort.cae_id, NOW)
            for _ in range(count)
        ]
        self.pairs = peers.pairs(db, self.cohort, "last", [person.id for person in self.people])
        self._minutes = itertools.count()

    def raters(self, subject: Person) -> list[Person]:
        return [person for person in self.people if subject.id in self.pairs.get(person.id, ())]

    def says(self, rater: Person, subject: Person, question: str, value: object, take: str | None = None) -> None:
        code = instances.open_instance(
            *(self.db, self.codes, rater, self.flow.questionnaire, "last"),
            lambda code: Instance(code, self.flow.initial),
            NOW,
            self.cohort.id,
            subject.id,
        )
        at = NOW + timedelta(minutes=next(self._minutes))
        said = Revision(question, value, None, None, "…", "fa_AF", "tap", rater.code, "telegram", None, take)
        if value is None:
            said = Revision(question, None, "dont_know", None, "…", "fa_AF", "tap", rater.code, "telegram")
        answers.revise(self.db, instances.load(self.db, code).id, rater.cae_id, said, None, at)

    def all_say(self, subject: Person, question: str, value: object) -> None:
        for place, rater in enumerate(self.raters(subject)):
            self.says(rater, subject, question, value if not isinstance(value, str) else _numbered(value, place))

    def close(self, when: datetime = LATER) -> int:
        return echoes.close(self.db, self.codes, self.cohort.id, "last", when)

    def frozen(self) -> list[tuple[object, ...]]:
        return [tuple(row) for row in every(self.db, "SELECT * FROM peer_echoes ORDER BY id")]

    def strengths(self, subject: Person) -> str:
        row = every(self.db, "SELECT strengths FROM peer_echoes WHERE subject_id = ?", (subject.id,))[0]
        return str(row["strengths"])


def _numbered(value: str, place: int) -> object:
    return value.replace("#", str(place)) if "#" not in value else {"text": value.replace("#", str(place))}


@pytest.fixture
def circle(tmp_path: Path, programme: Programme) -> Iterator[Circle]:
    with open_database(tmp_path / "flashcoop.db", NOW) as db:
        yield Circle(db, programme, 6)


def test_four_values_and_two_best_faces_make_a_strength_and_less_makes_nothing(circle: Circle) -> None:
    first, second, third, *_ = circle.people
    for subject, faces in (
        (first, ("often", "often", "not_yet", "sometimes")),
        (second, ("often", "often", "often", None)),
        (third, ("often", "sometimes", "sometimes", "not_yet")),
    ):
        for rater, face in zip(circle.raters(subject), faces, strict=True):
            circle.says(rater, subject, "s3", face)
    circle.close()
    assert [circle.strengths(each) for each in (first, second, third)] == ['["s3"]', "[]", "[]"]


def test_what_comes_after_the_release_never_enters_it_whatever_it_is(circle: Circle) -> None:
    subject, other, *_ = circle.people
    circle.all_say(subject, "s3", "often")
    circle.all_say(other, "s3", "sometimes")
    circle.all_say(subject, "good_at", "parole #")
    circle.close()
    before = circle.frozen()
    waiting = [word.text for word in echoes.waiting(circle.db, circle.cohort.id)]
    circle.all_say(other, "s3", "often")
    circle.all_say(subject, "s3", "not_yet")
    circle.all_say(subject, "good_at", "autre #")
    assert circle.close(LATER + timedelta(days=1)) == 0
    assert circle.frozen() == before
    assert [word.text for word in echoes.waiting(circle.db, circle.cohort.id)] == waiting


def test_a_rater_who_is_erased_changes_nothing_that_was_frozen_and_takes_her_waiting_words_along(
    circle: Circle,
) -> None:
    subject = circle.people[0]
    circle.all_say(subject, "s3", "often")
    circle.all_say(subject, "good_at", "parole #")
    circle.close()
    before, waiting = circle.frozen(), echoes.waiting(circle.db, circle.cohort.id)
    assert len(waiting) == 4
    echoes.retell(circle.db, waiting[0].id, {"fr": "déjà redit"}, LATER)
    with pytest.raises(Refused):
        echoes.retell(circle.db, waiting[0].id, {"fr": "encore"}, LATER)
    for rater in circle.raters(subject)[:2]:
        circle.db.conn.execute("DELETE FROM people WHERE id = ?", (rater.id,))
    mine = [row for row in before if row[3] == subject.id]
    assert [row for row in circle.frozen() if row[3] == subject.id] == mine
    left = echoes.waiting(circle.db, circle.cohort.id)
    assert 1 <= len(left) <= 2
    for word in left:
        echoes.retell(circle.db, word.id, {"fr": f"redit {word.id}"}, LATER)
    told = every(circle.db, "SELECT words FROM peer_echoes WHERE subject_id = ?", (subject.id,))[0]["words"]
    assert len(json.loads(told)) in (0, 3)  # three were retold, or too few are left to be told


def test_words_of_fewer_than_three_are_never_put_before_anybody(circle: Circle) -> None:
    subject = circle.people[0]
    for rater in circle.raters(subject)[:2]:
        circle.says(rater, subject, "good_at", {"text": "vendre"})
    circle.close()
    assert echoes.waiting(circle.db, circle.cohort.id) == []
    assert echoes.to_tell(circle.db) == []


def test_when_all_words_come_out_the_same_nothing_is_told(circle: Circle) -> None:
    subject = circle.people[0]
    circle.all_say(subject, "good_at", "parole #")
    circle.close()
    for word in echoes.waiting(circle.db, circle.cohort.id):
        echoes.retell(circle.db, word.id, {"fr": "la cuisine"}, LATER)
    assert echoes.to_tell(circle.db) == []


def test_words_nobody_retells_hold_the_strengths_back_for_two_weeks_at_most(circle: Circle) -> None:
    subject = circle.people[0]
    circle.all_say(subject, "s3", "often")
    circle.all_say(subject, "good_at", "parole #")
    circle.close()
    echoes.settle(circle.db, LATER + timedelta(days=13))
    assert echoes.to_tell(circle.db) == []
    echoes.settle(circle.db, LATER + timedelta(days=14))
    assert [echo.strengths for echo in echoes.to_tell(circle.db)] == [("s3",)]


def test_who_retells_sees_whom_it_is_about_and_the_words_in_an_order_of_chance_and_nothing_else(
    circle: Circle, tmp_path: Path
) -> None:
    subject = circle.people[0]
    folder, names = media.MediaFolder(tmp_path / "media"), []
    for rater in circle.raters(subject):
        take = takes.expect(circle.db, circle.codes, rater, None, None, None, NOW)
        takes.store(circle.db, take, folder.put(take.encode(), "audio/ogg"), 1.0, NOW)
        names.append(take)
        circle.says(rater, subject, "good_at", {"takes": [take]})
    circle.close()
    found = echoes.waiting(circle.db, circle.cohort.id)
    assert {word.person for word in found} == {subject.code}
    assert sorted(word.takes[0] for word in found) == sorted(names)
    assert [word.takes[0] for word in found] != names
    assert set(echoes.Word.__dataclass_fields__) == {"id", "person", "text", "takes"}


def test_no_rater_stands_next_to_a_person_rated_anywhere_in_an_export(circle: Circle, tmp_path: Path) -> None:
    for subject in circle.people:
        for question in ("s2", "s3"):
            circle.all_say(subject, question, "often")
        circle.all_say(subject, "good_at", "canari #")
    circle.close()
    for place, word in enumerate(echoes.waiting(circle.db, circle.cohort.id)):
        echoes.retell(circle.db, word.id, {"fr": f"redit {place % 3}"}, LATER)
    for form in ("csv", "jsonl"):
        written = export(circle.db, tmp_path / form, form, personal=True)
        assert written["peers"] == 6 * (2 + 3)
        assert written["answers"] == 0
    rows = list(csv.DictReader((tmp_path / "csv" / "peers.csv").open(encoding="utf-8")))
    assert {row["participant"] for row in rows} == {person.code for person in circle.people}
    everything = "".join(path.read_text("utf-8") for path in tmp_path.glob("*/*.*"))
    for secret in ("canari", "fa_AF,tap", "telegram", "2026-11-30T", '"instance"'):
        assert secret not in everything
    for row in rows:
        codes = [person.code for person in circle.people if person.code in ",".join(row.values())]
        assert codes == [row["participant"]]


def test_control_with_the_runs_among_the_answers_each_rater_would_stand_there(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.export import runs as exported

    circle.all_say(circle.people[0], "s3", "often")
    sql = exported._RUNS.replace("(i.subject_id IS NULL OR p.role <> 'participant')", "1")
    monkeypatch.setattr(exported, "_RUNS", sql)
    assert export(circle.db, tmp_path, "csv")["answers"] > 0


def test_somebody_marked_absent_late_is_no_longer_rated_and_all_others_stay_level(circle: Circle) -> None:
    rater, absent, *_ = circle.people
    begun = next(person for person in circle.people if person.id == circle.pairs[rater.id][0])
    circle.says(rater, begun, "s3", "often")
    left = [person.id for person in circle.people if person.id not in (absent.id,)]
    pairs = peers.pairs(circle.db, circle.cohort, "last", left)
    assert absent.id not in pairs
    assert pairs == peers.assigned(circle.db, circle.cohort.id, "last")
    counts = [sum(each in rated for rated in pairs.values()) for each in left]
    assert max(counts) - min(counts) <= 1
    assert begun.id in pairs[rater.id]
    circle.close()
    assert peers.pairs(circle.db, circle.cohort, "last", [person.id for person in circle.people]) == pairs


@pytest.mark.parametrize("seed", range(5))
def test_what_is_frozen_is_what_the_rule_says_of_the_last_answers_in_groups_of_chance(
    tmp_path: Path, programme: Programme, seed: int
) -> None:
    """The rule that is attacked in test_anonymity is the one that is kept."""
    chance = random.Random(seed)
    with open_database(tmp_path / "flashcoop.db", NOW) as db:
        circle = Circle(db, programme, chance.randint(3, 9))
        last: dict[tuple[int, str], dict[int, object]] = {}
        for _ in range(60):
            rater = chance.choice(circle.people)
            subject = chance.choice([each for each in circle.people if each.id in circle.pairs[rater.id]])
            question, face = chance.choice(("s2", "s3")), chance.choice(("often", "often", "sometimes", None))
            circle.says(rater, subject, question, face)
            last.setdefault((subject.id, question), {})[rater.id] = face
        circle.close()
        for subject in circle.people:
            told = [key for key in ("s2", "s3") if strength(list(last.get((subject.id, key), {}).values()), "often")]
            assert json.loads(circle.strengths(subject)) == told
