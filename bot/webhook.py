"""Receiving by webhook: Telegram is answered when the update is on the disk, and not before."""

import asyncio
import hmac
import json
from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.group_commit import GroupCommit
from bot.intake import accepted
from bot.metrics import TURNED_AWAY
from domain.inbox import Accepted
from domain.work import StoreAway
from storage.vault import Vault

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
# As ASGI writes headers.
_SECRET = SECRET_HEADER.lower().encode()
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


class _Refused(Exception):
    """A post that is not kept."""

    def __init__(self, cause: str, status: HTTPStatus) -> None:
        super().__init__(cause)
        self.cause = cause
        self.status = status


class Webhook:
    """One bot's endpoint: an ASGI application by itself, asked a hundred times as often as the others."""

    def __init__(self, path: str, secrets: Sequence[str], group: GroupCommit, otherwise: ASGIApp) -> None:
        self._path = path
        self._secrets = [one.encode() for one in secrets]
        self._group = group
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Posts to the path are Telegram's; whatever else comes is somebody else's to answer."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._otherwise(scope, receive, send)
            return
        status = await self._answer(scope, receive)
        headers = [(b"content-length", b"0")]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append((b"retry-after", str(RETRY_AFTER_SECONDS).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body"})

    async def _answer(self, scope: Scope, receive: Receive) -> HTTPStatus:
        """200 after the commit, 503 while the database is away; never 410, which ends a webhook."""
        try:
            self._look_at_head(scope)
            update = _understood(await _read(receive))
            async with asyncio.timeout(_ANSWERED_WITHIN):
                await self._group.keep(update)
        except _Refused as refused:
            cause, status = refused.cause, refused.status
        except ClientDisconnect:
            cause, status = "cut", HTTPStatus.BAD_REQUEST
        except (StoreAway, TimeoutError):
            cause, status = "database", HTTPStatus.SERVICE_UNAVAILABLE
        else:
            return HTTPStatus.OK
        TURNED_AWAY.labels(cause=cause).inc()
        return status

    def _look_at_head(self, scope: Scope) -> None:
        """Before a byte of the body is read."""
        headers = dict(scope["headers"])
        if scope["method"] != "POST":
            raise _Refused("method", HTTPStatus.METHOD_NOT_ALLOWED)
        if not self._is_telegram(headers.get(_SECRET, b"")):
            raise _Refused("secret", HTTPStatus.FORBIDDEN)
        if int(headers.get(b"content-length", b"0")) > BODY_AT_MOST:
            raise _Refused("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def _is_telegram(self, given: bytes) -> bool:
        # Each is compared, so that the time tells nothing of which one was nearly right.
        return sum(hmac.compare_digest(given, one) for one in self._secrets) > 0


async def _read(receive: Receive) -> bytes:
    """The body, of which no more than the limit is ever held."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > BODY_AT_MOST:
            raise _Refused("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)


def _understood(body: bytes) -> Accepted:
    """An update has at least a number; what is odd about the rest shows when it is handled."""
    try:
        update = accepted(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise _Refused("malformed", HTTPStatus.BAD_REQUEST) from fault
    if not 0 <= update.update_id < _NUMBERS_END:
        raise _Refused("malformed", HTTPStatus.BAD_REQUEST)
    return update
