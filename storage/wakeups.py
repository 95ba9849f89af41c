"""Telling other processes, with the commit, that there is something to do. On PostgreSQL only."""

from sqlalchemy import Connection, text

INBOX = "sapa_inbox"
OUTBOX = "sapa_outbox"
PROBE = "sapa_probe"
_NOTIFY = text("SELECT pg_notify(:channel, :word)")


def wake(connection: Connection, channel: str, word: str = "") -> None:
    """Once a transaction is enough: PostgreSQL passes equal words on once."""
    if connection.dialect.name == "postgresql":
        connection.execute(_NOTIFY, {"channel": channel, "word": word})
