import pytest

from bot.voice.lexicons import LANGUAGES, load_lexicon
from dialogs.reading import Lexicon


@pytest.fixture(scope="session")
def lexicons() -> dict[str, Lexicon]:
    return {language: load_lexicon(language) for language in LANGUAGES}
