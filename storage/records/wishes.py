"""What a target is to hold, derived from what is known now: so that nothing can be lost on the way, or go twice."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from storage import cohorts, consents
from storage.records.facts import Fact, Facts, cohort_facts, figure_facts, participants, person_facts, versions
from storage.records.mapping import Kind, Piece, Plan, Rule, Table

PURPOSE = "records"  # the consent without which nothing of a person goes
# Whoever reads a record sees another text than what is in it (Unicode TR 36). Joiners stay: Dari is written with them.
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
POSTCODE = re.compile(r"\b(\d{5})\b[\s,]*([^\n,]*)")  # French addresses end in postcode and town
BETWEEN = "/"  # in a note's key, between the person's code and the note's name


@dataclass(frozen=True, slots=True)
class Held:
    """Why something cannot go: a code for machines, a sentence for people."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One object a target is to hold: its key there and its cells; `held` says why it cannot go as it is."""

    kind: Kind
    key: str
    cells: Mapping[str, str]
    held: Held | None = None

    @property
    def person(self) -> str:
        """The code of the person it is about, "" for a Flashcoop."""
        return "" if self.kind == "cohort" else self.key.partition(BETWEEN)[0]

    @property
    def version(self) -> str:
        """What tells one content from another: SHA-256, 16 hexadecimal digits."""
        return hashlib.sha256(json.dumps(dict(self.cells), ensure_ascii=True).encode()).hexdigest()[:16]


def wishes(db: Database, cae_id: int, plan: Plan) -> Iterator[Wish]:
    """Everything a CAE's target is to hold: Flashcoops, participants who agreed to it, their notes."""
    if plan.cohort:
        for cohort in cohorts.cohorts(db):
            if cohort.cae_id == cae_id:
                facts = {**cohort_facts(cohort), **figure_facts(db, cohort)}
                yield _row("cohort", cohort.code, plan.cohort, facts)
    version = versions(db)
    for person in participants(db, cae_id):
        if consents.consents_of(db, person.id).get(PURPOSE):
            yield from _of_person(person.code, plan, person_facts(db, person, version))


def silent(db: Database, cae_id: int) -> list[str]:
    """The codes of participants who have not agreed, or not yet."""
    found = participants(db, cae_id)
    return [person.code for person in found if not consents.consents_of(db, person.id).get(PURPOSE)]


def _of_person(code: str, plan: Plan, facts: Facts) -> Iterator[Wish]:
    yield _row("person", code, plan.person, facts)
    for name, note in plan.notes.entries.items():
        text = written(note.write, facts, code)
        if text:
            cells = {"title": note.title, "text": text}
            yield Wish("note", f"{code}{BETWEEN}{name}", cells, _unwritable(cells))


def _row(kind: Kind, key: str, table: Table, facts: Facts) -> Wish:
    cells = {column: written(rule, facts, key) for column, rule in table.columns.items()}
    missing = [column for column in table.required if not cells[column]]
    return Wish(kind, key, cells, _missing(missing) or _unwritable(cells))


def _missing(columns: list[str]) -> Held | None:
    if not columns:
        return None
    return Held("name_missing", f"Il manque ce que la fiche exige, écrit par l'équipe : {', '.join(columns)}.")


def _unwritable(cells: Mapping[str, str]) -> Held | None:
    for column, text in cells.items():
        if found := hidden_sign(text):
            where = "Le texte" if column == "text" else f"« {column} »"
            return Held("bad_text", f"{where} contient un signe invisible ({found}) : corrigez-le, puis il partira.")
    return None


def hidden_sign(text: str) -> str:
    """The first sign of a text that nobody sees and that changes what is read, as U+202E; "" without one."""
    for sign in text:
        control = unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"
        if control or HIDDEN.match(sign):
            return f"U+{ord(sign):04X}"
    return ""


def written(rule: Rule, facts: Facts, code: str) -> str:
    """What a rule makes of what is known, "" where nothing is."""
    if rule.text:
        return rule.text.replace("{code}", code)
    if rule.first:
        return next((text for piece in rule.first if (text := _latest(piece, facts))), "")
    return "\n".join(line for piece in rule.all for line in _lines(piece, facts))


def _latest(piece: Piece, facts: Facts) -> str:
    texts = [text for fact in facts.get(piece.source, ()) if (text := _text(piece, fact))]
    return f"{piece.label}{texts[-1]}" if texts else ""


def _lines(piece: Piece, facts: Facts) -> Iterator[str]:
    """A line for each time it was asked; sessions are told apart by their number."""
    for fact in facts.get(piece.source, ()):
        if text := _text(piece, fact):
            kind, _, number = fact.moment.partition(":")
            yield f"{f'J{number} : ' if kind == 'session' else ''}{piece.label}{text}"


def _text(piece: Piece, fact: Fact) -> str:
    if piece.values is not None:
        return piece.values.get(fact.value, "")
    match piece.form:
        case "french_date" | "iso_date":
            return _date(fact.value, "%d/%m/%Y" if piece.form == "french_date" else "%Y-%m-%d")
        case "postcode" | "town":
            found = POSTCODE.findall(fact.text)
            return str(found[-1][piece.form == "town"]).strip() if found else ""
        case _:
            return fact.text


def _date(value: str, form: str) -> str:
    """A whole date; a year alone is not one, and none is made up."""
    try:
        return date.fromisoformat(value).strftime(form)
    except ValueError:
        return ""
