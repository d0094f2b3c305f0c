"""Reading an archive that a stranger may have made: nothing in it names a place on this disk, nothing in it is believed
to be as small as it says, and what is bad in it spoils nothing else.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.archives.contents import ENDING, FOLDER, FORMAT, LISTED, VERSION, Back, Listing, Part, Taken, Voice, member
from bot.archives.refusing import Reason, Turned
from storage.refusals import Refused

# Every phrase of today in three languages, said by five people each, is some 10,000 takes.
MOST_PARTS = 50_000
# An hour-long archive of 24 kbit/s is 11 MB; ten voices of all phrases are some 300 MB.
MOST_BYTES = 1024**3
# 50,000 takes listed with long texts; their directory in the zip is a hundredth of that.
MOST_LISTED, MOST_DIRECTORY = 64 * 1024**2, 16 * 1024**2
# A take is twelve seconds; a release that is told aloud is a minute at most.
MOST_RECORDING = 1024**2
# Sound does not shrink: whatever is packed more tightly than this is no recording.
MOST_SHRUNK = 20
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
END, END_SIZE, END_FARTHEST = b"PK\x05\x06", 22, 65_557  # APPNOTE.TXT 4.3.16: the end record, with its comment

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive says, as far as it can be read; `turned` is what cannot."""

    packed: zipfile.ZipFile
    listing: Listing
    voices: Mapping[str, Voice]
    takes: tuple[Taken, ...]
    backs: tuple[Back, ...]
    turned: tuple[Turned, ...]

    def recording(self, sha256: str) -> bytes | Reason:
        """The bytes of a recording, or why they are not taken."""
        try:
            info = self.packed.getinfo(member(sha256))
        except KeyError:
            return "no_audio"
        content = _unpacked(self.packed, info, MOST_RECORDING)
        if isinstance(content, str):
            return content
        return content if hashlib.sha256(content).hexdigest() == sha256 else "other_audio"


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """An archive, to be looked at. Raises Refused: `no_archive` for a file that is none, `newer_archive`,
    `damaged_archive`.
    """
    _check_size(file)
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        raise _damaged() from None
    with packed:
        yield _read(packed)


def _check_size(file: Path) -> None:
    """Refuse what would fill the memory before it could be looked at: zipfile reads a whole directory at once."""
    try:
        size = file.stat().st_size
        with file.open("rb") as source:
            source.seek(max(0, size - END_FARTHEST))
            tail = source.read()
    except OSError:
        raise Refused("no_archive", f"Il n'y a pas d'archive à lire à {file}.") from None
    found = tail.rfind(END)
    if found < 0 or len(tail) - found < END_SIZE:
        raise Refused("no_archive", "Ce fichier n'est pas une archive de voix.")
    directory = int.from_bytes(tail[found + 12 : found + 16], "little")
    if size > MOST_BYTES or directory > MOST_DIRECTORY:
        raise Refused("too_large", "Cette archive est trop grande pour être la nôtre.")


def _read(packed: zipfile.ZipFile) -> Archive:
    listing = _listing(packed)
    turned = list(_strangers(packed))
    voices = {each.code: each for each in _parts(Voice, listing.speakers, turned)}
    takes = tuple(_parts(Taken, listing.takes, turned))
    backs = tuple(_parts(Back, listing.taken_back, turned))
    return Archive(packed, listing, voices, takes, backs, tuple(turned))


def _listing(packed: zipfile.ZipFile) -> Listing:
    try:
        content = _unpacked(packed, packed.getinfo(LISTED), MOST_LISTED)
    except KeyError:
        raise Refused("no_archive", "Ce fichier n'est pas une archive de voix.") from None
    if isinstance(content, str):
        raise _damaged()
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Refused("no_archive", "Ce fichier n'est pas une archive de voix.")
    if isinstance(told.get("version"), int) and told["version"] > VERSION:
        raise Refused("newer_archive", "Cette archive vient d'une version plus récente de l'assistant.")
    try:
        listing = Listing.model_validate(told)
    except ValidationError:
        raise _damaged() from None
    if sum(map(len, (listing.speakers, listing.takes, listing.taken_back))) > MOST_PARTS:
        raise Refused("too_large", "Cette archive est trop grande pour être la nôtre.")
    return listing


def _parts(kind: type[P], told: Sequence[Mapping[str, object]], turned: list[Turned]) -> Iterator[P]:
    for each in told:
        try:
            yield kind.model_validate(each)
        except ValidationError as error:
            outside = any("sha256" in wrong["loc"] and wrong["type"] == NAMED for wrong in error.errors())
            turned.append(Turned(_named(each), "outside" if outside else "unreadable"))


NAMED = "string_pattern_mismatch"  # what pydantic calls a name that is none


def _named(told: Mapping[str, object]) -> str:
    """What a part that cannot be read calls itself, cut short."""
    name = told.get("id", told.get("code", ""))
    return name[:MOST_NAME] if isinstance(name, str) else ""


MOST_NAME = 60  # letters of what a stranger called something, on our screen


def _strangers(packed: zipfile.ZipFile) -> Iterator[Turned]:
    """What is in the zip and can be none of ours, such as a path out of its folder: it is never unpacked."""
    for name in packed.namelist():
        digest = name.removeprefix(FOLDER).removesuffix(ENDING)
        if name != LISTED and not (name == member(digest) and len(digest) == 64 and set(digest) <= HEX):
            yield Turned(ascii(name[:MOST_NAME])[1:-1], "outside")


HEX = set("0123456789abcdef")


def _unpacked(packed: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | Reason:
    """The bytes of a member, never more than `most`, whatever it says of itself."""
    if info.compress_type not in PACKINGS or info.flag_bits & ENCRYPTED:
        return "unreadable"
    if info.file_size > most or info.file_size > max(info.compress_size, SMALL) * MOST_SHRUNK:
        return "bomb"
    try:
        with packed.open(info) as source:
            content = source.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return "unreadable"
    return "bomb" if len(content) > most else content


ENCRYPTED = 0x1
SMALL = 4_096  # bytes: what is smaller may shrink as it likes


def _damaged() -> Refused:
    return Refused("damaged_archive", "Cette archive est abîmée : demandez-la de nouveau.")
