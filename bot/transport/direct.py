"""Sending without PTB's objects: most of a `send_message` is the building of a Message nobody looks at."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from telegram.request import BaseRequest

from bot.transport.request import BotApiRequest


class DirectSender:
    """Calls a method of the Bot API and hands back its `result` as JSON has it.

    Shares the connections and the faults of the request object that PTB's bot uses; `base_url` ends in the
    token. Parameters are values that JSON knows, without files.
    """

    def __init__(self, request: BotApiRequest, base_url: str) -> None:
        self._request = request
        self._base_url = base_url

    async def send(
        self, method: str, parameters: Mapping[str, Any], begun: Callable[[], None] | None = None
    ) -> Any:
        """The result, for `sendMessage` a dict with `message_id`; every refusal is PTB's own exception.

        `begun` is called when a connection is there, just before the first byte; where it raises, nothing
        is sent.
        """
        body = json.dumps(parameters, separators=(",", ":")).encode()
        url = f"{self._base_url}/{method}"
        status, payload = await self._request.call(url, "POST", "application/json", body, begun=begun)
        if status >= HTTPStatus.MULTIPLE_CHOICES:
            await _Heard(status, payload).post(url="")
        return self._request.parse_json_payload(payload)["result"]


class _Heard(BaseRequest):
    """Lets PTB say which of its exceptions an answer already heard stands for."""

    read_timeout = None

    def __init__(self, status: int, payload: bytes) -> None:
        self._heard = (status, payload)

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._heard
