"""`sapa audit`: is the trail whole, what does it say, and what a human notes of it."""

import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import click

from bot.alerts import Alert, tell
from bot.commands.opening import opened
from bot.commands.speaking import (
    REFUSED,
    console,
    json_option,
    language,
    minute,
    number,
    refuse,
    say,
    show_json,
    text,
    words,
)
from bot.house import House
from domain.audit import AuditEntry, Sought
from domain.trail import keep_trail
from storage.trail.check import Fault
from storage.trail.verdict import Verdict, Witness, noted, verify

_SHOWN = 50
_AT_ONCE = 1_000
_FAULTS_SHOWN = 20


@click.group("audit", help=text("commands.audit.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("verify", help=text("commands.audit.verify.help"))
@click.option(
    "--anchors",
    "others",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=text("commands.audit.anchors"),
)
@click.option("--noted", "notes", multiple=True, metavar="N:CODE", help=text("commands.audit.noted"))
@json_option
def verify_trail(*, others: tuple[Path, ...], notes: tuple[str, ...], as_json: bool) -> None:
    """Exit with 2 when anything was changed. What was found stands in the trail, too."""
    witnesses = [_witness(one) for one in notes]
    with opened() as house:
        begun = time.monotonic()
        files = [house.folder.path / "anchors", *others]
        verdict = verify(house.store.engine, house.store.vault, files, witnesses=witnesses)
        seconds = round(time.monotonic() - begun, 1)
        _record(house, verdict)
        if as_json:
            show_json(asdict(verdict) | {"is_whole": verdict.is_whole, "seconds": seconds})
        else:
            for line in _told(house, verdict, seconds):
                console.print(line)
    if not verdict.is_whole:
        sys.exit(REFUSED)


@command.command("anchor", help=text("commands.audit.anchor.help"))
@json_option
def anchor(*, as_json: bool) -> None:
    """Chain what waits and show the head, short enough for paper."""
    with opened() as house:
        keep_trail(house.store, now=house.now())
        with house.store.read() as work:
            head = work.audit.head()
    if as_json:
        show_json(None if head is None else asdict(head))
    elif head is None:
        say("commands.audit.none")
    else:
        say("commands.audit.head", count=number(head.count), noted=f"{head.count}:{head.code}")


def _seeking(called: Any) -> Any:
    """The options by which entries are sought."""
    for option in (
        click.option("--kind", default="", help=text("commands.audit.kind")),
        click.option("--actor", default="", help=text("commands.audit.actor")),
        click.option("--subject", default="", help=text("commands.audit.subject")),
        click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help=text("commands.audit.day")),
    ):
        called = option(called)
    return called


@command.command("show", help=text("commands.audit.show.help"))
@_seeking
@click.option("--limit", default=_SHOWN, type=click.IntRange(1, _AT_ONCE), help=text("commands.audit.limit"))
@json_option
def show(*, kind: str, actor: str, subject: str, day: datetime | None, limit: int, as_json: bool) -> None:
    with opened() as house:
        what = _sought(house, kind=kind, actor=actor, subject=subject, day=day)
        with house.store.read() as work:
            found = work.audit.sought(what, limit=limit)
        if as_json:
            show_json([asdict(one) for one in found])
            return
        for one in found:
            console.print(_line(house, one))
        say("commands.audit.shown", count=number(len(found)))


@command.command("export", help=text("commands.audit.export.help"))
@_seeking
@click.option("--out", required=True, type=click.Path(path_type=Path), help=text("commands.audit.out"))
def export(*, kind: str, actor: str, subject: str, day: datetime | None, out: Path) -> None:
    from domain.actors import OPERATOR
    from domain.exports.desk import ExportDesk
    from domain.exports.records import ExportKind
    from files.tables.trail import write_trail

    with opened() as house:
        if out.exists():
            refuse(text("commands.audit.there", path=str(out)))
        what = _sought(house, kind=kind, actor=actor, subject=subject, day=day)
        headings = [
            text(f"trail.column.{name}") for name in ("number", "at", "actor", "act", "subject", "facts")
        ]
        content = write_trail(headings, (_cells(house, one) for one in _every(house, what)))
        # Recorded before anybody holds it.
        ExportDesk(house.store).release(ExportKind.AUDIT, content, people=0, by=OPERATOR, now=house.now())
        out.write_bytes(content)
        say("commands.audit.exported", path=str(out))


def _witness(said: str) -> Witness:
    found = noted(said)
    if found is None:
        refuse(text("commands.audit.noted.wrong", said=said))
    return found


def _record(house: House, verdict: Verdict) -> None:
    """What was found is part of the trail, and administrators hear of a fault."""
    with house.store.aside() as work:
        now = house.now()
        work.audit.add(
            "trail.verified",
            by="operator",
            subject="trail",
            now=now,
            chained=verdict.chained,
            waiting=verdict.waiting,
            faults=verdict.found,
        )
        if not verdict.is_whole:
            tell(work, Alert("trail_broken", str(verdict.found), {"count": verdict.found}), now=now)
        work.commit()


def _told(house: House, verdict: Verdict, seconds: float) -> Iterator[str]:
    yield text(
        "commands.audit.verified",
        chained=number(verdict.chained),
        waiting=number(verdict.waiting),
        anchors=number(verdict.anchors),
        seconds=str(seconds),
    )
    for restore in verdict.restores:
        at = datetime.fromisoformat(restore.at).replace(tzinfo=UTC)
        yield text(
            "commands.audit.restored",
            at=minute(at, house.settings.zone),
            place=number(restore.chained),
            beyond=number(verdict.beyond),
        )
    if verdict.is_whole:
        yield text("commands.audit.whole", noted=f"{verdict.chained}:{verdict.code}")
        return
    yield text("commands.audit.broken", count=number(verdict.found))
    for fault in verdict.faults[:_FAULTS_SHOWN]:
        yield "  " + _place(fault)


def _place(fault: Fault) -> str:
    return text(
        f"trail.fault.{fault.kind}",
        row="–" if fault.row is None else str(fault.row),
        place="–" if fault.place is None else str(fault.place),
        until="–" if fault.until is None else str(fault.until),
        name=fault.name or "–",
    )


def _sought(house: House, *, kind: str, actor: str, subject: str, day: datetime | None) -> Sought:
    zone = house.settings.zone
    since = None if day is None else datetime.combine(day.date(), clock_time(), zone).astimezone(UTC)
    until = None if since is None else since + timedelta(days=1)
    return Sought(kind=kind, actor=actor, subject=subject, since=since, until=until)


def _every(house: House, what: Sought) -> Iterator[AuditEntry]:
    """All of them, the newest first, by portions that fit into memory."""
    before: int | None = None
    while True:
        with house.store.read() as work:
            found = work.audit.sought(what, limit=_AT_ONCE, before=before)
        yield from found
        if len(found) < _AT_ONCE:
            return
        before = found[-1].number


def _cells(house: House, one: AuditEntry) -> list[str]:
    facts = ", ".join(f"{name}={value}" for name, value in one.facts.items())
    at = minute(one.at, house.settings.zone)
    return [str(one.number), at, one.actor, words().act(language(), one.action), one.subject, facts]


def _line(house: House, one: AuditEntry) -> str:
    return "  ".join(_cells(house, one))
