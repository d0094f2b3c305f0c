"""The translators' catalogues and the YAML say the same; generated files are up to date."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.diagrams import DIAGRAMS, mermaid, page
from bot.extracting import TEMPLATE, extract_yaml, template
from bot.loading import LOCALES, PHRASES, QUESTIONNAIRES, Programme
from dialogs.flow import Flow

OWN = re.compile(r"(/spoken)?(/[fm])?$")  # what a translation may add to a unit of its own accord
TRANSLATED = ("ar", "fa_AF")


def contexts(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {message.context for message in read_po(file) if message.context}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_unit_of_the_yaml_is_in_the_catalogue(language: str) -> None:
    """A spoken wording may be the same as the printed one in another language, and is then not written twice."""
    missing = contexts(TEMPLATE) - contexts(LOCALES / language / "LC_MESSAGES" / "flashcoop.po")
    assert {context for context in missing if not context.endswith("/spoken")} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_entry_of_a_catalogue_is_orphaned(language: str) -> None:
    wanted = contexts(TEMPLATE)
    there = contexts(LOCALES / language / "LC_MESSAGES" / "flashcoop.po")
    assert {context for context in there if OWN.sub("", context) not in {OWN.sub("", each) for each in wanted}} == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_entry_says_who_reviewed_it(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / "flashcoop.po").open("rb") as file:
        unsigned = [
            message.context
            for message in read_po(file)
            if message.context and not any(comment.startswith("reviewed:") for comment in message.user_comments)
        ]
    assert unsigned == []


def test_the_template_is_up_to_date(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        TEMPLATE.write_text(template(), encoding="utf-8")
    assert TEMPLATE.read_text(encoding="utf-8") == template()


def test_the_extractor_gives_line_context_and_french() -> None:
    written = b"""
id: made
questions:
  - key: job
    kind: choice
    print: Votre travail ?
    speak: {f: "Dites, madame", m: "Dites, monsieur", "": Dites}
    choices:
      - {key: none, picture: no_work, print: Aucun}
"""
    assert list(extract_yaml(io.BytesIO(written), [], [], {})) == [
        (4, "pgettext", ("made.job", "Votre travail ?"), []),
        (4, "pgettext", ("made.job/spoken/f", "Dites, madame"), []),
        (4, "pgettext", ("made.job/spoken/m", "Dites, monsieur"), []),
        (4, "pgettext", ("made.job/spoken", "Dites"), []),
        (9, "pgettext", ("made.job.none", "Aucun"), []),
    ]


def test_what_is_asked_in_french_alone_is_not_given_to_translators() -> None:
    with (QUESTIONNAIRES / "animators_hot.yaml").open("rb") as file:
        assert list(extract_yaml(file, [], [], {})) == []


def test_common_phrases_are_extracted_under_their_own_name() -> None:
    with PHRASES.open("rb") as file:
        found = {context for _, _, (context, _), _ in extract_yaml(file, [], [], {})}
    assert {"common.yes", "common.i_heard", "common.weekday_7"} <= found


def test_the_diagrams_are_up_to_date(programme: Programme, request: pytest.FixtureRequest) -> None:
    for name, flow in programme.flows.items():
        path = DIAGRAMS / f"{name}.md"
        if request.config.getoption("--update"):
            path.write_text(page(flow), encoding="utf-8")
        assert path.read_text(encoding="utf-8") == page(flow)
    assert {path.stem for path in DIAGRAMS.glob("*.md")} == set(programme.flows)


@pytest.mark.parametrize("name", ["registration", "checkin"])
def test_every_state_of_the_machine_is_a_box_of_its_diagram(programme: Programme, name: str) -> None:
    flow = programme.flows[name]
    states = {state.partition(":")[2].replace("/", "__") for state in flow.machine.states} - {"start", "done"}
    assert boxes(flow) == states


def boxes(flow: Flow) -> set[str]:
    return set(re.findall(r'^  q_(\w+)\["', mermaid(flow), flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["registration", "checkin"])
def test_every_box_is_reached_and_left(programme: Programme, name: str) -> None:
    arrows = re.findall(r"^  (\w+)(?: -- \w+)? --> (\w+)$", mermaid(programme.flows[name]), flags=re.MULTILINE)
    wanted = {f"q_{box}" for box in boxes(programme.flows[name])}
    assert {target for _, target in arrows} >= wanted | {"done"}
    assert {source for source, _ in arrows} >= wanted | {"start"}
