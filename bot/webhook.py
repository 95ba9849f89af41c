"""Receiving by webhook: Telegram is answered when the update is on the disk, and not before."""

import asyncio
import hmac
import json
from collections.abc import Sequence

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.group_commit import GroupCommit
from bot.intake import accepted
from bot.metrics import TURNED_AWAY
from domain.inbox import Accepted
from domain.work import StoreAway
from storage.vault import Vault

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
BODY_AT_MOST = 1024 * 1024
# What Telegram waits before it sends the update again, instead of its own growing pauses.
RETRY_AFTER_SECONDS = 5
# A database may be locked, or away, for longer than anybody should have to wait for an answer.
_ANSWERED_WITHIN = 4.0
_NUMBERS_END = 2**63


def webhook_path(vault: Vault, bot_id: int) -> str:
    """Nobody finds it by chance; the secret in the header is what counts."""
    return "/telegram/" + vault.lookup("webhook.path", str(bot_id)).hex()[:32]


def webhook_secrets(vault: Vault, bot_id: int) -> list[str]:
    """The one that Telegram is told comes first; while the key is being changed the old one is known too."""
    return [one.hex() for one in vault.lookups("webhook.secret", str(bot_id))]


class Webhook:
    """One bot's endpoint."""

    def __init__(self, secrets: Sequence[str], group: GroupCommit) -> None:
        self._secrets = [one.encode() for one in secrets]
        self._group = group

    async def receive(self, request: Request) -> Response:
        """Answer 200 after the commit, 503 while the database is away; never 410, which ends a webhook."""
        if not self._is_telegram(request):
            return _refusal(403, "secret")
        try:
            body = await _read(request)
        except ClientDisconnect:
            return _refusal(400, "cut")
        if body is None:
            return _refusal(413, "size")
        update = _understood(body)
        if update is None:
            return _refusal(400, "malformed")
        try:
            async with asyncio.timeout(_ANSWERED_WITHIN):
                await self._group.keep(update)
        except (StoreAway, TimeoutError):
            response = _refusal(503, "database")
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response
        return Response()

    def _is_telegram(self, request: Request) -> bool:
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        # Each is compared, so that the time tells nothing of which one was nearly right.
        return sum(hmac.compare_digest(given, one) for one in self._secrets) > 0


async def _read(request: Request) -> bytes | None:
    """The body; None when it is too big, of which no more than the limit is ever held."""
    if int(request.headers.get("Content-Length", "0")) > BODY_AT_MOST:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_AT_MOST:
            return None
    return bytes(body)


def _understood(body: bytes) -> Accepted | None:
    """An update has at least a number; what is odd about the rest shows when it is handled."""
    try:
        update = accepted(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return update if 0 <= update.update_id < _NUMBERS_END else None


def _refusal(status: int, cause: str) -> Response:
    TURNED_AWAY.labels(cause=cause).inc()
    return Response(status_code=status)
