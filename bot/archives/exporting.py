"""Writing an archive: takes whose speakers allow the whole network to use them, each with that release; no names."""

import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.archives.contents import FORMAT, LISTED, VERSION, Back, Listing, Released, Taken, Voice, member
from storage.database import Database
from storage.export.people import installation
from storage.media import MediaFolder
from storage.refusals import Refused
from storage.times import moment
from storage.voices import sharing, speakers
from storage.voices.sharing import Travelling
from storage.voices.speakers import Release, Speaker

PACKED = "packed"
DAY = (1980, 1, 1, 0, 0, 0)  # a zip's own dates say nothing: the same voices make the same bytes
MODE = 0o600 << 16  # of what is unpacked by hand


@dataclass(frozen=True, slots=True)
class Exported:
    """How many takes of how many people an archive holds, how many took their voices back, and how many recordings of
    takes were not there.
    """

    takes: int
    speakers: int
    taken_back: int
    missing: int


def export(db: Database, media: MediaFolder, file: Path, now: datetime, language: str | None = None) -> Exported:
    """Write an archive, whole or not at all, readable by its owner only. Raises Refused where it cannot be written."""
    home = installation(db)
    if home is None:
        raise Refused("no_cae", "Il n'y a pas encore de CAE dans cette installation : personne n'y a donné sa voix.")
    takes = sharing.leaving(db, now, language)
    here = [each for each in takes if media.path(each.sha256).is_file()]
    voices = [_voice(speaker, release, home, media) for speaker, release in sharing.told_of(db)]
    listing = _listing(db, home, voices, here, now, language)
    spoken = {each.release.sha256 for each in voices if each.release and each.release.sha256}
    recordings = {each.sha256 for each in here} | spoken
    try:
        with tempfile.TemporaryDirectory(prefix=".voices-", dir=file.resolve().parent) as folder:
            packed = Path(folder) / PACKED
            packed.touch(mode=0o600)
            _pack(packed, listing, recordings, media)
            packed.replace(file)
    except OSError as error:
        raise Refused("not_written", f"L'archive ne peut pas s'écrire ({error.strerror}).") from None
    who = {each.speaker for each in here}
    return Exported(len(here), len(who), len(listing.taken_back), len(takes) - len(here))


def _listing(
    db: Database, home: str, voices: list[Voice], takes: list[Travelling], now: datetime, language: str | None
) -> Listing:
    backs = [Back(code=code, at=moment(at)) for code, at in sorted(speakers.taken_back(db).items())]
    return Listing(
        format=FORMAT,
        version=VERSION,
        made_at=now,
        installation=home,
        languages=None if language is None else [language],
        speakers=[each.model_dump(mode="json") for each in voices],
        takes=[_taken(each).model_dump(mode="json") for each in takes],
        taken_back=[each.model_dump(mode="json") for each in backs],
    )


def _voice(speaker: Speaker, release: Release, home: str, media: MediaFolder) -> Voice:
    """A speaker with what she allows; the recording in which she said so travels with what it allows."""
    travels = release.scope == "network" and release.sha256 is not None and media.path(release.sha256).is_file()
    allowed = Released(
        scope=release.scope,
        until=release.until,
        wording=release.wording,
        language=release.language,
        sha256=release.sha256 if travels else None,
        at=release.at,
    )
    return Voice(code=speaker.code, origin=speaker.origin or home, dialect=speaker.dialect, release=allowed)


def _taken(take: Travelling) -> Taken:
    said = take.words
    return Taken(
        id=take.id,
        speaker=take.speaker,
        kind=said.kind,
        language=said.language,
        text=said.text,
        set=said.set_name,
        option=said.option,
        seconds=take.seconds,
        sha256=take.sha256,
        at=take.at,
    )


def _pack(packed: Path, listing: Listing, recordings: set[str], media: MediaFolder) -> None:
    with zipfile.ZipFile(packed, "w") as archive:
        text = json.dumps(listing.model_dump(mode="json"), ensure_ascii=False, indent=1)
        _add(archive, LISTED, text.encode(), zipfile.ZIP_DEFLATED)
        for each in sorted(recordings):
            _add(archive, member(each), media.path(each).read_bytes(), zipfile.ZIP_STORED)


def _add(archive: zipfile.ZipFile, name: str, content: bytes, how: int) -> None:
    info = zipfile.ZipInfo(name, DAY)
    info.external_attr, info.compress_type = MODE, how
    archive.writestr(info, content)
