"""FLASHCOOP_SPEECH_MODEL: another model than the packaged one, by its folder."""

from pathlib import Path

import pytest

from bot.ear import ear
from bot.settings import Settings
from bot.starting import recogniser_of
from bot.voice import workshop
from bot.voice.model import packaged_model
from bot.voice.workshop import EngineUnavailable
from tests.doors.real_voices import recording


def settings(folder: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("FLASHCOOP_DATA", str(folder / "data"))
    monkeypatch.setenv("FLASHCOOP_SPEECH_MODEL", model)
    return Settings.load()


async def test_the_model_of_a_folder_listens(
    model_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workshop, "TRANSCRIBING_TIME", 600.0)
    folder = packaged_model(model_cache)
    said = tmp_path / "said.ogg"
    said.write_bytes(recording("ar/asc_one_00000001_05.ogg"))
    recogniser = recogniser_of(settings(tmp_path, str(folder), monkeypatch))
    try:
        written = await recogniser.transcribe(said, "ar")
    finally:
        await recogniser.close()
    assert "واحد" in written.text
    assert 0 < written.confidence <= 1
    assert not (tmp_path / "data" / "models").exists(), "the packaged weights are not needed"


async def test_a_folder_without_a_model_lets_the_conversation_go_on_by_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recogniser = recogniser_of(settings(tmp_path, str(tmp_path), monkeypatch))
    with pytest.raises(EngineUnavailable, match=r"no model\.bin"):
        await recogniser.transcribe(tmp_path / "said.ogg", "ar")


def test_another_model_is_another_ear() -> None:
    assert ear("base") == ear("base") != ear("large-v3")
    assert ear("base") != ear("base", enrolled=True)
