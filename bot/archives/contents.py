"""What an archive of voices holds: `voices.json`, and beside it `audio/SHA256.ogg` for each recording it names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from storage.voices.recorded import Words
from storage.voices.sharing import Travelling

FORMAT, VERSION = "flashcoop-voices", 1
LISTED = "voices.json"
FOLDER, ENDING = "audio/", ".ogg"

Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(pattern=r"^V-[0-9A-Z]{1,20}$")]
Short = Annotated[str, StringConstraints(max_length=80)]
Sentence = Annotated[str, StringConstraints(max_length=2_000)]


class Part(BaseModel):
    """What is read from a stranger's file: each part alone, so that a bad one spoils no other."""

    model_config = ConfigDict(frozen=True)


class Released(Part):
    """What a speaker allows, in the words she said it in; `sha256` is the recording of that, if there is one."""

    scope: Literal["none", "here", "network"]
    until: AwareDatetime
    wording: Sentence
    language: Short
    sha256: Sha | None = None
    at: AwareDatetime


class Voice(Part):
    """A speaker: a code that says nothing of her, and the installation she recorded at."""

    code: Code
    origin: Short
    dialect: Short = ""
    release: Released | None = None


class Taken(Part):
    """A take: who says what; `at` is when it was recorded."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{24}$")]
    speaker: Code
    kind: Literal["phrase", "example"]
    language: Short
    text: Sentence
    set: Short = ""
    option: Short = ""
    seconds: float
    sha256: Sha
    at: AwareDatetime

    @property
    def words(self) -> Words:
        """What is said in it."""
        return Words(self.kind, self.language, self.text, self.set, self.option)

    def travelling(self, seconds: float, before: datetime) -> Travelling:
        """The same with what was really decoded; nothing is recorded later than its archive was made."""
        return Travelling(self.id, self.speaker, self.words, self.sha256, seconds, min(self.at, before))


class Back(Part):
    """Somebody who took her voice back, and when."""

    code: Code
    at: AwareDatetime


class Listing(Part):
    """`voices.json` but for what is read part by part. `languages` is None where all of them are in it."""

    format: str
    version: int
    made_at: AwareDatetime
    installation: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
    languages: Sequence[Short] | None
    speakers: Sequence[Mapping[str, object]]
    takes: Sequence[Mapping[str, object]]
    taken_back: Sequence[Mapping[str, object]]


def member(sha256: str) -> str:
    """The name of a recording in an archive."""
    return f"{FOLDER}{sha256}{ENDING}"
