"""The parts of documents made from the running code, between their markers. `make update-docs` rewrites them."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from babel import Locale

from bot.cli import app
from bot.documents.inventory import retention
from bot.documents.making import RETENTION_HEAD
from bot.settings import Settings
from bot.telegram.serving import COMMANDS
from bot.wording.counting import delivered
from tests.house.checkout import ROOT, read

README = "README.md"
# Typer carries a copy of click of its own, whose classes it does not publish.
Command = Any


def commands() -> str:
    """Every command that `flashcoop --help` leads to: how it is called, what it does, its options."""
    return "\n".join(_described(name, command) for name, command in _leaves("flashcoop", typer.main.get_command(app)))


def _leaves(name: str, command: Command) -> Iterator[tuple[str, Command]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield name, command
        return
    if command.invoke_without_command:
        yield name, command
    for key, each in inner.items():
        if not each.hidden:
            yield from _leaves(f"{name} {key}", each)


def _described(name: str, command: Command) -> str:
    called = " ".join([name, *filter(None, map(_written, command.params))])
    lines = [f"- **`{called}`** — {' '.join(command.help.split())}"]
    lines += [f"  - `{_spelt(each)}` {each.help}{_preset(each)}" for each in command.params if _worth_a_line(each)]
    return "\n".join(lines)


def _spelt(parameter: Command) -> str:
    return str(parameter.opts[0]) if parameter.param_type_name == "option" else str(parameter.name).upper()


def _written(parameter: Command) -> str:
    if parameter.param_type_name == "argument":
        return _spelt(parameter) if parameter.required else f"[{_spelt(parameter)}]"
    return f"{_spelt(parameter)} …" if parameter.required else f"[{_spelt(parameter)}]"


def _worth_a_line(parameter: Command) -> bool:
    return bool(parameter.help) and parameter.name != "json"


def _preset(parameter: Command) -> str:
    if parameter.required or parameter.default in (None, False, ""):
        return ""
    preset = getattr(parameter.default, "value", parameter.default)
    ours = isinstance(preset, Path) and preset.is_relative_to(ROOT)
    return f" ({preset.relative_to(ROOT) if ours else preset})"


def settings() -> str:
    """Every setting as a row: its variable, its default, what it is for."""
    rows = ["| variable | par défaut | pour |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        preset = "" if field.default in (None, "") else f"`{field.default}`"
        rows.append(f"| `FLASHCOOP_{name.upper()}` | {preset} | {field.description} |")
    return "\n".join(rows)


def clocks() -> str:
    """What is kept and how long, a row each."""
    head = [f"| {' | '.join(RETENTION_HEAD)} |", "|---" * len(RETENTION_HEAD) + "|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in retention())])


def botfather() -> str:
    """The bot's commands, as BotFather takes them after /setcommands."""
    return "\n".join(["```text", *(f"{each.command} - {each.description}" for each in COMMANDS), "```"])


def languages() -> str:
    """How much of each language somebody who speaks it has signed, in the catalogues as they are delivered."""
    rows = ["| language | phrases | signed by somebody who speaks it |", "|---|---|---|"]
    for code, each in delivered().items():
        name = Locale.parse(code).get_display_name("en")
        rows.append(f"| {name} (`{code}`) | {each.phrases} | {each.signed or 'none'} |")
    return "\n".join(rows)


PARTS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    README: {"commands": commands, "settings": settings, "languages": languages},
    "docs/privacy.md": {"retention": clocks},
    "docs/going-live.md": {"botfather": botfather},
}


def rewritten(text: str, document: str = README) -> str:
    """The text with each part between its markers made anew. Raises ValueError when a part's markers are missing."""
    for name, make in PARTS[document].items():
        start, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
        before, opened, rest = text.partition(start)
        _, closed, after = rest.partition(end)
        if not (opened and closed):
            raise ValueError(f"No place for « {name} »: {start} … {end}")
        text = f"{before}{start}\n{make()}\n{end}{after}"
    return text


if __name__ == "__main__":
    for each in PARTS:
        (ROOT / each).write_text(rewritten(read(each), each), encoding="utf-8")
