"""Reads a set of HR's files: every sheet is known by its headings, every fault is reported in its place."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from domain.imports.problems import Problem
from domain.imports.rows import FileSet
from files.cross_checks import CrossChecks
from files.file_reading import FileReader
from files.source import OnDisk, Source

Progress = Callable[[str, float], None]


def read_files(
    paths: Iterable[Path], *, today: date, progress: Progress = lambda _name, _share: None
) -> tuple[FileSet, list[Problem]]:
    """Read what can be read and list what cannot: refusals first, at most a thousand of each weight.

    `progress` is told a file's name and the share of it that is done, from 0 to 1.
    """
    return read_sources([OnDisk(path) for path in paths], today=today, progress=progress)


def read_sources(
    sources: Iterable[Source], *, today: date, progress: Progress = lambda _name, _share: None
) -> tuple[FileSet, list[Problem]]:
    """The same, wherever the files' bytes are."""
    reader = FileReader(today=today, progress=progress)
    with _no_collecting():
        for source in sources:
            reader.read(source)
        CrossChecks(reader.files, reader.found, reader.problems).run()
    return reader.files, reader.problems.listed()


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Rows form no cycles: to walk a hundred thousand of them again and again costs a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
