"""A strict stand-in for gTTS's endpoint, on the loopback: what it does not know it refuses."""

import base64
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.voice.conftest import sine
from tests.voice.test_audio import written

PROCEDURE = "jQ1olc"
LANGUAGES = ("fr", "ar")
LONGEST = 100  # letters of one request
FORM = "application/x-www-form-urlencoded"


class Endpoint(http.server.ThreadingHTTPServer):
    """Answers with a tone, longer where slow speech is asked for; or as its `answer` says."""

    answer = "sound"

    def __init__(self, mp3: str, slow_mp3: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.mp3 = {None: mp3, True: slow_mp3}
        self.calls = 0
        self.said: list[str] = []


class _Answers(http.server.BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        self.server.calls += 1
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.server.answer == "drip":
            self._drip()
        elif self.server.answer == "refusal":
            self.send_error(429)
        elif self.server.answer == "garbage":
            self._send("?")
        else:
            self._say(body)

    def _say(self, body: str) -> None:
        try:
            [[[procedure, parameters, _, kind]]] = json.loads(parse_qs(body, strict_parsing=False)["f.req"][0])
            text, language, slow, _ = json.loads(parameters)
            assert (procedure, kind) == (PROCEDURE, "generic")
            assert self.headers["Content-Type"].startswith(FORM)
            assert 0 < len(text) <= LONGEST
            assert language in LANGUAGES
            mp3 = self.server.mp3[slow]
        except (ValueError, KeyError, AssertionError):
            self.send_error(400)
            return
        self.server.said.append(text)
        self._send(f'[["wrb.fr","{PROCEDURE}","[\\"{mp3}\\"]",null]]')

    def _send(self, text: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode() + b"\n")

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            time.sleep(0.05)
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests quiet."""


@contextmanager
def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """Have gTTS talk to a stand-in."""
    sounds = []
    for seconds in (1.5, 2.0):
        mp3 = written(folder / f"said-{seconds}.mp3", "mp3", "libmp3lame", sine(seconds, rate=24_000))
        sounds.append(base64.b64encode(mp3.read_bytes()).decode())
    server = Endpoint(*sounds)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}/"
    monkeypatch.setattr("gtts.tts._translate_url", lambda **_: url)
    yield server
    server.shutdown()
    server.server_close()
