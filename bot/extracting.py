"""Collects the French wording of the YAML files for the translators: a Babel extractor, and the template it fills.

`pybabel` finds the extractor as `bot.extracting:extract_yaml`; `extract()` is the command that writes the template.
"""

import io
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS
from babel.messages.extract import extract as run_extractor
from babel.messages.pofile import write_po

from bot.loading import LOCALES, PHRASES, QUESTIONNAIRES, ROOT
from dialogs.compile import sources
from dialogs.questionnaire import SOURCE
from dialogs.wording import units

EXTRACTOR = "bot.extracting:extract_yaml"
TEMPLATE = LOCALES / "flashcoop.pot"
# No dates: the template changes when the wording does, and only then.
HEADER = """# The French wording of all that is asked and said. A translation may add `/spoken`, `/f` and `/m` entries.
msgid ""
msgstr ""
"Project-Id-Version: flashcoop\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

CONSOLE = ROOT / "bot" / "console"
ACCESS = ROOT / "bot" / "access"
STUDIO = ROOT / "bot" / "studio"
DOCTOR = ROOT / "bot" / "doctor"
CONSOLE_TEMPLATE = LOCALES / "console.pot"
CONSOLE_HEADER = HEADER.replace(HEADER.partition("\n")[0], "# What the console says, in French.")
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None}
TRIMMED = {"trimmed": "true"}

Extracted = tuple[int, str, tuple[str, str], list[str]]


def extract_yaml(
    fileobj: Any,  # noqa: ANN401 -- Babel's own idea of a binary file
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, Any],
) -> Iterator[Extracted]:
    """The units of a questionnaire or of the common phrases: line, « pgettext », (context, French), no comments.

    None of a questionnaire that is asked in French alone: there is nothing to translate.

    The signature is Babel's (babel.pocoo.org, « Writing Extraction Methods »).
    """
    del keywords, comment_tags, options
    content = fileobj.read().decode("utf-8")
    source, root = yaml.safe_load(content), cast(yaml.MappingNode, yaml.compose(content))
    if source.get("languages") == [SOURCE]:
        return
    phrases = sources(source) if "questions" in source else _common(source)
    lines = _question_lines(root) if "questions" in source else [key.start_mark.line + 1 for key, _ in root.value]
    for (context, phrase), line in zip(phrases, lines, strict=True):
        for unit, french in units(context, phrase):
            yield line, "pgettext", (unit, french), []


def _common(source: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, phrase in source.items():
        yield f"common.{key}", {"print": phrase} if isinstance(phrase, str) else phrase


def _question_lines(root: Any) -> list[int]:  # noqa: ANN401 -- a YAML node
    """The lines of questions and their choices, in the order of `dialogs.compile.sources`."""
    lines = []
    for question in _member(root, "questions"):
        lines += [question.start_mark.line + 1]
        lines += [choice.start_mark.line + 1 for choice in _member(question, "choices")]
    return lines


def _member(mapping: Any, name: str) -> list[Any]:  # noqa: ANN401 -- a YAML node
    return next((value.value for key, value in mapping.value if key.value == name), [])


def template() -> str:
    """The translators' template: every unit once, with the file it stands in."""
    catalogue = Catalog(charset="utf-8")
    for path in (*sorted(QUESTIONNAIRES.glob("*.yaml")), PHRASES):
        with path.open("rb") as file:
            for line, message, comments, context in run_extractor(EXTRACTOR, file, DEFAULT_KEYWORDS):
                place = (path.relative_to(ROOT).as_posix(), line)
                catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, include_lineno=False, width=0)
    return HEADER + written.getvalue().decode("utf-8")


def console_template() -> str:
    """The template of what the console itself says: its pages, and the constants that modules mark `N_`."""
    catalogue = Catalog(charset="utf-8")
    found = [("jinja2", path) for path in sorted((CONSOLE / "templates").glob("*.html"))]
    modules = [path for folder in (CONSOLE, ACCESS, DOCTOR, STUDIO) for path in folder.glob("*.py")]
    found += [("python", path) for path in sorted(modules)]
    for method, path in found:
        with path.open("rb") as file:
            for _, message, _, _ in run_extractor(method, file, KEYWORDS, options=TRIMMED):
                catalogue.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    written = io.BytesIO()
    write_po(written, catalogue, omit_header=True, include_lineno=False, width=0)
    return CONSOLE_HEADER + written.getvalue().decode("utf-8")


def extract() -> None:
    """Écrit les modèles des traductions, locales/flashcoop.pot et locales/console.pot."""
    write(TEMPLATE, template())
    write(CONSOLE_TEMPLATE, console_template())


def write(path: Path, content: str) -> None:
    """Write a generated file, and say which."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")
