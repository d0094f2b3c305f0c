"""Reviewing the wordings of a language: each phrase is read and heard, signed, worded better, or said better."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.web.limits import VOICE
from bot.wording import reviewing
from bot.wording.counting import Counted, by_questionnaire, counted
from bot.wording.phrases import Phrase, Unit, languages
from dialogs.speaking import Speech
from storage.database import one
from storage.media import Stored
from storage.refusals import Refused
from storage.voices import reviews

N_ = str  # marks what is translated where it is shown
NO_VOICE = N_("Il n'y a pas de message vocal. Recommencez.")
GONE = N_("Cet enregistrement n'est plus là.")
SPOKEN = ("audio/", "video/webm", "application/ogg")  # what browsers call a recording
STATES = {"unsigned": N_("À relire"), "spoken": N_("À écrire"), "signed": N_("Signées")}
VARIANTS = {"": N_("À tout le monde"), "f": N_("À une femme"), "m": N_("À un homme")}


@dataclass(frozen=True, slots=True)
class Listed:
    """The phrases of a language: its figures, those of each questionnaire, and what a filter lets through."""

    language: str
    counts: Counted
    parts: dict[str, Counted]
    shown: list[Phrase]
    following: Phrase | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One phrase with those around it, and the name she signs with."""

    phrase: Phrase
    counts: Counted
    before: Phrase | None
    after: Phrase | None
    name: str


async def page(visit: Visit) -> Response:
    """The languages there are to review; who speaks one of them begins there."""
    counts = await visit.read(_languages)
    return visit.page("wordings.html", tab="wording", counts=counts)


def _languages(case: Case) -> dict[str, Counted]:
    found = {language: counted(reviewing.listed(case.db, language)) for language in languages()}
    return dict(sorted(found.items(), key=lambda each: each[0] != case.who.language))


async def of_language(visit: Visit) -> Response:
    """The phrases of a language, by questionnaire and by what is to be done."""
    part, state = (visit.request.query_params.get(name, "") for name in ("partie", "etat"))
    listed = await visit.read(lambda case: _listed(case, visit.wish.path["language"], part, state))
    return visit.page("wording_list.html", tab="wording", listed=listed, part=part, state=state, states=STATES)


def _listed(case: Case, language: str, part: str, state: str) -> Listed:
    found = reviewing.listed(case.db, language)
    parts = by_questionnaire(found)
    shown = [
        each
        for each in found
        if (part or state) and part in ("", each.source.questionnaire) and state in ("", each.state)
    ]
    return Listed(language, counted(found), parts, shown, reviewing.following(found))


async def one_phrase(visit: Visit) -> Response:
    """One phrase: what it says in French, each form of it, and how it sounds."""
    return await _show(visit)


async def _show(visit: Visit, typed: dict[str, str] | None = None, problem: str = "") -> Response:
    opened = await visit.read(lambda case: _opened(case, visit.wish.path))
    phrase, sounds = opened.phrase, visit.console.desk.sounds
    heard = [
        (VARIANTS[variant], f"/sounds/{sounds.name(Speech(phrase.heard(variant), phrase.language))}.ogg")
        for variant in phrase.variants
    ]
    texts = [(unit, (typed or {}).get(unit.context, unit.entry.text)) for unit in phrase.units]
    return visit.page(
        "wording_one.html",
        status=422 if problem else 200,
        problem=problem,
        tab="wording",
        opened=opened,
        phrase=phrase,
        heard=heard,
        texts=texts,
        worded=[(unit, VARIANTS[unit.variant]) for unit in phrase.units],
        states=STATES,
        most=VOICE,
    )


def _opened(case: Case, path: dict[str, str]) -> Opened:
    found = reviewing.listed(case.db, path["language"])
    phrase = reviewing.phrase(case.db, path["language"], path["phrase"])
    before, after = reviewing.around(found, phrase.context)
    part = [each for each in found if each.source.questionnaire == phrase.source.questionnaire]
    return Opened(phrase, counted(part), before, after, reviewing.signer(case.db, case.who).name)


async def sign(visit: Visit) -> Response:
    """Sign the phrase as it stands in the form, better worded where she changed something; on to the next."""
    shown, name = await visit.field("shown"), await visit.field("name")
    phrase = await visit.read(lambda case: _phrase(case, visit.wish.path))
    typed = {unit.context: await visit.field(field(phrase.units, unit)) for unit in phrase.units}
    try:
        following = await visit.change(lambda case: _sign(case, visit.wish.path, shown, name, typed))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _show(visit, {} if refused.code == "changed" else typed, refused.sentence)
    return visit.back(_address(visit.wish.path["language"], following) + "?ok=1")


def field(units: Sequence[Unit], unit: Unit) -> str:
    """What the field of a unit is called on the page."""
    return f"text-{units.index(unit)}"


def _phrase(case: Case, path: dict[str, str]) -> Phrase:
    return reviewing.phrase(case.db, path["language"], path["phrase"])


def _sign(case: Case, path: dict[str, str], shown: str, name: str, typed: dict[str, str]) -> Phrase | None:
    phrase = _phrase(case, path)
    if shown != phrase.as_shown:
        raise Refused("changed", reviewing.CHANGED)
    reviewing.reword(case.db, phrase, typed, reviewing.signer(case.db, case.who, name), case.now)
    return reviewing.following(reviewing.listed(case.db, phrase.language), phrase.context)


def _address(language: str, phrase: Phrase | None) -> str:
    return f"/textes/{language}" + (f"/{phrase.context}" if phrase else "")


async def speak(visit: Visit) -> Response:
    """A better wording, spoken: her bytes first, then its row. Somebody writes it down."""
    file, media = (await visit.form()).get("voice"), visit.console.assistant.media
    if not isinstance(file, UploadFile) or not (file.content_type or "").startswith(SPOKEN):
        raise Refused("no_voice", NO_VOICE)
    content = await file.read()
    if not content or len(content) > VOICE:
        raise Refused("no_voice", NO_VOICE)
    stored = await asyncio.to_thread(media.put, content, (file.content_type or "").partition(";")[0])
    try:
        await visit.change(lambda case: _speak(case, visit.wish.path, stored))
    finally:
        media.let_go(stored.sha256)
    return visit.back(f"/textes/{visit.wish.path['language']}/{visit.wish.path['phrase']}?ok=1")


def _speak(case: Case, path: dict[str, str], stored: Stored) -> None:
    reviewing.speak(case.db, _phrase(case, path), stored, reviewing.signer(case.db, case.who), case.now)


async def voice(visit: Visit) -> Response:
    """A wording that somebody spoke, as she said it."""
    sha256, mime = await visit.read(lambda case: _voice(case, visit.wish.path))
    return FileResponse(visit.console.assistant.media.path(sha256), media_type=mime)


def _voice(case: Case, path: dict[str, str]) -> tuple[str, str]:
    number = path["review"]
    found = reviews.spoken(case.db, int(number)) if number.isdecimal() and len(number) < 12 else None
    row = one(case.db, "SELECT sha256, mime FROM media WHERE sha256 = ?", (found.sha256,)) if found else None
    if row is None:
        raise Refused("gone", GONE)
    return row["sha256"], row["mime"]


async def settle(visit: Visit) -> Response:
    """What was spoken needs no writing."""
    await visit.change(lambda case: reviewing.settle(case.db, _phrase(case, visit.wish.path)))
    return visit.back(f"/textes/{visit.wish.path['language']}/{visit.wish.path['phrase']}?ok=1")


ALL = f"{ROOT}/textes"
ONE = f"{ALL}/{{language}}/{{phrase}}"
MAY = "wording.review"
DOORS = (
    door(ALL, page, action=MAY, target="self"),
    door(f"{ALL}/{{language}}", of_language, action=MAY, target="self"),
    door(ONE, one_phrase, action=MAY, target="self"),
    door(ONE, sign, action=MAY, target="self", methods=("POST",)),
    door(f"{ONE}/voix", speak, action=MAY, target="self", methods=("POST",)),
    door(f"{ONE}/voix/{{review}}", voice, action=MAY, target="self"),
    door(f"{ONE}/ecoute", settle, action=MAY, target="self", methods=("POST",)),
)
