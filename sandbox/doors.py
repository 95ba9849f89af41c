"""Who may come in: only this machine's own addresses, and no page of another site.

Checking Host keeps a stranger's web page from reaching the sandbox by a name of its own (DNS rebinding);
checking Origin and Sec-Fetch-Site keeps it from sending forms here.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OWN_FETCHES = frozenset({"same-origin", "none"})
CONTENT = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", CONTENT.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


class Doors:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (reason := refusal(scope)):
            await PlainTextResponse(reason, 403)(scope, receive, send)
        elif scope["type"] == "http" and not is_bots(scope):
            await self._app(scope, receive, _guarded(send))
        else:
            await self._app(scope, receive, send)


def is_bots(scope: Scope) -> bool:
    """Whether it is the Bot API that is asked for."""
    return str(scope["path"]).startswith(("/bot", "/file/bot"))


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in HEADERS if pair[0] not in own)]
        await send(message)

    return guarded


def refusal(scope: Scope) -> str | None:
    """Why a request may not come in, or None."""
    headers = Headers(scope=scope)
    if not _is_loopback(f"//{headers.get('host', '')}", scope):
        return "Open this address as 127.0.0.1 or localhost."
    fetch = headers.get("sec-fetch-site", "none")
    # A form on a page of ours that tells no referrer comes without its origin; the browser vouches for it.
    is_untold = headers.get("origin") == "null" and fetch == "same-origin"
    origin = None if is_untold else headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return "Requests from other sites are refused."
    opened = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET" and scope["path"] == "/"
    return None if fetch in OWN_FETCHES or opened else "Requests from other sites are refused."


def _is_loopback(address: str, scope: Scope) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError:
        return False
    server = scope.get("server")
    right_port = server is None or server[1] is None or port == server[1]
    return parts.hostname in LOOPBACK and right_port
