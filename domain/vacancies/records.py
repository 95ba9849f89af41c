"""What is read for the vacancies ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.planning.snapshot import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class InPost:
    """Somebody and since when they hold their post."""

    person_id: int
    since: date


class Vacancies(Protocol):
    """Reads what the imports keep. `units` None: everywhere."""

    def posts(self, *, as_of: date) -> Sequence[Post]:
        """The position map with its tasks; surges that run on that day are among them."""

    def in_post_since(
        self, latest: date, *, units: frozenset[int] | None, limit: int, offset: int
    ) -> Sequence[InPost]:
        """PNS in service who hold their post since that day or longer, the longest first."""

    def count_in_post_since(self, latest: date, *, units: frozenset[int] | None) -> int: ...

    def count_since_unknown(self, *, units: frozenset[int] | None) -> int:
        """PNS in service of whom no file tells since when they hold their post."""
