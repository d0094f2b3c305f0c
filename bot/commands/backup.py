"""`flashcoop backup` and `flashcoop restore`: everything in one file, sealed, and back."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.clocks import clock_from
from bot.commands.opening import REFUSED, answer, change, errors, reading
from bot.settings import Settings
from storage.database import Database, open_database
from storage.refusals import Refused
from storage.times import stamp

KEY_VARIABLE = "FLASHCOOP_BACKUP_KEY"  # the key that opens, for scripts; it is in no `.env`: it is no setting
Json = Annotated[bool, typer.Option("--json", help="Répond en JSON seul.")]
Key = Annotated[Path | None, typer.Option("--key", help="Fichier avec la clé qui ouvre ; sinon elle est demandée.")]
# Exit statuses, for whoever runs this from a script; any other refusal is REFUSED.
STATUS = {
    "damaged_backup": 3,
    "not_a_database": 3,
    "foreign_backup": 4,
    "foreign_database": 4,
    "newer_backup": 5,
    "newer_database": 5,
    "already_running": 6,
    "other_installation": 7,
    "wrong_key": 8,
    "not_reached": 9,
    "no_room": 10,
    "no_key": 11,
}
KEPT_WHERE = """Deux clés ont été faites. Elles ne sont écrites nulle part ailleurs qu'ici.

1. Celle qui FERME les sauvegardes. Elle reste sur ce serveur, dans le fichier .env :

   FLASHCOOP_BACKUP_RECIPIENT={recipient}

2. Celle qui les OUVRE. Sans elle, aucune sauvegarde ne peut être remise, par personne.
   Gardez-la hors de ce serveur, à deux endroits : un gestionnaire de mots de passe, et un papier sous clé.
   Ne l'écrivez pas dans .env : qui prendrait ce serveur pourrait lire toutes les sauvegardes.

   {identity}

Essayez-la ensuite : « flashcoop backup now », puis « flashcoop backup rehearse »."""


class _OrFile(TyperGroup):
    """`backup FILE` is `backup to FILE`: what is no command is a file."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 -- Typer does not publish its context
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["to", *args]
        return super().parse_args(ctx, args)


backup = typer.Typer(
    help="Les sauvegardes : base et enregistrements, en un fichier chiffré.", no_args_is_help=True, cls=_OrFile
)


@backup.command("to")
def to(file: Annotated[Path, typer.Argument(help="Fichier à écrire.")], json: Json = False) -> None:
    """Sauvegarde en un fichier, même pendant que l'assistant tourne. « flashcoop backup FILE » fait la même chose."""
    from bot.restoring import save

    with reading() as database:
        settings = Settings.load()
        made = save(database, settings, file, clock_from(settings.now)())
    sealed = bool(settings.backup_recipient)
    found = {"file": str(file), "database_bytes": made.database, "recordings": made.recordings, "sealed": sealed}
    text = f"{file} : base et {made.recordings} enregistrements."
    answer(found, json, text if sealed else f"{text} {NOT_SEALED}")


NOT_SEALED = "Ce fichier N'EST PAS CHIFFRÉ : qui l'a le lit (voyez « flashcoop backup key »)."


@backup.command("key")
def key(json: Json = False) -> None:
    """Fait les deux clés des sauvegardes : l'une ferme, l'autre ouvre, et dit où garder quoi."""
    from storage.sealing import key_pair

    pair = key_pair()
    answer(asdict(pair), json, KEPT_WHERE.format(recipient=pair.recipient, identity=pair.identity))


@backup.command("now")
def now(json: Json = False) -> None:
    """Sauvegarde maintenant là où FLASHCOOP_BACKUP_TO le dit, et supprime celles dont le temps est passé."""
    from bot.backing.making import make
    from bot.backing.places import place_for
    from bot.backing.scratch import scratch

    with _statuses():
        settings = Settings.load()
        place = place_for(settings)
        if place is None:
            raise Refused("no_place", NO_PLACE)
        with _looking(settings) as database, scratch(settings.database) as folder:
            try:
                sent = make(database, settings, place, folder, clock_from(settings.now)())
            except Refused as refused:
                change("note_failed_backup", place=place.shown, trouble=refused.sentence)
                raise
        change("note_backup", place=place.shown, **asdict(sent))
    answer({"place": place.shown, **asdict(sent)}, json, f"{place.shown} : {sent.name}, {sent.bytes} octets.")


NO_PLACE = "Réglez d'abord FLASHCOOP_BACKUP_TO : un dossier, ou un seau S3."


@backup.command("list")
def list_(json: Json = False) -> None:
    """Les sauvegardes de cette installation qui sont là où FLASHCOOP_BACKUP_TO le dit."""
    with _statuses():
        settings = Settings.load()
        found = _there(settings)
    shown = [{"name": name, "made_at": stamp(at)} for name, at in found.items()]
    lines = [f"{each['name']}  {each['made_at'][:16]}" for each in shown]
    answer(shown, json, "\n".join(lines) or "Il n'y en a aucune.")


@backup.command("rehearse")
def rehearse_command(
    file: Annotated[str, typer.Argument(help="Fichier, nom ou adresse s3:// ; sinon la dernière.")] = "",
    key: Key = None,
    json: Json = False,
) -> None:
    """Remet une sauvegarde dans un endroit à part, la compare, et le note : la seule façon de savoir qu'elle sert."""
    from bot.backing.rehearsing import rehearse
    from bot.backing.scratch import fetched, scratch
    from bot.building import vault_of

    with _statuses():
        settings = Settings.load()
        moment = clock_from(settings.now)()
        with scratch(settings.database) as folder:
            meant = file or next(reversed(_there(settings)), "")
            if not meant:
                raise Refused("no_backup", "Il n'y a pas encore de sauvegarde : « flashcoop backup now ».")
            found = rehearse(
                settings, vault_of(settings), fetched(settings, meant, folder), folder, moment, lambda: _identity(key)
            )
        if not found.differences:
            made_at = stamp(found.made_at or moment)
            name = Path(meant).name
            change("note_rehearsal", name=name, size=found.bytes, sha256=found.sha256, made_at=made_at)
    people, answers = found.tables.get("people", 0), found.tables.get("answers", 0)
    shown = {
        "backup": Path(meant).name,
        "made_at": stamp(found.made_at) if found.made_at else None,
        "tables": dict(found.tables),
        "recordings_lost": found.lost,
        "erased_again": found.erased,
        "differences": found.differences,
    }
    sounds = found.tables.get("media", 0)
    lines = [f"{Path(meant).name} : personnes {people}, réponses {answers}, sons {sounds}."]
    lines += [f"Personnes effacées depuis, et qui le restent : {found.erased}."]
    lines += found.differences or ["Elle peut être remise."]
    answer(shown, json, "\n".join(lines))
    if found.differences:
        raise typer.Exit(REFUSED)


def restore(
    file: Annotated[str, typer.Argument(help="Fichier, nom (voyez « backup list ») ou adresse s3://.")],
    key: Key = None,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander confirmation.")] = False,
    json: Json = False,
) -> None:
    """Remet une sauvegarde, l'assistant arrêté. Les personnes effacées depuis le restent."""
    from bot.backing.scratch import fetched, scratch
    from bot.building import vault_of
    from bot.restoring import Held
    from bot.restoring import restore as put_back

    def sure(held: Held) -> bool:
        made = f" du {held.made_at:%d/%m/%Y à %Hh%M} UTC" if held.made_at else ""
        question = f"Sauvegarde{made} : personnes {held.people}, sons {held.recordings}. Remplacer la base par elle ?"
        return yes or not held.replaces or typer.confirm(question, err=True)

    with _statuses():
        settings = Settings.load()
        moment = clock_from(settings.now)()
        with scratch(settings.database) as folder:
            meant = fetched(settings, file, folder)
            done = put_back(settings, vault_of(settings), meant, moment, lambda: _identity(key), sure)
    found = {"erased_again": done.erased, "taken_back_again": done.withdrawn, "messages_dropped": done.dropped}
    text = f"Remis. Effacées de nouveau : {done.erased}. Accords repris : {done.withdrawn}."
    answer(found, json, f"{text} Messages abandonnés : {done.dropped}.")


@contextmanager
def _statuses() -> Iterator[None]:
    """Tell a refusal in its one sentence, and by its own exit status."""
    try:
        yield
    except Refused as refused:
        errors.print(refused.sentence)
        raise typer.Exit(STATUS.get(refused.code, REFUSED)) from None


def _looking(settings: Settings) -> closing[Database]:
    return closing(open_database(settings.database, clock_from(settings.now)(), write=False))


def _there(settings: Settings) -> dict[str, datetime]:
    """The backups of this installation where backups go, the oldest first."""
    from bot.backing.making import own_backups
    from bot.backing.places import place_of

    if not settings.backup_to:
        raise Refused("no_place", NO_PLACE)
    with _looking(settings) as database:
        return own_backups(database, place_of(settings.backup_to.get_secret_value()))


def _identity(file: Path | None) -> str:
    """The key that opens: from a file, from the environment, or asked for."""
    from storage.sealing import identity_in

    if file is not None:
        try:
            return identity_in(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError):
            raise Refused("no_key", f"La clé {file} ne peut pas être lue.") from None
    given = os.environ.get(KEY_VARIABLE, "")
    if not given and not sys.stdin.isatty():
        given = sys.stdin.readline().strip()  # from a script that pipes it
    if not given and not sys.stdin.isatty():
        raise Refused("no_key", f"Cette sauvegarde est chiffrée : donnez --key FICHIER, ou {KEY_VARIABLE}.")
    return identity_in(given or str(typer.prompt("Clé qui ouvre les sauvegardes", hide_input=True, err=True)))
