"""Bringing a database to the schema of this release."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from storage.tables import metadata
from storage.trail.guard import guard

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x5A9A_5C48


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the missing steps in one transaction, foreign keys off meanwhile on SQLite.

    Of two workers that start at once on PostgreSQL the second one waits and finds nothing left to do.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        command.upgrade(_config(connection), revision)
        guard(connection)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        command.downgrade(_config(connection), revision)
        connection.commit()


def differences(engine: Engine) -> list[object]:
    """What the tables in code have and the database has not, or the other way round."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def write_revision(engine: Engine, message: str) -> None:
    """Draft the next step from the difference; a person reads it before it is committed."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=_next_id())


def head() -> str | None:
    """The last of the shipped steps, as the steps themselves say how they follow each other."""
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def _next_id() -> str:
    return f"{int(head() or 0) + 1:04d}"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config
