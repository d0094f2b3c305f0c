"""A strict fake of enDI: it answers what version 2026.4.7 was seen to answer, and refuses what that one would refuse.

What it copies was noted by talking to a real one (`make test-peers` runs one): forms are read in their order; a file's
quoting is guessed from its content; one cell too long fails a whole import; blank cells overwrite, missing names are
not refused, unreadable dates become nothing; the export is the same file for five minutes while nobody is added; an
export of nobody is an error 500; HTML is taken out of notes.
"""

import asyncio
import csv
import io
import re
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from aiohttp import web

LOGIN, PASSWORD = "api@cae.test", "Adm1n.Passw0rd"
EXPORT_KEPT = 300  # seconds, `cache.default_term.expire`
LARGEST = 1024 * 1024
LABELS = {
    "Civilité": "coordonnees_civilite",
    "Nom": "coordonnees_lastname",
    "Prénom": "coordonnees_firstname",
    "E-mail 1": "coordonnees_email1",
    "Tél. mobile": "coordonnees_mobile",
    "Code postal": "coordonnees_zipcode",
    "Ville": "coordonnees_city",
    "Sexe": "coordonnees_sex",
    "Naissance": "coordonnees_birthday",
    "Niveau d’études": "coordonnees_study_level",
    "Identifiant interne": "coordonnees_identifiant_interne",
    "Prescripteur": "parcours_prescripteur",
    "Nom du prescripteur": "parcours_prescripteur_name",
    "Objectifs": "parcours_goals",
}
WIDTHS = {"Nom": 50, "Prénom": 50, "E-mail 1": 100, "Tél. mobile": 14, "Code postal": 7, "Ville": 100}
WIDTHS |= {"Identifiant interne": 20, "Nom du prescripteur": 50}
NULLED = {"Sexe": {"F", "M"}, "Civilité": {"Monsieur", "Madame"}}
STICKY = {"Naissance", "Niveau d’études", "Prescripteur"}  # a blank cell overwrites neither a date nor a choice
DATE = re.compile(r"\d{2}/\d{2}/\d{4}")
FIRST = ["_charset_", "__formid__", "__start__", "upload", "__end__", "model_type", "association", "submit"]
HEAD = ["_charset_", "__formid__", "action", "id_key", "__start__"]
ENTRY = ["__start__", "csv_field", "model_attribute", "__end__"]
TAIL = ["__end__", "record_name", "force_rel_creation", "submit"]


class FakeEndi:
    """One enDI. `now` is its clock in seconds; `cut` names requests whose reply is lost once their work is done."""

    def __init__(self, now: Callable[[], float] = lambda: 0.0) -> None:
        self.now = now
        self.people: dict[int, dict[str, str]] = {}
        self.notes: dict[int, dict[str, Any]] = {}
        self.cut: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self._ids = {"people": 0, "notes": 0, "jobs": 0, "uploads": 0}
        self._uploads: dict[str, tuple[list[str], list[list[str]]]] = {}
        self._jobs: dict[int, dict[str, Any]] = {}
        self._files: dict[str, bytes] = {}
        self._exports: dict[tuple[int, ...], tuple[float, str]] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def starts(self) -> str:
        """Serve on loopback, on the same port as before; its address."""
        app = web.Application(client_max_size=8 * LARGEST)
        app.add_routes([web.route("*", "/{tail:.*}", self._answer)])
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self.url

    async def starts_again(self) -> None:
        """Serve, if it does not."""
        if self._runner is None:
            await self.starts()

    async def stops(self) -> None:
        """Serve no more; what it holds stays."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def _next(self, kind: str) -> int:
        self._ids[kind] += 1
        return self._ids[kind]

    def by_key(self, key: str) -> list[dict[str, str]]:
        return [row for row in self.people.values() if row.get("Identifiant interne") == key]

    def notes_of(self, key: str) -> list[dict[str, Any]]:
        nodes = {number for number, row in self.people.items() if row.get("Identifiant interne") == key}
        return [note for note in self.notes.values() if note["node"] in nodes]

    def anonymises(self, key: str) -> None:
        """As its own anonymisation: names and key go, notes stay."""
        for row in self.by_key(key):
            row.update(dict.fromkeys(["Identifiant interne", "Nom", "Prénom", "E-mail 1", "Ville", "Naissance"], ""))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.method, request.path))
        reply = await self._route(request)
        if self.cut and re.fullmatch(self.cut[0], f"{request.method} {request.path}"):
            self.cut.pop(0)
            assert request.transport is not None
            request.transport.abort()
            await asyncio.sleep(0)
        return reply

    async def _route(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/api/v1/login":
            return await self._login(request)
        api = request.path.startswith("/api/")
        if request.cookies.get("beaker.session.id") != "in":
            return web.Response(status=401) if api else self._to("/login")
        if "Mozilla" not in request.headers.get("User-Agent", ""):
            return web.Response(status=401) if api else self._to("/nosupport")
        for pattern, handler in self._routes().items():
            if found := re.fullmatch(pattern, f"{request.method} {request.path}"):
                answered: web.StreamResponse = await handler(request, *found.groups())
                return answered
        return self._not_found()

    def _routes(self) -> Mapping[str, Callable[..., Any]]:
        return {
            "GET /import/1/": self._page,
            "POST /import/1/": self._first,
            "GET /import/2/": self._second,
            "POST /import/2/": self._import,
            r"GET /jobs/(\d+)": self._job,
            r"GET /userdatas\.csv": self._export,
            r"GET /cooked/([\w.]+)": self._cooked,
            r"GET /api/v1/nodes/(\d+)/statuslogentries": self._list,
            r"POST /api/v1/nodes/(\d+)/statuslogentries": self._add,
            r"PUT /api/v1/statuslogentries/(\d+)": self._change,
            r"DELETE /api/v1/statuslogentries/(\d+)": self._delete,
        }

    def _to(self, where: str) -> web.Response:
        return web.Response(status=302, headers={"Location": f"http://127.0.0.1:{self.port}{where}"})

    @staticmethod
    def _not_found() -> web.Response:
        return web.Response(status=404, text="<!DOCTYPE html><title>Page non trouvée</title>", content_type="text/html")

    async def _login(self, request: web.Request) -> web.Response:
        if await request.json() != {"login": LOGIN, "password": PASSWORD}:
            wrong = {"status": "error", "errors": {"password": "Erreur d'authentification"}}
            return web.json_response(wrong, status=400)
        reply = web.json_response({"status": "success", "datas": {}})
        reply.set_cookie("beaker.session.id", "in")
        return reply

    # The import

    async def _page(self, _request: web.Request) -> web.Response:
        return web.Response(text="<form>Fichier csv</form>", content_type="text/html")

    async def _first(self, request: web.Request) -> web.Response:
        fields = await _fields(request)
        file = dict(fields).get("upload", b"")
        rows = _guessed(file.decode()) if len(file) <= LARGEST else None
        if [name for name, _ in fields] != FIRST or dict(fields)["model_type"] != b"userdatas" or not rows:
            return web.Response(text="Le fichier ne contient pas de données CSV valides", content_type="text/html")
        uid = f"U{self._next('uploads')}"
        self._uploads[uid] = rows
        return self._to(f"/import/2/?uid={uid}&model_type=userdatas")

    async def _second(self, request: web.Request) -> web.Response:
        header, _ = self._uploads[request.query["uid"]]
        return web.Response(text="".join(map(_entry, header)), content_type="text/html")

    async def _import(self, request: web.Request) -> web.Response:
        header, rows = self._uploads[request.query["uid"]]
        fields = [(name, value.decode()) for name, value in await _fields(request)]
        given = dict(fields)
        assert [name for name, _ in fields] == [*HEAD, *(ENTRY * len(header)), *TAIL], "the order of the fields"
        assert (given["action"], given["force_rel_creation"]) == ("override", "true")
        assert [value for name, value in fields if name == "csv_field"] == header
        assert given["id_key"] in header
        number = self._next("jobs")
        self._jobs[number] = {"status": "pending", "then": self._apply(given["id_key"], header, rows)}
        return self._to(f"/jobs/{number}")

    def _apply(self, key: str, header: list[str], rows: list[list[str]]) -> dict[str, Any]:
        cells = [dict(zip(header, row, strict=True)) for row in rows]
        if any(len(text) > WIDTHS.get(name, 65_000) for row in cells for name, text in row.items()):
            return {"status": "failed", "messages": [], "error_messages": []}
        new = 0
        for row in cells:
            found = next((n for n, each in self.people.items() if row[key] and each.get(key) == row[key]), None)
            if found is None:
                found, new = self._next("people"), new + 1
                self.people[found] = {}
            kept = {name: _kept(name, text) for name, text in row.items() if name in LABELS}
            self.people[found] |= {name: text for name, text in kept.items() if text or name not in STICKY}
        messages = [f"{new} nouvelles entrées ont été traitées", f"{len(rows) - new} entrées existantes"]
        return {"status": "completed", "messages": messages, "error_messages": []}

    async def _job(self, request: web.Request, number: str) -> web.Response:
        job = self._jobs.get(int(number))
        if job is None:
            return self._not_found()
        assert request.headers.get("X-Requested-With") == "XMLHttpRequest"
        then = job.pop("then", None)
        if then is not None:
            self._jobs[int(number)] = then
            return web.json_response({"status": "pending"})
        return web.json_response(self._jobs[int(number)])

    # The export

    async def _export(self, _request: web.Request) -> web.Response:
        if not self.people:
            return web.Response(status=500, text="Internal Server Error")
        ids = tuple(self.people)
        made, name = self._exports.get(ids, (-EXPORT_KEPT, ""))
        if self.now() - made >= EXPORT_KEPT or not name:
            name = f"gestion_sociale{self._next('uploads')}.csv"
            self._exports[ids] = (self.now(), name)
            self._files[name] = self._cook()
        number = self._next("jobs")
        self._jobs[number] = {"status": "completed", "filename": name, "messages": [], "error_messages": []}
        return self._to(f"/jobs/{number}")

    def _cook(self) -> bytes:
        names = ["Créé(e) le", "ID Gestion sociale", *LABELS]
        written = io.StringIO()
        writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(names)
        for number, row in self.people.items():
            writer.writerow(["22/11/2026", number, *(row.get(name, "") for name in LABELS)])
        return written.getvalue().encode("utf-8-sig")

    async def _cooked(self, _request: web.Request, name: str) -> web.Response:
        if name not in self._files:
            return self._not_found()
        return web.Response(body=self._files[name], content_type="text/csv", charset="utf-8")

    # Notes

    async def _list(self, _request: web.Request, node: str) -> web.Response:
        if int(node) not in self.people:
            return self._not_found()
        found = [note for note in self.notes.values() if note["node"] == int(node)]
        return web.json_response([_shown(note) for note in reversed(found)])

    async def _add(self, request: web.Request, node: str) -> web.Response:
        if int(node) not in self.people:
            return self._not_found()
        given = await request.json()
        if refused := _refused(given):
            return refused
        number = self._next("notes")
        self.notes[number] = {"id": number, "node": int(node), **_cleaned(given)}
        return web.json_response(_shown(self.notes[number]))

    async def _change(self, request: web.Request, number: str) -> web.Response:
        if int(number) not in self.notes:
            return self._not_found()
        given = await request.json()
        if refused := _refused(given):
            return refused
        self.notes[int(number)] |= _cleaned(given)
        return web.json_response(_shown(self.notes[int(number)]))

    async def _delete(self, _request: web.Request, number: str) -> web.Response:
        return web.json_response({}) if self.notes.pop(int(number), None) else self._not_found()


async def _fields(request: web.Request) -> list[tuple[str, bytes]]:
    """The fields of a form in their order."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    form = BytesParser(policy=HTTP).parsebytes(head + await request.read())
    parts = [part for part in form.iter_parts() if isinstance(part, EmailMessage)]
    found = [
        (str(part.get_param("name", header="content-disposition")), part.get_payload(decode=True)) for part in parts
    ]
    return [(name, value) for name, value in found if isinstance(value, bytes)]


def _guessed(text: str) -> tuple[list[str], list[list[str]]] | None:
    """The rows of a file as it understands them; None where they do not fit its header, or there are none."""
    try:
        dialect = csv.Sniffer().sniff(text, delimiters=";,")
    except csv.Error:
        return None
    header, *rows = csv.reader(io.StringIO(text, newline=""), dialect)
    fit = len(header) > 1 and all(len(row) == len(header) for row in rows)
    return (header, rows) if rows and fit else None


def _entry(name: str) -> str:
    options = "".join(
        f'<option value="{each}"{" selected" if LABELS.get(name) == each else ""}>x</option>'
        for each in LABELS.values()
    )
    return (
        f'<input type="hidden" name="csv_field" value="{name}"/>'
        f'<select name="model_attribute"><option value="">-</option>{options}</select>'
    )


def _kept(name: str, text: str) -> str:
    if name == "Naissance":
        day, _, rest = text.partition("/")
        return text if DATE.fullmatch(text) and int(day) <= 31 and int(rest[:2]) <= 12 else ""
    return text if text in NULLED.get(name, {text}) else ""


def _refused(given: Mapping[str, str]) -> web.Response | None:
    errors = {}
    if len(given["label"]) > 255:
        errors["label"] = "Longer than maximum length 255"
    if not given["comment"]:
        errors["comment"] = "Required"
    if given["visibility"] not in ("public", "private", "management"):
        errors["visibility"] = "is not one of public, private, management"
    if errors:
        return web.json_response({"status": "error", "errors": errors}, status=400)
    too_much = len(given["comment"].encode()) > 65_000
    return web.Response(status=500, text="Internal Server Error") if too_much else None


def _cleaned(given: Mapping[str, str]) -> dict[str, str]:
    text = re.sub(r"<[^>]*>", "", given["comment"]).replace("\x00", "")
    text = re.sub(r"&(?!\w+;)", "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return {"label": given["label"], "comment": text, "visibility": given["visibility"]}


def _shown(note: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in note.items() if name != "node"} | {"pinned": False, "user": "API"}
