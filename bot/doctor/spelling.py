"""Settings that are there and that nobody reads: names written almost right."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values
from rapidfuzz import fuzz, process

from bot.settings import Settings

PREFIX = "FLASHCOOP_"
KNOWN = tuple(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)
# Read elsewhere: a key given to one command, and what our own tests are told.
ELSEWHERE = {f"{PREFIX}{name}" for name in ("RECORDS_KEY", "SHOTS", "MODEL_CACHE", "ENDI")}
ALIKE = 80  # of 100, rapidfuzz's ratio: two or three letters that are wrong
OTHERS_ALIKE = 88  # for a name that does not begin like ours: it may be somebody else's


def misspelt(env_file: Path, environ: Mapping[str, str]) -> list[str]:
    """A sentence for each name in the file or the environment that is no setting but looks like one, and for each
    line of the file that cannot be read.
    """
    return [*_lines(env_file), *(sentence for name in sorted(environ) if (sentence := _unknown(name, "")))]


def _lines(env_file: Path) -> Iterator[str]:
    if not env_file.is_file():
        return
    try:
        given = dotenv_values(env_file, interpolate=False)
    except (OSError, UnicodeDecodeError):
        yield f"{env_file} ne peut pas être lu : ce doit être du texte en UTF-8, lisible par qui lance l'assistant."
        return
    for name, value in given.items():
        if value is None:
            yield f"{env_file} : une ligne n'a pas de « = » : écrivez « NOM=valeur »."
        elif sentence := _unknown(name, f"{env_file} : "):
            yield sentence


def _unknown(name: str, where: str) -> str:
    """What is said of a name; "" for a setting, and for what is none of ours."""
    upper = name.upper()
    if upper in KNOWN or upper in ELSEWHERE:
        return ""
    ours = upper.startswith(PREFIX)
    near = process.extractOne(upper, KNOWN, scorer=fuzz.ratio, score_cutoff=ALIKE if ours else OTHERS_ALIKE)
    if near is not None:
        return f"{where}{name} : vouliez-vous dire {near[0]} ?"
    return f"{where}{name} n'est pas un réglage : voyez le tableau des réglages du README." if ours else ""
