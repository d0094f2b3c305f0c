"""One row for each question of each run: what was answered, or why nothing was; and, apart, every revision."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from dialogs.questionnaire import Question
from storage.export import recordings
from storage.export.cells import REPLACEMENT, Row, is_unclean
from storage.export.runs import Given, Run, runs
from storage.export.selection import Selection
from storage.export.tables import Table
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

Cells = tuple[Row, Row, str | None]  # status, value and label; recordings; flag

NOT_TOLD: Row = (NOT_ASKED, None, None, *(None,) * len(HOW), *recordings.NONE, None, None)


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
    return Table("revisions", REVISIONS, reader.revisions())


class _Reader:
    """Makes rows of runs."""

    def __init__(self, db: Database, selection: Selection, *, personal: bool) -> None:
        self._db = db
        self._selection = selection
        self._personal = personal
        self._versions: dict[str, Version | None] = {}

    def present(self) -> Iterator[Row]:
        for run, given, damaged in runs(self._db, self._selection):
            found = self._version(run.hash)
            before = (*run[1:5], found.number if found else None, run.moment)
            after = (run.opened_at, run.finished_at)
            # Revisions come in order: the last one of a question is the present one.
            answers = {each[0]: each for each in given}
            if self._selection.of_answers:
                answers = {each[0]: each for each in self._wanted(run, answers.values())}
            if found:
                for question in found.questions:
                    answer = answers.pop(question.key, None)
                    if answer is not None:
                        cells, takes, flag = self._cells(found, question, answer, damaged=damaged)
                        how, when = answer[4:9], (answer[1], answer[11])
                        yield (*before, question.key, *cells, *how, *takes, *when, *after, flag, run.about)
                    elif not self._selection.of_answers:
                        yield (*before, question.key, *NOT_TOLD, *after, None, run.about)
            for answer in answers.values():
                unknown = (answer[0], *_unknown(answer), None, *answer[5:9], *recordings.NONE)
                yield (*before, *unknown, answer[1], answer[11], *after, UNKNOWN, run.about)

    def revisions(self) -> Iterator[Row]:
        for run, given, damaged in runs(self._db, self._selection):
            found = self._version(run.hash)
            before = (*run[1:5], found.number if found else None, run.moment)
            for answer in self._wanted(run, given):
                question = found.by_key.get(answer[0]) if found else None
                if found and question:
                    cells, _, flag = self._cells(found, question, answer, damaged=damaged, sounds=False)
                    said = (answer[0], answer[1], *cells, *answer[4:9])
                else:
                    flag, said = UNKNOWN, (answer[0], answer[1], *_unknown(answer), None, *answer[5:9])
                yield (*before, *said, answer[10], answer[11], flag, run.about)

    def _version(self, hashed: str) -> Version | None:
        if hashed not in self._versions:
            self._versions[hashed] = version(self._db, hashed)
        return self._versions[hashed]

    def _wanted(self, run: Run, given: Iterable[Given]) -> Iterable[Given]:
        """Those given in the ways and times that are wanted."""
        if not self._selection.of_answers:
            return given
        has = self._selection.has
        return [each for each in given if has(each[5], each[6], each[11], run.timezone)]

    def _cells(self, found: Version, question: Question, answer: Given, *, damaged: bool, sounds: bool = True) -> Cells:
        """What may be shown of an answer: status, value and label; recordings; flag."""
        said = found.said(question, answer[2], answer[3])
        if question.personal and not self._personal:
            return (said.status, None, None), recordings.NONE, PERSONAL
        takes = said.takes or ((answer[9],) if answer[9] else ())
        heard = recordings.recordings(self._db, takes) if takes and sounds else recordings.NONE
        told = (said.status, said.value, said.label)
        if said.damaged or (damaged and _holds(REPLACEMENT, (*told, *answer[4:9], *heard))):
            return told, heard, DAMAGED
        if _unclean(said.value) or (takes and any(map(_unclean, heard))):
            return told, heard, CLEANED
        return told, heard, GUESSED if answer[10] else None


def _unknown(answer: Given) -> Row:
    """What is told of an answer to a question that its version has not."""
    return answer[3] or ANSWERED, None, None


def _holds(character: str, cells: Iterable[object]) -> bool:
    return any(isinstance(cell, str) and character in cell for cell in cells)


def _unclean(cell: object) -> bool:
    return isinstance(cell, str) and is_unclean(cell)
