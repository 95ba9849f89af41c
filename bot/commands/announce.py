"""`sapa announce`: words for everybody who is linked, and how they were received."""

from datetime import datetime, time, timedelta
from pathlib import Path

import click
from rich.table import Table

from bot.commands.officer import officer
from bot.commands.opening import opened
from bot.commands.speaking import console, json_option, minute, number, refuse, say, show_json, text
from bot.house import House
from domain.acknowledgements import Acknowledgement
from domain.announcements.publishing import PublishingDesk
from domain.announcements.wording import Draft, Wording

_VALID_FOR = timedelta(days=30)
_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])
_COLUMNS = ("day", "title", "code", "addressed", "sent", "read", *Acknowledgement)


@click.group("announce", help=text("commands.announce.help"))
def command() -> None:
    """Group."""


@command.command("publish", help=text("commands.announce.publish.help"))
@click.argument("title")
@click.option("--file-id", required=True, type=_FILE, help=text("commands.announce.publish.file_id"))
@click.option("--title-en", help=text("commands.announce.publish.title_en"))
@click.option("--file-en", type=_FILE, help=text("commands.announce.publish.file_en"))
@click.option("--until", type=_DAY, help=text("commands.announce.publish.until"))
@click.option("--by", "maker", required=True, metavar="NIP", help=text("commands.announce.publish.by"))
@click.option("--second", "checker", metavar="NIP", help=text("commands.announce.publish.second"))
@json_option
def publish(
    *,
    title: str,
    file_id: Path,
    title_en: str | None,
    file_en: Path | None,
    until: datetime | None,
    maker: str,
    checker: str | None,
    as_json: bool,
) -> None:
    """Without a second officer nothing is sent: the words are shown as they would arrive."""
    if (title_en is None) is not (file_en is None):
        refuse(text("commands.announce.publish.half_english"))
    draft = Draft(
        indonesian=Wording(title=title, body=_read(file_id)),
        english=None if file_en is None or title_en is None else Wording(title=title_en, body=_read(file_en)),
    )
    with opened() as house:
        desk, by = _desk(house), officer(house, maker)
        expires_at = _expiry(house, until)
        if checker is None:
            final, people = desk.preview(draft, expires_at=expires_at, by=by, now=house.now())
            _show_preview(final, people, as_json=as_json)
            return
        second = officer(house, checker)
        done = desk.publish(draft, expires_at=expires_at, by=by, second=second, now=house.now())
    if as_json:
        show_json(
            {
                "announcement": done.announcement.id,
                "code": done.announcement.code,
                "addressed": done.addressed,
            }
        )
    else:
        say("commands.announce.publish.done", code=done.announcement.code, count=done.addressed)


@command.command("list", help=text("commands.announce.list.help"))
@click.option("--by", "nip", required=True, metavar="NIP", help=text("commands.announce.publish.by"))
@json_option
def list_announcements(*, nip: str, as_json: bool) -> None:
    with opened() as house:
        listed = _desk(house).newest(by=officer(house, nip))
        zone = house.settings.zone
    rows: list[dict[str, object]] = [
        {
            "id": one.id,
            "day": one.published_at,
            "until": one.expires_at,
            "title": one.draft.indonesian.title,
            "code": one.code,
            "addressed": reception.addressed,
            "messages": messages,
            "read": reception.read,
            **{said: reception.answers.get(said, 0) for said in Acknowledgement},
        }
        for one, reception, messages in listed
    ]
    if as_json:
        show_json(rows)
        return
    if not rows:
        say("commands.announce.list.none")
        return
    table = Table(*(text(f"commands.announce.column.{name}") for name in _COLUMNS))
    for one, reception, messages in listed:
        table.add_row(
            minute(one.published_at, zone),
            one.draft.indonesian.title,
            one.code,
            number(reception.addressed),
            number(messages.get("sent", 0)),
            number(reception.read),
            *(number(reception.answers.get(said, 0)) for said in Acknowledgement),
        )
    console.print(table)


def _desk(house: House) -> PublishingDesk:
    return PublishingDesk(house.store, zone=house.settings.zone)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as fault:
        refuse(text("commands.file_fault", path=str(path), cause=fault.strerror or ""))
    except ValueError:
        refuse(text("commands.announce.publish.not_utf8", path=str(path)))


def _expiry(house: House, until: datetime | None) -> datetime:
    """The end of the day that is named, in the region's zone; of the thirtieth when none is."""
    zone = house.settings.zone
    day = (house.now() + _VALID_FOR).astimezone(zone).date() if until is None else until.date()
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _show_preview(final: Draft, people: int, *, as_json: bool) -> None:
    read = [final.indonesian, *([final.english] if final.english else [])]
    if as_json:
        words = [{"title": one.title, "body": one.body} for one in read]
        show_json({"addressed": people, "sent": False, "texts": words})
        return
    for one in read:
        console.print(f"{one.title}\n\n{one.body}\n")
    if final.english is None:
        say("commands.announce.publish.no_english")
    say("commands.announce.publish.preview", count=people)
