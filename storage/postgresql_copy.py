"""PostgreSQL's own tools for copies: pg_dump and pg_restore, found on PATH."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL

from domain.refusals import Refusal

# The hours' keys stand in an unlogged table: they are in no copy.
_DUMP = ("pg_dump", "--format=custom", "--no-unlogged-table-data", "--no-owner", "--no-privileges")
_LINES_TOLD = 2
_COPY = re.compile(rb'COPY (?:\w+\.)?"?(\w+)"? ')


class ToolMissing(Refusal):
    """A tool of PostgreSQL is needed and not on PATH."""


class ToolFailed(Refusal):
    """A tool of PostgreSQL ended with an error."""


def dump(url: URL, out: Path, snapshot: str) -> None:
    """Write what a snapshot shows in pg_dump's own format."""
    _run((*_DUMP, f"--snapshot={snapshot}", f"--file={out}", _address(url)), url)


def rows_in(file: Path) -> dict[str, int]:
    """Read a dump through to its end, and count the rows of each table in it."""
    command = _found(("pg_restore", "--data-only", "--file=-", str(file)))
    counts: dict[str, int] = {}
    table = ""
    with subprocess.Popen(  # noqa: S603 -- a fixed tool; no shell reads the words
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None  # noqa: S101 -- for the types: a pipe was asked for
        for line in process.stdout:
            if table:
                is_end = line == b"\\.\n"
                counts[table] += not is_end
                table = "" if is_end else table
            elif begun := _COPY.match(line):
                table = begun[1].decode()
                counts[table] = 0
        _, told = process.communicate()
    _check("pg_restore", process.returncode, told)
    return counts


def load(url: URL, file: Path) -> None:
    """Bring a dump into an empty database, whole or not at all."""
    words = ("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run((*words, f"--dbname={_address(url)}", str(file)), url)


def _run(words: Sequence[str], url: URL) -> None:
    environment = dict(os.environ)
    if url.password is not None:
        # Not among the words: everybody on the machine may read those.
        environment["PGPASSWORD"] = str(url.password)
    done = subprocess.run(  # noqa: S603 -- a fixed tool; no shell reads the words
        _found(words), env=environment, check=False, capture_output=True
    )
    _check(words[0], done.returncode, done.stderr)


def _found(words: Sequence[str]) -> list[str]:
    path = shutil.which(words[0])
    if path is None:
        raise ToolMissing(tool=words[0], command=shlex.join(words))
    return [path, *words[1:]]


def _check(tool: str, status: int, told: bytes) -> None:
    if status != 0:
        lines = told.decode(errors="replace").strip().splitlines()[:_LINES_TOLD]
        raise ToolFailed(tool=tool, cause="; ".join(lines) or str(status))


def _address(url: URL) -> str:
    """As libpq reads it, without the password."""
    return url.set(drivername="postgresql", password=None).render_as_string()
