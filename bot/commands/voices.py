"""`flashcoop voices`: the clips people hear."""

from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from bot.clocks import clock_from
from bot.commands.archives import SCOPES
from bot.commands.opening import answer, change, errors, reading
from bot.ear import ear
from bot.loading import Programme, load_programme
from bot.settings import Settings
from dialogs.trust import ANSWERS_FOR_ONE_ERROR, ENOUGH, MARGIN
from storage import cohorts, guesses
from storage.database import Database
from storage.voices import recorded

if TYPE_CHECKING:
    from bot.voice.clips import ClipStore
    from bot.voiced import Voiced

SPEAKING = {"people": "des personnes", "piper": "Piper", "gtts": "Google", "espeak-ng": "espeak-ng"}

# The voices take seconds to load: they are imported where they are used, so that other commands need not wait.
voices = typer.Typer(help="Les voix que les gens entendent.", no_args_is_help=True)


@voices.command("build")
def build(
    check: Annotated[bool, typer.Option("--check", help="Ne fabrique rien : échoue s'il manque un clip.")] = False,
) -> None:
    """Fabrique les clips qui manquent ; échoue si une phrase n'a pas de voix."""
    from bot.spoken import phrases
    from bot.voice.clips import Built

    programme, store = _voices()
    wanted = list(dict.fromkeys(phrases(programme)))
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Voix", total=len(wanted))
        if check:
            missing = tuple(phrase for phrase in wanted if not store.has(phrase))
            built = Built(len(wanted) - len(missing), missing)
        else:
            built = store.build(wanted, lambda done, total: progress.update(task, completed=done, total=total))
    for phrase in built.failed:
        errors.print(f"{'Pas de clip' if check else 'Aucune voix'} pour ce texte ({phrase.language}) : {phrase.text}")
    if built.failed:
        raise typer.Exit(1)
    answer(built.ready, False, f"{built.ready} clips prêts.")


def _voices() -> tuple[Programme, "ClipStore"]:
    from bot.building import clips_of, programme_of, recorded_of

    settings = Settings.load()
    clock = clock_from(settings.now)
    programme = programme_of(settings, clock())
    return programme, clips_of(settings, programme, recorded_of(settings, clock))


@voices.command("status")
def status(json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False) -> None:
    """Par langue : les clips, qui parle, ce qui manque, ce qui est à refaire, et ce que personne n'a relu."""
    from bot.voiced import voiced

    settings = Settings.load()
    programme, store = _voices()
    with reading() if settings.database.exists() else nullcontext() as database:
        found = voiced(programme, store, database, clock_from(settings.now)())
    lines = [line for code, each in found.items() for line in _shown(code, each)]
    answer({code: asdict(each) for code, each in found.items()}, json, "\n".join(lines))


def _shown(code: str, each: "Voiced") -> list[str]:
    by = ", ".join(f"{count} par {SPEAKING.get(name, name)}" for name, count in each.voices.items()) or "aucun clip"
    lines = [
        f"{code} : {each.phrases} phrases, {each.missing} sans clip ; {by}",
        f"  {each.stale} enregistrements dont le texte a changé, {each.suspicious} à confirmer,"
        f" {each.unreviewed} textes que personne n'a signés",
    ]
    for speaker in each.speakers:
        allowed = f"{SCOPES[speaker.scope]} jusqu'au {speaker.until}"
        lines.append(f"  {speaker.speaker} · {allowed} · entendue dans {speaker.takes} enregistrements")
    return lines


@voices.command("trust")
def trust(
    cae: Annotated[str, typer.Option(help="CAE : nom ou code.")],
    on: Annotated[
        bool | None,
        typer.Option("--on/--off", help="Se passer de la confirmation, ou non, là où les chiffres le permettent."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False,
) -> None:
    """Ce que les confirmations d'une CAE montrent de l'écoute, par langue, et si elle se passe d'en demander."""
    if on is not None:
        change("trust_voices", cae=cae, on=on)
    with reading() as database:
        shown = _trust(database, cohorts.cae_id(database, cae), Settings.load())
    wish = "se passer de la confirmation" if shown["on"] else "toujours confirmer"
    lines = [f"Réglage : {wish} · il faut {ENOUGH} confirmations et au plus 1 erreur sur {ANSWERS_FOR_ONE_ERROR}"]
    lines += [f"{code} : {_told(figures)}" for code, figures in shown["languages"].items()]
    answer(shown, json, "\n".join(lines))


def _trust(database: Database, cae_id: int, settings: Settings) -> dict[str, Any]:
    wished, now = guesses.wished(database, cae_id), clock_from(settings.now)()
    figures = {}
    for code in load_programme().languages:
        listening = ear(settings.speech_model, enrolled=bool(recorded.examples(database, code, now)))
        figures[code] = guesses.trust_of(database, cae_id, code, listening)
    return {
        "on": wished,
        "margin": MARGIN,
        "needed": ENOUGH,
        "languages": {
            code: {"n": each.n, "errors": each.errors, "enough": each.open, "open": wished and each.open}
            for code, each in figures.items()
        },
    }


def _told(figures: dict[str, Any]) -> str:
    state = "sans confirmation" if figures["open"] else "avec confirmation"
    return f"{figures['n']} confirmations au-dessus de la marge, {figures['errors']} erreurs · {state}"
