"""What the region has decided about the assistant's own conduct."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol


class Policy(Protocol):
    """Decisions kept in the database, because officials make them, not the machine's operator."""

    @property
    def shows_before_decree(self) -> bool | None:
        """Whether a person sees their proposal before the decree (SK). None: not yet decided."""

    @property
    def planning(self) -> Mapping[str, Mapping[str, str]]:
        """Planning settings that differ from the defaults, by name: `value` and `source`."""

    def decide_planning(self, chosen: Mapping[str, Mapping[str, str]]) -> None: ...

    def decide_shows_before_decree(self, *, value: bool, now: datetime) -> None: ...
