"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import hmac
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.arguments import Arguments, read_arguments
from sandbox.cast import Json
from sandbox.errors import NOT_FOUND, UNAUTHORIZED, ApiError, too_many_requests
from sandbox.faults import Fault
from sandbox.methods import call
from sandbox.sandbox import Sandbox

ERRORS = ("too_many_requests", "server_error", "bad_gateway", "refusal")
BAD_GATEWAY = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class BotApi:
    """The ASGI application behind `/bot<token>/<method>`."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        box.webhook.act = self._act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method: str = scope["path_params"]["method"].lower()
        faults = self._box.faults
        if latency := faults.strike(["latency"], method):
            await self._box.clock.wait(asyncio.Event(), latency.seconds)
        trouble = faults.strike(ERRORS, method)
        if trouble and not trouble.applied:
            response = _trouble(trouble)
        else:
            response = await self._answer(Request(scope, receive), method)
        if trouble:
            response = _trouble(trouble)
        if faults.strike(["cut"], method):
            await _cut(send)
        else:
            await response(scope, receive, send)

    async def _answer(self, request: Request, method: str) -> Response:
        try:
            self._check_token(request)
            result = await call(self._box, method, await read_arguments(request))
        except ApiError as refusal:
            return _json(refusal.body(), refusal.code)
        return _json({"ok": True, "result": result})

    def _check_token(self, request: Request) -> None:
        if not hmac.compare_digest(request.path_params["token"].encode(), self._box.bot.token.encode()):
            raise ApiError(*UNAUTHORIZED)

    async def _act(self, asked: Json) -> None:
        """Do what a webhook's answer asks; its result is lost, as it is with Telegram."""
        try:
            await call(self._box, str(asked["method"]), Arguments(asked))
        except ApiError:
            return

    async def file(self, request: Request) -> Response:
        try:
            self._check_token(request)
        except ApiError as refusal:
            return _json(refusal.body(), refusal.code)
        stored = self._box.files.at(request.path_params["path"])
        if stored is None:
            return _json(ApiError(*NOT_FOUND).body(), 404)
        data = await asyncio.to_thread(self._box.files.read, stored)
        return Response(data, media_type="application/octet-stream")


def _json(body: Any, status: int = 200) -> Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, media_type="application/json")


def _trouble(fault: Fault) -> Response:
    if fault.kind == "bad_gateway":
        return HTMLResponse(BAD_GATEWAY, 502)
    refusals = {
        "too_many_requests": too_many_requests(fault.seconds),
        "server_error": ApiError(500, "Internal Server Error"),
        "refusal": ApiError(fault.code, fault.description),
    }
    refusal = refusals[fault.kind]
    return _json(refusal.body(), refusal.code)


async def _cut(send: Send) -> None:
    """Promise an answer and break off: the server closes the connection, the client knows nothing."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
