"""Showing a wave to the people in it: one officer asks, a second one approves what the first one saw."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.actors import Actor, Role
from domain.dossiers.records import Shown
from domain.people import Person
from domain.plans.checks import drafts_of, ensure_checked
from domain.proposal_notice import tell_proposed
from domain.proposals import Proposal, StageEntry, Status
from domain.refusals import AlreadyDone, ChangedMeanwhile, Refusal
from domain.rights import acting_as, recently_proven
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.waves import PublicationRequest, Wave
from domain.work import Store, Work

DIGITS_SHOWN = 12
"""Of the digest: enough to be compared by eye and carried by a button."""


class SamePerson(Refusal):
    """What one officer made, another one approves."""


class NothingToPublish(Refusal):
    """The wave holds no draft."""


class NotRequested(Refusal):
    """Nobody has asked for this wave to be published."""


class PeopleLeft(Refusal):
    """`count` people of the wave have left service; of each an officer decides that the draft goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was asked to be published.

    `field`: of the card; `added` or `removed` for a whole proposal. Days are written as ISO 8601, and the
    reasons, which are long, as nothing.
    """

    proposal_id: int
    name: str
    field: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one of `count` people will see. `proposal`: as it will stand. `language` None: not linked."""

    wave: Wave
    person: Person
    proposal: Proposal
    number: int
    count: int
    language: str | None


class PublicationDesk:
    """Maker and checker. Publishing moves drafts to PROPOSED and tells each linked person privately."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def request(self, wave_id: int, *, by: Actor, now: datetime) -> int:
        """Ask for publication and return how many proposals it would show.

        Raise NotChecked, OpenFindings, NothingToPublish, PeopleLeft, AlreadyDone, NotPermitted.
        """
        with self._store.write() as work:
            maker = acting_as(work, by, Role.PLANNER)
            wave = _unpublished(work, wave_id)
            drafts = _drafts(work, wave)
            shown = work.dossiers.shown(wave_id)
            _ensure_in_service(wave, shown)
            ensure_checked(work, wave)
            work.waves.request(wave_id, PublicationRequest(by=maker, at=now, digest=digest_of(shown)))
            work.dossiers.keep_requested(wave_id, shown)
            work.audit.add(
                "wave.publication_requested",
                by=by.label,
                subject=f"wave:{wave_id}",
                now=now,
                proposals=len(drafts),
            )
            work.commit()
        return len(drafts)

    def approve(self, wave_id: int, *, seen: str | None = None, by: Actor, now: datetime) -> int:
        """Publish what was asked for, if it is still the same; return the number of proposals now shown.

        `seen`: the beginning of the digest that the approver looked at. Raise NotRequested, SamePerson,
        ChangedMeanwhile, PeopleLeft, NotChecked, OpenFindings, NothingToPublish, AlreadyDone, NotPermitted,
        SecondFactorNeeded.
        """
        with self._store.write() as work:
            checker, wave, request = _approvable(work, wave_id, by, now=now)
            drafts = _drafts(work, wave)
            shown = work.dossiers.shown(wave_id)
            _ensure_in_service(wave, shown)
            digest = digest_of(shown)
            if digest != request.digest or (seen is not None and not digest.startswith(seen)):
                raise ChangedMeanwhile(subject=wave.name)
            ensure_checked(work, wave)
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

    def ensure_approver(self, wave_id: int, *, by: Actor, now: datetime) -> None:
        """Whether this person may approve, before they are asked to. Raises what `approve` would of them."""
        with self._store.read() as work:
            _approvable(work, wave_id, by, now=now)

    def preview(self, wave_id: int, number: int, *, by: Actor, now: datetime) -> Preview:
        """The nearest person there is to that number, from 1; they are told that it was looked at.

        Raise NothingToPublish, AlreadyDone, NotFound, NotPermitted.
        """
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER, Role.APPROVER)
            wave = _unpublished(work, wave_id)
            drafts = work.dossiers.drafts(wave_id)
            if not drafts:
                raise NothingToPublish(wave=wave.name)
            number = min(max(number, 1), len(drafts))
            draft = work.proposals.get(drafts[number - 1])
            account = work.linking.account_of(draft.person_id)
            if draft.person_id != by.person_id:
                note_view(work, [draft.person_id], Purpose.PROPOSAL, by=by, now=now)
            preview = Preview(
                wave=wave,
                person=work.people.get(draft.person_id),
                proposal=_as_shown(draft, by, now),
                number=number,
                count=len(drafts),
                language=None if account is None else account.language,
            )
            work.commit()
        return preview

    def differences(self, wave_id: int, *, by: Actor) -> Sequence[Difference]:
        """What is not as it was when publication was asked for. Raise NotFound, NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER, Role.APPROVER)
            work.waves.get(wave_id)
            before, after = work.dossiers.requested(wave_id), work.dossiers.shown(wave_id)
        return differences(before, after)


def _as_shown(draft: Proposal, by: Actor, now: datetime) -> Proposal:
    entry = StageEntry(status=Status.PROPOSED, entered_at=now, moved_by=by.label)
    return replace(draft, status=Status.PROPOSED, stages=(*draft.stages, entry))


def digest_of(shown: Mapping[int, Shown]) -> str:
    """SHA-256, in hex, of what each person would see."""
    listed = json.dumps({str(one): dict(what) for one, what in shown.items()}, sort_keys=True)
    return hashlib.sha256(listed.encode()).hexdigest()


def differences(before: Mapping[int, Shown], after: Mapping[int, Shown]) -> list[Difference]:
    """In the order of the proposals; empty exactly where the digests are the same."""
    found = []
    for number in sorted(before.keys() | after.keys()):
        old, new = before.get(number), after.get(number)
        name = (new or old or {}).get("name", "")
        if old is None or new is None:
            found.append(Difference(proposal_id=number, name=name, field="added" if new else "removed"))
            continue
        for field in sorted(old.keys() | new.keys()):
            was, is_now = old.get(field, ""), new.get(field, "")
            if was != is_now:
                told = ("", "") if field == "reasons" else (was, is_now)
                found.append(
                    Difference(proposal_id=number, name=name, field=field, before=told[0], after=told[1])
                )
    return found


def _unpublished(work: Work, wave_id: int) -> Wave:
    wave = work.waves.get(wave_id)
    if wave.published_at is not None:
        raise AlreadyDone(subject=wave.name)
    return wave


def _approvable(
    work: Work, wave_id: int, by: Actor, *, now: datetime
) -> tuple[int, Wave, PublicationRequest]:
    """The approver's row number, the wave, and what was asked for it."""
    checker = acting_as(work, by, Role.APPROVER)
    wave = _unpublished(work, wave_id)
    if wave.request is None:
        raise NotRequested(wave=wave.name)
    if wave.request.by == checker:
        raise SamePerson
    recently_proven(work, by, now=now)
    return checker, wave, wave.request


def _drafts(work: Work, wave: Wave) -> list[Proposal]:
    drafts = drafts_of(work, wave.id)
    if not drafts:
        raise NothingToPublish(wave=wave.name)
    return drafts


def _ensure_in_service(wave: Wave, shown: Mapping[int, Shown]) -> None:
    left = sum(one["service"] == "ended" for one in shown.values())
    if left:
        raise PeopleLeft(wave=wave.name, count=left)


def _tell(work: Work, drafts: list[Proposal], *, now: datetime) -> None:
    """Those who are linked now; who links later is told then (`domain.linking.binding`)."""
    if not work.policy.shows_before_decree:
        return
    for draft in drafts:
        account = work.linking.account_of(draft.person_id)
        if account is not None:
            tell_proposed(work, draft.id, account, now=now)
