"""What the desk keeps beside the cases: replies kept ready, and the group in which it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.concerns.taxonomy import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedReply:
    """`name`: random, the same through all versions. `version` 0: not kept yet."""

    name: str
    version: int
    title: str
    indonesian: str
    english: str

    def text(self, language: str) -> str:
        return self.english if language == "en" else self.indonesian


class CannedReplies(Protocol):
    """The newest version of each is in use, unless it was withdrawn; older ones stay to be looked up."""

    def current(self) -> Sequence[CannedReply]:
        """By their titles."""

    def find(self, name: str) -> CannedReply | None: ...

    def write(self, reply: CannedReply, *, by: int, now: datetime) -> None: ...

    def withdraw(self, name: str, *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`topics`: the number of each desk's topic. `bound_by`: the administrator who chose it."""

    chat_id: int
    topics: Mapping[Desk, int]
    bound_by: int
    bound_at: datetime


class CaseGroups(Protocol):
    """One group at most is in use."""

    def current(self) -> Group | None: ...

    def bind(self, group: Group) -> None:
        """In place of the one that was in use."""

    def end(self, *, now: datetime) -> None: ...
