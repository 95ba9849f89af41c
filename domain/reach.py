"""Who can be written to: a block ends it at once, any sign of life restores it."""

from datetime import datetime
from typing import Protocol

from domain.linking.records import Account


class Reach(Protocol):
    """The live links that cannot be written to, and the messages that wait for them."""

    def lose(self, chat_id: int, *, now: datetime) -> None:
        """Nothing can be sent to this chat: what waits for it is unreachable until a sign of life.

        A chat without a live link has nobody who could come back to its messages: they meet their own ends.
        """

    def restore(self, account: Account, *, now: datetime) -> int:
        """Write to this chat again: what was caused since it was linked and is still valid goes out.

        Return how many messages that are.
        """
