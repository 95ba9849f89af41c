"""The one real clock; everywhere else the time is an argument."""

from datetime import UTC, datetime


def wall_now() -> datetime:
    """Aware UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- this is the one place
