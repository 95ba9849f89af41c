"""The sheets of one file, whichever kind of file it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from files.source import Source
from files.tables.csv_table import CsvTable
from files.tables.safety import is_workbook, open_package
from files.tables.table import Table
from files.tables.workbook import workbook_tables


@contextmanager
def opened_tables(source: Source) -> Iterator[Iterator[Table]]:
    """Raises Unreadable before anything of a harmful or foreign file is parsed."""
    if is_workbook(source):
        with source.opened() as file, open_package(file, source.size() or 0) as package:
            yield workbook_tables(package)
    else:
        yield iter([CsvTable(source)])
