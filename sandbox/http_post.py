"""The small HTTP client that delivers updates: one POST a connection."""

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from sandbox.cast import Json

FORBIDDEN_CALLS = frozenset({"deletewebhook", "setwebhook", "close", "logout"})
BODY_AT_MOST = 1024 * 1024


@dataclass(frozen=True)
class Reply:
    status: int
    reason: str = ""
    retry_after: float = 0
    body: bytes = b""

    @property
    def ok(self) -> bool:
        return 200 <= self.status <= 299  # noqa: PLR2004  # HTTP's success

    def method_call(self) -> Json | None:
        """The method that the webhook's answer asks for; reading methods make no sense there."""
        try:
            call = json.loads(self.body) if self.body else None
        except ValueError:
            return None
        method = str(call.get("method", "")).lower() if isinstance(call, dict) else ""
        return call if method and method not in FORBIDDEN_CALLS and not method.startswith("get") else None


async def post_json(url: str, headers: dict[str, str], body: bytes) -> Reply:
    """POST the JSON body; OSError or ValueError when no HTTP answer comes back."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port or (443 if secure else 80), ssl=secure or None
    )
    try:
        writer.write(_request(parts.netloc.rpartition("@")[2], parts.path or "/", parts.query, headers, body))
        await writer.drain()
        return await _read_reply(reader)
    finally:
        writer.close()


def _request(host: str, path: str, query: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"POST {path}{'?' if query else ''}{query} HTTP/1.1", f"Host: {host}"]
    fixed = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Connection": "close"}
    lines += [f"{name}: {value}" for name, value in (fixed | headers).items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _read_reply(reader: asyncio.StreamReader) -> Reply:
    status_line = (await reader.readline()).decode("latin-1").split(None, 2)
    if len(status_line) < 2:  # noqa: PLR2004  # version and status
        raise ConnectionResetError("the webhook closed the connection")
    headers: dict[str, str] = {}
    while line := (await reader.readline()).decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    reason = status_line[2].strip() if len(status_line) > 2 else ""  # noqa: PLR2004  # reason is optional
    after = headers.get("retry-after", "0")
    return Reply(
        int(status_line[1]), reason, int(after) if after.isdigit() else 0, await _read_body(reader, headers)
    )


async def _read_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b""
        while (size := int((await reader.readline()).split(b";")[0], 16)) and len(body) < BODY_AT_MOST:
            body += await reader.readexactly(size)
            await reader.readline()
        return body
    length = headers.get("content-length")
    return await reader.readexactly(min(int(length), BODY_AT_MOST)) if length else b""
