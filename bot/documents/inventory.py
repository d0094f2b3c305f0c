"""What the code holds that the law asks about, and what nobody has described yet in `entries.yaml`."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.access import table as access
from bot.clocks import clock_from
from bot.documents import clocks
from bot.loading import Programme, read_yaml
from bot.settings import Settings
from dialogs.questionnaire import Question, Questionnaire
from storage.database import open_database
from storage.records.targets import KINDS

HERE = Path(__file__).parent
# A setting so named may say where something of people is sent to.
POINTING_OUT = ("_token", "_url", "_api", "_to", "_chat", "_mail", "gtts")


@cache
def entries() -> Mapping[str, Any]:
    """What is said of each thing, its clocks filled in."""
    return _filled(read_yaml(HERE / "entries.yaml"))  # type: ignore[no-any-return]


@cache
def retention() -> tuple[tuple[str, str, str], ...]:
    """What is kept, where, and how long: the rows of the one table there is."""
    rows = _filled(read_yaml(HERE / "retention.yaml"))
    return tuple((row["what"], row["where"], row["until"]) for row in rows)


def prose(name: str) -> Any:  # noqa: ANN401 -- what a file holds is for its reader to check
    """A hand-written part, its clocks filled in."""
    return _filled(read_yaml(HERE / f"{name}.yaml"))


def _filled(value: Any) -> Any:  # noqa: ANN401 -- YAML
    if isinstance(value, str):
        return value.format_map(clocks.told())
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items()}
    return value


@cache
def tables() -> tuple[str, ...]:
    """Every table of a new database."""
    with TemporaryDirectory() as folder, open_database(Path(folder) / "new.sqlite", clock_from(None)()) as db:
        return tuple(sorted(db.table_names()))


def questionnaires(programme: Programme) -> list[Questionnaire]:
    """What is asked: of participants first, in the order it comes."""
    asked = (flow.questionnaire for flow in programme.flows.values())
    return sorted(asked, key=lambda each: (each.audience != "participant", each.order, each.id))


def personal(programme: Programme) -> Iterator[tuple[str, Question]]:
    """The questions whose answer names somebody, as `questionnaire.question`."""
    for asked in questionnaires(programme):
        yield from ((f"{asked.id}.{each.key}", each) for each in asked.questions if each.personal)


def agreements(programme: Programme) -> Iterator[tuple[str, Question]]:
    """The questions that ask for an agreement, by purpose."""
    for asked in questionnaires(programme):
        yield from ((each.purpose, each) for each in asked.questions if each.purpose)


def missing(programme: Programme) -> list[str]:
    """What the code holds without an entry, and entries of what is not there; a line each, empty when all is told."""
    said = entries()
    rights = access.table()
    held: dict[str, set[str]] = {
        "tables": set(tables()),
        "fields": {name for name, _ in personal(programme)},
        "purposes": {purpose for purpose, _ in agreements(programme)},
        "questionnaires": {each.id for each in questionnaires(programme)},
        "audiences": {each.audience for each in questionnaires(programme)},
        "roles": {role for granted in rights.values() for role in granted},
        "scopes": {scope for granted in rights.values() for scope in granted.values()},
        "targets": set(KINDS),
    }
    found = [line for part, there in held.items() for line in _differing(part, there, set(said[part]))]
    found += _differing("actions", set(rights), {*said["actions"], *said["shows_nobody"].split()})
    pointing = {name for name in Settings.model_fields if name.endswith(POINTING_OUT)}
    return found + _differing("outside", pointing, {*said["outside"], *said["inside"].split()})


def _differing(part: str, there: set[str], told: set[str]) -> list[str]:
    new = [f"{part}: « {name} » has no entry" for name in sorted(there - told)]
    return new + [f"{part}: « {name} » is told and not there" for name in sorted(told - there)]
