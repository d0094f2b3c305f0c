from pathlib import Path

from bot.voice.audio import decode
from bot.voice.ears import Ears
from bot.voice.heard import Heard, Transcript
from bot.voice.hearing import Question, hear
from bot.voice.model import find_model
from bot.voice.requests import HearRequest, TranscribeRequest
from bot.voice.scoring import Biases
from bot.voice.takes import TakeShelf
from bot.voice.transcript import transcribe

# A closed answer is a few words; of a long recording the beginning is judged, and a person hears the rest.
MOST_SECONDS = 20.0


class Listener:
    """The models with what they remember between recordings: biases of forms, and takes."""

    def __init__(self, cache: Path, model: str = "") -> None:
        """Load the model; raises ModelMissingError with a sentence."""
        self._ears = Ears(find_model(cache, model))
        self._biases = Biases()
        self._shelf = TakeShelf(self._ears)

    def hear(self, request: HearRequest) -> Heard:
        """Tell which option a recording says; raises AudioError."""
        sound = decode(Path(request.path), most_seconds=MOST_SECONDS)
        takes = self._shelf.takes(request.takes)
        question = Question(request.language, request.forms, request.controls)
        return hear(self._ears, sound, question, takes, self._biases)

    def transcribe(self, request: TranscribeRequest) -> Transcript:
        """Write down an open answer; raises AudioError."""
        return transcribe(self._ears, decode(Path(request.path)), request.language)
