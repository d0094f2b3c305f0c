"""Reviews as a file of JSON, so that a CPE collects them from the CAEs, and what they sign goes to everybody."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.operating import Operating
from bot.wording.checking import name_from, problems, tidied
from bot.wording.phrases import Phrase, languages, phrases
from dialogs.wording import Entry
from storage.refusals import Refused
from storage.voices import reviews
from storage.voices.reviews import WRITTEN, About, Review

FORMAT = 1
LARGEST = 20_000_000  # bytes; 2 000 entries signed by ten people are some 6 MB
EARLIEST = 2019  # the year of the first Flashcoops
AHEAD = timedelta(days=1)  # clocks differ by less; a date further ahead would win over everybody for ever
MOST_NAMED = 100  # of the reviews that were kept out; the answer of a running server is one line
LONGEST_CONTEXT = 100
FIELDS = ("language", "context", "source", "verdict", "text", "signed_as", "at")

NOT_OURS = "ce n'est pas une relecture : il manque un champ, ou il n'est pas du texte"
WRONG_VERDICT = "le verdict n'est ni « signed » ni « better »"
NOT_REVIEWED = "cette langue n'est pas à relire ici"
NO_PHRASE = "cette phrase n'est pas connue ici"
OTHER_FRENCH = "le texte français n'est plus celui qui a été relu"
BAD_DATE = "la date ne se lit pas, ou elle est à venir"


def exported(found: Iterable[Review]) -> dict[str, Any]:
    """The file of some reviews. What was only spoken stays: nobody has written it down."""
    told = [
        {
            "language": each.about.language,
            "context": each.about.context,
            "source": each.about.source,
            "verdict": each.verdict,
            "text": each.text,
            "signed_as": each.signed_as,
            "at": each.at.isoformat(),
        }
        for each in found
        if each.verdict in WRITTEN
    ]
    return {"format": FORMAT, "reviews": told}


def import_reviews(operating: Operating, file: str) -> dict[str, Any]:
    """Take the reviews of a file (its absolute path), each on its own: what is unsound is refused with its reason, the
    rest is taken; what is here already changes nothing. Raises Refused where it is no such file.
    """
    taken, known, refused = 0, 0, list[tuple[str, str]]()
    shelf = {language: {each.context: each for each in phrases(language, ())} for language in languages()}
    for told in _read(Path(file)):
        found = _checked(told, shelf, operating.now)
        if isinstance(found, str):
            refused.append((_named(told), found))
        elif _is_known(operating, found):
            known += 1
        else:
            reviews.review(operating.db, found.about, found.verdict, found.text, None, found.signed_as, found.at)
            taken += 1
    counts = dict(Counter(reason for _, reason in refused))
    return {"taken": taken, "known": known, "refused": refused[:MOST_NAMED], "reasons": counts}


def _named(told: object) -> str:
    context = told.get("context") if isinstance(told, dict) else None
    return context[:LONGEST_CONTEXT] if isinstance(context, str) else "?"


def _is_known(operating: Operating, found: Review) -> bool:
    return reviews.known(operating.db, found.about, found.verdict, found.text, found.signed_as, found.at)


def _read(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("too_large", f"{path} est trop gros pour être un fichier de relectures.")
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise Refused("unreadable", f"{path} ne se lit pas : un fichier de « wording export » est attendu.") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("reviews"), list):
        raise Refused("unreadable", f"{path} n'est pas un fichier de « wording export ».")
    return cast("list[Any]", told["reviews"])


def _checked(told: object, shelf: Mapping[str, Mapping[str, Phrase]], now: datetime) -> Review | str:
    """The review of an entry of the file, or why it is kept out."""
    if not isinstance(told, dict) or not all(_is_text(told.get(name)) for name in FIELDS):
        return NOT_OURS
    language, context, verdict = told["language"], told["context"], told["verdict"]
    if verdict not in WRITTEN:
        return WRONG_VERDICT
    if language not in shelf:
        return NOT_REVIEWED
    phrase = shelf[language].get(context.partition("/")[0])
    entry = _entry(phrase, context)
    if phrase is None or entry is None:
        return NO_PHRASE
    if entry.source != told["source"]:
        return OTHER_FRENCH
    at = _moment(told["at"])
    if at is None or at > now + AHEAD:
        return BAD_DATE
    text = tidied(told["text"], language)
    if wrong := problems(phrase, context, text):
        return wrong[0]
    try:
        name = name_from(told["signed_as"])
    except Refused as refused:
        return refused.sentence
    return Review(0, About(language, context, entry.source), verdict, text, None, name, at)


def _is_text(value: object) -> bool:
    """Whether it can be written: JSON lets half a sign of two through."""
    try:
        return isinstance(value, str) and bool(value.encode())
    except UnicodeEncodeError:
        return False


def _entry(phrase: Phrase | None, context: str) -> Entry | None:
    units = phrase.units if phrase else ()
    return next((unit.entry for unit in units if unit.context == context), None)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo and at.year >= EARLIEST else None
