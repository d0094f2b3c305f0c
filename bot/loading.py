"""Reads what is asked and said: questionnaires, phrases, translations, forms, lexicons; refuses what is unsound."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any

import yaml
from babel.messages.pofile import read_po

from bot.pictures.catalogue import catalogue
from dialogs.cards import Book
from dialogs.compile import compile_questionnaire
from dialogs.flow import Flow
from dialogs.issues import Checked, Issue, issue, phrase_issues, programme_issues
from dialogs.languages import Language, languages_from
from dialogs.reading import Lexicon, lexicon_from
from dialogs.reminding import Rules, rules_from
from dialogs.wording import Entry, Texts

ROOT = Path(__file__).parent.parent
QUESTIONNAIRES = ROOT / "dialogs" / "questionnaires"
PHRASES = ROOT / "dialogs" / "phrases.yaml"
REMINDERS = ROOT / "dialogs" / "reminders.yaml"
LOCALES = ROOT / "locales"
NOBODY = "nobody"


@dataclass(frozen=True)
class Programme:
    """All that is said and asked in one installation, ready to run."""

    texts: Texts
    languages: Mapping[str, Language]
    lexicons: Mapping[str, Lexicon]
    flows: Mapping[str, Flow]
    book: Book


class Strict(yaml.CSafeLoader):
    """YAML in which a key written twice is a mistake: the second would silently win. libyaml's, ten times as fast."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping of a node. Raises ConstructorError, a yaml.YAMLError, for a key that comes again."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen and isinstance(key.value, str):
                problem = f"la clé « {key.value} » est écrite deux fois"
                raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:  # noqa: ANN401 -- what a file holds is for its reader to check
    """The content of a YAML file. Raises yaml.YAMLError, whose message names file, line and column."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Strict)  # noqa: S506 -- a safe loader


def load_programme(
    questionnaires: Path = QUESTIONNAIRES, locales: Path = LOCALES, phrases: Path = PHRASES
) -> Programme:
    """Read and compile everything."""
    return compiled(load_texts(locales, phrases), questionnaires, locales)


def compiled(texts: Texts, questionnaires: Path = QUESTIONNAIRES, locales: Path = LOCALES) -> Programme:
    """What is asked and said in these wordings."""
    languages = languages_from({code: read_yaml(locales / code / "language.yaml") for code in texts.languages})
    lexicons = {code: lexicon_from(read_yaml(locales / code / "lexicon.yaml"), code) for code in texts.languages}
    sources = [read_yaml(path) for path in sorted(questionnaires.glob("*.yaml"))]
    flows = {source["id"]: Flow(compile_questionnaire(source, texts), lexicons) for source in sources}
    book = Book({key: texts.common_phrase(key) for key in texts.common}, languages)
    return Programme(texts, languages, lexicons, flows, book)


@cache
def read_rules() -> Rules:
    """When people are asked again."""
    return rules_from(read_yaml(REMINDERS))


def load_texts(locales: Path = LOCALES, phrases: Path = PHRASES) -> Texts:
    """The wording of all languages; French, the source, first."""
    codes = sorted(
        (folder.name for folder in locales.iterdir() if (folder / "language.yaml").exists()),
        key=_source_first,
    )
    common = {
        key: {"print": source} if isinstance(source, str) else source for key, source in read_yaml(phrases).items()
    }
    return Texts(
        languages=tuple(codes),
        translations={code: _catalogue(locales / code) for code in codes},
        forms={code: _forms(locales / code) for code in codes},
        common=common,
    )


def check_programme(
    questionnaires: Path = QUESTIONNAIRES,
    locales: Path = LOCALES,
    phrases: Path = PHRASES,
    has_clip: Callable[[str, str], bool] = lambda _text, _language: True,
) -> list[Issue]:
    """Everything wrong with what is asked and said, before anybody hears it; empty when all is sound.

    `has_clip` tells whether a text can be heard in a language.
    """
    asked = sorted(questionnaires.glob("*.yaml"))
    found = list(_unreadable([*asked, phrases, *sorted(locales.glob("*/*.yaml"))]))
    if found:
        return found
    texts = load_texts(locales, phrases)
    vowelled = (code for code in texts.languages if read_yaml(locales / code / "language.yaml").get("spoken_required"))
    common = Checked(phrases.name, {}, texts, frozenset(catalogue()), frozenset(vowelled), has_clip)
    files = [replace(common, where=path.name, source=read_yaml(path)) for path in asked]
    return [*phrase_issues(common), *programme_issues(files)]


def _unreadable(paths: list[Path]) -> Iterator[Issue]:
    """Files that are no YAML, or not `key: value` all through."""
    for path in paths:
        try:
            held = read_yaml(path)
        except yaml.MarkedYAMLError as error:
            yield issue(path.name, "F01", detail=_place(error))
        except (yaml.YAMLError, UnicodeDecodeError):
            yield issue(path.name, "F01", detail="il contient autre chose que du texte en UTF-8")
        else:
            if not isinstance(held, dict | NoneType):
                yield issue(path.name, "F02", detail="le fichier", known="un groupe de champs")


def _place(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark
    place = f"ligne {mark.line + 1}, colonne {mark.column + 1}" if mark else "on ne sait où"
    return f"{error.problem}, {place}" if isinstance(error, yaml.constructor.ConstructorError) else place


def _source_first(code: str) -> tuple[bool, str]:
    return (code != "fr", code)


def _catalogue(folder: Path) -> dict[str, Entry]:
    path = folder / "LC_MESSAGES" / "flashcoop.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        translated = read_po(file)
    return {
        message.context: Entry(str(message.id), str(message.string), _reviewer(message.user_comments))
        for message in translated
        if message.context and message.string
    }


def _reviewer(comments: list[str]) -> str:
    signed = [comment.partition(":")[2].strip() for comment in comments if comment.startswith("reviewed:")]
    return "" if not signed or signed[0] == NOBODY else signed[0]


def _forms(folder: Path) -> dict[str, tuple[str, ...]]:
    forms = read_yaml(folder / "lexicon.yaml").get("options", {})
    path = folder / "forms.yaml"
    own = (read_yaml(path) or {}) if path.exists() else {}
    return {key: tuple(words) for key, words in {**forms, **own}.items()}
