"""`flashcoop themes`: what open answers are about, so that they can be counted."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.commands.cohorts import Json
from bot.commands.opening import answer, change, reading
from storage import cohorts
from storage.themes import Open, open_answers

Name = Annotated[str, typer.Argument(help="Nom de la réponse, tel que « themes list » le donne.")]
Theme = Annotated[str, typer.Argument(help="Le thème, en un mot ou deux.")]

themes = typer.Typer(help="Les thèmes des réponses ouvertes.", no_args_is_help=True)


@themes.command("list")
def list_answers(cohort: Annotated[str, typer.Option(help="Code du Flashcoop.")], json: Json = False) -> None:
    """Les réponses ouvertes d'un Flashcoop qu'on peut lire, avec leurs thèmes."""
    with reading() as database:
        found = open_answers(database, cohorts.cohort(database, cohort).id)
    answer([asdict(each) for each in found], json, "\n".join(map(_line, found)) or "Rien à lire.")


@themes.command("put")
def put(
    name: Name,
    theme: Theme,
    by: Annotated[str, typer.Option(help="Code de qui a lu la réponse.")],
    json: Json = False,
) -> None:
    """Pose un thème sur une réponse ouverte."""
    made = change("put_theme", answer=name, theme=theme, by=by)
    answer(made, json, f"{name} : {made['theme']}.")


@themes.command("remove")
def remove(name: Name, theme: Theme, json: Json = False) -> None:
    """Ôte un thème d'une réponse."""
    made = change("take_theme_off", answer=name, theme=theme)
    answer(made, json, "Ôté." if made["removed"] else "Ce thème n'y était pas.")


def _line(found: Open) -> str:
    notes = [*found.themes, *(f"{each} (réponse corrigée depuis)" for each in found.stale)]
    named = f" [{', '.join(notes)}]" if notes else ""
    text = " ".join(found.text.split())
    return f"{found.answer}  {found.participant} {found.questionnaire} {found.moment}{named} : {text}"
