from collections.abc import Mapping, Sequence

from bot.voice.activity import activity, spoken_part
from bot.voice.deciding import Evidence, decide
from bot.voice.ears import Ears
from bot.voice.heard import Heard
from bot.voice.scoring import Biases, forms_of, scores
from bot.voice.sound import Sound
from bot.voice.takes import Take, frames_of, nearness

Forms = Mapping[str, Sequence[str]]


def hear(
    ears: Ears, sound: Sound, language: str, forms: Forms, takes: Sequence[Take] = (), *, biases: Biases
) -> Heard:
    """Tell which option a short answer says, from its spoken forms and from enrolled examples.

    Voice activity is asked before the model. Takes of options the question does not have count as other
    words. An option without forms is heard by its takes alone, and one without takes by its forms.
    """
    found = activity(sound)
    if not found.spoken:
        return Heard(None, 0.0, "nothing", sound.seconds)
    part = spoken_part(sound, found)
    encoding = ears.encode(part)
    moved = activity(part)
    enrolled = {take.option for take in takes}
    near = nearness(frames_of(encoding, moved), takes) if takes else {}
    said = {}
    if not set(forms) <= enrolled:
        said = scores(ears, encoding, language, forms_of(ears, forms, language), biases)
    return decide(Evidence(tuple(forms), said, near, found.speech), language, sound.seconds)
