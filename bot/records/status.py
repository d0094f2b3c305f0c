"""How a CAE's records stand: what went, what waits and why, as values for the command and the console."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.records.syncing import Planned, plan
from storage.database import Database
from storage.records import targets, wishes
from storage.records.rows import Row
from storage.times import stamp

STATES = {
    "sent": "envoyé",
    "waiting": "attend",
    "held": "retenu",
    "conflict": "en conflit",
    "lost": "perdu là-bas",
    "gone": "repris",
}
TO_TAKE_BACK = "Sera repris : l'accord ou la personne n'est plus là."


def status(db: Database, forgotten: Collection[str], now: datetime) -> list[dict[str, Any]]:
    """Each target with its counts by state, and a line for everything that is not simply there."""
    return [_target(db, plan(db, target, forgotten, now)) for target in targets.targets(db)]


def _target(db: Database, planned: Planned) -> dict[str, Any]:
    target = planned.target
    return {
        "name": target.name,
        "cae": target.cae,
        "kind": target.kind,
        "place": target.place,
        "trouble": target.trouble,
        "remarks": list(target.remarks),
        "reached_at": stamp(target.reached_at) if target.reached_at else None,
        "tried_again_at": stamp(target.not_before) if target.trouble else None,
        "counts": dict(Counter(row.state for row in planned.rows)),
        "without_agreement": len(wishes.silent(db, target.cae_id)),
        "rows": [_line(row) for row in planned.rows if row.state not in ("sent", "gone")],
    }


def _line(row: Row) -> dict[str, Any]:
    going = row.wanted is None and row.state == "waiting"
    detail = row.detail or (TO_TAKE_BACK if going else None)
    return {
        "kind": row.kind,
        "key": row.key,
        "state": row.state,
        "reason": row.trouble or ("to_take_back" if going else None),
        "detail": detail,
        "attempts": row.attempts,
        "tried_again_at": stamp(row.not_before) if row.attempts else None,
    }


def lines(found: dict[str, Any]) -> list[str]:
    """A target in French sentences."""
    counts = ", ".join(f"{number} {STATES[state]}" for state, number in sorted(found["counts"].items()))
    told = [f"{found['name']} ({found['cae']}, {found['kind']}) : {counts or 'rien encore'}"]
    told += [f"  ! {found['trouble']}"] if found["trouble"] else []
    told += [f"  · {remark}" for remark in found["remarks"]]
    if found["without_agreement"]:
        told.append(f"  · sans accord pour la CAE : {found['without_agreement']}")
    return told + [f"  {row['key']} : {STATES[row['state']]}. {row['detail'] or ''}".rstrip() for row in found["rows"]]
