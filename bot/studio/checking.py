"""What a machine makes of a take: fit to be heard by others or not, and whether it says what is written."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from bot.studio.lists import Item, Sheet
from bot.understanding import Recogniser
from bot.voice.audio import AudioError
from bot.voice.workshop import EngineUnavailable
from dialogs.reading.normalise import normalise
from storage.refusals import Refused
from storage.voices.recorded import Kind

# The longest a clip may be; nobody says « yes » in more than five seconds (both after trimming).
MOST_SECONDS: Mapping[Kind, float] = {"phrase": 12.0, "example": 5.0}
# The languages whose words the model knows: of Dari it knows too few (Persian: 97 words of 100 wrong).
LISTENED = frozenset({"fr", "ar"})
# Up to so many words one of several is asked for: free decoding cannot read short answers.
SHORT = 3
# Others of the same list a short phrase is told apart from; each costs the recogniser some hundredths of a second.
RIVALS = 16
# How like the text (0–100) what was written down is at least.
ALIKE = 50.0
# So much liker another phrase of the list, it is that one that was said.
CLEARLY = 25.0
# Languages a recogniser does not take for each other: somebody read the French aloud.
MISTAKEN: Mapping[str, frozenset[str]] = {
    "fr": frozenset({"ar", "fa"}),
    "ar": frozenset({"fr", "en"}),
    "fa_AF": frozenset({"fr", "en"}),
}
N_ = str  # marks what is translated where it is shown
SILENT = N_("Je n'entends rien. Rapprochez le micro et recommencez.")
UNREADABLE = N_("Cet enregistrement ne se lit pas. Recommencez, s'il vous plaît.")
TOO_LONG = N_("C'est trop long. Dites seulement cette phrase, et recommencez.")
REFUSALS = {
    "silent": SILENT,
    "empty": SILENT,
    "no_sound": SILENT,
    "clipped": N_("Le son est coupé : c'est trop fort. Éloignez un peu le micro et recommencez."),
    "noisy": N_("Il y a trop de bruit autour. Allez dans un endroit calme et recommencez."),
    "too_long": TOO_LONG,
    "too_large": TOO_LONG,
    "too_short": N_("C'est trop court. Parlez jusqu'au bout, puis arrêtez, et recommencez."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A take that is fit: its bytes (OGG/Opus, trimmed, −18 LUFS), seconds, and what else a machine heard, "" where
    it has no doubt. `listened` is False where no machine listened.
    """

    content: bytes
    seconds: float
    heard: str
    listened: bool


async def checked(recogniser: Recogniser, path: Path, item: Item, sheet: Sheet, person: str = "") -> Checked:
    """Make a recording of an item of a list fit to be heard, and listen to it where a model knows the language.

    Raises Refused with a sentence that helps, EngineUnavailable where not even its sound can be had now.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "take.ogg"
        try:
            decoded = await recogniser.prepare(path, made, MOST_SECONDS[item.words.kind], person=person)
        except AudioError as error:
            if error.reason == "failed":
                raise EngineUnavailable("down", str(error)) from None
            raise Refused(error.reason, REFUSALS.get(error.reason, UNREADABLE)) from None
        content = made.read_bytes()
        try:
            heard = await _heard(recogniser, made, item, sheet, person)
        except (EngineUnavailable, AudioError):  # who records does not wait for a machine: she hears her take herself
            return Checked(content, decoded.seconds, "", False)
    return Checked(content, decoded.seconds, heard, item.words.language in LISTENED)


async def _heard(recogniser: Recogniser, path: Path, item: Item, sheet: Sheet, person: str) -> str:
    """What was heard where it is something else, "" where it is not or nobody can tell."""
    if item.words.language in LISTENED and is_short(item):
        return await _short(recogniser, path, item, sheet, person)
    said = await recogniser.transcribe(path, item.words.language, person=person)
    if said.status == "nothing":
        raise Refused("silent", SILENT)
    if said.language in MISTAKEN[item.words.language] and not is_short(item):
        return said.text or str(said.language)
    if item.words.language not in LISTENED:
        return ""
    return said.text if seems_else(said.text, item, sheet.items) else ""


async def _short(recogniser: Recogniser, path: Path, item: Item, sheet: Sheet, person: str) -> str:
    """Which of several short phrases it was: the one of another item, where the model is sure of that."""
    # The answers of the same question first: they are the likeliest to be mixed up.
    others = sorted(sheet.after(item), key=lambda each: each.beside != item.beside)
    rivals = [each for each in others if is_short(each) and _apart(each, item)][:RIVALS]
    forms = {each.mark: [each.shown] for each in (item, *rivals)}
    heard = await recogniser.hear(path, item.words.language, forms, person=person)
    if heard.status == "nothing":
        raise Refused("silent", SILENT)
    if heard.status != "sure" or heard.option == item.mark:
        return ""
    return next(each.shown for each in rivals if each.mark == heard.option)


def is_short(item: Item) -> bool:
    """Whether an item is too short for what was said to be written down freely."""
    return len(_plain(item).split()) <= SHORT


def seems_else(text: str, item: Item, others: Sequence[Item]) -> bool:
    """Whether a text that was written down is far from an item's, or clearly nearer to another of the same list."""
    said = normalise(text, item.words.language)
    own = fuzz.ratio(said, _plain(item))
    nearest = max((fuzz.ratio(said, _plain(each)) for each in others if _apart(each, item)), default=0.0)
    return own < ALIKE or nearest > own + CLEARLY


def _apart(one: Item, other: Item) -> bool:
    """Whether two items are to be told apart at all: those of a choice and of its other variant sound alike."""
    return fuzz.ratio(_plain(one), _plain(other)) < 100 - CLEARLY


def _plain(item: Item) -> str:
    return normalise(item.shown, item.words.language)
