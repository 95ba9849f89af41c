"""PTB's bot, with updates as Telegram wrote them: one that cannot be read must not keep the others back."""

from collections.abc import Sequence
from typing import Any

from telegram.ext import ExtBot

from bot.transport.direct import DirectSender
from bot.transport.request import BotApiRequest

_NETWORK_SECONDS = 10


class PolledBot(ExtBot[None]):
    """Adds two ways to PTB's bot that build none of its objects; everything else is PTB's."""

    @property
    def direct(self) -> DirectSender:
        """For the postman, on the same connections."""
        request = self.request
        if not isinstance(request, BotApiRequest):
            raise TypeError("the bot was built on another transport")
        return DirectSender(request, self.base_url)

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
