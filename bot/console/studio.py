"""The studio on a page: lists of phrases with their progress, one phrase at a time into the browser's microphone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from bot.archives.withdrawing import Withdrawn, dropped
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.helping import NO_VOICE, SPOKEN
from bot.console.shell import ROOT, Visit
from bot.studio.checking import REFUSALS, UNREADABLE, checked
from bot.studio.lists import Item, Sheet
from bot.studio.naming import ROLES, VARIANTS, title
from bot.studio.releasing import CHOICES, asked, label, spoken
from bot.studio.studio import GONE, NOT_RELEASED, Standing, Studio
from bot.studio.studio import Shown as Open
from bot.understanding import Recogniser
from bot.voice.audio import AudioError
from bot.voice.workshop import EngineUnavailable
from bot.web.limits import VOICE
from bot.web.words import clip_address
from dialogs.questionnaire import SOURCE
from dialogs.speaking import Speech
from storage import media
from storage.refusals import Refused
from storage.voices.recorded import Recorded
from storage.voices.speakers import Speaker

N_ = str  # marks what is translated where it is shown
DOWN = N_("Le studio ne répond pas en ce moment. Réessayez dans un moment.")
VOICES = f"{ROOT}/voix"
ONE = f"{VOICES}/{{language}}/{{list}}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the phrases of a language are."""

    code: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The lists of a language, every language's progress, and who speaks."""

    language: str
    standings: list[Standing]
    progress: list[Progress]
    speaker: Speaker | None
    herself: bool
    released: bool
    guests: list[Speaker]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands before who speaks; `result` is the take that just came, `before` the mark of its phrase."""

    shown: Open
    speaker: Speaker | None
    herself: bool
    released: bool
    result: Recorded | None
    before: str


def _studio(case: Case) -> Studio:
    house = case.assistant.house
    return Studio(case.db, house.codes, house.programme, case.who, case.now)


# The lists


async def page(visit: Visit) -> Response:
    """The lists of a language, each with what is done."""
    wanted = visit.request.query_params.get("langue", "")
    found = await visit.read(lambda case: _overview(case, wanted))
    return visit.page(
        "voices.html", tab="voices", found=found, titles={name: _title(visit, name) for name in _names(found)}
    )


def _names(found: Overview) -> list[str]:
    return [each.sheet.name for each in found.standings]


def _title(visit: Visit, name: str) -> str:
    return visit.tongue(title(name))


def _overview(case: Case, wanted: str) -> Overview:
    studio = _studio(case)
    codes = list(studio.programme.languages)
    at = studio.place
    language = next(code for code in (wanted, at.language if at else "", case.who.language, SOURCE) if code in codes)
    standings = {code: studio.standings(code) for code in codes}
    speaker = studio.speaker
    return Overview(
        language,
        standings[language],
        [_progress(code, each) for code, each in standings.items()],
        speaker,
        _herself(case, speaker),
        studio.released,
        studio.guests(),
    )


def _progress(code: str, standings: list[Standing]) -> Progress:
    heard = [each for each in standings if each.sheet.kind == "phrase"]
    return Progress(code, sum(each.done for each in heard), sum(len(each.sheet.items) for each in heard))


def _herself(case: Case, speaker: Speaker | None) -> bool:
    return speaker is None or speaker.person_id == case.who.id


# One phrase


async def one(visit: Visit) -> Response:
    """The phrase she is at, or first what is asked before any take."""
    return await _show(visit)


async def _show(visit: Visit, problem: str = "", mark: str = "") -> Response:
    language, name = _list(visit)
    query = visit.request.query_params
    wanted = mark or query.get("phrase", "")
    found = await visit.read(lambda case: _phrase(case, language, name, wanted, query.get("prise", "")))
    book, item = visit.console.assistant.house.programme.book, found.shown.item
    sounds = visit.console.desk.sounds
    return visit.page(
        "voice.html",
        status=422 if problem else 200,
        tab="voices",
        problem=problem,
        found=found,
        at=f"{VOICES}/{language}/{name}",
        speech=visit.console.tongues[language].language,
        title=_title(visit, name),
        role=visit.tongue(ROLES[item.role]) if item else "",
        variant=visit.tongue(VARIANTS[item.variant]) if item and item.variant else "",
        clip=clip_address(sounds, Speech(item.words.text, language)) if item else "",
        listened=query.get("seule") is None,
        asked={code: asked(book, code) for code in dict.fromkeys((SOURCE, language))},
        choices=[(each, choice.picture, label(book, language, each)) for each, choice in CHOICES.items()],
        labels={each: label(book, SOURCE, each) for each in CHOICES},
        said=query.get("dit") is not None,
        most=VOICE,
    )


def _list(visit: Visit) -> tuple[str, str]:
    path = visit.request.path_params
    return path["language"], path["list"]


def _phrase(case: Case, language: str, name: str, mark: str, take: str) -> Phrase:
    studio = _studio(case)
    shown, speaker = studio.shown(language, name, mark), studio.speaker
    result = studio.take(take) if take else None
    before = next((each.mark for each in shown.sheet.items if result and each.words == result.words), "")
    return Phrase(shown, speaker, _herself(case, speaker), studio.released, result, before)


async def record(visit: Visit) -> Response:
    """A take: fit to be heard, or refused with a sentence; in use at once, or flagged where a machine doubts it."""
    language, name = _list(visit)
    mark = await visit.field("phrase")
    try:
        sheet, item, speaker = await visit.read(lambda case: _wanted(case, language, name, mark))
        recogniser = _recogniser(visit)
        async with _sent(visit) as path:
            made = await checked(recogniser, path, item, sheet, visit.who.code)
        stored = await asyncio.to_thread(visit.console.assistant.media.put, made.content, "audio/ogg")
        try:
            take = await visit.change(
                lambda case: _studio(case).record(speaker, sheet, item, stored, made.seconds, made.heard)
            )
        finally:
            visit.console.assistant.media.let_go(stored.sha256)
    except EngineUnavailable:
        return await _show(visit, DOWN, mark)
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _show(visit, refused.sentence, mark)
    alone = {} if made.listened else {"seule": "1"}
    return visit.back(f"/voix/{language}/{name}?{urlencode({'prise': take.id, **alone})}")


def _wanted(case: Case, language: str, name: str, mark: str) -> tuple[Sheet, Item, int]:
    """What is recorded, and by whom. Raises Refused where she has not said yet where her voice may serve."""
    studio = _studio(case)
    shown, speaker = studio.shown(language, name, mark), studio.speaker
    if speaker is None or not studio.released or shown.item is None:
        raise Refused("not_released", NOT_RELEASED)
    return shown.sheet, shown.item, speaker.id


def _recogniser(visit: Visit) -> Recogniser:
    recogniser = visit.console.assistant.recogniser
    if recogniser is None:
        raise EngineUnavailable("down", "Nothing listens here.")
    return recogniser


@asynccontextmanager
async def _sent(visit: Visit) -> AsyncIterator[Path]:
    """The recording of a form as a file, for as long as it is looked at. Raises Refused where there is none."""
    assistant = visit.console.assistant
    file = (await visit.form()).get("voice")
    if not isinstance(file, UploadFile) or not (file.content_type or "").startswith(SPOKEN):
        raise Refused("no_voice", NO_VOICE)
    content = await file.read()
    if not content or len(content) > VOICE:
        raise Refused("no_voice", NO_VOICE)
    stored = await asyncio.to_thread(assistant.media.put, content, "")
    try:
        yield assistant.media.path(stored.sha256)
    finally:
        assistant.media.let_go(stored.sha256)
        await assistant.writer.run(media.drop_unreferenced, assistant.media, [stored.sha256])


async def skip(visit: Visit) -> Response:
    """Leave a phrase for later."""
    language, name = _list(visit)
    mark = await visit.field("phrase")
    await visit.change(lambda case: _skip(case, language, name, mark))
    return visit.back(f"/voix/{language}/{name}")


def _skip(case: Case, language: str, name: str, mark: str) -> None:
    studio = _studio(case)
    shown = studio.shown(language, name, mark)
    if shown.item is not None:
        studio.skip(shown.sheet, shown.item)


async def confirm(visit: Visit) -> Response:
    """A take that a machine doubts is right: it is used."""
    language, name = _list(visit)
    take_id = await visit.field("prise")
    await visit.change(lambda case: _studio(case).confirm(take_id))
    return visit.back(f"/voix/{language}/{name}?{urlencode({'prise': take_id})}")


async def sound(visit: Visit) -> Response:
    """A take, as people hear it."""
    name = visit.request.path_params["recording"]
    take = await visit.read(lambda case: _studio(case).take(name))
    path = visit.console.assistant.media.path(take.sha256)
    if not path.exists():
        raise Refused("no_take", GONE)
    return FileResponse(path, media_type="audio/ogg")


# Who speaks, and what she allows


async def release(visit: Visit) -> Response:
    """What who speaks allows: touched, or said aloud and then touched."""
    language, name = _list(visit)
    choice = await visit.field("choice")
    if choice:
        await visit.change(lambda case: _studio(case).release(choice, language))
        return visit.back(f"/voix/{language}/{name}?ok=1")
    try:
        await _say_release(visit, language)
    except EngineUnavailable:
        return await _show(visit, DOWN)
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _show(visit, refused.sentence)
    return visit.back(f"/voix/{language}/{name}?dit=1")


async def _say_release(visit: Visit, language: str) -> None:
    assistant = visit.console.assistant
    recogniser = _recogniser(visit)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "release.ogg"
        async with _sent(visit) as path:
            try:
                await recogniser.decode(path, made, person=visit.who.code)
            except AudioError as error:
                raise Refused(error.reason, REFUSALS.get(error.reason, UNREADABLE)) from None
        content = await asyncio.to_thread(made.read_bytes)
    stored = await asyncio.to_thread(assistant.media.put, content, "audio/ogg")
    try:
        await visit.change(lambda case: _studio(case).says_release(language, stored))
    finally:
        assistant.media.let_go(stored.sha256)


async def release_sound(visit: Visit) -> Response:
    """What is asked before the first take, aloud, with what may be answered."""
    language = visit.request.path_params["language"]
    programme = visit.console.assistant.house.programme
    if language not in programme.languages:
        raise Refused("unknown_language", GONE)
    said = [Speech(text, language) for text in spoken(programme.book, language)]
    return FileResponse(await visit.console.assistant.joined(said), media_type="audio/ogg")


async def somebody_else(visit: Visit) -> Response:
    """Another person speaks from now on."""
    dialect = await visit.field("dialect")
    await visit.change(lambda case: _studio(case).somebody_else(dialect))
    return visit.back("/voix?ok=1")


async def speaks(visit: Visit) -> Response:
    """Somebody who spoke before speaks again, or she herself."""
    code = await visit.field("speaker")
    await visit.change(lambda case: _studio(case).speaks(code))
    return visit.back("/voix?ok=1")


async def take_back(visit: Visit) -> Response:
    """Who speaks takes her voice back: her takes are gone with the next page."""
    gone: Withdrawn = await visit.change(lambda case: _studio(case).withdraw(case.assistant.ledger))
    await dropped(visit.console.assistant, gone)
    return visit.back("/voix?ok=1")


RECORD, POST = "voice.record", ("POST",)
DOORS = (
    door(VOICES, page, action=RECORD, target="self"),
    door(f"{VOICES}/autre", somebody_else, action=RECORD, target="self", methods=POST),
    door(f"{VOICES}/parle", speaks, action=RECORD, target="self", methods=POST),
    door(f"{VOICES}/retirer", take_back, action=RECORD, target="self", methods=POST),
    door(f"{VOICES}/prises/{{recording}}", sound, action=RECORD, target="self"),
    door(f"{VOICES}/accord/{{language}}", release_sound, action=RECORD, target="self"),
    door(ONE, one, action=RECORD, target="self"),
    door(ONE, record, action=RECORD, target="self", methods=POST),
    door(f"{ONE}/accord", release, action=RECORD, target="self", methods=POST),
    door(f"{ONE}/passer", skip, action=RECORD, target="self", methods=POST),
    door(f"{ONE}/juste", confirm, action=RECORD, target="self", methods=POST),
)
