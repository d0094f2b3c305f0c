from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.voice.activity import activity, spoken_part
from bot.voice.deciding import Evidence, decide, margins_of
from bot.voice.ears import Ears, Encoding
from bot.voice.heard import Heard
from bot.voice.likeness import likeness, written_freely
from bot.voice.requests import CONTROL, LANGUAGE
from bot.voice.scoring import Biases, forms_of, scored, weighed
from bot.voice.sound import Sound
from bot.voice.takes import Take, frames_of, nearness

Forms = Mapping[str, Sequence[str]]

# The first forms of a request are its commonest; more would make people wait.
CONTROL_FORMS = 2
# The longest forms are said in three seconds. Of more speech than this the forms tell nothing: twenty seconds of
# mixed digits were a sure « zero », and cost a minute on a busy machine.
MOST_SPEECH_SECONDS = 8.0


@dataclass(frozen=True)
class Question:
    """What a short answer may say: spoken forms of its options, of requests, and of languages' names."""

    language: str
    forms: Forms
    controls: Forms = field(default_factory=dict)


def hear(ears: Ears, sound: Sound, question: Question, takes: Sequence[Take], biases: Biases) -> Heard:
    """Tell which option a short answer says, from its spoken forms and from enrolled examples.

    Voice activity is asked before the model; a long talk is no short answer. Examples speak where every option
    has some; those of words that are no option here stand for other words. Where the first look is unsure a
    second follows, if it was measured to pay: forms beside examples, free decoding beside forms. Then requests
    are looked for.
    """
    found = activity(sound)
    if not found.spoken:
        return Heard(None, 0.0, "nothing", sound.seconds)
    if found.speech > MOST_SPEECH_SECONDS:
        return Heard(None, 0.0, "other", sound.seconds)
    part, moved = spoken_part(sound, found)
    encoding = ears.encode(part)
    near = nearness(frames_of(encoding, moved), takes) if takes else {}
    if question.forms and set(question.forms) <= set(near):
        return _by_takes(ears, encoding, question, near, biases, sound.seconds)
    said = _said(ears, encoding, question.language, question.forms, biases)
    heard = _by_forms(ears, sound, question, said)
    if heard.status == "sure" or not question.controls:
        return heard
    return _request(ears, encoding, question, biases, sound.seconds) or heard


def _by_takes(
    ears: Ears, encoding: Encoding, question: Question, near: Mapping[str, float], biases: Biases, seconds: float
) -> Heard:
    options = tuple(question.forms)
    heard = decide(Evidence(options, near=near), question.language, seconds)
    if heard.status == "unsure" and margins_of(question.language).near.share:
        said = _said(ears, encoding, question.language, question.forms, biases)
        heard = decide(Evidence(options, said, near), question.language, seconds)
    return heard if heard.status == "sure" else _enrolled_request(heard, near, question)


def _by_forms(ears: Ears, sound: Sound, question: Question, said: Mapping[str, float]) -> Heard:
    options = tuple(question.forms)
    heard = decide(Evidence(options, said), question.language, sound.seconds)
    if heard.status != "unsure" or not margins_of(question.language).belief(len(options)).alike:
        return heard
    alike = likeness(written_freely(ears, sound, question.language), question.forms, question.language)
    return decide(Evidence(options, said, alike=alike), question.language, sound.seconds)


def _enrolled_request(heard: Heard, near: Mapping[str, float], question: Question) -> Heard:
    """Name the request whose takes are the nearest: people record « repeat » as they record options."""
    nearest = min(near, key=lambda name: near[name])
    far = near[nearest] > margins_of(question.language).near.most
    name = nearest.removeprefix(CONTROL)
    return heard if far or nearest == name or name not in question.controls else _as_request(heard, name)


def _said(ears: Ears, encoding: Encoding, language: str, forms: Forms, biases: Biases) -> dict[str, float]:
    weighing = margins_of(language).belief(len(forms)).weighing
    return weighed(scored(ears, encoding, language, forms_of(ears, forms, language), biases), weighing)


def _request(ears: Ears, encoding: Encoding, question: Question, biases: Biases, seconds: float) -> Heard | None:
    """Return the request that is surer than every option, if there is one."""
    requests = {CONTROL + name: forms[:CONTROL_FORMS] for name, forms in question.controls.items()}
    options = {name: forms[:CONTROL_FORMS] for name, forms in question.forms.items()}
    said = _said(ears, encoding, question.language, {**options, **requests}, biases)
    heard = decide(Evidence(tuple(said), said), question.language, seconds)
    if heard.option is None or not heard.option.startswith(CONTROL) or heard.status != "sure":
        return None
    return _as_request(heard, heard.option.removeprefix(CONTROL))


def _as_request(heard: Heard, name: str) -> Heard:
    language = name.removeprefix(LANGUAGE) if name.startswith(LANGUAGE) else None
    control = "language" if language else name
    return replace(heard, option=None, status="other", second_option=None, control=control, language=language)
