"""`flashcoop records`, `flashcoop sync`: the CAEs' own records, and what goes there."""

import asyncio
import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.building import vault_of
from bot.clocks import clock_from
from bot.commands.opening import answer, change, errors, reading, refusals
from bot.loading import load_programme
from bot.outgoing import allowed_hosts
from bot.records.connecting import connector
from bot.records.port import Failed
from bot.records.settling import preset
from bot.records.sources import check_sources, known_sources
from bot.records.status import lines, status
from bot.records.syncing import Done, Parts, sync_all
from bot.settings import Settings
from storage.database import AlreadyRunning
from storage.ledger import Ledger
from storage.records import rows, targets
from storage.records.mapping import read_plan
from storage.records.targets import Target
from storage.refusals import Refused
from storage.threads import Reader, Writer

KEY_VARIABLE = "FLASHCOOP_RECORDS_KEY"  # so that no password stands in a list of processes or a shell's history
Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
Name = Annotated[str, typer.Argument(help="Nom des fiches, comme « endi-coodem ».")]
Mapping = Annotated[Path | None, typer.Option(help="Correspondance (YAML) ; sinon celle de la sorte.")]
Login = Annotated[str, typer.Option(help="enDI : identifiant du compte.")]
Doc = Annotated[str, typer.Option(help="Grist : identifiant du document.")]


class Kind(StrEnum):
    """The kinds of records there are."""

    endi = "endi"
    grist = "grist"
    folder = "folder"


class Side(StrEnum):
    """Whose version stays in a conflict."""

    ours = "ours"
    theirs = "theirs"


records = typer.Typer(help="Les fiches des CAE : enDI, Grist, un dossier.", no_args_is_help=True)
sync = typer.Typer(help="L'envoi vers les fiches des CAE.", no_args_is_help=True)


@records.command("add")
def add(
    name: Name,
    cae: Annotated[str, typer.Option(help="CAE : nom ou code.")],
    kind: Annotated[Kind, typer.Option(help="endi, grist ou folder.")],
    place: Annotated[str, typer.Option(help="Adresse (https://…) ou dossier.")],
    login: Login = "",
    doc: Doc = "",
    mapping: Mapping = None,
    json: Json = False,
) -> None:
    """Relie les fiches d'une CAE. Le mot de passe ou la clé est demandé, ou lu dans FLASHCOOP_RECORDS_KEY."""
    given = _text(mapping)
    keys = _keys(kind, login, doc)
    made = change("add_records", name=name, cae=cae, kind=kind.value, place=place, keys=keys, mapping=given)
    answer(made, json, f"{name} : reliées. Essayez avec « flashcoop records check {name} ».")


@records.command("change")
def change_records(
    name: Name,
    place: Annotated[str | None, typer.Option(help="Autre adresse ou dossier.")] = None,
    login: Login = "",
    doc: Doc = "",
    mapping: Mapping = None,
    json: Json = False,
) -> None:
    """Change l'adresse, les clés ou la correspondance. Avec --login ou --doc, la clé est demandée à nouveau."""
    keys = _keys(Kind.endi if login else Kind.grist, login, doc) if login or doc else None
    made = change("change_records", name=name, place=place, keys=keys, mapping=_text(mapping))
    answer(made, json, f"{name} : changées.")


@records.command("list")
def list_records(json: Json = False) -> None:
    """Les fiches reliées."""
    with reading() as database:
        found = targets.targets(database)
    known = [{"name": each.name, "cae": each.cae, "kind": each.kind, "place": each.place} for each in found]
    text = "\n".join(f"{each['name']}  {each['cae']} · {each['kind']} · {each['place']}" for each in known)
    answer(known, json, text or "Aucunes fiches.")


@records.command("mapping")
def mapping_of(
    name: Annotated[str, typer.Argument(help="Nom des fiches, ou une sorte : endi, grist, folder.")],
) -> None:
    """La correspondance, en YAML, à changer puis à rendre avec « records change --mapping »."""
    if name in targets.KINDS:
        typer.echo(preset(name), nl=False)
        return
    with reading() as database:
        typer.echo(targets.target(database, name).mapping, nl=False)


@records.command("check")
def check(name: Name, json: Json = False) -> None:
    """Essaie d'y entrer et dit ce qui ne va pas ; n'envoie rien de personne."""
    settings = Settings.load()
    with reading() as database:
        target = targets.target(database, name)
    with refusals():
        said = asyncio.run(_check(settings, target))
    answer({"name": name, "remarks": said}, json, "\n".join(said) or f"{name} : tout va.")


@sync.command("run")
def run(
    dry: Annotated[bool, typer.Option("--dry", help="Montre ce qui partirait, n'envoie rien.")] = False,
    json: Json = False,
) -> None:
    """Envoie maintenant ce qui attend ; si l'assistant tourne, c'est lui qui le fait, dans la minute."""
    if dry:
        show(json)
        return
    with refusals():
        try:
            done = asyncio.run(_run(Settings.load()))
        except AlreadyRunning:
            asked = change("sync_now")
            answer(asked, json, "L'assistant tourne : il envoie dans la minute. Voyez « flashcoop sync status ».")
            return
    told = [each.__dict__ for each in done]
    answer(told, json, "\n".join(map(_told, done)) or "Aucunes fiches ne sont reliées.")
    if any(each.trouble for each in done):
        raise typer.Exit(1)


@sync.command("status")
def show(json: Json = False) -> None:
    """Ce qui est allé, ce qui attend, ce qui est retenu et pourquoi."""
    settings = Settings.load()
    now = clock_from(settings.now)()
    with reading() as database:
        forgotten = rows.forgotten(Ledger(settings.ledger_path).entries())
        found = status(database, forgotten, now)
    answer(found, json, "\n".join(line for each in found for line in lines(each)) or "Aucunes fiches.")


@sync.command("settle")
def settle(
    name: Name,
    key: Annotated[str, typer.Argument(help="Ce qui est en conflit, comme « sync status » le nomme.")],
    keep: Annotated[Side, typer.Option(help="ours : ce que nous avons ; theirs : ce qui est là-bas.")],
    json: Json = False,
) -> None:
    """Décide d'un conflit : une fiche qu'on a changée là-bas depuis notre envoi."""
    answer(change("settle_records", name=name, key=key, side=keep.value), json, f"{key} : décidé.")


def _keys(kind: Kind, login: str, doc: str) -> dict[str, str]:
    if kind is Kind.folder:
        return {}
    secret = os.environ.get(KEY_VARIABLE) or typer.prompt("Mot de passe ou clé", hide_input=True)
    return {"login": login, "password": secret} if kind is Kind.endi else {"doc": doc, "key": secret}


def _text(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8")
        with refusals():
            check_sources(read_plan(text), known_sources(load_programme()))
        return text
    except (OSError, UnicodeDecodeError):
        errors.print(f"{path} ne se lit pas.")
        raise typer.Exit(1) from None


async def _check(settings: Settings, target: Target) -> list[str]:
    connect = connector(vault_of(settings), allowed_hosts(settings.allowed_hosts))
    try:
        async with connect(target) as found:
            return await found.check()
    except Failed as failed:
        raise Refused("not_reached", failed.sentence) from None


async def _run(settings: Settings) -> list[Done]:
    clock = clock_from(settings.now)
    writer = Writer.open(settings.database, clock())
    reader = Reader(settings.database, clock())
    connect = connector(vault_of(settings), allowed_hosts(settings.allowed_hosts))
    try:
        parts = Parts(writer, reader, clock, Ledger(settings.ledger_path), connect)
        return await sync_all(parts, at_once=True)
    finally:
        reader.close()
        writer.close()


def _told(done: Done) -> str:
    counts: dict[str, Any] = {"envoyés": done.put, "repris": done.removed, "refusés": done.refused}
    said = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return f"{done.target} : {done.trouble or said or 'rien à envoyer'}"
