"""Lists of a wave that leave the office: for the board (Tim Penilai Kinerja) and for BKN's I-MUT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.actors import Actor, Role
from domain.dossiers.desk import note_others
from domain.dossiers.status_lists import RowFault, StatusRow
from domain.exports.desk import release
from domain.exports.records import ExportKind
from domain.first_word.rule import ensure_first_told
from domain.people import Person
from domain.proposals import Direction, Proposal, Status
from domain.refusals import Refusal
from domain.rights import acting_as, recently_proven
from domain.views.records import Purpose
from domain.work import Store

# Who is still in question for the list: drafts are nobody's business yet, ended ones no more.
_NOT_LISTED = {Status.DRAFT, Status.REJECTED, Status.CANCELLED}


class NothingToList(Refusal):
    """No proposal of the wave is on its route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTransfer:
    """One line of a list."""

    number: int
    siasn_id: str
    nip: str
    name: str
    title_front: str
    title_back: str
    grade: str
    from_position: str
    from_unit: str
    from_class: int | None
    to_position: str
    to_unit: str
    to_class: int | None
    direction: Direction
    own_request: bool
    planned_on: date | None
    reason: str
    status: Status

    @property
    def full_name(self) -> str:
        fronted = f"{self.title_front} {self.name}".strip()
        return f"{fronted}, {self.title_back}" if self.title_back else fronted


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveList:
    """What stands in the file."""

    wave: str
    rows: Sequence[ListedTransfer]


class WaveFiles(Protocol):
    """Writes and reads the spreadsheets of a wave."""

    def board(self, content: WaveList, *, language: str) -> bytes:
        """One sheet, which can come back with new statuses."""

    def imut(self, content: WaveList) -> Sequence[bytes]:
        """As many files as it takes, at most fifty names each."""

    def statuses(self, content: bytes, name: str) -> Sequence[StatusRow]:
        """Raise StatusListUnfit."""

    def marked(self, rows: Sequence[StatusRow], faults: Mapping[int, RowFault], *, language: str) -> bytes:
        """The rows that record nothing, each with what is wrong and how it is mended."""


class WaveListDesk:
    """Who may have a list, and when: after everybody in it was told."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, wave_id: int, *, by: Actor, now: datetime) -> WaveList:
        """What the list holds; everybody in it is told that their record was looked at.

        Where the region shows nothing before the decree, its people cannot be told before the board has met:
        the list is then for the board's eyes, who are bound by office. Raise NotAllTold, NothingToList,
        NotFound, NotPermitted, SecondFactorNeeded.
        """
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER, Role.APPROVER)
            wave = work.waves.get(wave_id)
            recently_proven(work, by, now=now)
            if work.policy.shows_before_decree:
                ensure_first_told(work, wave_id)
            listed = [one for one in work.proposals.of_wave(wave_id) if one.status not in _NOT_LISTED]
            if not listed:
                raise NothingToList(wave=wave.name)
            people = work.people.several([one.person_id for one in listed])
            note_others(work, list(people), Purpose.TRANSFER_LIST, by=by, now=now)
            work.commit()
        return WaveList(wave=wave.name, rows=[_listed(one, people[one.person_id]) for one in listed])

    def let_out(
        self, kind: ExportKind, files: Sequence[bytes], *, people: int, by: Actor, now: datetime
    ) -> None:
        """Record finished files before anybody holds them. Raise NotPermitted."""
        with self._store.write() as work:
            for content in files:
                release(work, kind, content, people=people, by=by, now=now)
            work.commit()


def _listed(one: Proposal, person: Person) -> ListedTransfer:
    return ListedTransfer(
        number=one.id,
        siasn_id=person.siasn_id,
        nip=person.nip,
        name=person.name,
        title_front=person.title_front,
        title_back=person.title_back,
        grade=person.grade,
        from_position=one.origin.position,
        from_unit=one.origin.unit,
        from_class=one.origin.job_class,
        to_position=one.target.position,
        to_unit=one.target.unit,
        to_class=one.target.job_class,
        direction=one.direction,
        own_request=one.own_request,
        planned_on=one.planned_effective_on,
        reason=one.reason,
        status=one.status,
    )
