"""One row for each question of each run: what was answered, or why nothing was; and, apart, every revision."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from dialogs.questionnaire import Question
from storage.export import recordings
from storage.export.cells import REPLACEMENT, Row, is_unclean
from storage.export.runs import Given, Run, runs
from storage.export.selection import Selection
from storage.export.tables import Parts, Table, table
from storage.export.versions import ANSWERED, NOT_ASKED, Version, version

DAMAGED, PERSONAL, UNKNOWN = "damaged", "personal", "unknown_question"
GUESSED, CLEANED = "guessed", "cleaned"

RUN = ("participant", "cohort", "cae", "questionnaire", "version", "moment")
HOW = ("wording", "language", "mode", "author", "door")
COLUMNS = (
    *RUN,
    *("question", "status", "value", "label"),
    *HOW,
    *recordings.COLUMNS,
    *("revision", "answered_at", "opened_at", "finished_at", "flag", "about"),
)
REVISIONS = (
    *RUN,
    *("question", "revision", "status", "value", "label"),
    *HOW,
    *("guessed", "answered_at", "flag", "about"),
)

# The parts of a row of `COLUMNS`, in order: the run; question to mode; author and door; recordings; revision and
# moment; the run's moments, flag and whom it is about.
NOTHING: Row = (None, None)
NOT_TOLD: Row = (NOT_ASKED, *(None,) * 5)
# Where they stand in what was read (`runs.Given`).
TOLD, HOW_GIVEN, TAKE, GUESS, WHEN = slice(6), slice(6, 8), 8, 9, slice(10, 12)
LANGUAGE, MODE, AT = 4, 5, 11


def answer_table(db: Database, selection: Selection, *, personal: bool = False) -> Table:
    """The present answer to each question of each run, ordered by participant, questionnaire and moment.

    `status` is answered, dont_know, rather_not, not_applicable (a correction took the question away) or
    not_asked. `transcript` is the present one, `transcript_machine` the first; `transcript_uncertain` is 1 where
    the machine doubted its own, as when another language was spoken. `flag` is damaged (the cell cannot be read),
    unknown_question (not in that version: nothing of it is shown), guessed (taken from a voice without her word on
    it), cleaned (it held what cannot be shown) or personal: unless asked for, such values, their transcripts and
    recordings are left out. What people said of each other is elsewhere: `storage.export.peers`.
    """
    reader = _Reader(db, selection, personal=personal)
    return Table("answers", COLUMNS, reader.present())


def revision_table(db: Database, selection: Selection, *, personal: bool = False) -> Table:
    """Every answer ever given, by run, question and number."""
    reader = _Reader(db, selection, personal=personal)
    return table("revisions", REVISIONS, reader.revisions())


class _Reader:
    """Makes rows of runs."""

    def __init__(self, db: Database, selection: Selection, *, personal: bool) -> None:
        self._db = db
        self._selection = selection
        self._personal = personal
        self._versions: dict[str, Version | None] = {}

    def present(self) -> Iterator[Parts]:
        for run, given, damaged in runs(self._db, self._selection):
            found = self._version(run.hash)
            head = (*run[1:5], found.number if found else None, run.moment)
            ends = (run.opened_at, run.finished_at)
            plain = (*ends, None, run.about)
            # Revisions come in order: the last one of a question is the present one.
            answers = {each[0]: each for each in given}
            if self._selection.of_answers:
                answers = {each[0]: each for each in self._wanted(run, answers.values())}
            for question in found.questions if found else ():
                answer = answers.pop(question.key, None)
                if found and answer is not None:
                    told, heard, flag = self._told(found, question, answer, damaged=damaged)
                    tail = (*ends, flag, run.about) if flag else plain
                    yield head, told, answer[HOW_GIVEN], heard, answer[WHEN], tail
                elif not self._selection.of_answers:
                    yield head, (question.key, *NOT_TOLD), NOTHING, recordings.NONE, NOTHING, plain
            for answer in answers.values():
                tail = (*ends, UNKNOWN, run.about)
                yield head, _unknown(answer), answer[HOW_GIVEN], recordings.NONE, answer[WHEN], tail

    def revisions(self) -> Iterator[Row]:
        for run, given, damaged in runs(self._db, self._selection):
            found = self._version(run.hash)
            head = (*run[1:5], found.number if found else None, run.moment)
            for answer in self._wanted(run, given):
                question = found.by_key.get(answer[0]) if found else None
                if found and question:
                    told, _, flag = self._told(found, question, answer, damaged=damaged, sounds=False)
                else:
                    told, flag = _unknown(answer), UNKNOWN
                revision, at = answer[WHEN]
                how = (*told[1:], *answer[HOW_GIVEN], answer[GUESS])
                yield (*head, told[0], revision, *how, at, flag, run.about)

    def _version(self, hashed: str) -> Version | None:
        if hashed not in self._versions:
            self._versions[hashed] = version(self._db, hashed)
        return self._versions[hashed]

    def _wanted(self, run: Run, given: Iterable[Given]) -> Iterable[Given]:
        """Those given in the ways and times that are wanted."""
        if not self._selection.of_answers:
            return given
        has = self._selection.has
        return [each for each in given if has(each[LANGUAGE], each[MODE], each[AT], run.timezone)]

    def _told(
        self, found: Version, question: Question, answer: Given, *, damaged: bool, sounds: bool = True
    ) -> tuple[Row, Row, str | None]:
        """What may be shown of an answer: question to mode; recordings; flag."""
        said = found.said(question, answer[TOLD])
        if question.personal and not self._personal:
            return said.hidden, recordings.NONE, PERSONAL
        if said.plain and not (damaged or answer[TAKE] or answer[GUESS]):  # nearly all of them
            return said.told, recordings.NONE, None
        takes = said.takes or ((answer[TAKE],) if answer[TAKE] else ())
        heard = recordings.recordings(self._db, takes) if takes and sounds else recordings.NONE
        if said.damaged or (damaged and _holds(REPLACEMENT, (*said.told, *heard))):
            return said.told, heard, DAMAGED
        if said.unclean or any(isinstance(cell, str) and is_unclean(cell) for cell in heard):
            return said.told, heard, CLEANED
        return said.told, heard, GUESSED if answer[GUESS] else None


def _unknown(answer: Given) -> Row:
    """What is told of an answer to a question that its version has not."""
    return answer[0], answer[2] or ANSWERED, None, None, None, answer[LANGUAGE], answer[MODE]


def _holds(character: str, cells: Iterable[object]) -> bool:
    return any(isinstance(cell, str) and character in cell for cell in cells)
