"""`sapa inbox`: updates that were set aside for a human."""

import json
from datetime import tzinfo

import click
from rich.table import Table
from sqlalchemy.exc import NoResultFound

from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, say, show_json, text
from bot.house import House
from domain.inbox import Kept
from domain.refusals import NotFound
from storage.hour_keys import KeyGone

_SHOWN_AT_MOST = 100
_COLUMNS = ("update", "state", "received", "starts", "failures", "incident")
_update_id = click.argument("update_id", type=int)


@click.group("inbox", help=text("commands.inbox.help"))
def command() -> None:
    """Group."""


@command.command("list", help=text("commands.inbox.list.help"))
@json_option
def list_aside(*, as_json: bool) -> None:
    with opened() as house:
        with house.store.read() as work:
            aside = work.inbox.set_aside_list(_SHOWN_AT_MOST)
            open_ones, oldest = work.inbox.waiting()
        if as_json:
            waiting = {"open": open_ones, "oldest": oldest}
            show_json(waiting | {"aside": [_report(one) for one in aside]})
            return
        say("commands.inbox.open", count=open_ones, since=minute(oldest, house.settings.zone))
        console.print(_table(aside, house.settings.zone) if aside else text("commands.inbox.none"))


@command.command("show", help=text("commands.inbox.show.help"))
@_update_id
def show(*, update_id: int) -> None:
    with opened() as house:
        show_json(json.loads(_body(house, update_id)))


@command.command("retry", help=text("commands.inbox.retry.help"))
@_update_id
@json_option
def retry(*, update_id: int, as_json: bool) -> None:
    with opened() as house:
        _retry(house, update_id)
        if as_json:
            show_json({"update": update_id, "state": "new"})
        else:
            say("commands.inbox.retried", number=str(update_id))


def _body(house: House, update_id: int) -> str:
    """An update may hold what a person confided, so that it was read is on record."""
    with house.store.aside() as work:
        try:
            body = work.inbox.body_of(update_id)
        except (NoResultFound, KeyGone) as fault:
            raise _not_there(update_id) from fault
        work.audit.add("inbox.shown", by="operator", subject=f"update:{update_id}", now=house.now())
        work.commit()
    return body


def _retry(house: House, update_id: int) -> None:
    with house.store.aside() as work:
        if not work.inbox.retry(update_id, now=house.now()):
            raise _not_there(update_id)
        work.audit.add("inbox.retried", by="operator", subject=f"update:{update_id}", now=house.now())
        work.commit()


def _not_there(update_id: int) -> NotFound:
    return NotFound(subject=text("commands.inbox.subject", number=str(update_id)))


def _report(one: Kept) -> dict[str, object]:
    return {
        "update": one.update_id,
        "state": one.state,
        "received_at": one.received_at,
        "starts": one.starts,
        "failures": one.failures,
        "incident": one.incident,
    }


def _table(aside: list[Kept], zone: tzinfo) -> Table:
    table = Table(*(text(f"commands.inbox.column.{name}") for name in _COLUMNS))
    for one in aside:
        state = text(f"commands.inbox.state.{one.state}")
        counts = number(one.starts), number(one.failures)
        table.add_row(str(one.update_id), state, minute(one.received_at, zone), *counts, one.incident)
    return table
