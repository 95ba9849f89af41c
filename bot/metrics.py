"""Figures for Prometheus: queues, outcomes, holders. Few labels, and nothing about anybody."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from domain.figures import Queue
from domain.outbox import Outcome
from domain.work import Store, StoreAway, Work

_ALIVE = timedelta(minutes=1)

# What this process has done since its start.
_DONE = CollectorRegistry()
SENT = Counter("sapa_send_outcomes", "Attempts to send, by what became of them", ["outcome"], registry=_DONE)
HOLDS = Counter("sapa_send_holds", "Times that sending was held for everybody", ["cause"], registry=_DONE)
TURNED_AWAY = Counter(
    "sapa_webhook_refused", "Posts to the webhook that were not kept", ["cause"], registry=_DONE
)
HANDLING = Histogram("sapa_handling_seconds", "From taking an update up to its end", registry=_DONE)


def outcome_name(outcome: Outcome) -> str:
    """`sent`, `later`, `unknown`, `unreachable`, `refused` or `expired`."""
    return getattr(outcome, "state", type(outcome).__name__.lower())


class StoreFigures(Collector):
    """What stands in the database, asked at each scrape."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        try:
            with self._store.read() as work:
                figures = list(_figures(work, self._clock()))
        except StoreAway:
            yield _gauge("sapa_database_up", "Whether the database answers", 0)
            return
        yield _gauge("sapa_database_up", "Whether the database answers", 1)
        yield from figures


def exposition(figures: StoreFigures) -> bytes:
    """Everything, in Prometheus' text format."""
    asked = CollectorRegistry()
    asked.register(figures)
    return generate_latest(_DONE) + generate_latest(asked)


def _figures(work: Work, now: datetime) -> Iterator[Metric]:
    inbox = Queue(*work.inbox.waiting())
    yield _gauge("sapa_inbox_open", "Updates accepted and not done", inbox.count)
    yield _gauge("sapa_inbox_oldest_seconds", "Age of the oldest of them", _age(inbox, now))
    yield _labelled(
        "sapa_inbox_set_aside", "Updates that wait for a human", "state", work.figures.set_aside()
    )
    lanes = {lane.name.lower(): queue for lane, queue in work.figures.lanes().items()}
    depths = {name: queue.count for name, queue in lanes.items()}
    ages = {name: _age(queue, now) for name, queue in lanes.items()}
    yield _labelled("sapa_outbox_depth", "Messages that wait to be sent", "lane", depths)
    yield _labelled("sapa_outbox_oldest_seconds", "Age of the oldest of them", "lane", ages)
    is_held = work.outbox.holding(now=now) is not None
    yield _gauge("sapa_sending_held", "Whether nobody may send", int(is_held))
    posts = {lease.name: 1 for lease in work.leases.held()}
    yield _labelled("sapa_post_held", "Posts that somebody holds", "post", posts)
    alive = [worker for worker in work.leases.workers() if now - worker.seen_at < _ALIVE]
    yield _gauge("sapa_workers", "Processes that gave a sign of life of late", len(alive))


def _gauge(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _labelled(name: str, about: str, label: str, values: dict[str, int] | dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family


def _age(queue: Queue, now: datetime) -> float:
    return 0.0 if queue.since is None else max(0.0, (now - queue.since).total_seconds())
