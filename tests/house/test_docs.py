"""What the docs say about the code is so."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, read
from tests.house.generated import PARTS, README, rewritten

DOCS = sorted(path.relative_to(ROOT) for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
# In backquotes, beginning with a folder of ours, without a placeholder.
PATH = re.compile(r"`((?:bot|dialogs|storage|locales|tests|docs|\.ci)/[\w./@-]*)`")
ONE_PAGE = 75  # lines of docs/architecture.md
LONGEST_LINE = 160  # tables are wide, prose is not
OUT_OF_SCOPE = ["communication kit", "kakémono", "loan simulation", "seminars", "lots 1–6", "training of animators"]


def missing_paths(text: str) -> list[str]:
    """The paths a text names that are not there."""
    return [path for path in PATH.findall(text) if not (ROOT / path).exists()]


def missing_links(document: Path, text: str) -> list[str]:
    """The relative links of a text that lead nowhere."""
    local = [link for link in LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]
    return [link for link in local if not (ROOT / document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCS, ids=str)
def test_every_path_a_document_names_exists(document: Path) -> None:
    assert missing_paths(read(document)) == []


@pytest.mark.parametrize("document", DOCS, ids=str)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    assert missing_links(document, read(document)) == []


def test_a_path_or_a_link_that_leads_nowhere_is_found() -> None:
    text = "See `bot/nowhere.py` and `bot/cli.py`, [here](docs/nowhere.md) and [there](https://example.org)."
    assert missing_paths(text) == ["bot/nowhere.py"]
    assert missing_links(Path("README.md"), text) == ["docs/nowhere.md"]


@pytest.mark.parametrize("document", PARTS)
def test_what_documents_tell_of_the_code_is_so(document: str) -> None:
    assert rewritten(read(document), document) == read(document), "make update-docs, and look at the difference"


def test_a_forgotten_command_or_setting_is_found() -> None:
    text = read(README)
    for line in ("- **`flashcoop run [--demo]`**", "| `FLASHCOOP_DATABASE`"):
        forgotten = "\n".join(kept for kept in text.split("\n") if not kept.startswith(line))
        assert forgotten != text
        assert rewritten(forgotten) == text


def test_a_readme_without_its_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="commands"):
        rewritten("# flashcoop")


def _dependencies() -> list[str]:
    project = tomllib.loads(read("pyproject.toml"))
    groups = project["dependency-groups"].values()
    asked = [*project["project"]["dependencies"], *(one for group in groups for one in group)]
    return [re.split(r"[<>=~! \[;]", one)[0] for one in asked]


def _explained() -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", read("docs/dependencies.md"), re.MULTILINE))


def _vendored() -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", read("bot/pictures/SOURCES.md"), re.MULTILINE))


def test_every_dependency_has_its_line_and_every_line_its_dependency() -> None:
    assert _explained() == {*_dependencies(), *_vendored()}


def test_the_architecture_is_one_page() -> None:
    assert len(read("docs/architecture.md").splitlines()) <= ONE_PAGE


@pytest.mark.parametrize("document", DOCS, ids=str)
def test_lines_of_prose_are_short_enough_to_review(document: Path) -> None:
    if document.is_relative_to("docs/questionnaires"):
        pytest.skip("drawn from the questionnaires, not written")
    prose = [line for line in read(document).splitlines() if not line.startswith(("|", "- **`", "```"))]
    assert [line for line in prose if len(line) > LONGEST_LINE] == []


def test_every_document_stands_in_the_index_of_the_site() -> None:
    listed = set(re.findall(r"^([\w/*-]+)$", read("docs/index.md"), re.MULTILINE))
    named = {path.relative_to("docs").with_suffix("").as_posix() for path in DOCS if path.is_relative_to("docs")}
    assert {name for name in named if name not in listed and f"{name.rpartition('/')[0]}/*" not in listed} == {"index"}


def test_the_readme_says_what_is_out_of_scope() -> None:
    assert [part for part in OUT_OF_SCOPE if part not in " ".join(read(README).split())] == []


def test_decisions_are_dated() -> None:
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        assert re.match(r"\d{4}-\d\d-\d\d-[a-z0-9-]+\.md$", path.name)
        assert path.name[:10] in read(path)
