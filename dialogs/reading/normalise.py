import unicodedata
from collections.abc import Callable

FRENCH, ARABIC, DARI = "fr", "ar", "fa_AF"

_JOINERS = "\u200c\u200d"
_BIDI = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_HARAKAT = "".join(map(chr, range(0x064B, 0x0656))) + "\u0670"
_TATWEEL = "\u0640"

_CONTROLS = dict.fromkeys(map(ord, _BIDI))
_DROPPED = dict.fromkeys(map(ord, _JOINERS + _BIDI + _HARAKAT + _TATWEEL))
_ALEFS = str.maketrans("أإآٱؤ", "ااااو")
_HEH = str.maketrans("ةۀە", "ههه")
_DARI_LETTERS = str.maketrans("يىكئ", "ییکی")
_ARABIC_LETTERS = str.maketrans("یىکئ", "ييكي")
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def strip_controls(text: str) -> str:
    """Return the text without bidi controls, marks of order and zero-width signs other than joiners."""
    return text.translate(_CONTROLS)


def ascii_digits(text: str) -> str:
    """Return the text with the Dari and Arabic digits written 0 to 9."""
    return text.translate(_DIGITS)


def normalise(text: str, language: str) -> str:
    """Return the text as the lexicon compares it: words of plain letters and digits, one space between.

    The order is that of the Unicode forms first, then marks, letters, digits, case and punctuation, so that
    the spellings of keyboards, pages and recognisers meet. French loses its accents, which few people type.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DROPPED)
    # Letters with a hamza above may arrive in two pieces; NFKC composed them before the marks were dropped.
    text = text.translate(_ALEFS).translate(_letters(language)).translate(_HEH).translate(_DIGITS)
    if language == FRENCH:
        text = _without_accents(text)
    return " ".join(_words_only(text.casefold()).split())


def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of the normalised text."""
    return tuple(normalise(text, language).split())


def _letters(language: str) -> dict[int, int]:
    if language == DARI:
        return _DARI_LETTERS
    return _ARABIC_LETTERS if language == ARABIC else {}


def _without_accents(text: str) -> str:
    text = text.replace("œ", "oe").replace("Œ", "oe")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_UNMARKED))


def _words_only(text: str) -> str:
    return text.translate(_SPACED)


class _Signs(dict[int, str | None]):
    """What becomes of each sign, looked at once: every text is read several times."""

    def __init__(self, rule: Callable[[str], str | None]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str | None:
        self[code] = self._rule(chr(code))
        return self[code]


_UNMARKED = _Signs(lambda sign: None if unicodedata.combining(sign) else sign)
_SPACED = _Signs(lambda sign: sign if unicodedata.category(sign)[0] in "LNM" else " ")
