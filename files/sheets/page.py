"""What a kind of table looks like: its columns, under which headings, and how a row is made of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from domain.imports.rows import Row, SheetKind
from files.sheets.cells import Read
from files.tables.table import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What reading a cell may depend on."""

    today: date
    day_zero: date


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `must`: the table is not of its kind without it; `required`: no cell may be blank.

    With a `family`, every heading that matches is one entry of a mapping, its key made from the match.
    """

    field: str
    headings: tuple[str, ...]
    read: Callable[[Setting], Read[Any]]
    must: bool = False
    required: bool = False
    is_distinct: bool = False  # nearly every cell differs, so nothing is worth remembering
    family: re.Pattern[str] | None = None
    family_key: Callable[[re.Match[str]], str | int] = lambda match: match[0]


Fields = dict[str, Any]  # of one row; `make` may use it up
Complaint = tuple[str, Fault]  # the field, and what is wrong with it beside the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One kind of table. `check` compares the fields of one row, `make` builds the row."""

    kind: SheetKind
    columns: tuple[Column, ...]
    make: Callable[[int, int, Fields], Row]
    check: Callable[[Fields], Iterable[Complaint]] = lambda _: ()
    forbids: tuple[str, ...] = ()


@lru_cache(maxsize=4_096)
def heading_key(heading: str) -> str:
    """A heading without case, spaces and punctuation; the sign of a difference gets a name."""
    if heading.strip(" ()") in {"+/-", "±", "-/+", "+ / -"}:
        return "SELISIH"
    return re.sub(r"[\W_]+", "", heading).upper()
