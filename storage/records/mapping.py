"""What goes where in a CAE's records: YAML a CAE can change, read into values (docs/records.md has the format)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from storage.refusals import Refused

Kind = Literal["person", "note", "cohort"]
Form = Literal["", "french_date", "iso_date", "postcode", "town"]
LONGEST = 64 * 1024  # characters of a mapping; the longest of ours has some 4,000


class Piece(BaseModel):
    """One source, such as `registration.phone`, and how it is written.

    `values` says what is written for an answer's code; an answer it does not name is not written. `label` stands
    before what is written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    source: str = Field(alias="from", pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$")
    values: Mapping[str, str] | None = None
    label: str = ""
    form: Form = ""

    @field_validator("values", mode="before")
    @classmethod
    def _words(cls, given: Any) -> Any:  # noqa: ANN401 -- YAML
        return {_word(code): text for code, text in given.items()} if isinstance(given, dict) else given


def _word(code: object) -> str:
    """YAML reads an unquoted yes or no as a truth."""
    return {True: "yes", False: "no"}.get(code, str(code)) if isinstance(code, bool) else str(code)


def _piece(given: Any) -> Any:  # noqa: ANN401 -- YAML
    return {"from": given} if isinstance(given, str) else given


class Rule(BaseModel):
    """How a column or a note is filled: the `first` source that says something, `all` of them line by line, or a fixed
    `text` with `{code}`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: tuple[Annotated[Piece, BeforeValidator(_piece)], ...] = ()
    all: tuple[Annotated[Piece, BeforeValidator(_piece)], ...] = ()
    text: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:  # noqa: ANN401 -- YAML
        """`Nom: registration.last_name` and `Nom: {from: …}` stand for a `first` of one."""
        if isinstance(given, str):
            return {"first": [given]}
        if isinstance(given, dict) and "from" in given:
            return {"first": [given]}
        return given

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(map(bool, (self.first, self.all, self.text))) != 1:
            raise ValueError("first, all or text")
        return self

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All sources it names."""
        return self.first or self.all


class Table(BaseModel):
    """A row an object: the column that names it, and the others in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str = ""
    key: str
    required: tuple[str, ...] = ()
    columns: Mapping[str, Rule]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.key in self.columns:
            raise ValueError(f"{self.key}: key and column")
        if unknown := set(self.required) - set(self.columns):
            raise ValueError(f"required: {', '.join(sorted(unknown))}")
        return self


class Note(BaseModel):
    """A note about a person: its title, and what is written in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    write: Rule


class Notes(BaseModel):
    """Notes by name; `table` is where they stand in a target that has tables only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str = ""
    entries: Mapping[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")], Note] = {}


class Plan(BaseModel):
    """A whole mapping."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Table
    notes: Notes = Notes()
    cohort: Table | None = None

    def sources(self) -> Iterator[str]:
        """Every source the mapping names."""
        rules = [*self.person.columns.values(), *(note.write for note in self.notes.entries.values())]
        rules += self.cohort.columns.values() if self.cohort else ()
        return (piece.source for rule in rules for piece in rule.pieces)


def read_plan(text: str) -> Plan:
    """A mapping from its YAML. Raises Refused naming the place that cannot be read."""
    if len(text) > LONGEST:
        raise Refused("bad_mapping", "Cette correspondance est trop longue.")
    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (ligne {mark.line + 1})" if mark else ""
        raise Refused("bad_mapping", f"La correspondance n'est pas du YAML lisible{where}.") from None
    except RecursionError:
        raise Refused("bad_mapping", "La correspondance n'est pas du YAML lisible.") from None
    try:
        return Plan.model_validate(given)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"]) or "la première ligne"
        raise Refused("bad_mapping", f"La correspondance ne se lit pas à « {place} ».") from None
