import argparse
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from bot.voice.audio import AudioError, decode, encode
from bot.voice.frames import FrameError, Message, pack, read_message
from bot.voice.heard import Heard, Transcript
from bot.voice.limits import DECODING, LISTENING, Limits, allow_cpu, confine
from bot.voice.model import ModelMissingError
from bot.voice.recording import prepared
from bot.voice.requests import HearRequest, TranscribeRequest
from bot.voice.sound import CLIP_RATE, Sound, join

Work = Callable[[Message], Message]

# Times what was to be said: who holds a button before and after speaking is not too long yet.
MOST_AROUND = 4.0


def main(arguments: list[str] | None = None) -> None:
    """Serve one kind of work over standard input and output, within limits, until the pipe ends."""
    parser = argparse.ArgumentParser(prog="python -m bot.voice.child")
    parser.add_argument("work", choices=["decode", "listen"])
    parser.add_argument("--cache", type=Path, default=Path())
    parser.add_argument("--model", default="")
    chosen = parser.parse_args(arguments)
    requests, answers = _own_pipes()
    limits = DECODING if chosen.work == "decode" else LISTENING
    confine(limits)
    try:
        work = _decoder() if chosen.work == "decode" else _listener(chosen.cache, chosen.model)
    except ModelMissingError as error:
        work = _missing(str(error))
    serve(requests, answers, work, limits)


def serve(requests: BinaryIO, answers: BinaryIO, work: Work, limits: Limits) -> None:
    """Answer each request in turn; a job that fails answers with its reason and the next one is served."""
    while True:
        try:
            request = read_message(requests)
        except FrameError:
            return
        if request is None:
            return
        allow_cpu(limits.cpu_seconds)
        answers.write(pack({"id": request.get("id"), **_answer(request, work)}))
        answers.flush()


def _answer(request: Message, work: Work) -> Message:
    if request.get("do") == "ping":
        return {"result": {}}
    try:
        return {"result": work(request)}
    except AudioError as error:
        return {"audio": error.reason, "sentence": str(error)}
    except ModelMissingError as error:
        return {"missing": str(error)}
    except MemoryError:
        return {"audio": "unreadable", "sentence": "This recording needs too much memory."}


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: what a library prints must not mix with answers."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _decoder() -> Work:
    def work(request: Message) -> Message:
        sound = SOUNDS[str(request.get("do"))](request)
        target = Path(str(request["out"]))
        encode(sound, target)
        return {"seconds": sound.seconds, "path": str(target), "cut": sound.cut}

    return work


def _decoded(request: Message) -> Sound:
    return decode(Path(str(request["path"])), CLIP_RATE)


def _prepared(request: Message) -> Sound:
    """What is to be heard by others; of a recording of an hour no more is read than shows that it is too long."""
    most = float(str(request["most_seconds"]))
    return prepared(decode(Path(str(request["path"])), CLIP_RATE, MOST_AROUND * most), most)


def _joined(request: Message) -> Sound:
    """Several recordings, one after the other; one that cannot be read is left out."""
    sounds = []
    for path in cast(list[str], request["paths"]):
        with suppress(AudioError):
            sounds.append(decode(Path(path), CLIP_RATE))
    if not sounds:
        raise AudioError("unreadable", "None of these recordings can be read.")
    return join(sounds, float(str(request["pause"])))


SOUNDS: Mapping[str, Callable[[Message], Sound]] = {"decode": _decoded, "prepare": _prepared, "join": _joined}


def _missing(sentence: str) -> Work:
    def work(request: Message) -> Message:
        raise ModelMissingError(sentence)

    return work


def _listener(cache: Path, model: str) -> Work:
    # The models are heavy to import, and the decoding child never needs them.
    from bot.voice.listener import Listener

    listener = Listener(cache, model)

    def work(request: Message) -> Message:
        heard: Heard | Transcript
        if request["do"] == "hear":
            heard = listener.hear(HearRequest.from_message(request))
        else:
            heard = listener.transcribe(TranscribeRequest.from_message(request))
        return heard.to_json()

    return work


if __name__ == "__main__":
    main()
