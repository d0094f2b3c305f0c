"""Talking to an enDI: signing in, its jobs, its import in two pages, its export. Seen on version 2026.4.7."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
from yarl import URL

from bot.outgoing import Peer, Unreachable, content
from bot.records.pages import columns, export_rows, file_of
from bot.records.port import Failed

# Its pages send anything that does not look like a browser to /nosupport.
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
ASKS = {"X-Requested-With": "XMLHttpRequest"}
JOB_SECONDS, JOB_LOOKS = 1.0, 300  # a queue may be busy with somebody's large report; five minutes are enough
UPSERT = "override"  # of the import's ways the one that updates by key, and makes what is not there

Pause = Callable[[float], Awaitable[None]]


class Session:
    """A signed-in visit to one enDI."""

    def __init__(self, peer: Peer, keys: Mapping[str, str], pause: Pause = asyncio.sleep) -> None:
        self._peer, self._keys, self._pause = peer, keys, pause

    async def sign_in(self) -> None:
        """Raises Failed for a wrong login or password."""
        given = {"login": self._keys.get("login", ""), "password": self._keys.get("password", "")}
        status, _, body = await self.ask("POST", "api/v1/login", json=given)
        if status == 400:
            raise Failed("enDI refuse l'identifiant ou le mot de passe.")
        if status != 200 or b"success" not in body:
            raise Failed(f"À cette adresse, ce n'est pas enDI qui répond (code {status}).")

    async def ask(self, method: str, where: str | URL, **options: Any) -> tuple[int, str, bytes]:  # noqa: ANN401 -- aiohttp's own
        """Status, place it redirects to ("" if none) and body of one request. Raises Failed where nobody answers."""
        headers = {**BROWSER, **options.pop("headers", {})}
        try:
            async with self._peer.call(method, where, headers=headers, **options) as response:
                return response.status, response.headers.get("Location", ""), await content(response)
        except Unreachable as error:
            raise Failed(f"enDI ne répond pas ({error}).") from None

    async def json(self, method: str, where: str, given: Any = None) -> tuple[int, Any]:  # noqa: ANN401 -- JSON
        """Status and JSON of one call of its interface, None where there is none."""
        status, _, body = await self.ask(method, where, json=given) if given else await self.ask(method, where)
        try:
            return status, json.loads(body)
        except ValueError:
            return status, None

    async def job(self, where: str) -> Mapping[str, Any]:
        """A job, once it is over. Raises Failed when it never is."""
        for _ in range(JOB_LOOKS):
            status, _, body = await self.ask("GET", where, headers=ASKS)
            try:
                found = json.loads(body) if status == 200 else {}
            except ValueError:
                found = {}
            if found.get("status") in ("completed", "failed"):
                return dict(found)
            await self._pause(JOB_SECONDS)
        raise Failed("enDI n'a pas fini ce travail en cinq minutes : il sera repris.")

    async def recognised(self, names: Sequence[str], row: Sequence[str]) -> list[tuple[str, str]]:
        """Each column with the attribute enDI gives it, "" for one it has not; nothing is imported."""
        return (await self._upload(file_of(names, [row])))[1]

    async def import_rows(self, key: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Update rows by key, making those that are not there; whether enDI took them, which is all or none."""
        place, found = await self._upload(file_of(names, rows))
        if any(not attribute for _, attribute in found) or not place:
            return False
        status, where, _ = await self.ask("POST", place, data=_second_page(key, found))
        if status != 302:
            return False
        return bool((await self.job(where))["status"] == "completed")

    async def rows(self) -> list[Mapping[str, str]] | None:
        """Its export of all people, None where it makes none, as of an enDI without anybody.

        For five minutes it gives the same file again as long as nobody was added or deleted.
        """
        status, where, _ = await self.ask("GET", "userdatas.csv")
        if status != 302:
            return None
        job = await self.job(where)
        status, _, body = await self.ask("GET", f"cooked/{job.get('filename')}")
        if job["status"] != "completed" or status != 200:
            raise Failed("enDI n'a pas donné son export : il sera redemandé.")
        try:
            return export_rows(body)
        except (ValueError, UnicodeDecodeError):
            raise Failed("L'export d'enDI ne se lit pas : la colonne « ID Gestion sociale » y manque.") from None

    async def _upload(self, file: str) -> tuple[str, list[tuple[str, str]]]:
        """The place of the import's second page and the columns it shows; "" where the file was not taken."""
        await self.ask("GET", "import/1/")
        status, where, _ = await self.ask("POST", "import/1/", data=_first_page(file))
        if status != 302:
            return "", []
        _, _, page = await self.ask("GET", where)
        return where, columns(page.decode("utf-8", "replace"))


def _first_page(file: str) -> aiohttp.MultipartWriter:
    fields: list[tuple[str, str]] = [("_charset_", "UTF-8"), ("__formid__", "deform")]
    writer = _form([*fields, ("__start__", "csv_file:mapping")])
    part = writer.append(file.encode(), {"Content-Type": "text/csv"})
    part.set_content_disposition("form-data", name="upload", filename="flashcoop.csv")
    rest = [("__end__", "csv_file:mapping"), ("model_type", "userdatas"), ("association", ""), ("submit", "submit")]
    return _form(rest, writer)


def _second_page(key: str, found: Sequence[tuple[str, str]]) -> aiohttp.MultipartWriter:
    fields = [("_charset_", "UTF-8"), ("__formid__", "deform"), ("action", UPSERT), ("id_key", key)]
    fields.append(("__start__", "entries:sequence"))
    for name, attribute in found:
        entry = [("csv_field", name), ("model_attribute", attribute)]
        fields += [("__start__", "entry:mapping"), *entry, ("__end__", "entry:mapping")]
    fields += [("__end__", "entries:sequence"), ("record_name", ""), ("force_rel_creation", "true")]
    return _form([*fields, ("submit", "submit")])


def _form(fields: Sequence[tuple[str, str]], writer: aiohttp.MultipartWriter | None = None) -> aiohttp.MultipartWriter:
    """A form whose fields come in this very order, which enDI reads it by."""
    writer = writer or aiohttp.MultipartWriter("form-data")
    for name, value in fields:
        writer.append(value).set_content_disposition("form-data", name=name)
    return writer
