"""What stands between us and PostgreSQL: a pooler hands a connection on after every transaction."""

from sqlalchemy import Connection

POOLED = "sapa_pooled"
"""The mark on a connection that goes through one."""


def lasts_for_a_transaction(connection: Connection) -> bool:
    """Whether nothing of a connection may be counted on but the transaction that is under way."""
    return bool(connection.info.get(POOLED))
