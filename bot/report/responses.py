"""The responses a bilan is computed from: an export, and nothing else (docs/export.md)."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from storage.export.cells import unguard
from storage.refusals import Refused

Row = Mapping[str, str]
Run = tuple[str, str]  # a person and the Flashcoop she takes part in
PARTICIPANT = "participant"
ANSWERED = "answered"
NEEDED = ("answers", "agreements", "people", "cohorts", "codebook")
LONGEST_CELL = 2**24  # letters; a five-minute transcript has some thousands


@dataclass(frozen=True, slots=True)
class Scope:
    """What a bilan is about: one Flashcoop, one CAE (by code), or all there is (`code` empty)."""

    kind: Literal["cohort", "cae", "network"] = "network"
    code: str = ""

    def has(self, row: Row) -> bool:
        """Whether a row of the export belongs to it; staff may be in several Flashcoops."""
        if self.kind == "network":
            return True
        return row.get(self.kind) == self.code or (
            self.kind == "cohort" and self.code in row.get("cohorts", "").split()
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of `answers`: the present answer of a person to a question, or why there is none."""

    person: str
    cohort: str
    questionnaire: str
    moment: str
    question: str
    status: str
    value: str
    label: str
    language: str
    mode: str
    revision: str
    transcript: str
    transcript_status: str
    translation: str


@dataclass(frozen=True, slots=True)
class Question:
    """A row of `codebook`: the newest version of a question."""

    questionnaire: str
    key: str
    version: int
    place: int
    kind: str
    audience: str
    personal: bool
    about_somebody: bool
    printed: str
    spoken: str
    references: Mapping[str, str]


@dataclass(frozen=True)
class Responses:
    """The rows of a scope. `others` counts the participants of the export who are outside it."""

    scope: Scope
    answers: tuple[Answer, ...]
    people: tuple[Row, ...]
    cohorts: tuple[Row, ...]
    sessions: tuple[Row, ...]
    statuses: tuple[Row, ...]
    agreements: tuple[Row, ...]
    themes: tuple[Row, ...]
    questions: Mapping[tuple[str, str], Question]
    others: int

    @property
    def participants(self) -> tuple[Row, ...]:
        """The rows of `people` who take part."""
        return tuple(row for row in self.people if row["role"] == PARTICIPANT)

    @cached_property
    def people_by_run(self) -> Mapping[Run, Row]:
        """The rows of participants by person and Flashcoop."""
        return {(row["participant"], row["cohort"]): row for row in self.participants}

    @cached_property
    def heads(self) -> int:
        """How many people take part, each counted once."""
        return len({row["participant"] for row in self.participants})

    @cached_property
    def _by_question(self) -> Mapping[tuple[str, str], list[Answer]]:
        found: dict[tuple[str, str], list[Answer]] = defaultdict(list)
        for answer in self.answers:
            found[answer.questionnaire, answer.question].append(answer)
        return found

    def rows(self, questionnaire: str, question: str) -> list[Answer]:
        """Every row of a question, answered or not."""
        return self._by_question.get((questionnaire, question), [])

    def given(self, questionnaire: str, question: str) -> list[Answer]:
        """The rows of a question that were answered."""
        return [answer for answer in self.rows(questionnaire, question) if answer.status == ANSWERED]

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], int]:
        return {(row["cohort"], f"session:{row['session']}"): int(row["place"]) for row in self.sessions}

    def place(self, cohort: str, moment: str) -> int:
        """Which session of a Flashcoop a moment is, 1 for the first; one that is no more comes after its number."""
        number = moment.partition(":")[2]
        return self._places.get((cohort, moment), int(number) if number.isdecimal() else 0)

    def agreed(self, purpose: str) -> set[str]:
        """The people whose agreement to a purpose holds now."""
        present = (row for row in self.agreements if row["purpose"] == purpose and row["present"] == "1")
        return {row["participant"] for row in present if row["given"] == "1"}

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], Mapping[Run, str]]:
        given = {key: [row for row in found if row.status == ANSWERED] for key, found in self._by_question.items()}
        return {key: {(row.person, row.cohort): row.value for row in found} for key, found in given.items()}

    def values(self, questionnaire: str, question: str) -> Mapping[Run, str]:
        """What was answered to a question that is asked once, by person and Flashcoop."""
        return self._values.get((questionnaire, question), {})

    @cached_property
    def _silent(self) -> Mapping[tuple[str, str, str], set[Run]]:
        found: dict[tuple[str, str, str], set[Run]] = defaultdict(set)
        for row in self.answers:
            if row.status != ANSWERED:
                found[row.questionnaire, row.question, row.status].add((row.person, row.cohort))
        return found

    def silent(self, questionnaire: str, question: str, status: str) -> set[Run]:
        """Who gave no answer to a question, in that way (`rather_not`…), by person and Flashcoop."""
        return self._silent.get((questionnaire, question, status), set())

    def asked(self, reference: str, **wanted: str) -> list[Question]:
        """The questions that have a reference, and these values of others, as they stand in their questionnaires."""
        found = [question for question in self.questions.values() if reference in question.references]
        kept = [each for each in found if all(each.references.get(name) == value for name, value in wanted.items())]
        return sorted(kept, key=lambda each: (each.questionnaire, each.place))


def read(folder: Path, scope: Scope) -> Responses:
    """The responses of a scope in a folder of CSV files; refused where a file or the scope is not there."""
    missing = [name for name in NEEDED if not (folder / f"{name}.csv").exists()]
    if missing:
        raise Refused("no_export", f"{folder} n'est pas un export en CSV : il manque {', '.join(missing)}.")
    held = sorted(rows(folder, "cohorts"), key=lambda row: (row["first_day"], row["cohort"]))
    cohorts = tuple(row for row in held if scope.has(row))
    if scope.kind != "network" and not cohorts:
        raise Refused("empty_scope", f"L'export ne contient aucun Flashcoop de « {scope.code} ».")
    everybody = list(rows(folder, "people"))
    people = tuple(row for row in everybody if scope.has(row))
    inside = {row["participant"] for row in people if row["role"] == PARTICIPANT}
    all_heads = {row["participant"] for row in everybody if row["role"] == PARTICIPANT}
    codes = {row["cohort"] for row in cohorts}
    return Responses(
        scope=scope,
        answers=tuple(_answer(row) for row in rows(folder, "answers") if scope.has(row)),
        people=people,
        cohorts=cohorts,
        sessions=tuple(row for row in rows(folder, "sessions") if row["cohort"] in codes),
        statuses=tuple(row for row in rows(folder, "statuses") if row["cohort"] in codes),
        agreements=tuple(row for row in rows(folder, "agreements") if scope.has(row)),
        themes=tuple(row for row in rows(folder, "themes") if scope.has(row)),
        questions=_newest(map(_question, enumerate(rows(folder, "codebook")))),
        others=len(all_heads - inside),
    )


def rows(folder: Path, table: str) -> Iterator[Row]:
    """The rows of a table, none where it was not exported."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: unguard(value or "") for name, value in row.items()}


def _answer(row: Row) -> Answer:
    names = ("cohort", "questionnaire", "moment", "question", "status", "value", "label", "language", "mode")
    more = ("revision", "transcript", "transcript_status", "translation")
    return Answer(row["participant"], *(row[name] for name in (*names, *more)))


def _question(numbered: tuple[int, Row]) -> Question:
    place, row = numbered
    references = json.loads(row["references"]) if row["references"] else {}
    return Question(
        questionnaire=row["questionnaire"],
        key=row["question"],
        version=int(row["version"]),
        place=place,
        kind=row["kind"],
        audience=row["audience"],
        personal=row["personal"] == "1",
        about_somebody=bool(row.get("subject")),
        printed=row["printed_fr"],
        spoken=row["spoken_fr"],
        references={name: str(value) for name, value in references.items()},
    )


def _newest(questions: Iterable[Question]) -> dict[tuple[str, str], Question]:
    found: dict[tuple[str, str], Question] = {}
    for each in questions:
        known = found.get((each.questionnaire, each.key))
        if known is None or known.version <= each.version:
            found[each.questionnaire, each.key] = each
    return found
