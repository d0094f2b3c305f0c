"""`flashcoop transcripts`: what was said, in writing, until a person has checked it."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.clocks import clock_from
from bot.commands.opening import answer, change, reading
from bot.settings import Settings
from storage import cohorts
from storage.transcripts import Waiting, to_check

Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
By = Annotated[str, typer.Option(help="Code de qui a écouté.")]

transcripts = typer.Typer(help="Ce qui a été dit, par écrit.", no_args_is_help=True)


@transcripts.command("list")
def list_transcripts(
    cae: Annotated[str | None, typer.Option(help="CAE : nom ou code.")] = None,
    cohort: Annotated[str | None, typer.Option(help="Code du Flashcoop.")] = None,
    json: Json = False,
) -> None:
    """Les réponses parlées dont personne n'a vérifié le texte, la plus ancienne d'abord."""
    now = clock_from(Settings.load().now)()
    with reading() as database:
        cae_id = cohorts.cae_id(database, cae) if cae else None
        cohort_id = cohorts.cohort(database, cohort).id if cohort else None
        found = to_check(database, now, cae_id=cae_id, cohort_id=cohort_id)
    answer([_plain(each) for each in found], json, "\n".join(map(_line, found)) or "Rien à vérifier.")


@transcripts.command("sign")
def sign(
    take: Annotated[str, typer.Argument(help="Nom de l'enregistrement.")],
    text: Annotated[str, typer.Option(help="Ce qu'on entend, corrigé.")],
    by: By,
    json: Json = False,
) -> None:
    """Signe le texte d'un enregistrement, après l'avoir écouté."""
    answer(change("sign_transcript", take=take, text=text, by=by), json, f"{take} : vérifié par {by}.")


@transcripts.command("translate")
def translate(
    take: Annotated[str, typer.Argument(help="Nom de l'enregistrement.")],
    text: Annotated[str, typer.Option(help="Ce qui est dit, en français.")],
    by: By,
    json: Json = False,
) -> None:
    """Garde la traduction française d'un enregistrement."""
    answer(change("translate_transcript", take=take, text=text, by=by), json, f"{take} : traduit par {by}.")


def _plain(waiting: Waiting) -> dict[str, Any]:
    moments = {"said_at": waiting.said_at.isoformat(), "gone_at": waiting.gone_at.isoformat()}
    return asdict(waiting) | moments


def _line(waiting: Waiting) -> str:
    notes = ["incertain"] * waiting.uncertain + [f"le son s'efface le {waiting.gone_at:%d/%m}"] * waiting.urgent
    marked = f" ({', '.join(notes)})" if notes else ""
    return f"{waiting.take}  {waiting.said_at:%d/%m} {waiting.participant} {waiting.question}{marked} : {waiting.text}"
