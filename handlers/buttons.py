"""Buttons: short versioned values, parsed or refused, and authorised again on every press."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from locales.words import Value, Words

VALUE_AT_MOST = 64  # bytes, Telegram's limit for callback data
_VALUE = re.compile(r"v1:(?P<action>[a-z_]{1,24})(?::(?P<arg>[A-Za-z0-9_.:-]{1,36}))?")


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button asks for."""

    action: str
    arg: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that comes back to us: the key of its label, an action of the table, and what about."""

    key: str
    action: str
    arg: str = ""
    facts: dict[str, Value] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """Its callback value; ValueError when it could not be parsed again."""
        value = f"v1:{self.action}:{self.arg}" if self.arg else f"v1:{self.action}"
        if _VALUE.fullmatch(value) is None:
            raise ValueError(f"no callback value: {value}")
        return value


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    key: str
    url: str


Rows = Sequence[Sequence[Button | Link]]


def parse_press(value: str | None) -> Press | None:
    """Read a callback value; None for one of another version, or of nobody."""
    found = _VALUE.fullmatch(value or "")
    return None if found is None else Press(found["action"], found["arg"] or "")


def keyboard(words: Words, language: str, rows: Rows) -> InlineKeyboardMarkup | None:
    """Put labels on the buttons; None when there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_labelled(words, language, one) for one in row] for row in rows])


def _labelled(words: Words, language: str, one: Button | Link) -> InlineKeyboardButton:
    if isinstance(one, Link):
        return InlineKeyboardButton(words.plain(language, one.key), url=one.url)
    return InlineKeyboardButton(words.plain(language, one.key, **one.facts), callback_data=one.value)
