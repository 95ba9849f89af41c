"""Showing a wave to the people in it: one officer asks, a second one approves what the first one saw."""

import hashlib
from datetime import datetime

from domain.actors import Actor, Role
from domain.plans.checks import drafts_of, ensure_checked
from domain.proposal_notice import tell_proposed
from domain.proposals import Proposal, Status
from domain.refusals import AlreadyDone, ChangedMeanwhile, Refusal
from domain.rights import acting_as
from domain.waves import PublicationRequest, Wave
from domain.work import Store, Work


class SamePerson(Refusal):
    """What one officer made, another one approves."""


class NothingToPublish(Refusal):
    """The wave holds no draft."""


class NotRequested(Refusal):
    """Nobody has asked for this wave to be published."""


class PublicationDesk:
    """Maker and checker. Publishing moves drafts to PROPOSED and tells each linked person privately."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def request(self, wave_id: int, *, by: Actor, now: datetime) -> int:
        """Ask for publication and return how many proposals it would show.

        Raise NotChecked, OpenFindings, NothingToPublish, AlreadyDone, NotPermitted.
        """
        with self._store.write() as work:
            maker = acting_as(work, by, Role.PLANNER)
            wave = _unpublished(work, wave_id)
            drafts = _drafts(work, wave)
            ensure_checked(work, wave)
            asked = PublicationRequest(by=maker, at=now, digest=_digest(drafts))
            work.waves.request(wave_id, asked)
            work.audit.add(
                "wave.publication_requested",
                by=by.label,
                subject=f"wave:{wave_id}",
                now=now,
                proposals=len(drafts),
            )
            work.commit()
        return len(drafts)

    def approve(self, wave_id: int, *, by: Actor, now: datetime) -> int:
        """Publish what was asked for, if it is still the same; return the number of proposals now shown."""
        with self._store.write() as work:
            checker = acting_as(work, by, Role.APPROVER)
            wave = _unpublished(work, wave_id)
            if wave.request is None:
                raise NotRequested(wave=wave.name)
            if wave.request.by == checker:
                raise SamePerson
            drafts = _drafts(work, wave)
            if _digest(drafts) != wave.request.digest:
                raise ChangedMeanwhile(subject=wave.name)
            if not work.waves.publish(wave_id, by=checker, now=now):
                raise AlreadyDone(subject=wave.name)  # by another officer at the same moment
            work.proposals.enter([draft.id for draft in drafts], Status.PROPOSED, by=by.label, now=now)
            work.preferences.keep_for_wave(wave_id)
            _tell(work, drafts, now=now)
            work.audit.add(
                "wave.published", by=by.label, subject=f"wave:{wave_id}", now=now, proposals=len(drafts)
            )
            work.commit()
        return len(drafts)


def _unpublished(work: Work, wave_id: int) -> Wave:
    wave = work.waves.get(wave_id)
    if wave.published_at is not None:
        raise AlreadyDone(subject=wave.name)
    return wave


def _drafts(work: Work, wave: Wave) -> list[Proposal]:
    drafts = drafts_of(work, wave.id)
    if not drafts:
        raise NothingToPublish(wave=wave.name)
    return drafts


def _digest(drafts: list[Proposal]) -> str:
    listed = "\n".join(sorted(repr(draft) for draft in drafts))
    return hashlib.sha256(listed.encode()).hexdigest()


def _tell(work: Work, drafts: list[Proposal], *, now: datetime) -> None:
    """Those who are linked now; who links later is told then (`domain.linking.binding`)."""
    if not work.policy.shows_before_decree:
        return
    for draft in drafts:
        account = work.linking.account_of(draft.person_id)
        if account is not None:
            tell_proposed(work, draft.id, account, now=now)
