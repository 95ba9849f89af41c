"""What an officer may announce: words for people, in a form that every telephone shows as it was written."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from domain.refusals import Refusal

# In UTF-16 units: with title, code and notes around it no message passes Telegram's 4,096.
TITLE_AT_MOST = 120
BODY_AT_MOST = 3_200

_PLACEHOLDER = re.compile(r"\{[^{}\n]{0,40}\}|<<[^<>\n]{1,40}>>")
# Signs that turn the reading direction: with them a text can show something else than it says.
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_LAYOUT = {"\n", "\t"}


class AnnouncementEmpty(Refusal):
    """A title or a text holds no word."""


class AnnouncementTooLong(Refusal):
    """A title or a text passes what one message can hold."""


class AnnouncementUnfinished(Refusal):
    """A place to be filled in was left in the text."""


class AnnouncementUnreadable(Refusal):
    """A sign in it cannot be shown, or hides how the text is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """An announcement in one language, as it is shown."""

    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be announced. `english` None: there is none yet, and whoever reads English is told so."""

    indonesian: Wording
    english: Wording | None

    @property
    def digest(self) -> bytes:
        """SHA-256 of all its words: two announcements that say the same are one."""
        read = [self.indonesian, *([self.english] if self.english else [])]
        return hashlib.sha256("\0".join(f"{one.title}\0{one.body}" for one in read).encode()).digest()


def checked(draft: Draft) -> Draft:
    """The same words in their final form. Raise whatever of this module's refusals they deserve."""
    return Draft(
        indonesian=_checked(draft.indonesian),
        english=None if draft.english is None else _checked(draft.english),
    )


def _checked(wording: Wording) -> Wording:
    title = " ".join(unicodedata.normalize("NFC", wording.title).split())
    lines = unicodedata.normalize("NFC", wording.body).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    body = "\n".join(line.rstrip() for line in lines).strip()
    for text, limit in ((title, TITLE_AT_MOST), (body, BODY_AT_MOST)):
        _ensure_words(text)
        _ensure_readable(text)
        _ensure_finished(text)
        if (length := _units(text)) > limit:
            raise AnnouncementTooLong(length=length, limit=limit)
    return Wording(title=title, body=body)


def _ensure_words(text: str) -> None:
    if not any(sign.isalnum() for sign in text):
        raise AnnouncementEmpty


def _ensure_readable(text: str) -> None:
    for sign in text:
        is_control = unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} and sign not in _LAYOUT
        if is_control or unicodedata.bidirectional(sign) in _TURNING:
            raise AnnouncementUnreadable(sign=f"U+{ord(sign):04X}")


def _ensure_finished(text: str) -> None:
    found = _PLACEHOLDER.search(text)
    if found is not None:
        raise AnnouncementUnfinished(place=found[0])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
