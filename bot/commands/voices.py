"""`flashcoop voices`: the clips people hear."""

from typing import Annotated, Any

import typer
from rich.progress import Progress

from bot.commands.opening import answer, errors
from bot.loading import load_programme
from bot.settings import Settings
from dialogs.questionnaire import SOURCE

# The voices take seconds to load: they are imported where they are used, so that other commands need not wait.
voices = typer.Typer(help="Les voix que les gens entendent.", no_args_is_help=True)


@voices.command("build")
def build() -> None:
    """Fabrique les clips qui manquent."""
    from bot.building import clips_of
    from bot.spoken import phrases

    programme = load_programme()
    wanted = list(phrases(programme))
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task("Voix", total=len(wanted))
        built = clips_of(Settings.load(), programme).build(
            wanted, lambda done, total: progress.update(task, completed=done, total=total)
        )
    for phrase in built.failed:
        errors.print(f"Aucune voix pour ce texte ({phrase.language}) : {phrase.text}")
    if built.failed:
        raise typer.Exit(1)
    answer(built.ready, False, f"{built.ready} clips prêts.")


@voices.command("status")
def status(json: Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")] = False) -> None:
    """Ce qui manque et ce que personne n'a relu, par langue."""
    from bot.building import clips_of
    from bot.spoken import phrases

    programme = load_programme()
    store = clips_of(Settings.load(), programme)
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
