"""`sapa workers`: which processes serve, and who holds which post since which term."""

from datetime import datetime, tzinfo

import click
from rich.table import Table

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from domain.leases import SEEN_WITHIN, Lease, WorkerSeen

_WORKER_COLUMNS = ("worker", "roles", "started", "seen", "alive")
_POST_COLUMNS = ("post", "holder", "term", "until")


@click.command("workers", help=text("commands.workers.help"))
@json_option
def command(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            workers, posts = work.leases.workers(), work.leases.held()
        now, zone = house.now(), house.settings.zone
        if as_json:
            show_json(
                {"workers": [_report(one, now) for one in workers], "posts": [_post(one) for one in posts]}
            )
        elif not workers:
            say("commands.workers.none")
        else:
            console.print(_worker_table(workers, now, zone))
            console.print(_post_table(posts, zone))


def _is_alive(worker: WorkerSeen, now: datetime) -> bool:
    return now - worker.seen_at < SEEN_WITHIN


def _report(one: WorkerSeen, now: datetime) -> dict[str, object]:
    return {
        "id": one.id,
        "host": one.host,
        "pid": one.pid,
        "roles": list(one.roles),
        "started_at": one.started_at,
        "seen_at": one.seen_at,
        "alive": _is_alive(one, now),
    }


def _post(one: Lease) -> dict[str, object]:
    return {"post": one.name, "holder": one.holder, "term": one.term, "until": one.until}


def _worker_table(workers: list[WorkerSeen], now: datetime, zone: tzinfo) -> Table:
    table = Table(*(text(f"commands.workers.column.{name}") for name in _WORKER_COLUMNS))
    for one in workers:
        alive = text(f"commands.workers.alive.{'yes' if _is_alive(one, now) else 'no'}")
        times = minute(one.started_at, zone), minute(one.seen_at, zone)
        table.add_row(one.id, ", ".join(one.roles), *times, alive)
    return table


def _post_table(posts: list[Lease], zone: tzinfo) -> Table:
    table = Table(*(text(f"commands.workers.column.{name}") for name in _POST_COLUMNS))
    for one in posts:
        name = text(f"commands.workers.post.{one.name}")
        table.add_row(name, one.holder, number(one.term), minute(one.until, zone))
    return table
