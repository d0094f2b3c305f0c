import ctypes
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.voice.engines import Engine, EngineError, Espeak, Gtts
from bot.voice.engines import espeak as espeak_module
from bot.voice.engines.gtts import MOST_FAILURES, REST

PHRASES = {
    "fr": "Voulez-vous répéter la question ?",
    "ar": "اضغط على الزر وقل جوابك.",
    "fa_AF": "این دکمه را فشار بدهید و جواب خود را بگویید.",
}


def anything(_text: str, _language: str) -> bool:
    """Every text is ours."""
    return True


def contract(engine: Engine, language: str) -> None:
    """What every engine must do."""
    assert engine.name
    assert engine.licence
    assert language in engine.languages
    sound = engine.say(PHRASES[language], language)
    assert 1.0 < sound.seconds < 12.0
    assert np.max(np.abs(sound.samples)) > 0.05
    with pytest.raises(EngineError):
        engine.say("hello", "en")


@pytest.mark.parametrize("language", PHRASES)
def test_espeak_keeps_the_contract_in_three_languages(language: str) -> None:
    contract(Espeak(), language)


def test_espeak_says_the_same_phrase_with_the_same_samples_whatever_came_before() -> None:
    engine = Espeak()
    first = engine.say("oui", "fr")
    engine.say("نعم", "ar")
    assert np.array_equal(engine.say("oui", "fr").samples, first.samples)


def test_espeak_speaks_slower_when_asked() -> None:
    normal, slow = (Espeak().say(PHRASES["fr"], "fr", slow=slow).seconds for slow in (False, True))
    assert slow > 1.25 * normal


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


class Endpoint(http.server.ThreadingHTTPServer):
    """A strict stand-in for gTTS's endpoint, on the loopback."""

    answer = "sound"
    calls = 0
    mp3 = ""


class _Answers(http.server.BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        self.server.calls += 1
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        assert "f.req" in body
        if self.server.answer == "drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                time.sleep(0.05)
                self.wfile.write(b" ")
                self.wfile.flush()
            return
        if self.server.answer == "refusal":
            self.send_error(429)
            return
        text = f'[["wrb.fr","jQ1olc","[\\"{self.server.mp3}\\"]",null]]' if self.server.answer == "sound" else "?"
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode() + b"\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests quiet."""


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Endpoint]:
    import base64

    from tests.voice.conftest import sine
    from tests.voice.test_audio import written

    server = Endpoint(("127.0.0.1", 0), _Answers)
    mp3 = written(tmp_path / "said.mp3", "mp3", "libmp3lame", sine(1.5, rate=24_000))
    server.mp3 = base64.b64encode(mp3.read_bytes()).decode()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: url)
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_gtts_keeps_the_contract_against_a_stand_in_of_its_service(language: str, endpoint: Endpoint) -> None:
    contract(Gtts(time.monotonic, anything), language)


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
