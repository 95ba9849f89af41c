"""What administrators were told last, so that they are told once."""

from datetime import datetime, timedelta
from typing import Protocol

REPEATED_AFTER = timedelta(days=1)


class Alerts(Protocol):
    """One memory for all workers."""

    def is_news(self, kind: str, state: str, *, now: datetime) -> bool:
        """Whether this is to be told now; it counts as told from then on.

        Of one kind at most one an hour is, and the same state again only after a day.
        """
