"""Telegram's numbers of drawings that were sent before."""

from datetime import datetime

from sqlalchemy import Connection, select

from storage.records import upsert
from storage.tables import picture


class SqlPictures:
    """One row a drawing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sent(self, digest: str) -> str | None:
        return self._connection.scalar(select(picture.c.file_id).where(picture.c.digest == digest))

    def keep(self, digest: str, file_id: str, *, now: datetime) -> None:
        values = {"digest": digest, "file_id": file_id, "kept_at": now}
        upsert(self._connection, picture, "digest", values)
