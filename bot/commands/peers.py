"""`flashcoop peers`: what people said of each other, for the animator who retells it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.opening import answer, change, reading
from bot.settings import Settings
from dialogs.questionnaire import SOURCE
from storage import cohorts, echoes, takes
from storage.media import MediaFolder
from storage.refusals import Refused

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]

peers = typer.Typer(help="L'évaluation par les pairs.", no_args_is_help=True)


@peers.command("list")
def list_words(code: str, json: Json = False) -> None:
    """Les paroles qui attendent d'être redites : de qui on parle, jamais qui parle, dans un ordre de hasard."""
    with reading() as database:
        found = [_shown(word) for word in echoes.waiting(database, cohorts.cohort(database, code).id)]
    lines = [
        f"{word['words']}  {word['person']}  {word['clips']} message(s) vocal(aux)  {word['text']}" for word in found
    ]
    answer(found, json, "\n".join(lines) or "Aucune parole n'attend.")


def _shown(word: echoes.Word) -> dict[str, Any]:
    return {"words": word.id, "person": word.person, "clips": len(word.takes), "text": word.text}


@peers.command("clip")
def clip(words: str, folder: Annotated[Path, typer.Argument(help="Dossier où écrire.")], json: Json = False) -> None:
    """Écrit les messages vocaux d'une parole, sous son nom : rien n'y dit qui parle, ni quand."""
    media = MediaFolder(Settings.load().data / "media")
    with reading() as database:
        found = [takes.take(database, name) for name in echoes.word(database, words).takes]
        kept = [take.sha256 for take in found if take and take.sha256]
        if not kept:
            raise Refused("no_clip", "Cette parole n'a plus de message vocal.")
        folder.mkdir(parents=True, exist_ok=True)
        written = [_write(media, name, folder / f"{words}-{place}.ogg") for place, name in enumerate(kept, 1)]
    answer(written, json, "\n".join(written))


def _write(media: MediaFolder, sha256: str, path: Path) -> str:
    path.write_bytes(media.path(sha256).read_bytes())
    return str(path)


@peers.command("retell")
def retell(
    words: str,
    text: Annotated[str, typer.Option(help="Les mots redits, en français.")] = "",
    also: Annotated[list[str] | None, typer.Option(help="Dans une autre langue : ar=…, fa_AF=….")] = None,
    as_said: Annotated[
        bool, typer.Option("--as-said", help="Tels qu'ils sont écrits (en français seulement).")
    ] = False,
    aside: Annotated[bool, typer.Option("--aside", help="Ne pas redire ces mots.")] = False,
    json: Json = False,
) -> None:
    """Redit une parole pour la personne dont on parle ; la voix ne lui est jamais passée."""
    if sum(map(bool, (text, as_said, aside))) != 1:
        raise typer.BadParameter("Donnez --text, ou --as-said, ou --aside.")
    texts = dict(each.partition("=")[::2] for each in also or ())
    if text:
        texts[SOURCE] = text
    done = change("retell_words", word=words, texts={} if aside else texts, as_said=as_said)
    answer(done, json, "Redit." if done["state"] == "retold" else "Mis de côté.")


@peers.command("close")
def close(code: str, json: Json = False) -> None:
    """Arrête l'évaluation par les pairs d'un Flashcoop : plus rien n'y entre, les paroles peuvent être redites."""
    done = change("close_peers", cohort=code)
    answer(done, json, f"C'est arrêté pour {done['people']} personnes.")
