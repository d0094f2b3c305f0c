"""docs/going-live.md as what it is: commands to be typed, in order, by somebody who only has this text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DOCUMENT = "docs/going-live.md"
MARK = re.compile(r"<!-- (?P<mark>[^:]+?)(?: : (?P<why>.+))? -->")
FENCE = "```sh"
REAL, TO_FILL, ANSWERS, PLAIN = "vrai serveur", "à remplir", "réponses", ""
MARKS = (REAL, TO_FILL, ANSWERS, PLAIN)
SET = re.compile(r"^[A-Z]+=")


@dataclass(frozen=True, slots=True)
class Block:
    """Commands under one another. `mark` says what is special: only on a real server (`why`), values to be filled in,
    questions to be answered. `line` is where it begins in the document, from 1.
    """

    line: int
    mark: str
    why: str
    commands: tuple[str, ...]

    def filled(self, values: dict[str, str]) -> list[str]:
        """The commands with the reader's own values. Raises ValueError where there is none for a name."""
        if self.mark != TO_FILL:
            return list(self.commands)
        names = [command.partition("=")[0] for command in self.commands]
        if missing := [name for name in names if name not in values]:
            raise ValueError(f"line {self.line}: no value for {', '.join(missing)}")
        return [f"{name}={values[name]}" for name in names]


def blocks(text: str) -> Iterator[Block]:
    """The blocks of commands of a document. Raises ValueError for a mark nobody knows, or « only real » without why."""
    before, inside, start = "", [""], 0
    for number, line in enumerate(text.splitlines(), 1):
        if start and line.startswith("```"):
            yield _block(start, before, [each for each in inside if each.strip()])
            start, before = 0, ""
        elif start:
            inside.append(line)
        elif line == FENCE:
            start, inside = number, []
        elif line.strip():
            before = line


def _block(line: int, before: str, commands: list[str]) -> Block:
    found = MARK.fullmatch(before)
    mark, why = (found["mark"], found["why"] or "") if found else (PLAIN, "")
    if mark not in MARKS or (mark == REAL and not why):
        raise ValueError(f"line {line}: « {before} » is no mark")
    if mark == TO_FILL and not all(SET.match(command) for command in commands):
        raise ValueError(f"line {line}: what is to be filled in is NAME=value")
    return Block(line, mark, why, tuple(commands))
