"""The body of a request: JSON, or a multipart form where files go along (RFC 7578)."""

import json
from secrets import token_hex
from typing import IO

from telegram.request import RequestData


def encoded(data: RequestData) -> tuple[str, bytes]:
    """Content type and body. The Bot API takes JSON for every method without files.

    File handles are read whole: Telegram takes files of 50 MB at most.
    """
    if data.contains_files:
        return _multipart(data)
    return "application/json", json.dumps(data.parameters, separators=(",", ":")).encode()


def _multipart(data: RequestData) -> tuple[str, bytes]:
    boundary = token_hex(16)
    pieces: list[bytes] = []
    for name, value in data.json_parameters.items():
        pieces += (_part_head(boundary, f'name="{_quoted(name)}"'), value.encode(), b"\r\n")
    for name, (filename, content, kind) in data.multipart_data.items():
        named = f'name="{_quoted(name)}"; filename="{_quoted(filename)}"'
        pieces += (_part_head(boundary, named, kind), _whole(content), b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", b"".join(pieces)


def _part_head(boundary: str, named: str, kind: str = "") -> bytes:
    kind_line = f"Content-Type: {kind}\r\n" if kind else ""
    return f"--{boundary}\r\nContent-Disposition: form-data; {named}\r\n{kind_line}\r\n".encode()


def _quoted(name: str) -> str:
    """Escape as browsers do: what would end the name or the line."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _whole(content: bytes | IO[bytes]) -> bytes:
    return content if isinstance(content, bytes) else content.read()
