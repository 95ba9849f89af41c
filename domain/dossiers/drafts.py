"""Changing a draft: where to, from when, and why. Whoever changes it has seen it as it stands."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.actors import Actor
from domain.dossiers.records import DraftChange, Field, NewValues, Seat
from domain.dossiers.words import written
from domain.forms import finish_form
from domain.plans.adoption import direction_between
from domain.proposals import Proposal, Status
from domain.refusals import Refusal
from domain.rights import preparing
from domain.work import Store, Work

_SIGNS = 8


class NotADraft(Refusal):
    """Once its person was shown a proposal, nothing of it is changed unseen: it moves along its route."""


class DraftChanged(Refusal):
    """Another officer has changed the draft since it was looked at."""


class SamePlace(Refusal):
    """The person serves in that post already, or the draft leads there already."""


class DayPast(Refusal):
    """A planned effective date lies ahead."""


def version_of(draft: Proposal) -> str:
    """A short mark of everything that may be changed; carried by buttons and forms."""
    content = repr((draft.target, draft.reason, draft.planned_effective_on, draft.direction, draft.status))
    return hashlib.sha256(content.encode()).hexdigest()[:_SIGNS]


class DraftDesk:
    """A planner's changes, each kept with who made it. They make the wave's check out of date."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def seats(self, unit_id: int, *, by: Actor) -> Sequence[Seat]:
        """The posts of a unit that a draft may lead to. Raise NotPermitted."""
        with self._store.read() as work:
            preparing(work, by)
            return work.dossiers.seats(unit_id)

    def place(self, proposal_id: int, post_id: int, *, seen: str, by: Actor, now: datetime) -> Proposal:
        """Let it lead to another post of the position map.

        Raise SamePlace, DraftChanged, NotADraft, NotFound, NotPermitted.
        """
        with self._store.write() as work:
            draft = _seen(work, proposal_id, seen, by)
            seat = work.dossiers.seat(post_id)
            there = (seat.unit, seat.position)
            if there in {(side.unit, side.position) for side in (draft.origin, draft.target)}:
                raise SamePlace
            direction = direction_between(draft.origin.job_class, seat.job_class)
            before = f"{draft.target.position} · {draft.target.unit}"
            change = _change(Field.DESTINATION, before, f"{seat.position} · {seat.unit}", by, now)
            values = replace(_values(draft), seat=seat, direction=direction)
            return _keep(work, draft, values, change, by=by, now=now)

    def set_day(
        self,
        proposal_id: int,
        day: date,
        *,
        today: date,
        seen: str,
        by: Actor,
        form_of: int | None = None,
        now: datetime,
    ) -> Proposal:
        """Set the planned effective date (rencana TMT). Raise DayPast and as `place`."""
        if day <= today:
            raise DayPast
        with self._store.write() as work:
            draft = _seen(work, proposal_id, seen, by)
            planned = draft.planned_effective_on
            before = "" if planned is None else planned.isoformat()
            change = _change(Field.EFFECTIVE_ON, before, day.isoformat(), by, now)
            values = replace(_values(draft), planned_effective_on=day)
            return _keep(work, draft, values, change, form_of=form_of, by=by, now=now)

    def set_reason(
        self,
        proposal_id: int,
        reason: str,
        *,
        seen: str,
        by: Actor,
        form_of: int | None = None,
        now: datetime,
    ) -> Proposal:
        """Write HR's own reason anew. Raise WordsNeeded, WordsTooLong and as `place`."""
        said = written(reason)
        with self._store.write() as work:
            draft = _seen(work, proposal_id, seen, by)
            change = _change(Field.REASON, draft.reason, said, by, now)
            values = replace(_values(draft), reason=said)
            return _keep(work, draft, values, change, form_of=form_of, by=by, now=now)


def _seen(work: Work, proposal_id: int, seen: str, by: Actor) -> Proposal:
    preparing(work, by)
    draft = work.proposals.get(proposal_id)
    if draft.status is not Status.DRAFT:
        raise NotADraft
    if version_of(draft) != seen:
        raise DraftChanged
    return draft


def _values(draft: Proposal) -> NewValues:
    return NewValues(
        seat=None,
        direction=draft.direction,
        reason=draft.reason,
        planned_effective_on=draft.planned_effective_on,
    )


def _change(field: Field, before: str, after: str, by: Actor, now: datetime) -> DraftChange:
    return DraftChange(field=field, before=before, after=after, by=by.label, changed_at=now)


def _keep(
    work: Work,
    draft: Proposal,
    values: NewValues,
    change: DraftChange,
    *,
    form_of: int | None = None,
    by: Actor,
    now: datetime,
) -> Proposal:
    work.dossiers.change_draft(draft.id, values, change, by=by.label, now=now)
    work.audit.add(
        "proposal.changed", by=by.label, subject=f"proposal:{draft.id}", now=now, field=change.field
    )
    finish_form(work, form_of)
    changed = work.proposals.get(draft.id)
    work.commit()
    return changed
