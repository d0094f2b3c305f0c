import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.voice.audio import AudioError
from bot.voice.enrolled import TakeError, take_files
from bot.voice.lexicons import LANGUAGES, load_lexicon
from bot.voice.model import ModelMissingError
from bot.voice.requests import CONTROL, HearRequest, TranscribeRequest
from dialogs.reading import Lexicon

if TYPE_CHECKING:
    from bot.voice.listener import Listener

# Where the joined weights are kept when the settings say nothing.
CACHE = Path("~/.cache/flashcoop").expanduser()
DIGITS = "digits"

app = typer.Typer(help="Listen to recordings: judge a model or an enrolment.")

Audio = Annotated[Path | None, typer.Argument(help="A recording: OGG, WebM, MP4, MP3, WAV.")]
Language = Annotated[str, typer.Option(help="fr, ar or fa_AF.")]
Model = Annotated[str, typer.Option(envvar="FLASHCOOP_SPEECH_MODEL", help="A folder or a name; empty: base.")]
Cache = Annotated[Path, typer.Option(help="Where the speech model's files are joined.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON alone.")]


@dataclass(frozen=True)
class Row:
    """One recording of a manifest, its language, and the options it may say."""

    path: Path
    language: str
    options: str


@app.command("hear")
def hear_command(
    audio: Audio = None,
    lang: Language = "fr",
    options: Annotated[str, typer.Option(help="Names of options; digits is 0–9.")] = "yes,no",
    takes: Annotated[Path | None, typer.Option(help="A folder of examples: OPTION/*.ogg.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="A CSV with path, lang, options.")] = None,
    model: Model = "",
    cache: Cache = CACHE,
    as_json: AsJson = False,
) -> None:
    """Say which option a recording names, or each recording of a manifest, one JSON line a row."""
    if (audio is None) == (manifest is None):
        raise typer.BadParameter("give a recording, or --manifest FILE.csv")
    rows = [Row(audio, lang, options)] if audio else _rows(manifest)
    enrolled = _enrolled(takes)
    listener = _listener(cache, model)
    for row in rows:
        with _told(row.path, as_json or manifest is not None):
            heard = listener.hear(_request(row, enrolled))
            fields: dict[str, object] = {
                "option": heard.option,
                "margin": heard.margin,
                "status": heard.status,
            }
            fields |= {"seconds": round(heard.seconds, 3), "control": heard.control}
            _print(fields, row, as_json, manifest is not None)


@app.command("transcribe")
def transcribe_command(
    audio: Annotated[Path, typer.Argument(help="A recording.")],
    lang: Language = "fr",
    model: Model = "",
    cache: Cache = CACHE,
    as_json: AsJson = False,
) -> None:
    """Write down an open answer."""
    _known_language(lang)
    listener = _listener(cache, model)
    with _told(audio, as_json):
        written = listener.transcribe(TranscribeRequest(str(audio), lang))
        fields: dict[str, object] = {"text": written.text, "confidence": written.confidence}
        fields |= {"seconds": round(written.seconds, 3), "status": written.status}
        _print(fields, Row(audio, lang, ""), as_json, False)


def _rows(manifest: Path | None) -> list[Row]:
    if manifest is None or not manifest.is_file():
        raise typer.BadParameter(f"there is no manifest at {manifest}")
    with manifest.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"path", "lang", "options"} - set(reader.fieldnames or ())
        if missing:
            raise typer.BadParameter(f"the manifest lacks the columns {', '.join(sorted(missing))}")
        return [Row(manifest.parent / row["path"], row["lang"], row["options"]) for row in reader]


def _enrolled(folder: Path | None) -> dict[str, list[Path]]:
    try:
        return take_files(folder) if folder else {}
    except TakeError as refused:
        raise typer.BadParameter(str(refused)) from None


def _request(row: Row, enrolled: Mapping[str, Sequence[Path]]) -> HearRequest:
    lexicon = _known_language(row.language)
    forms = {name: list(each) for name, each in _forms(row.options, lexicon).items()}
    controls = {name: list(each) for name, each in lexicon.controls.items()}
    takes: dict[str, list[str]] = {}
    for name, files in enrolled.items():
        takes[CONTROL + name if name in controls and name not in forms else name] = [str(each) for each in files]
    return HearRequest(str(row.path), row.language, forms, controls, takes)


def _forms(options: str, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the forms of the options named: of the lexicon, numbers, or else the name itself."""
    if options == DIGITS:
        return dict(lexicon.digits)
    names = [name.strip() for name in options.split(",") if name.strip()]
    numbers = {str(value): forms for value, forms in lexicon.numbers.items()}
    return {name: lexicon.options.get(name) or numbers.get(name) or (name,) for name in names}


def _known_language(language: str) -> Lexicon:
    if language not in LANGUAGES:
        raise typer.BadParameter(f"unknown language {language!r}: {', '.join(LANGUAGES)}")
    return load_lexicon(language)


def _listener(cache: Path, model: str) -> "Listener":
    # The model's libraries take seconds to load; the other commands need none of them.
    from bot.voice.listener import Listener

    try:
        return Listener(cache, model)
    except ModelMissingError as missing:
        typer.echo(str(missing), err=True)
        raise typer.Exit(1) from None


@contextmanager
def _told(path: Path, as_json: bool) -> Iterator[None]:
    """Say what is wrong with a recording instead of failing with a trace."""
    try:
        yield
    except AudioError as refused:
        if not as_json:
            typer.echo(f"{path}: {refused}", err=True)
            raise typer.Exit(1) from None
        typer.echo(json.dumps({"path": str(path), "error": refused.reason, "sentence": str(refused)}))


def _print(fields: dict[str, object], row: Row, as_json: bool, many: bool) -> None:
    if many:
        typer.echo(json.dumps({"path": str(row.path), **fields}, ensure_ascii=False))
    elif as_json:
        typer.echo(json.dumps(fields, ensure_ascii=False))
    else:
        typer.echo("  ".join(f"{name}: {value}" for name, value in fields.items()))
