"""A questionnaire is added by one YAML file, its translations, clips and golden transcripts, and no other file."""

from pathlib import Path

import pytest

from bot.loading import LOCALES, PHRASES, QUESTIONNAIRES, check_programme, load_programme
from bot.spoken import phrases
from bot.terminal.player import Player, play, said_by_person
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines.espeak import Espeak
from tests.dialogs.people import NOW

ADDED = Path(__file__).parent / "added"
LANGUAGES = ("fr", "ar", "fa_AF")
MADE_OF = (".yaml", ".po")


class Folders:
    """A copy of what is asked and said, to which a questionnaire can be added."""

    def __init__(self, folder: Path) -> None:
        self.questionnaires, self.locales, self.phrases = folder / "asked", folder / "locales", folder / "phrases.yaml"
        for source, target in ((QUESTIONNAIRES, self.questionnaires), (LOCALES, self.locales)):
            for path in source.rglob("*"):
                if path.suffix in MADE_OF:
                    copy = target / path.relative_to(source)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(path.read_bytes())
        self.phrases.write_bytes(PHRASES.read_bytes())

    def adds_the_questions(self) -> "Folders":
        (self.questionnaires / "weather.yaml").write_bytes((ADDED / "weather.yaml").read_bytes())
        return self

    def adds_the_translations(self) -> "Folders":
        for language in ("ar", "fa_AF"):
            with (self.locales / language / "LC_MESSAGES" / "flashcoop.po").open("a", encoding="utf-8") as file:
                file.write("\n" + (ADDED / f"{language}.po").read_text("utf-8"))
        return self

    def all(self) -> tuple[Path, Path, Path]:
        return self.questionnaires, self.locales, self.phrases


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return Folders(tmp_path_factory.mktemp("added")).adds_the_questions().adds_the_translations()


def test_nothing_is_wrong_with_it_once_its_clips_are_built(folders: Folders, tmp_path: Path) -> None:
    before = set(phrases(load_programme()))
    own = [phrase for phrase in phrases(load_programme(*folders.all())) if phrase not in before]
    assert {phrase.language for phrase in own} == set(LANGUAGES)
    store = ClipStore(tmp_path, [Espeak()])

    def has_clip(text: str, language: str) -> bool:
        phrase = Spoken(text, language)
        return phrase not in own or store.has(phrase)

    assert {issue.code for issue in check_programme(*folders.all(), has_clip)} == {"V01"}
    store.build(own)
    assert check_programme(*folders.all(), has_clip) == []


def test_control_without_its_translations_it_is_not_let_through(tmp_path: Path) -> None:
    found = check_programme(*Folders(tmp_path).adds_the_questions().all())
    assert {(issue.code, issue.language) for issue in found} == {("T01", "ar"), ("T01", "fa_AF")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_played_as_its_golden_transcript_says(
    folders: Folders, language: str, request: pytest.FixtureRequest
) -> None:
    path = ADDED / f"weather.{language}.txt"
    programme = load_programme(*folders.all())
    lines = said_by_person(path.read_text("utf-8"))
    told = play(Player(programme.flows["weather"], programme.book, language, {}, NOW), lines)
    if request.config.getoption("--update"):
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")


def test_all_others_stay_the_version_they_were(folders: Folders) -> None:
    today = {flow.questionnaire.hash for flow in load_programme().flows.values()}
    with_it = {flow.questionnaire.hash for flow in load_programme(*folders.all()).flows.values()}
    assert today < with_it
    assert len(with_it - today) == 1
