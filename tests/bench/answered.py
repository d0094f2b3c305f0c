"""A database with a million answers of invented people, as a few thousand Flashcoops would leave it."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.loading import load_programme
from dialogs import instance
from dialogs.kinds import SCALE
from dialogs.questionnaire import Question, Questionnaire
from storage import cohorts, people, questionnaires
from storage.answers import wording_hash
from storage.codes import Codes
from storage.database import Database, open_database, transaction
from storage.json_text import dump
from storage.times import stamp

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GROUP = 7
SESSIONS = 7
LANGUAGES = ("fa_AF", "fa_AF", "ar", "fr")
WORDS = {
    "fa_AF": "من یاد گرفتم که با مشتری گپ بزنم و حساب کنم",
    "ar": "تعلّمت كيف أتكلّم مع الزبون وكيف أحسب الثمن",
    "fr": "J'ai appris à parler aux clients, à compter ; et à « vendre »",
}
SPOKEN = 0.5  # of the open answers
CORRECTED = 0.02
SILENT = 0.05  # « don't know » and « rather not »

DATA = dump(instance.dump(instance.Instance("", "")))

ANSWER = (
    "INSERT INTO answers (instance_id, cae_id, question, revision, value, none, label, wording, wording_hash, language,"
    " mode, author, door, take_id, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
RUN = (
    "INSERT INTO instances (id, code, person_id, cae_id, cohort_id, questionnaire, hash, moment, state, data, version,"
    " opened_at, touched_at, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, ?, ?, ?)"
)
TAKE = (
    "INSERT INTO takes (id, person_id, cae_id, state, received_at, keep_until, transcript, transcript_status,"
    " machine_transcript) VALUES (?, ?, ?, 'stored', ?, ?, ?, 'machine', ?)"
)


def make(path: Path, answers: int, seed: int = 6) -> int:
    """Make the database at `path`; how many answers it holds: `answers` or a few more."""
    chance = random.Random(seed)
    codes = Codes(chance.choice)
    asked = [flow.questionnaire for flow in load_programme().flows.values()]
    asked = [each for each in asked if each.audience == "participant" and not each.subject]
    with open_database(path, NOW) as db, transaction(db):
        for each in asked:
            questionnaires.keep(db, each, NOW)
        cohorts.add_cae(db, codes, "Coopérative d'essai")
        made = 0
        while made < answers:
            made += _flashcoop(db, codes, chance, asked)
    return made


def _flashcoop(db: Database, codes: Codes, chance: random.Random, asked: list[Questionnaire]) -> int:
    days = [date(2026, 1, 5) + timedelta(days=2 * number) for number in range(SESSIONS)]
    opening = cohorts.Opening("Flashcoop d'essai", "Coopérative d'essai", days, place="Laval")
    cohort = cohorts.cohort(db, cohorts.create_cohort(db, codes, opening, NOW))
    made = 0
    for _ in range(GROUP):
        person = people.add_person(db, codes, "participant", cohort.id, cohort.cae_id, NOW)
        language = chance.choice(LANGUAGES)
        people.prefer(db, person.id, "language", language)
        life = _Life(db, codes, chance, person, language)
        for each in asked:
            for moment in cohort.calendar.moments(each.moment):
                made += life.answers(each, moment)
    return made


class _Life:
    def __init__(self, db: Database, codes: Codes, chance: random.Random, person: people.Person, language: str) -> None:
        self.db, self.codes, self.chance, self.person, self.language = db, codes, chance, person, language

    def answers(self, asked: Questionnaire, moment: str) -> int:
        """One finished run; how many answers it has."""
        at, person = stamp(NOW), self.person
        more = (person.id, person.cae_id, person.cohort_id, asked.id, asked.hash, moment, DATA, at, at, at)
        run = self.db.conn.execute(RUN, (None, self.codes.instance(), *more)).lastrowid
        rows = [row for question in asked.questions if question.kept for row in self._question(question)]
        self.db.conn.executemany(ANSWER, [(run, person.cae_id, *row) for row in rows])
        return len(rows)

    def _question(self, question: Question) -> Iterator[tuple[Any, ...]]:
        if question.references.get("index") != "core" and self.chance.random() < SILENT * 2:
            return  # its condition was not met
        for revision in (1, 2) if self.chance.random() < CORRECTED else (1,):
            wording = question.first.phrase.wording(self.language).printed
            value, none, take = self._value(question)
            told = (None if none else dump(value), none, None, wording, wording_hash(wording), self.language)
            at = stamp(NOW + timedelta(seconds=self.chance.randrange(10**6)))
            how = ("voice" if take else "tap", self.person.code, "telegram", take, at)
            yield (question.key, revision, *told, *how)

    def _value(self, question: Question) -> tuple[object, str | None, str | None]:
        if self.chance.random() < SILENT:
            return None, self.chance.choice(("dont_know", "rather_not")), None
        if question.kind == "scale":
            return self.chance.choice(list(SCALE.values())), None, None
        if question.first.choices:
            return self.chance.choice(question.first.choices).key, None, None
        if question.kind == "open":
            return self._open()
        return {"birthdate": "1988-05", "number": 3}.get(question.kind, "+33612345678"), None, None

    def _open(self) -> tuple[object, None, str | None]:
        words = WORDS[self.language] + f" {self.chance.randrange(10**6)}"
        if self.chance.random() > SPOKEN:
            return {"text": words, "takes": []}, None, None
        take, at = self.codes.take(), stamp(NOW)
        more = (self.person.id, self.person.cae_id, at, at, words, words)
        self.db.conn.execute(TAKE, (take, *more))
        return {"text": None, "takes": [take]}, None, take
