"""Every phrase has a clip, as loud as every other and not too long; the build fails where one cannot be had."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot.building
from bot.cli import app
from bot.loading import Programme
from bot.spoken import phrases
from bot.voice.audio import decode
from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines import Engine, EngineError, Espeak, People
from bot.voice.loudness import TARGET_LUFS, loudness
from bot.voice.sound import CLIP_RATE, Sound
from tests.doors.house import Doors
from tests.telegram.conftest import Hum
from tests.voices.giving import HER_PITCH, gives, phrase, records, take_of

# What is longer tires who listens; prompts have twelve words at most.
LONGEST = 12.0
# Of each language: the longest, the shortest, and some of those between.
ENDS, BETWEEN = 2, 4


def sample(programme: Programme) -> list[Spoken]:
    """Phrases of each language that stand for the others."""
    chosen = []
    for language in programme.languages:
        mine = sorted({each for each in phrases(programme) if each.language == language}, key=_length)
        middle = sorted(mine[ENDS:-ENDS], key=lambda each: sha256(each.text.encode()).digest())
        chosen += [*mine[:ENDS], *mine[-ENDS:], *middle[:BETWEEN]]
    return chosen


def _length(phrase: Spoken) -> tuple[int, str]:
    return len(phrase.text), phrase.text


def check(store: ClipStore, wanted: Iterable[Spoken]) -> dict[str, float]:
    """Every phrase is heard, at −18 LUFS ± 1 (what is shorter than a gating block, 0.4 s: the level of the whole), in
    12 s at most; the extremes.
    """
    told = {"clips": 0.0, "loudest": -99.0, "quietest": 99.0, "longest": 0.0}
    for each in wanted:
        sound = decode(store.clip(each).path, CLIP_RATE)
        level = loudness(sound)
        assert abs(level - TARGET_LUFS) <= 1, (each, level)
        assert sound.seconds <= LONGEST, (each, sound.seconds)
        told["clips"] += 1
        told["loudest"], told["quietest"] = max(told["loudest"], level), min(told["quietest"], level)
        told["longest"] = max(told["longest"], sound.seconds)
    return told


def test_phrases_of_all_languages_are_heard_equally_loud_and_none_is_long(programme: Programme, tmp_path: Path) -> None:
    told = check(ClipStore(tmp_path, [Espeak()]), sample(programme))
    assert told["clips"] == len(programme.languages) * (2 * ENDS + BETWEEN)


@pytest.mark.long
def test_every_phrase_of_every_questionnaire_variant_and_language_has_a_clip(
    programme: Programme, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = set(phrases(programme))
    told = check(ClipStore(tmp_path, [Espeak()]), sorted(wanted, key=lambda each: (each.language, each.text)))
    assert told["clips"] == len(wanted)
    with capsys.disabled():
        print(json.dumps(told))


def test_control_a_phrase_that_is_too_quiet_or_too_long_is_seen(programme: Programme, tmp_path: Path) -> None:
    class Drawl(Hum):
        """Takes a second for each letter."""

        def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
            sound = super().say(text, language, slow=slow)
            return Sound(sound.samples.repeat(100), CLIP_RATE)

    with pytest.raises(AssertionError):
        check(ClipStore(tmp_path, [Drawl()]), sample(programme)[:1])


# The command


class Partly(Hum):
    """A voice that cannot say one phrase."""

    def __init__(self, never: Spoken | None = None) -> None:
        super().__init__()
        self.never = never

    def say(self, text: str, language: str, *, slow: bool = False) -> Sound:
        if self.never and (text, language) == (self.never.text, self.never.language):
            raise EngineError("this one never")
        return super().say(text, language, slow=slow)


@pytest.fixture
def few(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> list[Spoken]:
    """A programme of a few phrases: the command is the same."""
    chosen = sample(programme)
    monkeypatch.setattr("bot.spoken.phrases", lambda _programme: iter(chosen))
    monkeypatch.setattr("bot.voiced.phrases", lambda _programme: iter(chosen))
    monkeypatch.setattr(bot.building, "load_programme", lambda: programme)
    return chosen


def speaks_with(
    engine: Engine, doors: Doors, programme: Programme, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> ClipStore:
    """Have the commands work on this house, with one voice beside those of people."""
    recorded = doors.assistant.recorded
    store = ClipStore(folder, [People(recorded), engine], allowed=recorded.speakers)
    monkeypatch.setattr(bot.building, "clips_of", lambda *_: store)
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(doors.folder / "house.sqlite"))
    monkeypatch.setenv("FLASHCOOP_DATA", str(doors.folder))
    return store


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["voices", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.output.split())


async def test_a_build_fails_where_a_phrase_has_no_voice_and_names_it(
    doors: Doors, few: list[Spoken], programme: Programme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    speaks_with(Partly(never=few[4]), doors, programme, monkeypatch, tmp_path / "clips")
    code, output = run("build")
    assert code == 1
    assert " ".join(few[4].text.split()) in output
    speaks_with(Partly(), doors, programme, monkeypatch, tmp_path / "clips")
    code, output = run("build")
    assert (code, output) == (0, f"{len(set(few))} clips prêts.")


async def test_a_clip_that_is_taken_away_is_missed(
    doors: Doors, few: list[Spoken], programme: Programme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = speaks_with(Partly(), doors, programme, monkeypatch, tmp_path / "clips")
    assert run("build", "--check")[0] == 1
    assert run("build")[0] == 0
    assert run("build", "--check")[0] == 0
    store.clip(few[2]).path.unlink()
    code, output = run("build", "--check")
    assert code == 1
    assert " ".join(few[2].text.split()) in output
    assert output.count("Pas de clip") == 1
    assert json.loads(run("status", "--json")[1])[few[2].language]["missing"] == 1


async def test_the_status_tells_who_is_heard_what_is_stale_and_what_is_in_doubt(
    doors: Doors, few: list[Spoken], programme: Programme, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    speaks_with(Hum(), doors, programme, monkeypatch, tmp_path / "clips")
    zahra = await gives(doors.assistant, "network")
    mine = [each for each in few if each.language == "fr"]
    await records(doors.assistant, zahra, phrase("fr", mine[0].text), take_of(HER_PITCH))
    await records(doors.assistant, zahra, phrase("fr", "Ce que nous disions avant"), take_of(HER_PITCH))
    await records(doors.assistant, zahra, phrase("fr", "C'est juste ?"), take_of(HER_PITCH))  # a piece is of use
    await records(doors.assistant, zahra, phrase("fr", mine[1].text), take_of(HER_PITCH), heard="autre chose")
    assert run("build")[0] == 0
    shown = json.loads(run("status", "--json")[1])
    french = shown["fr"]
    assert french["voices"] == {"hum": len(set(mine)) - 1, "people": 1}
    assert (french["missing"], french["stale"], french["suspicious"]) == (0, 1, 1)
    [heard] = french["speakers"]
    assert (heard["speaker"], heard["scope"], heard["takes"]) == (zahra.code, "network", 3)
    assert shown["ar"]["speakers"] == []
    assert shown["ar"]["unreviewed"] > 0
    code, told = run("status")
    assert code == 0
    assert f"{zahra.code} · tout le réseau jusqu'au" in told
    assert "1 enregistrements dont le texte a changé, 1 à confirmer" in told


def test_before_there_is_a_database_the_status_tells_of_clips(
    few: list[Spoken], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del few
    monkeypatch.setenv("FLASHCOOP_DATABASE", str(tmp_path / "none.sqlite"))
    monkeypatch.setenv("FLASHCOOP_DATA", str(tmp_path))
    code, told = run("status")
    assert code == 0
    assert "aucun clip" in told
