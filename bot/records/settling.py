"""What an operator sets and decides about a CAE's records, inside the transaction of an operation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.building import vault_of
from bot.operating import Operating
from bot.outgoing import allowed_hosts, check_url
from bot.records.connecting import NEEDS
from storage import cohorts
from storage.records import rows, targets
from storage.refusals import Refused

MAPPINGS = Path(__file__).with_name("mappings")
SIDES = ("ours", "theirs")


def preset(kind: str) -> str:
    """The mapping a kind of records begins with. Raises Refused for a kind there is none of."""
    if kind not in targets.KINDS:
        raise Refused("unknown_kind", f"« {kind} » n'est pas une sorte de fiches : {', '.join(targets.KINDS)}.")
    return (MAPPINGS / f"{kind}.yaml").read_text(encoding="utf-8")


def add(
    operating: Operating,
    name: str,
    cae: str,
    kind: str,
    place: str,
    keys: Mapping[str, str],
    mapping: str | None = None,
) -> dict[str, str]:
    """A CAE's records, from now on kept as they are to be."""
    given = mapping or preset(kind)
    opening = targets.Opening(
        name, cohorts.cae_id(operating.db, cae), kind, _place(operating, kind, place), _keys(kind, keys), given
    )
    targets.add(operating.db, vault_of(operating.settings), opening, operating.now)
    return {"name": name, "kind": kind}


def change(
    operating: Operating,
    name: str,
    place: str | None = None,
    keys: Mapping[str, str] | None = None,
    mapping: str | None = None,
) -> dict[str, str]:
    """Another place, other keys or another mapping for a CAE's records."""
    known = targets.target(operating.db, name)
    news: dict[str, Any] = {"mapping": mapping} if mapping else {}
    if place:
        news["place"] = _place(operating, known.kind, place)
    if keys:
        news["keys"] = _keys(known.kind, keys)
    targets.change(operating.db, vault_of(operating.settings), name, operating.now, **news)
    return {"name": name, "kind": known.kind}


def sync_now(operating: Operating) -> dict[str, int]:
    """Have the running assistant try everything at its next look, whatever was put off."""
    found = targets.targets(operating.db)
    for target in found:
        targets.try_now(operating.db, target.id, operating.now)
    return {"targets": len(found)}


def settle(operating: Operating, name: str, key: str, side: str) -> dict[str, str]:
    """Decide a conflict: what we have goes there again (`ours`), or what is there stays (`theirs`)."""
    if side not in SIDES:
        raise Refused("unknown_side", "On garde « ours » (ce que nous avons) ou « theirs » (ce qui est là-bas).")
    target = targets.target(operating.db, name)
    rows.settle(operating.db, target.id, key, side == "ours", operating.now)
    return {"name": name, "key": key, "kept": side}


def _place(operating: Operating, kind: str, place: str) -> str:
    if kind == "folder":
        if not Path(place).is_absolute():
            raise Refused("bad_folder", "Un dossier s'écrit depuis la racine : /srv/fiches.")
        return place
    return str(check_url(place, allowed_hosts(operating.settings.allowed_hosts)))


def _keys(kind: str, keys: Mapping[str, str]) -> dict[str, str]:
    needed = NEEDS.get(kind, ())
    missing = [name for name in needed if not keys.get(name)]
    if missing:
        raise Refused("no_keys", f"Il manque pour « {kind} » : {', '.join(missing)}.")
    return {name: keys[name] for name in needed}
