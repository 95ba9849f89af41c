"""The entries that come with the product: what finds them. Their words for people are in `locales/`."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedEntry:
    """One answer. `source` names an article or practice; `confirm`: the office has yet to confirm it.

    `dated_on` is the day whose state of affairs it tells; `phrasings` are ways in which people ask.
    """

    id: str
    topic: str
    source: str
    dated_on: date
    version: int
    confirm: bool
    phrasings: tuple[str, ...]

    @property
    def question_key(self) -> str:
        return f"knowledge.question.{self.id}"

    @property
    def answer_key(self) -> str:
        return f"knowledge.answer.{self.id}"

    @property
    def source_key(self) -> str:
        return f"knowledge.source.{self.source}"


@cache
def shipped_entries() -> Mapping[str, ShippedEntry]:
    """Every entry by its id."""
    return {entry.id: entry for entry in _entries()}


@cache
def elsewhere() -> Mapping[str, Sequence[str]]:
    """Subjects that this base does not answer, and how people ask about them."""
    subjects: Mapping[str, Sequence[str]] = tomllib.loads(
        (_HERE / "tables" / "elsewhere.toml").read_text("utf-8")
    )
    return subjects


def _entries() -> Iterator[ShippedEntry]:
    for path in sorted((_HERE / "entries").glob("*.toml")):
        for name, kept in tomllib.loads(path.read_text("utf-8")).items():
            yield ShippedEntry(
                id=name,
                topic=path.stem,
                source=kept["source"],
                dated_on=kept["dated"],
                version=kept["version"],
                confirm=kept.get("confirm", False),
                phrasings=tuple(kept["phrasings"]),
            )
