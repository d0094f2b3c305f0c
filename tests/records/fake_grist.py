"""A strict stub of Grist's documented contract (support.getgrist.com/api): tables, columns, records by key."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

DOC, KEY = "doc-1", "grist-key-1"
MOST = 500  # records of one call that this stub takes


class FakeGrist:
    """One document. Columns: by table, by id, their fields; a `formula` column refuses what is written to it."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, Any]]] = {}
        self.rows: dict[str, dict[int, dict[str, Any]]] = {}
        self.calls: list[tuple[str, str, int]] = []
        self._last = 0
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def starts(self) -> str:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.add_routes([web.route("*", "/{tail:.*}", self._answer)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]
        return f"http://127.0.0.1:{self.port}/"

    async def stops(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _answer(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, "invalid API key")
        base = f"/api/docs/{DOC}"
        if not request.path.startswith(f"{base}/"):
            return _error(404, "document not found")
        for pattern, handler in self._routes().items():
            if found := re.fullmatch(pattern, f"{request.method} {request.path.removeprefix(base)}"):
                given = await request.json() if request.can_read_body else None
                sent = len(given.get("records", ())) if isinstance(given, dict) else 0
                self.calls.append((request.method, request.path, sent))
                return handler(request, given, *found.groups())
        return _error(404, "not found")

    def _routes(self) -> Mapping[str, Callable[..., web.Response]]:
        return {
            "GET /tables": self._list_tables,
            "POST /tables": self._add_tables,
            r"GET /tables/(\w+)/columns": self._list_columns,
            r"POST /tables/(\w+)/columns": self._add_columns,
            r"GET /tables/(\w+)/records": self._list,
            r"PUT /tables/(\w+)/records": self._put,
            r"POST /tables/(\w+)/data/delete": self._delete,
        }

    def _list_tables(self, _request: web.Request, _given: Any) -> web.Response:
        return web.json_response({"tables": [{"id": name, "fields": {}} for name in self.tables]})

    def _add_tables(self, _request: web.Request, given: Any) -> web.Response:
        for table in given["tables"]:
            assert table["id"] not in self.tables, "Grist would make a second table under another name"
            self.tables[table["id"]], self.rows[table["id"]] = {}, {}
            self._add_to(table["id"], table["columns"])
        return web.json_response({"tables": [{"id": table["id"]} for table in given["tables"]]})

    def _add_to(self, table: str, columns: list[dict[str, Any]]) -> None:
        for column in columns:
            assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", column["id"]), "Grist would rename it"
            assert column["id"] not in self.tables[table], "Grist would add a second one under another name"
            self.tables[table][column["id"]] = {"isFormula": False, **column["fields"]}

    def _list_columns(self, _request: web.Request, _given: Any, table: str) -> web.Response:
        if table not in self.tables:
            return _error(404, "table not found")
        columns = [{"id": name, "fields": fields} for name, fields in self.tables[table].items()]
        return web.json_response({"columns": columns})

    def _add_columns(self, _request: web.Request, given: Any, table: str) -> web.Response:
        self._add_to(table, given["columns"])
        return web.json_response({"columns": [{"id": each["id"]} for each in given["columns"]]})

    def _list(self, request: web.Request, _given: Any, table: str) -> web.Response:
        if table not in self.tables:
            return _error(404, "table not found")
        wanted = json.loads(request.query.get("filter", "{}"))
        if unknown := set(wanted) - set(self.tables[table]):
            return _error(400, f"Invalid column {unknown}")
        found = [
            {"id": number, "fields": row}
            for number, row in self.rows[table].items()
            if all(row.get(name) in values for name, values in wanted.items())
        ]
        return web.json_response({"records": found})

    def _put(self, request: web.Request, given: Any, table: str) -> web.Response:
        if table not in self.tables:
            return _error(404, "table not found")
        if len(given["records"]) > MOST:
            return _error(413, "request entity too large")
        assert request.query.get("noparse") == "true", "Grist would read « 01/02 » as a date"
        for record in given["records"]:
            for name in {**record["require"], **record.get("fields", {})}:
                if name not in self.tables[table]:
                    return _error(400, f'Invalid column "{name}"')
                if self.tables[table][name]["isFormula"]:
                    return _error(400, f'Can\'t save value to formula column "{name}"')
        for record in given["records"]:
            self._put_one(table, record)
        return web.json_response(None)

    def _put_one(self, table: str, record: Mapping[str, Mapping[str, Any]]) -> None:
        rows, require = self.rows[table], record["require"]
        found = next((n for n, row in rows.items() if all(row.get(k) == v for k, v in require.items())), None)
        if found is None:
            self._last += 1
            found = self._last
            rows[found] = dict.fromkeys(self.tables[table], "")
        rows[found] |= {**require, **record.get("fields", {})}

    def _delete(self, _request: web.Request, given: Any, table: str) -> web.Response:
        for number in given:
            assert isinstance(number, int)
            self.rows[table].pop(number, None)
        return web.json_response(None)


def _error(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
