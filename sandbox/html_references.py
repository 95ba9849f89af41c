"""Character references in Telegram's HTML: four names and numbers; anything else stays as it is written."""

import re

from sandbox.errors import bad_request

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"(&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+)));?")
LENGTH_BELOW = 10
CODES = range(1, 0x10FFFF)
SURROGATES = range(0xD800, 0xE000)
HALF = (
    "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, check for"
    " unmatched surrogate code units"
)


def read_reference(source: str, at: int) -> tuple[str, int]:
    """The text that the reference at this `&` stands for, and where it ends; a lone `&` is itself."""
    found = REFERENCE.match(source, at)
    text = _decoded(found) if found else ""
    return (text, found.end()) if found and text else ("&", at + 1)


def _decoded(found: re.Match[str]) -> str:
    written, hexadecimal, decimal, name = found.groups()
    if name:
        return NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code not in CODES or len(written) >= LENGTH_BELOW:
        return ""
    if code in SURROGATES:
        raise bad_request(HALF)
    return chr(code)


def decode(text: str) -> str:
    """The text with every reference in it replaced."""
    return REFERENCE.sub(lambda found: _decoded(found) or found.group(), text)
