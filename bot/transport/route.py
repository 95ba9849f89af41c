"""Where a call goes. The target holds the bot's token, so no text is ever made of it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urlsplit

from telegram.request import BaseRequest

from bot.transport.errors import NotSent

_PORTS = {"http": 80, "https": 443}
_SAFE_IN_TARGET = "/%:@!$&'()*+,;=~?"


class Address(NamedTuple):
    host: str
    port: int
    secure: bool


@dataclass(frozen=True, slots=True)
class Route:
    """An address, and the lines that every call of one method begins with."""

    address: Address
    opening: bytes = field(repr=False)

    def head(self, verb: str, kind: str = "", length: int = 0) -> bytes:
        """The head of one request; `kind` is the body's content type, empty when there is no body."""
        lines = f"Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n" if kind else "\r\n"
        return verb.encode() + self.opening + lines.encode()


@lru_cache(maxsize=128)
def route_to(url: str) -> Route:
    """Read an address; NotSent when it is none."""
    try:
        parts = urlsplit(url)
        address = Address(parts.hostname or "", parts.port or _PORTS[parts.scheme], parts.scheme == "https")
        address.host.encode("idna")
    except (ValueError, KeyError):
        address = Address("", 0, secure=False)
    if not address.host:
        # The fault's own words could quote the token.
        raise NotSent("the address of the Bot API is no http or https URL")
    return Route(address, _opening(parts, address))


def _opening(parts: SplitResult, address: Address) -> bytes:
    target = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", _SAFE_IN_TARGET)
    host = f"[{address.host}]" if ":" in address.host else address.host
    if address.port != _PORTS[parts.scheme]:
        host = f"{host}:{address.port}"
    fixed = f"User-Agent: {BaseRequest.USER_AGENT}\r\nAccept-Encoding: identity\r\n"
    return f" {target} HTTP/1.1\r\nHost: {host}\r\n{fixed}".encode()
