"""The trail as a spreadsheet with words for each act."""

from collections.abc import Iterable
from datetime import tzinfo

from domain.audit import AuditEntry
from locales.words import Words, moment

COLUMNS = ("number", "at", "actor", "act", "subject", "facts")


class TrailFile:
    """Called on a thread: the spreadsheet's library is loaded when the first file is written."""

    def __init__(self, words: Words, zone: tzinfo) -> None:
        self._words = words
        self._zone = zone

    def __call__(self, entries: Iterable[AuditEntry], language: str) -> bytes:
        from files.tables.trail import write_trail  # noqa: PLC0415 -- a serving process starts without it

        headings = [self._words.plain(language, f"trail.column.{name}") for name in COLUMNS]
        return write_trail(headings, (self._cells(one, language) for one in entries))

    def _cells(self, one: AuditEntry, language: str) -> list[str]:
        facts = ", ".join(f"{name}={value}" for name, value in one.facts.items())
        act = self._words.act(language, one.action)
        return [str(one.number), moment(language, one.at, self._zone), one.actor, act, one.subject, facts]
