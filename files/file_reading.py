"""One file of a set: opened safely, its sheets recognised, their rows added to the set."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.imports.problems import ProblemList
from domain.imports.rows import FileSet, SheetKind, SourceFile, SourceSheet
from files.opening import opened_tables
from files.sheets.headings import Recognised, heading_fault, recognise
from files.sheets.page import Setting
from files.sheets.pages import PAGES
from files.sheets.reading import SheetReader, Spot
from files.sheets.titles import as_of, title_of, year_of
from files.source import Source
from files.tables.table import DAMAGE, Fault, HeadRow, Table, Unreadable


class FileReader:
    """Collects a set, file by file; `found` holds the columns of each of the set's sheets."""

    def __init__(self, *, today: date, progress: Callable[[str, float], None]) -> None:
        self.files = FileSet()
        self.found: list[Recognised] = []
        self.problems = ProblemList()
        self._today = today
        self._progress = progress

    def read(self, source: Source) -> None:
        spot = Spot(source.name, "", self.problems)
        try:
            with opened_tables(source) as tables:
                if self._is_known(source):
                    spot.report(Fault("file.twice"))
                else:
                    self._tables(source.name, tables)
        except Unreadable as reason:
            spot.report(reason.fault)
        except UnicodeDecodeError:
            spot.report(Fault("file.encoding"))
        except DAMAGE as error:
            spot.report(Fault("file.unreadable", facts=(("reason", type(error).__name__),)))
        self._progress(source.name, 1.0)

    def _is_known(self, source: Source) -> bool:
        with source.opened() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if any(file.sha256 == digest for file in self.files.files):
            return True
        self.files.files.append(SourceFile(name=source.name, sha256=digest, size=source.size() or 0))
        return False

    def _tables(self, name: str, tables: Iterable[Table]) -> None:
        known = [self._table(Spot(name, table.name, self.problems), table) for table in tables]
        kinds = [rows for rows in known if rows is not None]
        if not kinds:
            Spot(name, "", self.problems).report(Fault("file.not_recognised"))
        elif not any(kinds):
            Spot(name, "", self.problems).report(Fault("file.no_rows"))

    def _table(self, spot: Spot, table: Table) -> int | None:
        """Return how many rows the sheet holds; None for a sheet of no known kind."""
        head = table.head()
        found = recognise(head, PAGES)
        if found is None:
            if any(sum(cell not in {None, ""} for cell in row.cells) > 1 for row in head):
                spot.report(Fault("sheet.not_recognised"))
            return None
        fault = heading_fault(found)
        if fault:
            spot.report(self._merged(table, found) or fault, row=found.first_row)
            return 1
        return self._rows(spot, table, found, head)

    def _merged(self, table: Table, found: Recognised) -> Fault | None:
        """A merged range across the headings explains why one of them is missing."""
        deque(table.batches([0]), maxlen=0)
        across = any(
            left < right and top <= found.last_row and bottom >= found.first_row
            for top, left, bottom, right in table.merges()
        )
        if not across or not found.missing:
            return None
        return Fault("heading.merged", facts=(("columns", ", ".join(c.headings[0] for c in found.missing)),))

    def _rows(self, spot: Spot, table: Table, found: Recognised, head: list[HeadRow]) -> int:
        index = len(self.files.sheets)
        setting = Setting(today=self._today, day_zero=table.day_zero)
        reader = SheetReader(table, found, setting=setting, spot=spot, sheet=index)
        self.found.append(found)
        self.files.sheets.append(self._source(spot, found, head))
        rows = self._lists()[found.page.kind]
        rows.extend(reader.rows(lambda: self._progress(spot.file, table.share)))
        self.files.sheets[index] = replace(self.files.sheets[index], rows=reader.seen)
        if not reader.seen:
            spot.report(Fault("sheet.no_rows"))
        if found.absent:
            columns = ", ".join(column.headings[0] for column in found.absent)
            spot.report(Fault("heading.absent", facts=(("columns", columns),)), row=found.last_row)
        return reader.seen

    def _source(self, spot: Spot, found: Recognised, head: list[HeadRow]) -> SourceSheet:
        title = title_of(row for row in head if row.number < found.first_row)
        return SourceSheet(
            file=spot.file,
            name=spot.sheet,
            kind=found.page.kind,
            rows=0,
            title=title,
            as_of=as_of(title, today=self._today),
            year=year_of(title),
        )

    def _lists(self) -> dict[SheetKind, list[Any]]:
        files = self.files
        return {
            SheetKind.PEOPLE: files.people,
            SheetKind.POSITIONS: files.positions,
            SheetKind.TASKS: files.tasks,
            SheetKind.COMPETENCIES: files.competencies,
            SheetKind.STANDARDS: files.standards,
            SheetKind.PROPOSALS: files.proposals,
            SheetKind.WISHES: files.wishes,
            SheetKind.COUPLES: files.couples,
            SheetKind.CIRCUMSTANCES: files.circumstances,
            SheetKind.TRAVEL: files.travel,
        }
