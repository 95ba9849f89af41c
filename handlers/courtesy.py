"""Greetings and thanks: answered as such, where nothing is asked besides."""

import re
from collections.abc import Mapping

_SAID: Mapping[str, frozenset[str]] = {
    "thanks": frozenset(["terima", "kasih", "makasih", "mksh", "trims", "tks", "thanks", "thank", "thx"]),
    "greeting": frozenset(
        ["halo", "hallo", "hai", "hello", "hi", "salam", "assalamualaikum", "assalam", "selamat", "pagi",
         "siang", "sore", "malam", "morning", "afternoon", "good"]
    ),
}  # fmt: skip
_BESIDES = frozenset(
    ["pak", "bu", "bapak", "ibu", "ya", "yth", "you", "very", "much", "banyak", "min", "admin"]
)


def courtesy_in(text: str) -> str | None:
    """`greeting` or `thanks` when the text is nothing else; None when there is more in it, or nothing."""
    words = set(re.findall(r"[a-z]+", text.lower())) - _BESIDES
    said = [name for name, ways in _SAID.items() if words & ways]
    known = frozenset().union(*_SAID.values())
    return said[0] if said and words <= known else None
