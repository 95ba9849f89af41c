"""What never stands in a log: secrets by their value, NIP and telephone numbers by their shape."""

import re
from collections.abc import Iterable
from typing import Any

from structlog.types import EventDict

HIDDEN = "[hidden]"
# A shorter secret would blot out ordinary words; where it stands in a URL it is hidden all the same.
_TOO_SHORT = 8

_SHAPES = (
    re.compile(r"(?<!\d)\d(?:[ .\-]?\d){17}(?!\d)"),  # a NIP, also as it is written in groups
    re.compile(r"(?<![\w-])(?:\+?62|0)[ .\-]?8(?:[ .\-]?\d){7,11}(?!\d)"),  # a mobile number here
    re.compile(r"(?<!\w)\+\d{8,15}(?!\d)"),  # any other country's
    re.compile(r"(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"),  # user and password in a URL
    re.compile(r"(?<=password=)\S+", re.IGNORECASE),
    re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}"),  # a bot token, of whichever bot
)


class Redaction:
    """A processor for structlog: every value of an event is cleaned, also within lists and mappings."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = sorted({one for one in secrets if len(one) >= _TOO_SHORT}, key=len, reverse=True)

    def __call__(self, _logger: Any, _method: str, event: EventDict) -> EventDict:
        # What begins with an underscore is structlog's own and is written nowhere.
        return {name: value if name.startswith("_") else self._value(value) for name, value in event.items()}

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for shape in _SHAPES:
            text = shape.sub(HIDDEN, text)
        return text

    def _value(self, value: Any) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, dict):
            return {self.clean(str(name)): self._value(one) for name, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._value(one) for one in value]
        written = str(value)
        cleaned = self.clean(written)
        return value if isinstance(value, int | float) and cleaned == written else cleaned
