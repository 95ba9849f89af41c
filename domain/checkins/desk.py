"""A person's own check-ins: what was told and what came of it, and three answers that stay theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from domain.checkins.comparing import Line, Today, compared
from domain.checkins.records import LEAST, MOST, CheckIn, Topic
from domain.plans.settings import read_settings
from domain.refusals import Refusal
from domain.work import Store, Work


class CheckInGone(Refusal):
    """There is no such check-in for this person."""


class CheckInClosed(Refusal):
    """Its answers stand as they are: a later check-in asks anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCheckIn:
    """One check-in. `lines` None: no explanation was kept that could be compared."""

    checkin: CheckIn
    unit: str
    lines: tuple[Line, ...] | None
    is_open: bool


class CheckInDesk:
    """Reading and answering; the answers can be changed until the next check-in."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def own(self, person_id: int) -> Sequence[CheckIn]:
        """Those that were asked, the newest first."""
        with self._store.read() as work:
            return work.checkins.of_person(person_id)

    def open(self, checkin_id: str, person_id: int, *, now: datetime) -> OwnCheckIn:
        """Read one of one's own; raise CheckInGone."""
        with self._store.read() as work:
            return self._read(work, _own(work.checkins.get(checkin_id), person_id), now)

    def answer(
        self, checkin_id: str, person_id: int, topic: Topic, value: int, *, now: datetime
    ) -> OwnCheckIn:
        """Keep one answer, 1 to 5, in place of an earlier one; raise CheckInGone, CheckInClosed."""
        if not LEAST <= value <= MOST:
            raise ValueError(f"no answer: {value}")
        with self._store.write() as work:
            kept = _own(work.checkins.take(checkin_id), person_id)
            if not self._is_open(kept, now):
                raise CheckInClosed(day=f"{kept.closes_on:%d-%m-%Y}")
            answered = replace(kept, answers={**kept.answers, topic: value})
            if answered != kept:
                answered_at = now if answered.next_topic is None else None
                work.checkins.answer(kept.id, answered.answers, answered_at=answered_at)
            shown = self._read(work, answered, now)
            work.commit()
        return shown

    def _read(self, work: Work, checkin: CheckIn, now: datetime) -> OwnCheckIn:
        proposal = work.proposals.get(checkin.proposal_id)
        return OwnCheckIn(
            checkin=checkin,
            unit=proposal.target.unit,
            lines=_lines(work, checkin, now.astimezone(self._zone).date()),
            is_open=self._is_open(checkin, now),
        )

    def _is_open(self, checkin: CheckIn, now: datetime) -> bool:
        return now.astimezone(self._zone).date() < checkin.closes_on


def _own(found: CheckIn | None, person_id: int) -> CheckIn:
    if found is None or found.person_id != person_id or found.asked_at is None:
        raise CheckInGone
    return found


def _lines(work: Work, checkin: CheckIn, day: date) -> tuple[Line, ...] | None:
    told = work.planning.explanation_of(checkin.proposal_id)
    if told is None or (told.stated is not None and told.stated.is_borne_out is False):
        return None
    person = work.people.get(checkin.person_id)
    held = work.organisation.position(person.unit_id, person.position)
    today = Today(
        person=person,
        job_class=None if held is None else held.job_class,
        post=work.checkins.post_now(told.target.unit_id, told.target.position, today=day),
        settings=read_settings(work.policy.planning),
        day=day,
    )
    return compared(told, today)
