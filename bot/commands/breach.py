"""`sapa breach affected`: whom an incident concerns, and the words for the notice within 3 x 24 hours."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from bot.commands.officer import acting
from bot.commands.opening import opened
from bot.commands.speaking import json_option, minute, number, refuse, say, show_json, text
from domain.breach.desk import TOLD_WITHIN, BreachDesk
from domain.breach.records import Span

_TIME = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.group("breach", help=text("commands.breach.help"))
def command() -> None:
    """Hold the sub-commands together."""


@command.command("affected", help=text("commands.breach.affected.help"))
@click.option("--kind", "kinds", multiple=True, help=text("commands.breach.kind"))
@click.option("--unit", "units", multiple=True, type=int, help=text("commands.breach.unit"))
@click.option("--until", type=_TIME, default=None, help=text("commands.breach.until"))
@click.option("--known", type=_TIME, default=None, help=text("commands.breach.known"))
@click.option("--out", type=click.Path(path_type=Path), default=None, help=text("commands.breach.out"))
@click.option("--by", "nip", default=None, metavar="NIP", help=text("commands.breach.by"))
@json_option
def affected(
    *,
    kinds: tuple[str, ...],
    units: tuple[int, ...],
    until: datetime | None,
    known: datetime | None,
    out: Path | None,
    nip: str | None,
    as_json: bool,
) -> None:
    with opened() as house:
        zone, now = house.settings.zone, house.now()
        with house.store.read() as work:
            wrong = set(kinds) - set(work.breaches.kinds())
        if wrong:
            refuse(text("commands.breach.unknown", kinds=", ".join(sorted(wrong))))
        if out is not None and out.exists():
            refuse(text("commands.audit.there", path=str(out)))
        span = Span(kinds=kinds, units=units, until=None if until is None else until.replace(tzinfo=zone))
        found = BreachDesk(house.store).affected(span, by=acting(house, nip), now=now)
        names = Counter(kind for one in found for kind in one.kinds)
        if out is not None:
            from files.tables.trail import write_trail

            columns = ("name", "nip", "unit", "chat", "kinds")
            with house.store.read() as work:
                people = work.people.several([one.person_id for one in found])
            rows = (
                (
                    people[one.person_id].full_name,
                    people[one.person_id].nip,
                    people[one.person_id].unit,
                    text("commands.breach.has_chat" if one.has_chat else "commands.breach.no_chat"),
                    ", ".join(text(f"privacy.table.{kind}") for kind in one.kinds),
                )
                for one in found
            )
            out.write_bytes(write_trail([text(f"commands.breach.column.{name}") for name in columns], rows))
    if as_json:
        show_json({"people": len(found), "kinds": names, "with_chat": sum(one.has_chat for one in found)})
        return
    learnt = now if known is None else known.replace(tzinfo=zone)
    say("commands.breach.people", count=number(len(found)), chat=number(sum(one.has_chat for one in found)))
    for kind, count in sorted(names.items(), key=lambda item: -item[1]):
        say("commands.breach.line", kind=text(f"privacy.table.{kind}"), count=number(count))
    say(
        "commands.breach.notice",
        by=minute(learnt + TOLD_WITHIN, zone),
        kinds=", ".join(text(f"privacy.table.{kind}") for kind in sorted(names)) or "–",
        office=house.settings.hr_office_name,
        contact=house.settings.hr_contact,
    )
