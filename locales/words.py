"""The words of every language, read from the catalogues at start. Keys are ids; Indonesian is the source."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent
LANGUAGES = ("id", "en")
SOURCE = "id"

# In UTF-16 code units, so that no message filled with the longest facts passes Telegram's 4,096.
FACT_AT_MOST = 160
REASON_AT_MOST = 1_200
_LONG = {"reason", "answer"}

_DAY = "EEEE, d MMMM y"
_MOMENT = {"id": "EEEE, d MMMM y 'pukul' HH.mm", "en": "EEEE, d MMMM y 'at' HH:mm"}


class UnknownWords(LookupError):
    """A key that no catalogue has: a fault of ours, found by the tests."""


class Markup(str):
    """Telegram HTML whose values are escaped already. Made by this module only."""

    __slots__ = ()


Value = Markup | str | int | date


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: `forms` holds its plural forms in the catalogue's order, or the one text."""

    forms: tuple[str, ...]

    def form(self, language: str, count: object) -> str:
        singular = isinstance(count, int) and Locale(language).plural_form(count) == "one"
        return self.forms[0] if singular else self.forms[-1]


class Words:
    """Says things in a language. Values are escaped, once and last; templates are ours and are not."""

    def __init__(self, catalogues: Mapping[str, Mapping[str, Entry]]) -> None:
        self.catalogues = catalogues

    @classmethod
    def load(cls, folder: Path = CATALOGUES) -> "Words":
        """Read every catalogue in `<language>/LC_MESSAGES/`; no compiled files, nothing kept on disk."""
        return cls({language: dict(_entries(folder, language)) for language in LANGUAGES})

    def say(self, language: str, key: str, **facts: Value) -> Markup:
        """Fill a message for Telegram's HTML. A plural message takes its form from the fact `count`."""
        shown = {name: _escaped(_cut(name, _shown(language, value))) for name, value in facts.items()}
        return Markup(self._template(language, key, facts).format_map(shown))

    def plain(self, language: str, key: str, **facts: Value) -> str:
        """Fill a message where HTML is not read: labels of buttons, toasts, the terminal."""
        shown = {name: str(_shown(language, value)) for name, value in facts.items()}
        return self._template(language, key, facts).format_map(shown)

    def act(self, language: str, action: str) -> str:
        """What an entry of the trail records; the bare name of one that only an older version wrote."""
        key = f"trail.act.{action}"
        return self.plain(language, key) if key in self.catalogues[language] else action

    def joined(self, *parts: Markup, by: str = "\n") -> Markup:
        """Put sentences under or beside each other; empty ones leave no trace."""
        return Markup(by.join(part for part in parts if part))

    def whole(self, text: str) -> Markup:
        """What an officer wrote, escaped and never cut; its length was checked when it was published."""
        return Markup(html.escape(text))

    def _template(self, language: str, key: str, facts: Mapping[str, Value]) -> str:
        entry = self.catalogues[language].get(key)
        if entry is None:
            raise UnknownWords(f"{key} is not in the {language} catalogue")
        return entry.form(language, facts.get("count"))


def full_date(language: str, day: date) -> str:
    """Write a day as `Senin, 10 Agustus 2026`."""
    return format_date(day, _DAY, locale=language)


def moment(language: str, at: datetime, zone: tzinfo) -> str:
    """Write a time in the region's zone, as `Senin, 10 Agustus 2026 pukul 09.00 WIB`."""
    # The zone's own name is WIB, WITA or WIT; Babel knows these in Indonesian only.
    written = format_datetime(at, _MOMENT[language], tzinfo=zone, locale=language)
    return f"{written} {at.astimezone(zone).tzname()}"


def language_of(code: str | None) -> str:
    """Our language for a client's IETF code (`in`, `id-ID`, `pt-br`, nothing), else the source."""
    primary = (code or "").replace("_", "-").partition("-")[0].lower()
    known = {"in": "id"}.get(primary, primary)
    return known if known in LANGUAGES else SOURCE


def _entries(folder: Path, language: str) -> Iterator[tuple[str, Entry]]:
    for path in sorted((folder / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    text = message.string
                    yield key, Entry((text,) if isinstance(text, str) else tuple(text or ()))


def _shown(language: str, value: Value) -> str:
    if isinstance(value, date):
        return full_date(language, value)
    return format_decimal(value, locale=language) if isinstance(value, int) else value


def _cut(name: str, value: str) -> str:
    limit = REASON_AT_MOST if name in _LONG else FACT_AT_MOST
    units = value.encode("utf-16-le", "surrogatepass")
    if isinstance(value, Markup) or len(units) <= 2 * limit:
        return value
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"


def _escaped(value: str) -> str:
    return value if isinstance(value, Markup) else html.escape(value)
