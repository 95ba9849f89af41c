"""The copy of all one's data: one ZIP with a page to read, the same as JSON for programs, and one's files."""

import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import BinaryIO, Protocol

from domain.privacy.records import CopyFor, Holding
from domain.privacy.refusals import CopyTooLarge

PAGE, DATA = "data.html", "data.json"
# Telegram takes 50 MB of a bot.
BYTES_AT_MOST = 45 * 2**20
_ENDINGS = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"PK\x03\x04": "zip"}

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:1em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:0 0 1em;display:block;overflow-x:auto}"
    "th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
)


class Say(Protocol):
    """Fills words in one language, without markup."""

    def __call__(self, key: str, /, **facts: str | int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language: its code, its words, and how it writes a time and a day."""

    language: str
    say: Say
    moment: Callable[[datetime], str]
    day: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class _Section:
    kind: str
    rows: list[Mapping[str, object]]


def write_copy(holdings: Iterator[Holding], about: CopyFor, wording: Wording) -> BinaryIO:
    """One file, read from its beginning; it lies in memory alone, for reports told under seal are in it, too.

    Files go straight into it, one at a time. Raise CopyTooLarge as soon as it is too large to be sent.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        sections = [_section(archive, one) for one in holdings]
        archive.writestr(DATA, _as_json(sections, about))
        archive.writestr(PAGE, _as_page(sections, about, wording))
    _ensure_fits(file.tell())
    file.seek(0)
    return file


def _ensure_fits(size: int) -> None:
    if size > BYTES_AT_MOST:
        raise CopyTooLarge


def _section(archive: zipfile.ZipFile, holding: Holding) -> _Section:
    rows: list[Mapping[str, object]] = [
        {name: _filed(archive, holding.kind, value) for name, value in row.items()} for row in holding.rows
    ]
    return _Section(holding.kind, rows)


def _filed(archive: zipfile.ZipFile, kind: str, value: object) -> object:
    """A file's place in the archive instead of its bytes."""
    if not isinstance(value, bytes):
        return value
    ending = next((one for start, one in _ENDINGS.items() if value.startswith(start)), "bin")
    name = f"files/{kind}-{len(archive.namelist()) + 1}.{ending}"
    archive.writestr(name, value)
    _ensure_fits(archive.start_dir)
    return name


def _as_json(sections: list[_Section], about: CopyFor) -> str:
    said = {"made_at": about.made_at.isoformat(), "data": {one.kind: one.rows for one in sections}}
    return json.dumps(said, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a copy")


def _as_page(sections: list[_Section], about: CopyFor, wording: Wording) -> str:
    title = html.escape(wording.say("privacy.copy.title", name=about.name))
    intro = html.escape(wording.say("privacy.copy.intro", at=wording.moment(about.made_at)))
    body = "".join(_as_table(one, wording) for one in sections if one.rows)
    empty = [wording.say(f"privacy.table.{one.kind}") for one in sections if not one.rows]
    nothing = html.escape(wording.say("privacy.copy.nothing", listed="; ".join(empty)))
    return (
        f'<!doctype html><html lang="{wording.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1><p>{intro}</p>{body}<p>{nothing}</p></html>"
    )


def _as_table(section: _Section, wording: Wording) -> str:
    names = list(section.rows[0])
    heads = "".join(f"<th>{html.escape(wording.say(f'privacy.column.{name}'))}</th>" for name in names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(row[name], wording))}</td>" for name in names) + "</tr>"
        for row in section.rows
    )
    title = html.escape(wording.say(f"privacy.table.{section.kind}"))
    return f"<h2>{title}</h2><table><tr>{heads}</tr>{rows}</table>"


def _shown(value: object, wording: Wording) -> str:
    match value:
        case None | "":
            return "–"
        case bool():
            return wording.say("privacy.copy.yes" if value else "privacy.copy.no")
        case date():
            return wording.moment(value) if isinstance(value, datetime) else wording.day(value)
        case Mapping():
            return "; ".join(f"{name}: {_shown(one, wording)}" for name, one in value.items())
        case list() | tuple():
            return "; ".join(_shown(one, wording) for one in value)
        case _:
            return str(value)
