"""What was said, in writing: oldest first, heard at the pace one likes, corrected, translated, signed."""

from dataclasses import dataclass

from starlette.responses import FileResponse, Response

from bot.access import table
from bot.console.cases import Case
from bot.console.doors import door
from bot.console.shell import ROOT, Visit
from bot.enrolling.importing import name_of
from dialogs.questionnaire import SOURCE
from storage import instances, people, takes, transcripts
from storage.cohorts import Cohort
from storage.refusals import Refused
from storage.transcripts import Waiting

PACES = ("0.75", "1", "1.25", "1.5")


@dataclass(frozen=True, slots=True)
class Heard:
    """One recording to be checked, with the question it answers, in French."""

    waiting: Waiting
    cohort: Cohort
    question: str
    who: str

    @property
    def address(self) -> str:
        """Where it is checked."""
        return f"{ROOT}/transcriptions/{self.waiting.take}"


async def page(visit: Visit) -> Response:
    """What waits to be checked in all her Flashcoops."""
    return visit.page("transcripts.html", tab="transcripts", waiting=await visit.read(_waiting))


def _waiting(case: Case) -> list[Heard]:
    found = [
        _heard(case, waiting, cohort)
        for cohort in case.cohorts("transcript.see")
        for waiting in transcripts.to_check(case.db, case.now, cohort_id=cohort.id)
    ]
    return sorted(found, key=lambda each: each.waiting.said_at)


def _heard(case: Case, waiting: Waiting, cohort: Cohort) -> Heard:
    her = people.person_by_code(case.db, waiting.participant)
    known = case.may("person.name_see", table.of_cohort(cohort))
    name = name_of(case.db, case.assistant.house.vault, her) if known else ""
    return Heard(waiting, cohort, _question(case, waiting), name or her.code)


def _question(case: Case, waiting: Waiting) -> str:
    """The question in French; "" where the recording answers none."""
    take = takes.take(case.db, waiting.take)
    if take is None or take.instance_id is None or not waiting.question:
        return ""
    run = instances.load_by_id(case.db, take.instance_id)
    asked = case.assistant.house.flow(case.db, run.hash).questionnaire.by_key
    if waiting.question not in asked:
        return ""
    return asked[waiting.question].first.phrase.wording(SOURCE, "").printed


async def one(visit: Visit) -> Response:
    """One recording: listen, write, sign."""
    return await _show(visit)


async def _show(visit: Visit, text: str | None = None, translation: str = "", problem: str = "") -> Response:
    heard, following, may = await visit.read(_one)
    return visit.page(
        "transcript.html",
        status=422 if problem else 200,
        tab="transcripts",
        heard=heard,
        text=heard.waiting.text or "" if text is None else text,
        translation=translation,
        following=following,
        may=may,
        paces=PACES,
        problem=problem,
    )


def _one(case: Case) -> tuple[Heard, str, dict[str, bool]]:
    waiting = _waiting(case)
    mine = [place for place, each in enumerate(waiting) if each.waiting.take == case.take.id]
    if not mine:
        raise Refused("nothing_to_check", "Ce texte est déjà signé, ou son enregistrement n'est plus là.")
    others = [*waiting[mine[0] + 1 :], *waiting[: mine[0]]]
    rights = {name: case.may(f"transcript.{name}") for name in ("check", "translate")}
    return waiting[mine[0]], others[0].waiting.take if others else "", rights


async def sign(visit: Visit) -> Response:
    """Sign the text, with a translation if there is one; on to the next."""
    text, translation = await visit.field("text"), await visit.field("translation")
    try:
        following = await visit.change(lambda case: _sign(case, text, translation))
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _show(visit, text, translation, refused.sentence)
    return visit.back(f"/transcriptions/{following}?ok=1" if following else "/transcriptions?ok=1")


def _sign(case: Case, text: str, translation: str) -> str:
    _, following, _ = _one(case)
    if translation:
        case.demand("transcript.translate", case.aim.target)
        case.operate("translate_transcript", take=case.take.id, text=translation, by=case.who.code)
    case.operate("sign_transcript", take=case.take.id, text=text, by=case.who.code)
    return following


async def translate(visit: Visit) -> Response:
    """Keep the translation, and leave the text to somebody else."""
    text, translation = await visit.field("text"), await visit.field("translation")
    try:
        await visit.change(
            lambda case: case.operate("translate_transcript", take=case.take.id, text=translation, by=case.who.code)
        )
    except Refused as refused:
        if refused.code == "not_yours":
            raise
        return await _show(visit, text, translation, refused.sentence)
    return visit.back("/transcriptions?ok=1")


async def sound(visit: Visit) -> Response:
    """The recording, for who may hear it."""
    take, mime = await visit.read(lambda case: (case.take.id, case.take.mime))
    path = await visit.console.desk.sounds.take(take) if mime else None
    if path is None:
        raise Refused("no_audio", "Cet enregistrement n'est plus là.")
    return FileResponse(path, media_type=mime)


ONE = f"{ROOT}/transcriptions/{{take}}"
POST = ("POST",)
DOORS = (
    door(f"{ROOT}/transcriptions", page, action="transcript.see", target="listing"),
    door(ONE, one, action="transcript.see", target="take"),
    door(ONE, sign, action="transcript.check", target="take", methods=POST),
    door(f"{ONE}/traduire", translate, action="transcript.translate", target="take", methods=POST),
    door(f"{ROOT}/paroles/{{take}}", sound, action="take.hear", target="take"),
)
