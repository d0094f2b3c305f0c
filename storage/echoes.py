"""What is told of the peer evaluation: frozen once for each person rated, without anybody who said it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlite_utils import Database

from dialogs.peers import RULE, Rule, strength, words_told
from dialogs.questionnaire import SOURCE, Questionnaire
from storage import json_text, peers, takes
from storage.codes import Codes
from storage.database import every, one
from storage.questionnaires import questionnaire
from storage.refusals import Refused
from storage.times import stamp

# Words nobody has retold by then are set aside, so that what can be told is told while people remember the day.
RETOLD_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Echo:
    """What a person may hear of what the others said: keys of items that are strengths, words by language."""

    id: int
    person_id: int
    questionnaire: str
    strengths: tuple[str, ...]
    words: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said a person is good at, waiting to be retold: under a random name, nothing of its rater."""

    id: str
    person: str
    text: str
    takes: tuple[str, ...]


class Said(NamedTuple):
    """One present answer of a run about somebody."""

    instance_id: int
    subject_id: int
    hash: str
    question: str
    revision: int
    value: Any


def close(db: Database, codes: Codes, cohort_id: int, moment: str, now: datetime, rule: Rule = RULE) -> int:
    """Freeze what was said of everyone at a moment; how many people. What comes later never enters.

    Runs end there. Done again it changes nothing; refused when nobody has rated anybody.
    """
    pairs = peers.assigned(db, cohort_id, moment)
    if not pairs:
        raise Refused("no_peers", "Personne n'évalue personne dans ce Flashcoop pour le moment.")
    if peers.frozen(db, cohort_id, moment):
        return 0
    said: dict[int, list[Said]] = defaultdict(list)
    for each in _said(db, cohort_id, moment):
        said[each.subject_id].append(each)
    subjects = sorted({subject for rated in pairs.values() for subject in rated})
    for subject in subjects:
        _freeze(db, codes, (cohort_id, moment, subject), said[subject], now, rule)
    db.conn.execute(_END_RUNS, (stamp(now), cohort_id, moment))
    return len(subjects)


def _freeze(
    db: Database, codes: Codes, about: tuple[int, str, int], said: Sequence[Said], now: datetime, rule: Rule
) -> None:
    versions = {each.hash: questionnaire(db, each.hash) for each in said}
    newest = max(versions.values(), key=lambda version: version.version).hash if versions else None
    row = db.conn.execute(
        "INSERT INTO peer_echoes (cohort_id, moment, subject_id, questionnaire, closed_at, strengths)"
        " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (*about, newest, stamp(now), json_text.dump(list(_strengths(said, versions, rule)))),
    ).fetchone()
    words = list(_words(db, said, versions))
    if len({each.instance_id for each in words}) >= rule.words:
        db.conn.executemany(
            "INSERT INTO peer_words (id, echo_id, instance_id, question, revision) VALUES (?, ?, ?, ?, ?)",
            [(codes.take(), row["id"], each.instance_id, each.question, each.revision) for each in words],
        )
    _make_ready(db, row["id"], now, rule)


def _strengths(said: Sequence[Said], versions: Mapping[str, Questionnaire], rule: Rule) -> Iterator[str]:
    values: dict[str, list[bool]] = defaultdict(list)
    for each in said:
        asked = versions[each.hash].by_key.get(each.question)
        if asked and asked.kind == "choice":
            values[each.question].append(each.value == asked.first.choices[0].key)  # the best face stands first
    return (key for key in sorted(values) if strength(values[key], True, rule))


def _words(db: Database, said: Sequence[Said], versions: Mapping[str, Questionnaire]) -> Iterator[Said]:
    """The open answers that can still be heard or read."""
    for each in said:
        asked = versions[each.hash].by_key.get(each.question)
        if asked and asked.kind == "open":
            text, recorded = _readable(db, each.value)
            if text or recorded:
                yield each


def _readable(db: Database, value: Any) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401 -- an answer's value
    """The written words of an open answer, and the recordings of it that are still there."""
    known = [take for name in value.get("takes", ()) if (take := takes.take(db, name))]
    texts = [value.get("text") or "", *(take.transcript or "" for take in known)]
    return "\n".join(filter(None, texts)), tuple(take.id for take in known if take.state == "stored")


def waiting(db: Database, cohort_id: int) -> list[Word]:
    """The words to be retold in a Flashcoop, by person; in an order of chance."""
    return [_word(db, row) for row in every(db, _WAITING + " AND r.cohort_id = ? ORDER BY p.code, w.id", (cohort_id,))]


def word(db: Database, word_id: str) -> Word:
    """Words that wait, by their name; refused when there are none."""
    row = one(db, _WAITING + " AND w.id = ?", (word_id,))
    if row is None:
        raise Refused("unknown_words", f"Aucune parole n'attend sous le nom « {word_id} ».")
    return _word(db, row)


def spoken_in(db: Database, word_id: str) -> str | None:
    """The language somebody spoke; for a check only, since it may say who she is."""
    row = one(db, _WAITING + " AND w.id = ?", (word_id,))
    return row["language"] if row else None


def retell(db: Database, word_id: str, texts: Mapping[str, str], now: datetime, rule: Rule = RULE) -> None:
    """Keep words as somebody retold them, in French and perhaps other languages; none: they are set aside.

    From then on nothing ties them to who said them.
    """
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if kept and SOURCE not in kept:
        raise Refused("no_french", "Il faut au moins les mots en français.")
    word(db, word_id)
    echo = one(db, "SELECT echo_id FROM peer_words WHERE id = ?", (word_id,))
    assert echo is not None
    db.conn.execute(
        "UPDATE peer_words SET state = ?, retold = ?, instance_id = NULL WHERE id = ?",
        ("retold" if kept else "set_aside", json_text.dump(kept) if kept else None, word_id),
    )
    _make_ready(db, echo["echo_id"], now, rule)


def settle(db: Database, now: datetime, rule: Rule = RULE) -> None:
    """Set aside words that have waited too long, and let what no longer waits for any be told."""
    old = stamp(now - RETOLD_WITHIN)
    db.conn.execute(
        "UPDATE peer_words SET state = 'set_aside', instance_id = NULL WHERE state = 'waiting'"
        " AND echo_id IN (SELECT id FROM peer_echoes WHERE closed_at <= ?)",
        (old,),
    )
    for row in every(db, "SELECT id FROM peer_echoes WHERE ready_at IS NULL"):
        _make_ready(db, row["id"], now, rule)


def _make_ready(db: Database, echo_id: int, now: datetime, rule: Rule) -> None:
    """Freeze the words too, once none of them waits; only the texts stay."""
    if one(db, "SELECT 1 FROM peer_words WHERE echo_id = ? AND state = 'waiting'", (echo_id,)):
        return
    rows = every(db, "SELECT retold FROM peer_words WHERE echo_id = ? AND retold IS NOT NULL ORDER BY id", (echo_id,))
    retold = [json_text.load(row["retold"]) for row in rows]
    told = words_told([each[SOURCE] for each in retold], rule)
    frozen = [next(each for each in retold if each[SOURCE] == text) for text in told]
    db.conn.execute(
        "UPDATE peer_echoes SET words = ?, ready_at = ? WHERE id = ? AND ready_at IS NULL",
        (json_text.dump(frozen), stamp(now), echo_id),
    )
    db.conn.execute("DELETE FROM peer_words WHERE echo_id = ?", (echo_id,))


def to_tell(db: Database, person_id: int | None = None) -> list[Echo]:
    """What is ready and was not told yet and says something, of one person or of all."""
    found = every(
        db,
        "SELECT * FROM peer_echoes WHERE ready_at IS NOT NULL AND told_at IS NULL"
        " AND (strengths <> '[]' OR words <> '[]') AND ? IN (subject_id, 0) ORDER BY id",
        (person_id or 0,),
    )
    return [_echo(row) for row in found]


def ready(db: Database, person_id: int) -> list[Echo]:
    """What a person may hear that says something, told already or not, the newest first."""
    found = every(
        db,
        "SELECT * FROM peer_echoes WHERE ready_at IS NOT NULL AND subject_id = ?"
        " AND (strengths <> '[]' OR words <> '[]') ORDER BY id DESC",
        (person_id,),
    )
    return [_echo(row) for row in found]


def told(db: Database, echo_id: int, now: datetime) -> None:
    """A person was told."""
    db.conn.execute("UPDATE peer_echoes SET told_at = ? WHERE id = ? AND told_at IS NULL", (stamp(now), echo_id))


def _said(db: Database, cohort_id: int, moment: str) -> Iterable[Said]:
    for row in every(db, _PRESENT, (cohort_id, moment)):
        value = json_text.load(row["value"])
        yield Said(row["id"], row["subject_id"], row["hash"], row["question"], row["revision"], value)


def _word(db: Database, row: sqlite3.Row) -> Word:
    text, recorded = _readable(db, json_text.load(row["value"]))
    return Word(row["id"], row["code"], text, recorded)


def _echo(row: sqlite3.Row) -> Echo:
    strengths, words = json_text.load(row["strengths"]), json_text.load(row["words"])
    return Echo(row["id"], row["subject_id"], row["questionnaire"], tuple(strengths), tuple(words))


# A moment, a rater and the person she was given: nothing else is a run of the peer evaluation.
_PRESENT = (
    "SELECT i.id, i.subject_id, i.hash, a.question, a.revision, a.value FROM peer_pairs t"
    " JOIN instances i ON i.person_id = t.rater_id AND i.subject_id = t.subject_id"
    " AND i.cohort_id = t.cohort_id AND i.moment = t.moment JOIN answers a ON a.instance_id = i.id"
    " WHERE t.cohort_id = ? AND t.moment = ? AND a.value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM answers n"
    " WHERE n.instance_id = a.instance_id AND n.question = a.question AND n.revision > a.revision)"
    " ORDER BY i.id, a.question"
)
_WAITING = (
    "SELECT w.id, p.code, a.value, a.language FROM peer_words w JOIN peer_echoes r ON r.id = w.echo_id"
    " JOIN people p ON p.id = r.subject_id JOIN answers a ON a.instance_id = w.instance_id"
    " AND a.question = w.question AND a.revision = w.revision WHERE w.state = 'waiting'"
)
_END_RUNS = (
    "UPDATE instances SET closed_at = ? WHERE closed_at IS NULL AND id IN (SELECT i.id FROM peer_pairs t"
    " JOIN instances i ON i.person_id = t.rater_id AND i.subject_id = t.subject_id"
    " AND i.cohort_id = t.cohort_id AND i.moment = t.moment WHERE t.cohort_id = ? AND t.moment = ?)"
)
