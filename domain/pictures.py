"""Drawings that were sent before: Telegram keeps them, and sends them again by its own number."""

from datetime import datetime
from typing import Protocol


class Pictures(Protocol):
    """Numbers by the digest of everything that is in the drawing, and of the bot that sent it."""

    def sent(self, digest: str) -> str | None:
        """Telegram's number (file_id) of this very drawing."""

    def keep(self, digest: str, file_id: str, *, now: datetime) -> None:
        """Keep the number, instead of an earlier one."""
