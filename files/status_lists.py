"""Reading a list of statuses: the headings are looked for, everything else in the file is passed over."""

from collections.abc import Iterator, Mapping

from domain.dossiers.status_lists import ROWS_AT_MOST, StatusListUnfit, StatusRow
from files.opening import opened_tables
from files.sheets.cells import shown
from files.sheets.page import heading_key
from files.source import Held
from files.tables.table import DAMAGE, Cell, HeadRow, Table, Unreadable

# What a column may be called; of several that say who, the first that is filled counts.
_WHO = ("no usulan", "nomor usulan", "nip", "nip baru", "nip / no usulan", "proposal")
_STATUS = ("status", "status baru")
_NOTE = ("catatan", "keterangan", "alasan status", "note")


def read_statuses(content: bytes, name: str) -> list[StatusRow]:
    """At most one row more than may be brought at once. Raise StatusListUnfit."""
    try:
        with opened_tables(Held(name, content)) as tables:
            for table in tables:
                rows = _rows(table)
                if rows is not None:
                    return rows
    except (Unreadable, *DAMAGE) as fault:
        raise StatusListUnfit from fault
    raise StatusListUnfit


def _rows(table: Table) -> list[StatusRow] | None:
    """None: the sheet has not the headings that are needed."""
    for head in table.head():
        places = _places(head)
        who = [places[one] for one in map(heading_key, _WHO) if one in places]
        status = [places[one] for one in map(heading_key, _STATUS) if one in places]
        if who and status:
            note = [places[one] for one in map(heading_key, _NOTE) if one in places]
            return list(_read(table, head.number, who, status[0], note[:1]))
    return None


def _read(
    table: Table, heading_row: int, who: list[int], status: int, note: list[int]
) -> Iterator[StatusRow]:
    """Rows in which a status stands; the rest of the board's list is not decided yet."""
    wanted = sorted({*who, status, *note})
    count = 0
    for batch in table.batches(wanted):
        for at, number in enumerate(batch.numbers):
            cells = {place: _said(column[at]) for place, column in zip(wanted, batch.columns, strict=True)}
            if number <= heading_row or not cells[status]:
                continue
            count += 1
            said = next((cells[place] for place in who if cells[place]), "")
            noted = cells[note[0]] if note else ""
            yield StatusRow(line=number, who=said, status=cells[status], note=noted)
            if count > ROWS_AT_MOST:
                return


def _said(cell: Cell) -> str:
    """Whole, as it was written: a note is kept to its last word. A number that is no text is a number."""
    if not isinstance(cell, str):
        return shown(cell)
    words = " ".join(cell.split()).removeprefix("'")
    return "".join(sign for sign in words if sign.isprintable())


def _places(head: HeadRow) -> Mapping[str, int]:
    """Where each heading stands; of two alike the first counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(head.cells):
        found.setdefault(heading_key(shown(cell)), at)
    return found
