"""`/healthz` and `/metrics`: what machines are told, and who is told nothing."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from bot.running import Assistant
from bot.seeing.metrics import figures
from bot.turns.tally import BOUNDS, Tally
from bot.web.app import create_app
from storage import inbox, service
from storage.database import Database
from tests.web.conftest import Clock, app, assistant, client, clock, invited, visitor
from tests.web.visitor import Visitor

__all__ = ["app", "assistant", "client", "clock", "invited", "visitor"]

TOKEN = "a-token-for-prometheus-0123456789"


async def told(assistant: Assistant) -> dict[str, float]:
    text = (await figures(assistant)).decode()
    families = text_string_to_metric_families(text)
    return {
        sample.name + "".join(f"[{value}]" for value in sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


async def asks(assistant: Assistant, authorization: bytes = b"") -> httpx.Response:
    transport = httpx.ASGITransport(create_app(assistant), client=("127.0.0.1", 5))
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as machine:
        return await machine.get("/metrics", headers={b"Authorization": authorization})


# Health


async def test_health_has_the_mark_of_the_installation_and_no_secret(
    client: httpx.AsyncClient, assistant: Assistant
) -> None:
    reply = await client.get("/healthz")
    assert reply.json() == {"status": "ok", "mark": assistant.house.vault.mark}
    assert re.fullmatch(r"[0-9a-f]{16}", reply.json()["mark"])


async def test_a_turn_loop_that_stands_still_is_unhealthy(
    client: httpx.AsyncClient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert assistant.turns.looked is not None
    frozen = assistant.turns.looked
    monkeypatch.setattr("bot.seeing.health.time.monotonic", lambda: frozen + 61)
    reply = await client.get("/healthz")
    assert (reply.status_code, reply.json()["failing"]) == (503, ["turns"])


async def test_a_database_that_takes_nothing_is_unhealthy(client: httpx.AsyncClient, assistant: Assistant) -> None:
    assistant.seen.unwritable = True
    reply = await client.get("/healthz")
    assert (reply.status_code, reply.json()["failing"]) == (503, ["database"])


async def test_a_writer_that_has_ended_is_unhealthy(client: httpx.AsyncClient, assistant: Assistant) -> None:
    assistant.writer.close()
    reply = await client.get("/healthz")
    assert (reply.status_code, reply.json()["failing"]) == (503, ["writer"])


# Who may read figures


async def test_without_a_token_there_is_nothing(assistant: Assistant) -> None:
    assert (await asks(assistant)).status_code == 404


async def test_figures_are_for_who_sends_the_token_from_wherever(assistant: Assistant) -> None:
    assistant.settings = assistant.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    for given in (b"", b"Bearer x", TOKEN.encode(), "Bearer é".encode("latin-1")):
        reply = await asks(assistant, given)
        assert (reply.status_code, reply.text) == (404, "")
    reply = await asks(assistant, f"Bearer {TOKEN}".encode())
    assert reply.status_code == 200
    assert "flashcoop_turns_total" in reply.text


# What they say


async def test_turns_and_what_waits_are_counted(
    assistant: Assistant, visitor: Visitor, invited: Callable[[], Any]
) -> None:
    await visitor.enters(await invited())
    before = await told(assistant)
    assert before["flashcoop_turns_total"] >= 1
    assert before["flashcoop_turn_seconds_count"] == before["flashcoop_turns_total"]
    assert before["flashcoop_inbox_wait_seconds_count"] == before["flashcoop_turns_total"]
    assert before["flashcoop_inbox_waiting"] == 0
    assert before["flashcoop_disk_free_bytes"] > 0
    assert before["process_open_fds"] > 0


async def test_what_waits_has_an_age(assistant: Assistant, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "take_batch", lambda *_: [])
    await asyncio.sleep(0)
    earlier = clock() - timedelta(minutes=7)
    await assistant.writer.run(lambda db: inbox.receive(db, "x", "1", "x", {}, earlier))
    await assistant.writer.run(lambda db: db.conn.execute(SET_ASIDE, ("2",)).rowcount)
    found = await told(assistant)
    assert (found["flashcoop_inbox_waiting"], found["flashcoop_inbox_oldest_seconds"]) == (1, 420)
    assert found["flashcoop_set_aside"] == 1


SET_ASIDE = (
    "INSERT INTO inbox (channel, key, recipient, received_at, state) VALUES ('x', ?, 'x', '2026-01-01', 'quarantined')"
)


async def test_counting_uses_the_indexes(assistant: Assistant) -> None:
    """Looking must stay cheap when there are a million rows: no table that grows is read whole."""
    queries = [service._INBOX, service._WAITING, service._OPEN, service._LAST]
    queries += ["SELECT count(*) AS n FROM calls INDEXED BY calls_uncertain WHERE state = 'uncertain'"]
    for query in queries:
        plan = await assistant.reader.run(plan_of, query)
        whole = [line for line in plan if line.startswith("SCAN") and "INDEX" not in line]
        assert [line for line in whole if line.split()[1] in ("o", "c", "outbox", "calls")] == [], plan


def plan_of(db: Database, query: str) -> list[str]:
    marks = ["x"] * query.count("?")
    return [row["detail"] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {query}", marks).fetchall()]


def test_a_tally_counts_by_upper_bounds() -> None:
    tally = Tally((1.0, 2.0))
    for seconds in (0.5, 1.0, 1.5, 9.0):
        tally.add(seconds)
    tally.add(0.1, 3)
    assert tally.counts == [5, 1, 1]
    assert tally.sum == pytest.approx(12.3)
    assert sorted(BOUNDS) == list(BOUNDS)
