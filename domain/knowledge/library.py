"""The library as officers read it: what waits, what is written, in which versions, and what helped."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from domain.actors import Actor, Role
from domain.knowledge.desk import KnowledgeDesk
from domain.knowledge.records import Finder, Gap, KeptVersion, Reading, Verdict
from domain.refusals import NotFound
from domain.rights import acting_as
from domain.work import Store, Work

A_PAGE = 5
GAPS_AT_MOST = 50
"""Rarer questions are reached once the more frequent ones are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """How an entry was received: how often it was said to have helped, and how often not, by why."""

    id: str
    helped: int
    not_helped: Mapping[Verdict, int]

    @property
    def times(self) -> int:
        return self.helped + sum(self.not_helped.values())

    @property
    def share(self) -> Fraction:
        """Of those who said something; 1 where nobody did."""
        return Fraction(self.helped, self.times) if self.times else Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapPage:
    """Questions that wait, the most asked first. `count`: of all that wait."""

    lines: Sequence[Gap]
    number: int
    pages: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedPage:
    """Entries by how little they helped; those of which nobody said anything are left out."""

    lines: Sequence[Rated]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOpened:
    """One entry as it answers now. `newest`: HR's version, 0 where HR never wrote it."""

    reading: Reading
    newest: int
    rated: Rated


class LibraryDesk:
    """What officers read; writing is the knowledge desk's. Raise NotPermitted for who is no officer."""

    def __init__(self, store: Store, knowledge: KnowledgeDesk, finder: Finder) -> None:
        self._store = store
        self._knowledge = knowledge
        self._finder = finder

    def gaps(self, number: int, *, by: Actor) -> GapPage:
        """The nearest page there is."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            every, count = work.knowledge.gaps(GAPS_AT_MOST), work.knowledge.count_gaps()
        number, pages, first = _turned(number, len(every))
        return GapPage(lines=every[first : first + A_PAGE], number=number, pages=pages, count=count)

    def gap(self, gap_id: str, *, by: Actor) -> Gap:
        """Raise NotFound where it was answered or set aside."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            gap = work.knowledge.gap(gap_id)
        if gap is None:
            raise NotFound(subject=gap_id)
        return gap

    def rated(self, number: int, *, by: Actor) -> RatedPage:
        """The least helpful first, of these the most often judged."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            every = _ratings(work)
        listed = sorted(every.values(), key=lambda one: (one.share, -one.times, one.id))
        number, pages, first = _turned(number, len(listed))
        return RatedPage(lines=listed[first : first + A_PAGE], number=number, pages=pages)

    def find(self, typed: str, *, by: Actor) -> tuple[str, ...]:
        """The entries that somebody who asks this is answered with; nothing is noted as unanswered."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
        self._knowledge.prepare()
        return self._finder.find(typed).ids

    def entry(self, entry_id: str, *, by: Actor) -> EntryOpened:
        """Raise NotFound."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            newest = work.knowledge.version_of(entry_id)
            rated = _ratings(work).get(entry_id, Rated(id=entry_id, helped=0, not_helped={}))
        return EntryOpened(reading=self._knowledge.read(entry_id), newest=newest, rated=rated)

    def versions(self, entry_id: str, *, by: Actor) -> Sequence[KeptVersion]:
        """Everything that HR ever wrote of it, the newest first, withdrawn ones included."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            return work.knowledge.versions(entry_id)


def _ratings(work: Work) -> dict[str, Rated]:
    counted: defaultdict[str, dict[Verdict, int]] = defaultdict(dict)
    for (entry_id, verdict), times in work.knowledge.ratings().items():
        counted[entry_id][verdict] = times
    return {
        entry_id: Rated(
            id=entry_id,
            helped=verdicts.get(Verdict.HELPED, 0),
            not_helped={one: times for one, times in verdicts.items() if one is not Verdict.HELPED},
        )
        for entry_id, verdicts in counted.items()
    }


def _turned(number: int, count: int) -> tuple[int, int, int]:
    pages = max(1, -(-count // A_PAGE))
    number = min(max(1, number), pages)
    return number, pages, (number - 1) * A_PAGE
