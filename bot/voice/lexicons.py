from functools import cache
from pathlib import Path

import yaml

from dialogs.reading import Lexicon, LexiconError, lexicon_from

LOCALES = Path(__file__).resolve().parents[2] / "locales"
LANGUAGES = ("fr", "ar", "fa_AF")


@cache
def load_lexicon(language: str, folder: Path = LOCALES) -> Lexicon:
    """Read the lexicon of a language (« fr », « ar », « fa_AF »); raises LexiconError with a sentence."""
    path = folder / language / "lexicon.yaml"
    try:
        parsed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"There is no lexicon for {language!r}: {path} is missing.") from None
    except yaml.YAMLError as error:
        raise LexiconError(f"{path} is not YAML: {error}") from None
    return lexicon_from(parsed, language)
