"""Whether a better wording may stand in the catalogue: the lint of questionnaires, and what keyboards do to letters."""

import re
import unicodedata
from functools import cache

from bot.loading import LOCALES, read_yaml
from bot.wording.phrases import GAP, Phrase, catalogue, languages, reworded
from dialogs.checks.issue import SENTENCES, Checked, Issue
from dialogs.checks.texts import VOWEL_SIGNS, text_issues
from dialogs.languages import Language, languages_from
from dialogs.reading.normalise import strip_controls
from dialogs.wording import Texts
from storage.refusals import Refused

LONGEST_TEXT = 400  # signs; the longest wording of the catalogue has 146
LONGEST_NAME = 60
NOBODY = ("nobody", "personne")  # what a catalogue calls who has not signed
# What keyboards of the neighbouring language write for a letter that looks the same.
LETTERS = {"fa_AF": str.maketrans("يىك", "ییک"), "ar": str.maketrans("یک", "يك")}
# Unicode's own order has the vowel first; espeak-ng then loses it (docs/languages.md).
LATE_SHADDA = re.compile("([\u064b-\u0650\u0652\u0670])\u0651")
ARABIC_LETTER = re.compile("[\u0620-\u064a\u0671-\u06d3]")
LATIN_LETTER = re.compile("[A-Za-zÀ-ÿ]")
UNSEEN = ("Cc", "Cs")  # controls, and halves of signs

EMPTY = "Le texte est vide : écrivez la phrase."
TOO_LONG = f"Le texte est trop long : pas plus de {LONGEST_TEXT} signes."
OTHER_LETTERS = "Ce texte n'est pas dans l'écriture de la langue."
BAD_NAME = f"Écrivez le nom sous lequel vous signez, en {LONGEST_NAME} signes au plus."


def tidied(text: str, language: str) -> str:
    """A text as it is kept: one line, its letters and figures those of the language, without marks of direction."""
    printable = "".join(each for each in strip_controls(text) if each.isspace() or not _unseen(each))
    plain = unicodedata.normalize("NFC", " ".join(printable.split()))
    plain = LATE_SHADDA.sub("\u0651\\1", plain).translate(LETTERS.get(language, {}))
    pieces = re.split(rf"({GAP.pattern})", plain)  # the name of a gap is no text
    return "".join(piece if GAP.fullmatch(piece) else _known()[language].figures(piece) for piece in pieces)


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in UNSEEN


def name_from(text: str) -> str:
    """The name somebody signs with, as a catalogue can hold it. Raises Refused with a sentence."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in strip_controls(text)).split())
    if not name or len(name) > LONGEST_NAME or name.casefold() in NOBODY:
        raise Refused("bad_name", BAD_NAME)
    return name


def demand_sound(phrase: Phrase, context: str, text: str) -> None:
    """Refuse a better wording of one form of a phrase, with the sentences of the lint; `text` is tidied."""
    found = problems(phrase, context, text)
    if found:
        raise Refused("unsound_wording", " ".join(dict.fromkeys(found)))


def problems(phrase: Phrase, context: str, text: str) -> list[str]:
    """What would be wrong with a phrase, and is not yet, if one of its forms were worded so: sentences in French."""
    if not text:
        return [EMPTY]
    if len(text) > LONGEST_TEXT:
        return [TOO_LONG]
    if not _in_its_letters(text, phrase.language):
        return [OTHER_LETTERS]
    before, changed = _issues(phrase), reworded(phrase, context, text)
    found = [issue.sentence for issue in _issues(changed) if issue not in before]
    if _needs_vowels(phrase, context, text):
        found.append(SENTENCES["T06"])
    return [sentence[:1].upper() + sentence[1:] for sentence in dict.fromkeys(found)]


def _in_its_letters(text: str, language: str) -> bool:
    """Whether most letters are the language's own; names such as « RSA » may stand among them."""
    latin, arabic = (len(kind.findall(GAP.sub("", text))) for kind in (LATIN_LETTER, ARABIC_LETTER))
    return latin <= arabic if _known()[language].direction == "rtl" else arabic <= latin


def _needs_vowels(phrase: Phrase, context: str, text: str) -> bool:
    """The lint looks at the plain spoken form; each of them is spoken to somebody."""
    worded = re.search(r"\w", GAP.sub("", text))
    spoken = "/spoken" in context and phrase.language in _vowelled()
    return bool(spoken and worded and not VOWEL_SIGNS.search(text))


def _issues(phrase: Phrase) -> list[Issue]:
    entries = {unit.context: unit.entry for unit in phrase.units}
    texts = Texts((phrase.language,), {phrase.language: entries}, catalogue().forms)
    checked = Checked(phrase.source.where, {}, texts, frozenset(), _vowelled())
    return list(text_issues(checked, phrase.context, phrase.source.phrase))


@cache
def _vowelled() -> frozenset[str]:
    """The languages whose spoken forms must be vowelled."""
    return frozenset(code for code in languages() if _table(code).get("spoken_required"))


@cache
def _known() -> dict[str, Language]:
    return languages_from({code: _table(code) for code in catalogue().languages})


def _table(code: str) -> dict[str, object]:
    read: dict[str, object] = read_yaml(LOCALES / code / "language.yaml")
    return read
