"""`flashcoop voices`: the clips people hear."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from bot.clocks import clock_from
from bot.commands.opening import answer, change, errors, reading
from bot.ear import ear
from bot.loading import Programme, load_programme
from bot.settings import Settings
from dialogs.questionnaire import SOURCE
from dialogs.trust import ANSWERS_FOR_ONE_ERROR, ENOUGH, MARGIN
from storage import cohorts, guesses
from storage.database import Database
from storage.voices import recorded

if TYPE_CHECKING:
    from bot.voice.clips import ClipStore

# The voices take seconds to load: they are imported where they are used, so that other commands need not wait.
voices = typer.Typer(help="Les voix que les gens entendent.", no_args_is_help=True)


@voices.command("build")
def build() -> None:
    """Fabrique les clips qui manquent."""
    from bot.building import programme_of
    from bot.spoken import phrases

    programme = programme_of(Settings.load(), clock_from(Settings.load().now)())
    wanted = list(phrases(programme))
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Voix", total=len(wanted))
        built = _store(programme).build(wanted, lambda done, total: progress.update(task, completed=done, total=total))
    for phrase in built.failed:
        errors.print(f"Aucune voix pour ce texte ({phrase.language}) : {phrase.text}")
    if built.failed:
        raise typer.Exit(1)
    answer(built.ready, False, f"{built.ready} clips prêts.")


def _store(programme: Programme) -> "ClipStore":
    from bot.building import clips_of, recorded_of

    settings = Settings.load()
    return clips_of(settings, programme, recorded_of(settings, clock_from(settings.now)))


@voices.command("status")
def status(json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False) -> None:
    """Ce qui manque et ce que personne n'a relu, par langue."""
    from bot.building import programme_of
    from bot.spoken import phrases

    programme = programme_of(Settings.load(), clock_from(Settings.load().now)())
    store = _store(programme)
    counts: dict[str, dict[str, Any]] = {}
    for code in programme.languages:
        mine = [phrase for phrase in set(phrases(programme)) if phrase.language == code]
        entries = programme.texts.translations[code].values() if code != SOURCE else ()
        counts[code] = {
            "phrases": len(mine),
            "missing": sum(not store.has(phrase) for phrase in mine),
            "unreviewed": sum(not entry.reviewed for entry in entries),
        }
    lines = [
        f"{code}: {count['phrases']} phrases, {count['missing']} sans clip, {count['unreviewed']} textes non relus"
        for code, count in counts.items()
    ]
    answer(counts, json, "\n".join(lines))


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
