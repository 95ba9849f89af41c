"""Which addresses Telegram takes for links."""

import re
from urllib.parse import urlsplit

SCHEMES = {"http", "https", "ftp", "tg", "ton", "tonsite"}
HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+|\d{1,3}(?:\.\d{1,3}){3}|localhost|\[[0-9a-fA-F:]+\]")


def mentions_a_user(address: str) -> bool:
    """`tg://user?id=…` names a person, not a place; the sandbox makes no mention of it, as for a stranger."""
    return address.lower().startswith("tg://user")


def checked_link(address: str) -> str | None:
    """The address as Telegram would keep it, or None when it would keep none."""
    address = address.strip()
    full = address if "://" in address or address.lower().startswith("tg:") else f"http://{address}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or any(mark.isspace() for mark in full):
        return None
    if parts.scheme in {"tg", "ton", "tonsite"}:
        return full
    if not HOST.fullmatch(host if ":" not in host else f"[{host}]"):
        return None
    return full if parts.path or parts.query or parts.fragment else full + "/"
