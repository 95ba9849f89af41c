"""Remembering drawings that were sent, so that each is drawn and uploaded once."""

from datetime import datetime

from domain.work import Store


class PictureDesk:
    """Remembers which drawings Telegram has already."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sent(self, digest: str) -> str | None:
        """Telegram's number of this very drawing, None where it was never sent."""
        with self._store.read() as work:
            return work.pictures.sent(digest)

    def keep(self, digest: str, file_id: str, *, now: datetime) -> None:
        """Nothing that an answer depends on: a unit of its own."""
        with self._store.aside() as work:
            work.pictures.keep(digest, file_id, now=now)
            work.commit()
