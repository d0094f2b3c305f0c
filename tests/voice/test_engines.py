import ctypes
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.voice.clips import ClipStore, Spoken
from bot.voice.engines import EngineError, Espeak, Gtts
from bot.voice.engines import espeak as espeak_module
from bot.voice.engines.gtts import MOST_FAILURES, REST
from tests.voice.stand_in import Endpoint, stand_in

PHRASES = {
    "fr": "Voulez-vous répéter la question ?",
    "ar": "اضغط على الزر وقل جوابك.",
    "fa_AF": "این دکمه را فشار بدهید و جواب خود را بگویید.",
}


def anything(_text: str, _language: str) -> bool:
    """Every text is ours."""
    return True


def test_espeak_says_the_same_phrase_with_the_same_samples_whatever_came_before() -> None:
    engine = Espeak()
    first = engine.say("oui", "fr")
    engine.say("نعم", "ar")
    assert np.array_equal(engine.say("oui", "fr").samples, first.samples)


def test_digits_of_three_scripts_sound_the_same() -> None:
    engine = Espeak()
    for language, digits in (("fa_AF", "۱۲"), ("ar", "١٢")):
        said = engine.say(digits, language).samples
        assert np.array_equal(said, engine.say("12", language).samples)
        assert not np.array_equal(said, engine.say("13", language).samples)


def test_an_unknown_voice_is_an_error_and_not_the_previous_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(espeak_module.VOICES, "fa_AF", b"no-such-voice")
    with pytest.raises(EngineError, match="does not know the voice"):
        Espeak().say(PHRASES["fa_AF"], "fa_AF")


def test_espeak_itself_would_speak_on_in_the_previous_voice() -> None:
    """The control of the test above: without the check a phrase comes out in the wrong language."""
    with espeak_module._started() as (library, _):
        assert library.espeak_SetVoiceByName(b"fr") == 0
        assert library.espeak_SetVoiceByName(b"no-such-voice") != 0
        data = b"oui" + b"\0"
        assert library.espeak_Synth(ctypes.c_char_p(data), len(data), 0, 0, 0, 1, None, None) == 0


@pytest.mark.parametrize("text", ["", "  \u2067\u2069 ", "a" * 3000])
def test_nothing_to_say_and_far_too_much_are_refused(text: str) -> None:
    with pytest.raises(EngineError):
        Espeak().say(text, "fr")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Endpoint]:
    with stand_in(tmp_path, monkeypatch) as server:
        yield server


def test_only_phrases_of_ours_leave_for_the_service(endpoint: Endpoint) -> None:
    engine = Gtts(time.monotonic, lambda text, _language: text == "oui")
    assert engine.voice("Je m'appelle Zahra", "fr") is None
    with pytest.raises(EngineError):
        engine.say("Je m'appelle Zahra", "fr")
    engine.say("oui", "fr")
    assert endpoint.said == ["oui"]


def test_nobody_waits_for_the_service_but_who_builds_clips(endpoint: Endpoint, tmp_path: Path) -> None:
    store = ClipStore(tmp_path, [Gtts(time.monotonic, anything), Espeak()])
    assert store.clip(Spoken("oui", "fr")).engine == "espeak-ng"
    assert endpoint.calls == 0
    assert store.build([Spoken("oui", "fr")]).failed == ()
    assert store.clip(Spoken("oui", "fr")).engine == "gtts"
    assert endpoint.calls == 1


def test_gtts_speaks_no_dari(endpoint: Endpoint) -> None:
    with pytest.raises(EngineError, match="no voice"):
        Gtts(time.monotonic, anything).say(PHRASES["fa_AF"], "fa_AF")
    assert endpoint.calls == 0


@pytest.mark.parametrize("answer", ["refusal", "garbage"])
def test_gtts_failing_is_an_engine_error_and_soon_it_is_left_alone(answer: str, endpoint: Endpoint) -> None:
    now = [0.0]
    engine = Gtts(lambda: now[0], anything)
    endpoint.answer = answer
    for _ in range(MOST_FAILURES + 3):
        with pytest.raises(EngineError):
            engine.say("oui", "fr")
    assert endpoint.calls == MOST_FAILURES
    now[0], endpoint.answer = REST + 1, "sound"
    assert engine.say("oui", "fr").seconds > 1


def test_a_service_that_drips_is_given_up_after_the_time_limit(endpoint: Endpoint) -> None:
    endpoint.answer = "drip"
    begun = time.monotonic()
    with pytest.raises(EngineError):
        Gtts(time.monotonic, anything, time_limit=0.3).say("oui", "fr")
    assert time.monotonic() - begun < 1.5


def test_without_a_network_gtts_is_an_engine_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: f"http://127.0.0.1:{port}/")
    with pytest.raises(EngineError):
        Gtts(time.monotonic, anything).say("oui", "fr")
