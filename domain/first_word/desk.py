"""Who of a wave is not told yet, and what officers say of those whom nothing reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.first_word.records import ENOUGH, TOLD, FirstWord, Word
from domain.liaison.records import Hindrance
from domain.refusals import AlreadyDone
from domain.rights import acting_as
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store

A_PAGE = 6
READERS = (Role.PLANNER, Role.APPROVER, Role.OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A page of those who are not told yet. `tally`: of the whole wave, by word."""

    wave: str
    lines: Sequence[FirstWord]
    count: int
    tally: Mapping[Word, int]


class FirstWordDesk:
    """Shows who is not told yet, and takes the mark that somebody cannot be."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def untold(self, wave_id: int, *, page: int, by: Actor, now: datetime) -> Untold:
        """A page, from 1; those on it are told that they were looked at. Raise NotPermitted, NotFound."""
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            before = bool(work.policy.shows_before_decree)
            tally = work.first_words.tally(wave_id, before_decree=before)
            count = sum(number for word, number in tally.items() if word not in ENOUGH)
            start = min(max(page - 1, 0), max(count - 1, 0) // A_PAGE) * A_PAGE
            lines = work.first_words.untold(wave_id, before_decree=before, limit=A_PAGE, offset=start)
            others = [one.person_id for one in lines if one.person_id != by.person_id]
            if others:
                note_view(work, others, Purpose.TRANSFER_LIST, by=by, now=now)
            wave = work.waves.get(wave_id)
            work.commit()
        return Untold(wave=wave.name, lines=lines, count=count, tally=tally)

    def mark_unreachable(self, proposal_id: int, hindrance: Hindrance, *, by: Actor, now: datetime) -> None:
        """Record why somebody could not be told. Raise AlreadyDone, NotFound, NotPermitted.

        AlreadyDone: they were told meanwhile, so there is nothing to excuse.
        """
        with self._store.write() as work:
            acting_as(work, by, *READERS)
            proposal = work.proposals.get(proposal_id)
            before = bool(work.policy.shows_before_decree)
            word = work.first_words.of(proposal_id, before_decree=before)
            if word is None or word.word in TOLD:
                raise AlreadyDone(subject=f"{proposal_id}")
            work.deliveries.unreachable(proposal.person_id, proposal_id, hindrance, by=by.label, now=now)
            work.audit.add(
                "proposal.marked_unreachable",
                by=by.label,
                subject=f"proposal:{proposal_id}",
                now=now,
                hindrance=hindrance,
            )
            work.commit()


class OpeningDesk:
    """Keeps that a person has opened their card: once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def opened(self, proposal_id: int, *, now: datetime) -> None:
        with self._store.read() as work:
            if work.first_words.is_opened(proposal_id):
                return
        with self._store.write() as work:
            if work.first_words.opened(proposal_id, now=now):
                work.commit()
