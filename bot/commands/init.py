"""`flashcoop init`: asks what an installation needs, looks at each answer at once, and writes `.env`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from bot.beginning import env_file
from bot.clocks import clock_from
from bot.commands.opening import answer, refusals
from bot.settings import Settings
from storage.refusals import Refused

if TYPE_CHECKING:
    from bot.beginning.questions import Looked, Question
    from bot.doctor.finding import Ground

MOST_TRIES = 3
NAME = "FLASHCOOP_TELEGRAM_NAME"  # the bot's own name wins over what somebody typed
NONE = "-"  # typed in the place of an answer: the setting goes


def init(
    answers: Annotated[
        Path | None, typer.Option(help="Fichier « NOM=valeur » de réponses : rien n'est demandé.")
    ] = None,
    file: Annotated[Path, typer.Option(help="Fichier à écrire.")] = Path(".env"),
) -> None:
    """Demande ce qu'il faut pour commencer, vérifie chaque réponse, écrit .env et dit la suite."""
    # What is looked at takes seconds to load; the other commands need none of it.
    from bot.beginning.founding import SECRET, next_steps, secret_for
    from bot.beginning.questions import QUESTIONS, settings_with
    from bot.doctor.examining import ground_of

    with refusals():
        values = env_file.read(file)
        given = _given(answers)
        settings = _readable(values)
        with ground_of(settings, clock_from(settings.now)(), file) as ground:
            for question in QUESTIONS:
                values |= _filled(question, ground, values, given)
            values[SECRET] = secret_for(values, settings_with(_set(values)))
            env_file.write(file, values)
            steps = next_steps(settings_with(_set(values)), ground.db)
    told = [f"{file} est écrit, lisible par vous seul·e. Gardez une copie de FLASHCOOP_SECRET loin du serveur."]
    answer(None, False, "\n".join([*told, "La suite :", *(f"  {step}" for step in steps)]))


def _given(answers: Path | None) -> dict[str, str] | None:
    if answers is None:
        return None
    if not answers.is_file():
        raise Refused("no_answers", f"Il n'y a pas de fichier {answers}.")
    return env_file.read(answers)


def _set(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _readable(values: dict[str, str]) -> Settings:
    from bot.beginning.questions import settings_with

    try:
        return settings_with(values)
    except ValidationError as error:
        names = ", ".join(f"FLASHCOOP_{str(each['loc'][0]).upper()}" for each in error.errors())
        raise Refused("settings", f"Réglage illisible : {names}. Corrigez-le d'abord, ou enlevez sa ligne.") from None


def _filled(
    question: "Question", ground: "Ground", values: dict[str, str], given: dict[str, str] | None
) -> dict[str, str]:
    """The settings an answer makes; asked again where it cannot be. Raises Refused for what cannot be in a file."""
    from bot.beginning.questions import looked_at

    for _ in range(MOST_TRIES):
        said = _asked(question, values) if given is None else given.get(question.name, values.get(question.name, ""))
        said = "" if said == NONE else said
        looked = asyncio.run(looked_at(question, ground, _set(values), said))
        if looked.state != "bad":
            _tell(looked)
            also = {name: value for name, value in looked.also.items() if name == NAME or not values.get(name)}
            return {question.name: said, **also}
        if given is not None:
            raise Refused("bad_answer", f"{question.name} : {looked.sentence}")
        _tell(looked)
    raise Refused("bad_answer", f"{question.name} : rien n'est écrit. Recommencez quand vous avez la bonne valeur.")


def _asked(question: "Question", values: dict[str, str]) -> str:
    known = values.get(question.name, "")
    hint = " (Entrée : garder, « - » : enlever)" if known else " (Entrée : rien)"
    shown = f" [{known}]" if known and not question.hidden else ""
    typed = typer.prompt(f"{question.words}{shown}{hint}", default="", show_default=False, hide_input=question.hidden)
    return str(typed).strip() or known


def _tell(looked: "Looked") -> None:
    if looked.sentence:
        typer.echo(f"  {looked.sentence}")
