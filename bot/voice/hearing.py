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
# A request is done without being confirmed, and the beginning of a longer word may be one: « بسیار عالی » (very good)
# was « بس » (stop). So many seconds and so many a letter are enough to say one; all words of the recordings fit.
REQUEST_SECONDS, LETTER_SECONDS = 0.4, 0.08


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
        heard = _by_takes(ears, encoding, question, near, biases, sound.seconds)
    else:
        said = _said(ears, encoding, question.language, question.forms, biases)
        heard = _by_forms(ears, sound, question, said)
    if heard.status == "sure" or heard.control or not question.controls:
        return heard
    request = _request(ears, encoding, question, biases, sound.seconds)
    return request if request and _fits(request, question, found.stop - found.start) else heard


def _by_takes(
    ears: Ears, encoding: Encoding, question: Question, near: Mapping[str, float], biases: Biases, seconds: float
) -> Heard:
    heard = decide(Evidence(tuple(question.forms), near=near), question.language, seconds)
    if heard.status == "unsure":
        heard = beside_forms(
            heard, near, _said(ears, encoding, question.language, question.forms, biases), question.language
        )
    return heard if heard.status == "sure" else _enrolled_request(heard, near, question)


def beside_forms(heard: Heard, near: Mapping[str, float], said: Mapping[str, float], language: str) -> Heard:
    """Weigh what takes left unsure beside the forms: sure where both name the same option and the forms are sure."""
    by_forms = decide(Evidence(tuple(said), said), language, heard.seconds)
    if by_forms.status == "sure" and by_forms.option == heard.option:
        return by_forms
    return decide(Evidence(tuple(said), said, near), language, heard.seconds)


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


def _fits(request: Heard, question: Question, seconds: float) -> bool:
    """Tell whether somebody who speaks for so long may have said no more than this request."""
    name = LANGUAGE + request.language if request.language else str(request.control)
    letters = max(sum(map(str.isalpha, form)) for form in question.controls[name][:CONTROL_FORMS])
    return seconds <= REQUEST_SECONDS + LETTER_SECONDS * letters


def _as_request(heard: Heard, name: str) -> Heard:
    language = name.removeprefix(LANGUAGE) if name.startswith(LANGUAGE) else None
    control = "language" if language else name
    return replace(heard, option=None, status="other", second_option=None, control=control, language=language)
