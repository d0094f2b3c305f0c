"""Grist as a target: a table for people, one for notes, one for Flashcoops (support.getgrist.com/api)."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from yarl import URL

from bot.outgoing import Peer, Unreachable, content
from bot.records.port import (
    NOTE_KEY,
    NOTE_PERSON,
    NOTE_TEXT,
    NOTE_TITLE,
    Failed,
    Refusal,
    Seen,
    Thing,
    note_cells,
    one_by_one,
)
from storage.records.mapping import Kind, Plan, Table

TOGETHER = 500  # records of one call
ASKED_TOGETHER = 100  # keys of one question: they stand in its address, which servers cut at 8 KiB
# Names of tables and columns as Grist's formulas can write them; others it would change, and not be asked for again.
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
TABLES: Mapping[Kind, str] = {"person": "Participants", "note": "Notes", "cohort": "Flashcoops"}
SHUT = {401: "Grist refuse la clé.", 403: "Cette clé n'a pas le droit d'écrire dans ce document Grist."}


class Grist:
    """One document of a Grist with a CAE's mapping. `keys` are `doc` and `key`."""

    shows_after = timedelta()

    def __init__(self, peer: Peer, keys: Mapping[str, str], plan: Plan) -> None:
        self._peer, self._key, self._doc = peer, keys.get("key", ""), keys.get("doc", "")
        self._tables = _tables(plan)
        self.kinds: frozenset[Kind] = frozenset(self._tables)
        self._left_out: dict[Kind, frozenset[str]] = {}

    async def check(self) -> list[str]:
        """Make the tables and columns that are missing, and say which columns are not written, or not ours."""
        known = {each["id"] for each in (await self._json("GET", "tables"))["tables"]}
        told: list[str] = []
        for kind, table in self._tables.items():
            _check_names(table)
            if table.table not in known:
                await self._json("POST", "tables", {"tables": [{"id": table.table, "columns": _columns(_all(table))}]})
            told += await self._fit(kind, table)
        return told

    async def _fit(self, kind: Kind, table: Table) -> list[str]:
        found = await self._json("GET", f"tables/{table.table}/columns")
        there = {each["id"]: each.get("fields", {}) for each in found["columns"]}
        if missing := [name for name in _all(table) if name not in there]:
            await self._json("POST", f"tables/{table.table}/columns", {"columns": _columns(missing)})
        computed = frozenset(name for name in _all(table) if there.get(name, {}).get("isFormula"))
        if table.key in computed:
            raise Failed(f"Dans Grist, « {table.key} » de « {table.table} » est une formule : rien ne part.")
        self._left_out[kind] = computed
        told = [f"Dans Grist, « {name} » de « {table.table} » est une formule : elle ne part pas." for name in computed]
        extra = sorted(set(there) - set(_all(table)))
        if extra:
            told.append(f"La table « {table.table} » de Grist a d'autres colonnes, laissées : {', '.join(extra)}.")
        return sorted(told)

    async def look(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen]:
        """The rows of those keys; the first where somebody has doubled one."""
        table, found = self._tables[kind], dict[str, Seen]()
        for row in await self._rows(kind, table.key, [thing.key for thing in things]):
            cells = {name: _text(row["fields"].get(name)) for name in table.columns}
            found.setdefault(_text(row["fields"].get(table.key)), Seen(str(row["id"]), cells))
        return found

    async def _rows(self, kind: Kind, column: str, values: Sequence[str]) -> list[Any]:
        where, found = f"tables/{self._tables[kind].table}/records", list[Any]()
        for start in range(0, len(values), ASKED_TOGETHER):
            wanted = {column: list(values[start : start + ASKED_TOGETHER])}
            query = {"filter": json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))}
            found += (await self._json("GET", where, query=query))["records"]
        return found

    async def put(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Seen | Refusal]:
        """Add or update rows by key."""
        if kind not in self._left_out:
            await self.check()
        table, refused = self._tables[kind], list[Thing]()

        async def send(some: Sequence[Thing]) -> bool:
            records = [{"require": {table.key: each.key}, "fields": self._fields(each)} for each in some]
            where = f"tables/{table.table}/records"
            return await self._json("PUT", where, {"records": records}, {"noparse": "true"}) is not REFUSED

        for start in range(0, len(things), TOGETHER):
            refused += await one_by_one(send, things[start : start + TOGETHER])
        there = await self.look(kind, things)
        sentence = Refusal("Grist n'a pas pris cette ligne.")
        gone = {thing.key for thing in refused}
        return {each.key: sentence if each.key in gone else there.get(each.key, sentence) for each in things}

    async def remove(self, kind: Kind, things: Sequence[Thing]) -> Mapping[str, Refusal]:
        """Delete rows; with a person, the notes about her."""
        await self._delete(kind, [seen.outside for seen in (await self.look(kind, things)).values()])
        if kind == "person" and "note" in self._tables:
            about = await self._rows("note", NOTE_PERSON, [thing.key for thing in things])
            await self._delete("note", [str(row["id"]) for row in about])
        return {}

    async def _delete(self, kind: Kind, rows: Sequence[str]) -> None:
        if rows:
            await self._json("POST", f"tables/{self._tables[kind].table}/data/delete", [int(row) for row in rows])

    def _fields(self, thing: Thing) -> Mapping[str, str]:
        cells = note_cells(thing) if thing.kind == "note" else thing.cells
        return {name: text for name, text in cells.items() if name not in self._left_out[thing.kind]}

    async def _json(self, method: str, where: str, given: Any = None, query: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 -- JSON
        """The answer of one call, REFUSED where Grist does not take what it was given. Raises Failed otherwise."""
        place = URL("api/docs") / self._doc / where.partition("/")[0]
        for part in where.split("/")[1:]:
            place /= part
        headers = {"Authorization": f"Bearer {self._key}"}
        options: dict[str, Any] = {} if given is None else {"json": given}
        try:
            async with self._peer.call(method, place.with_query(query or {}), headers=headers, **options) as response:
                status, body = response.status, await content(response)
        except Unreachable as error:
            raise Failed(f"Grist ne répond pas ({error}).") from None
        if status in (400, 413) and method == "PUT":
            return REFUSED
        if status != 200:
            raise Failed(SHUT.get(status, f"Grist n'a pas ce document ou cette table (code {status})."))
        try:
            return json.loads(body or b"null")
        except ValueError:
            raise Failed("À cette adresse, ce n'est pas Grist qui répond.") from None


REFUSED: Any = object()


def _tables(plan: Plan) -> dict[Kind, Table]:
    """The tables of a mapping under their names in Grist, notes as a table of their own."""
    person = plan.person.model_copy(update={"table": plan.person.table or TABLES["person"]})
    found: dict[Kind, Table] = {"person": person}
    if plan.notes.entries:
        columns = {name: {"text": name} for name in (NOTE_PERSON, NOTE_TITLE, NOTE_TEXT)}
        given = {"table": plan.notes.table or TABLES["note"], "key": NOTE_KEY, "columns": columns}
        found["note"] = Table.model_validate(given)
    if plan.cohort:
        found["cohort"] = plan.cohort.model_copy(update={"table": plan.cohort.table or TABLES["cohort"]})
    return found


def _all(table: Table) -> list[str]:
    return [table.key, *table.columns]


def _columns(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"id": name, "fields": {"label": name.replace("_", " "), "type": "Text"}} for name in names]


def _check_names(table: Table) -> None:
    for name in (table.table, *_all(table)):
        if not IDENTIFIER.fullmatch(name):
            raise Failed(f"« {name} » ne nomme ni table ni colonne de Grist : lettres, chiffres et « _ » seuls.")


def _text(value: object) -> str:
    return "" if value is None else str(value)
