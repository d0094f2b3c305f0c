"""`/metrics` for Prometheus: read from the database when it is asked for, so that no turn counts anything twice.

It is closed unless `FLASHCOOP_METRICS_TOKEN` is set, and open to whoever sends that. « From this machine only » would
be no protection: behind a proxy on the same machine every request comes from this machine.
"""

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.doctor.machine import space
from bot.running import Assistant
from bot.turns.tally import Tally
from storage import service
from storage.database import Database
from storage.service import Backup, Numbers, Queue

PATH = "/metrics"
NOTHING_HERE = 404  # what everybody else is told: not even that there is something


def metrics_routes(assistant: Assistant) -> list[Route]:
    """The route, where a token is set."""
    token = assistant.settings.metrics_token
    if token is None:
        return []
    wanted = f"Bearer {token.get_secret_value()}".encode()

    async def told(request: Request) -> Response:
        """All figures as text."""
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), wanted):
            return PlainTextResponse("", NOTHING_HERE)
        return Response(await figures(assistant), media_type=CONTENT_TYPE_LATEST)

    return [Route(PATH, told)]


async def figures(assistant: Assistant) -> bytes:
    """The figures of a moment, in Prometheus' text format."""
    now = assistant.clock()
    numbers, backup = await assistant.reader.run(_read, now)
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Told([*_flow(assistant), *_queues(numbers), *_house(assistant, numbers, backup, now)]))
    return generate_latest(registry)


def _read(db: Database, now: datetime) -> tuple[Numbers, Backup]:
    return service.numbers(db, now), service.backup(db)


class _Told(Collector):
    """Figures that were read already."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> list[Metric]:
        return self._families


def _flow(assistant: Assistant) -> Iterator[Metric]:
    turns = assistant.turns
    yield CounterMetricFamily("flashcoop_turns", "Turns taken since the start", sum(turns.took.counts))
    yield _histogram("flashcoop_turn_seconds", "From taking a turn to its commit", turns.took)
    yield _histogram("flashcoop_inbox_wait_seconds", "From receipt to the commit of the turn", turns.waited)


def _histogram(name: str, told: str, tally: Tally) -> Metric:
    buckets, total = [], 0
    for bound, count in zip((*map(str, tally.bounds), "+Inf"), list(tally.counts), strict=True):
        total += count
        buckets.append((bound, float(total)))
    return HistogramMetricFamily(name, told, buckets=buckets, sum_value=tally.sum)


def _queues(numbers: Numbers) -> Iterator[Metric]:
    told = {"inbox": "what came in", "outbox": "what is to be sent", "engine": "voices to be heard"}
    for name, what in told.items():
        queue: Queue = getattr(numbers, name)
        yield _gauge(f"flashcoop_{name}_waiting", f"How much waits: {what}", queue.waiting)
        yield _gauge(f"flashcoop_{name}_oldest_seconds", f"How long the oldest has waited: {what}", queue.oldest)
    yield _gauge("flashcoop_uncertain", "Messages of which nobody knows whether they arrived", numbers.uncertain)
    yield _gauge("flashcoop_set_aside", "What came in and could not be read", numbers.set_aside)
    yield _gauge("flashcoop_helps_open", "Calls for help that nobody has answered", numbers.helps)
    yield _by("flashcoop_reminders", "Reminders, by what became of them", "state", numbers.reminders)


def _house(assistant: Assistant, numbers: Numbers, backup: Backup, now: datetime) -> Iterator[Metric]:
    away = {each.name: each.away.total_seconds() for each in numbers.targets}
    yield _by("flashcoop_target_away_seconds", "How long a CAE's records were out of reach", "target", away)
    if numbers.silent is not None:
        yield _gauge("flashcoop_telegram_silent_seconds", "Since something was had from Telegram", numbers.silent)
    if backup.made_at is not None or backup.failed is not None:
        yield _gauge(
            "flashcoop_backup_failed", "Whether the last backup that was tried failed", int(backup.failed is not None)
        )
    if backup.made_at is not None:
        yield _gauge("flashcoop_backup_age_seconds", "Age of the newest backup", now - backup.made_at)
    free, total = space([assistant.settings.data, assistant.settings.database.parent])
    yield _gauge("flashcoop_disk_free_bytes", "Free where the data are", free)
    yield _gauge("flashcoop_disk_bytes", "In all where the data are", total)
    yield _gauge("flashcoop_alarms", "Troubles that last", len(assistant.seen.alarms))


def _gauge(name: str, told: str, value: float | timedelta) -> Metric:
    number = value.total_seconds() if isinstance(value, timedelta) else float(value)
    return GaugeMetricFamily(name, told, number)


def _by(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family
