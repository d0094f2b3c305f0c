"""The command `flashcoop`."""

import typer

from bot.commands import backup, cohorts, export, hearing, rights, serving, talk, voices, wording

app = typer.Typer(
    help="Un assistant qui parle, pour les participants d'un Flashcoop.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
)
app.command("run")(serving.run)
app.command("talk")(talk.talk)
app.command("invite")(cohorts.invite)
app.command("export")(export.export)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("erase")(rights.erase)
app.command("retention")(rights.over)
app.command("hear")(hearing.hear_command)
app.command("transcribe")(hearing.transcribe_command)
app.command("diagrams")(wording.diagrams)
app.command("extract")(wording.extract)
app.add_typer(cohorts.cae, name="cae")
app.add_typer(cohorts.cohort, name="cohort")
app.add_typer(rights.consents, name="consents")
app.add_typer(rights.rights, name="rights")
app.add_typer(voices.voices, name="voices")
