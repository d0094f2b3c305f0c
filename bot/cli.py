"""The command `flashcoop`."""

import typer

from bot.commands import (
    archives,
    backup,
    cohorts,
    doctor,
    documents,
    export,
    figures,
    fse,
    hearing,
    init,
    judging,
    noting,
    peers,
    people,
    printing,
    quality,
    records,
    report,
    rights,
    serving,
    sessions,
    simulate,
    talk,
    team,
    territories,
    themes,
    transcripts,
    voices,
    wording,
)

app = typer.Typer(
    help="Un assistant qui parle, pour les participants d'un Flashcoop.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
)
app.command("run")(serving.run)
app.command("init")(init.init)
app.command("doctor")(doctor.doctor)
app.command("talk")(talk.talk)
app.command("simulate")(simulate.simulate)
app.command("invite")(cohorts.invite)
app.command("propose")(cohorts.propose)
app.command("fse")(fse.fse)
app.command("report")(report.report)
app.add_typer(export.app, name="export")
app.command("quality")(quality.quality)
app.add_typer(backup.backup, name="backup")
app.command("restore")(backup.restore)
app.command("erase")(rights.erase)
app.command("retention")(rights.over)
app.command("hear")(hearing.hear_command)
app.command("transcribe")(hearing.transcribe_command)
app.command("documents")(documents.documents)
app.command("diagrams")(wording.diagrams)
app.command("extract")(wording.extract)
app.add_typer(cohorts.cae, name="cae")
cohorts.cohort.command("move")(sessions.move)
cohorts.cohort.command("add-session")(sessions.add)
cohorts.cohort.command("cancel-session")(sessions.cancel)
app.add_typer(cohorts.cohort, name="cohort")
app.command("attendance")(noting.attendance)
app.command("contract")(noting.contract)
app.command("hours")(noting.hours)
app.add_typer(noting.calls, name="calls")
app.add_typer(peers.peers, name="peers")
app.add_typer(rights.consents, name="consents")
app.add_typer(rights.rights, name="rights")
voices.voices.command("export")(archives.export_voices)
voices.voices.command("import")(archives.import_voices)
voices.voices.command("judge")(judging.judge_voices)
voices.voices.command("kit")(printing.recording_kit)
voices.voices.command("speakers")(archives.list_speakers)
voices.voices.command("withdraw")(archives.withdraw_voice)
app.add_typer(voices.voices, name="voices")
app.add_typer(wording.wording, name="wording")
app.add_typer(territories.territories, name="territories")
app.add_typer(themes.themes, name="themes")
app.add_typer(transcripts.transcripts, name="transcripts")
app.add_typer(figures.figures, name="figures")
app.add_typer(people.people, name="people")
app.add_typer(printing.printing, name="print")
app.add_typer(records.records, name="records")
app.add_typer(records.sync, name="sync")
app.add_typer(team.role, name="role")
app.add_typer(team.console, name="console")
