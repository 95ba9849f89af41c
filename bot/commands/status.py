"""`sapa status`: how the house fares, for people and for whatever watches over it."""

import sys
from collections.abc import Iterator
from datetime import datetime

import click

from bot.commands.opening import opened
from bot.commands.pilot import told
from bot.commands.speaking import console, json_option, language, number, show_json, text
from bot.house import House
from bot.status import Status, observe
from locales.words import moment

NEEDS_A_HUMAN = 1
_GIBIBYTE = 2**30


@click.command("status", help=text("commands.status.help"))
@json_option
def command(*, as_json: bool) -> None:
    """Exit with 1 when something needs a human."""
    with opened() as house:
        status = observe(house, now=house.now())
        if as_json:
            show_json(status.as_json())
        else:
            for line in _lines(house, status):
                console.print(line)
    if status.needs:
        sys.exit(NEEDS_A_HUMAN)


def _lines(house: House, status: Status) -> Iterator[str]:
    yield text(
        "commands.status.house", mode=text(f"commands.status.mode.{status.mode}"), schema=status.schema
    )
    yield text("commands.status.people", count=number(status.people), linked=number(status.linked))
    yield text("commands.status.waves", **status.waves)
    yield text("commands.status.last_import", at=_moment(house, status.last_import))
    yield _inbox(house, status)
    yield from _outbox(status)
    if status.hold is not None:
        until, cause = status.hold
        yield text(
            "commands.status.hold", cause=text(f"commands.status.cause.{cause}"), until=_moment(house, until)
        )
    for worker in status.workers:
        posts = [lease.name for lease in status.posts if lease.holder == worker.id]
        yield text(
            "commands.status.worker",
            host=worker.host,
            pid=str(worker.pid),
            roles=", ".join(worker.roles),
            posts=", ".join(posts) or "–",
        )
    yield told(status.pilot)
    yield text("commands.status.disk", free=number(status.disk_free // _GIBIBYTE))
    yield text("commands.status.well") if not status.needs else text("commands.status.needs")
    for need in status.needs:
        yield "  " + text(f"commands.status.need.{need}")


def _inbox(house: House, status: Status) -> str:
    return text(
        "commands.status.inbox",
        open=number(status.inbox.count),
        since=_moment(house, status.inbox.since),
        quarantined=number(status.set_aside["quarantined"]),
        malformed=number(status.set_aside["malformed"]),
    )


def _outbox(status: Status) -> Iterator[str]:
    for lane, states in status.outbox.items():
        if states:
            counts = ", ".join(
                f"{text(f'commands.status.state.{state}')} {number(count)}" for state, count in states.items()
            )
            yield text("commands.status.lane", lane=text(f"commands.status.lane.{lane}"), counts=counts)
    yield text("commands.status.doubtful", count=number(status.doubtful))


def _moment(house: House, at: datetime | None) -> str:
    return "–" if at is None else moment(language(), at, house.settings.zone)
