"""Column kinds and the metadata that every table shares."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Text,
    literal_column,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only for a column declared INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


def one_of(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    """Compare with states written out in the statement, as a partial index has them: bound values miss it."""
    written = [literal_column(f"'{state}'", Text) for state in states]
    return column == written[0] if len(written) == 1 else column.in_(written)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware times in, aware UTC out: SQLite drops the zone, and a naive time is a fault."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone is never kept")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        if value is None:
            return None
        kept: datetime = value
        return kept.replace(tzinfo=UTC) if kept.tzinfo is None else kept.astimezone(UTC)


# A row of these may hold a whole file, of up to 20 MB: few are read at once.
WHOLE_FILES = frozenset(
    {
        "concern_file",
        "concern_letter_file",
        "correction_paper",
        "objection_content",
        "preference_constraint",
    }
)
WHOLE_FILES_AT_ONCE = 10
