"""Which schema a database has, and which this release ships.

Asked at every start and by every probe, so without the library that migrates: it is loaded where there is
something to migrate (`storage/schema.py`).
"""

from functools import cache
from pathlib import Path

from sqlalchemy import Engine, column, inspect, select, table

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_STAMP = table("alembic_version", column("version_num"))


@cache
def newest_revision() -> str:
    """Each step is a file that begins with its number, in four digits."""
    shipped = [path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py")]
    if not shipped:
        raise RuntimeError("no migration is shipped")
    return max(shipped)


def current_revision(engine: Engine) -> str | None:
    """The revision of a database; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_STAMP.name):
            return None
        found: str | None = connection.scalar(select(_STAMP.c.version_num))
    return found
