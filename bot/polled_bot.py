"""PTB's bot, with updates as Telegram wrote them: one that cannot be read must not keep the others back."""

from collections.abc import Sequence
from typing import Any

from telegram.ext import ExtBot

_NETWORK_SECONDS = 10


class PolledBot(ExtBot[None]):
    """Adds one call to PTB's bot; everything else is PTB's."""

    async def raw_updates(
        self, *, offset: int | None, wait_seconds: int, limit: int, allowed: Sequence[str]
    ) -> list[dict[str, Any]]:
        """Long-poll for at most `wait_seconds`; giving an offset confirms every update before it."""
        wish = {
            "offset": offset,
            "timeout": wait_seconds,
            "limit": limit,
            "allowed_updates": list(allowed),
        }
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates",
            {name: value for name, value in wish.items() if value is not None},
            read_timeout=wait_seconds + _NETWORK_SECONDS,
        )
        return updates
