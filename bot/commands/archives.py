"""`flashcoop voices export`, `import`, `speakers`, `withdraw`: voices that travel, and what each speaker allows."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from bot.clocks import clock_from
from bot.commands.opening import answer, change, errors, reading, refusals
from bot.loading import load_programme
from bot.settings import Settings
from storage import media
from storage.database import Database
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.voices import sharing, speakers
from storage.voices.speakers import Speaker

if TYPE_CHECKING:
    from bot.archives.importing import Brought

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
Language = Annotated[str, typer.Option("--language", help="Une langue seule : fr, ar ou fa_AF.")]
SCOPES = {"none": "personne", "here": "ici seulement", "network": "tout le réseau"}


def export_voices(
    file: Annotated[Path, typer.Argument(help="Archive à écrire.")], language: Language = "", json: Json = False
) -> None:
    """Met en une archive les voix que tout le réseau peut entendre, sans nom, avec l'accord de chacune."""
    from bot.archives.exporting import export

    with reading() as database:
        settings = Settings.load()
        if language and language not in load_programme().languages:
            raise Refused("unknown_language", f"« {language} » n'est pas une langue de l'assistant.")
        kept = MediaFolder(settings.data / "media")
        made = export(database, kept, file, clock_from(settings.now)(), language or None)
    text = f"{file} : {made.takes} enregistrements de {made.speakers} personnes, {made.taken_back} voix retirées."
    missing = f" {made.missing} enregistrements n'ont plus de son : ils n'y sont pas." if made.missing else ""
    answer({"file": str(file), **asdict(made)}, json, text + missing)


def import_voices(file: Annotated[Path, typer.Argument(help="Archive à lire.")], json: Json = False) -> None:
    """Reçoit les voix d'une archive : chaque enregistrement est vérifié seul, ce qui ne va pas reste dehors."""
    with reading() as database, Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Voix", total=None)
        settings = Settings.load()
        brought = asyncio.run(
            _bring(database, settings, file, lambda done, total: progress.update(task, completed=done, total=total))
        )
    if brought.gone:
        _drop(settings, brought.files)
    turned = [{"name": each.name, "reason": each.reason, "sentence": each.sentence} for each in brought.turned]
    found = {name: value for name, value in asdict(brought).items() if name != "files"} | {"turned": turned}
    lines = [f"{brought.new} nouveaux, {brought.known} déjà là, {brought.gone} partis, {len(turned)} laissés dehors."]
    lines += [f"Voix retirée : {code}" for code in brought.taken_back]
    lines += [
        f"{code} est d'ici et dit ailleurs retirer sa voix : flashcoop voices withdraw {code}" for code in brought.ours
    ]
    lines += [f"- {each.sentence}" for each in brought.turned]
    answer(found, json, "\n".join(lines))


async def _bring(database: Database, settings: Settings, file: Path, progress: Callable[[int, int], None]) -> "Brought":
    from bot.archives.importing import bring
    from bot.building import programme_of
    from bot.voice.workshop import Recogniser

    now = clock_from(settings.now)()
    recogniser = Recogniser(settings.data / "models", clock=time.monotonic)
    try:
        return await bring(
            database,
            settings,
            programme_of(settings, now),
            file,
            now,
            recogniser.decode,
            lambda staged: change("take_in_voices", staged=staged),
            progress,
        )
    finally:
        await recogniser.close()


def withdraw_voice(
    speaker: Annotated[str, typer.Argument(help="Code de qui a donné sa voix (V-…).")], json: Json = False
) -> None:
    """Retire une voix : ses enregistrements partent aussitôt, ici et partout où va la prochaine archive."""
    gone = change("withdraw_voice", speaker=speaker)
    _drop(Settings.load(), gone.pop("files"))
    answer(gone, json, f"{gone['speaker']} : {gone['takes']} enregistrements retirés.")


def list_speakers(json: Json = False) -> None:
    """Qui a donné sa voix, sous son code : ce qu'elle permet, jusqu'à quand, et combien elle a enregistré."""
    with reading() as database:
        now = clock_from(Settings.load().now)()
        found = [_told(database, each, now) for each in speakers.speakers(database)]
    answer(found, json, "\n".join(map(_line, found)) or "Personne n'a encore donné sa voix.")


def _told(database: Database, speaker: Speaker, now: datetime) -> dict[str, Any]:
    release = speakers.released(database, speaker.id)
    counts: dict[str, int] = {}
    for take in sharing.takes_of(database, speaker.id):
        counts[take.words.language] = counts.get(take.words.language, 0) + 1
    return {
        "speaker": speaker.code,
        "from": speaker.origin,
        "dialect": speaker.dialect,
        "team": speaker.person_id is not None,
        "scope": release.scope if release else "none",
        "until": release.until.isoformat() if release else None,
        "holds": release is not None and release.holds(now),
        "takes": counts,
    }


def _line(each: dict[str, Any]) -> str:
    takes = ", ".join(f"{count} en {language}" for language, count in each["takes"].items()) or "aucun enregistrement"
    allowed = f"{SCOPES[each['scope']]} jusqu'au {each['until'][:10]}" if each["until"] else "jamais demandé"
    over = "" if each["holds"] or not each["until"] else " (n'est plus entendue)"
    of = f" · vient de {each['from']}" if each["from"] else ""
    return f"{each['speaker']} · {allowed}{over} · {takes}{of}"


def _drop(settings: Settings, files: Iterable[str]) -> None:
    """After the commit: the bytes go, and the clips made of them. A file that is written anew at this moment would be
    the same recording, given again.
    """
    from bot.building import clips_of, recorded_of

    with refusals(), reading() as database:
        media.drop_unreferenced(database, MediaFolder(settings.data / "media"), files)
    clips_of(settings, load_programme(), recorded_of(settings, clock_from(settings.now))).let_go()
