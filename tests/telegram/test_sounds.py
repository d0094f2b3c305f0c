from pathlib import Path

import pytest

from bot.telegram.sounds import as_mp3, seconds_of
from bot.voice.audio import decode
from tests.botapi.recordings import tone


@pytest.mark.parametrize("seconds", [1.0, 3.0, 12.0])
def test_the_length_of_a_clip_is_read_from_its_last_page(seconds: float) -> None:
    assert seconds_of(tone(seconds)) == seconds


def test_what_is_no_clip_has_no_length() -> None:
    assert seconds_of(b"") == seconds_of(b"RIFF") == seconds_of(b"OggS") == 0


def test_a_clip_becomes_an_mp3_of_the_same_length(tmp_path: Path) -> None:
    clip, music = tmp_path / "clip.ogg", tmp_path / "clip.mp3"
    clip.write_bytes(tone(2.0))
    music.write_bytes(as_mp3(clip))
    assert decode(music).seconds == pytest.approx(2.0, abs=0.1)
