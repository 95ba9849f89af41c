"""The owner's side: a copy of everything, restriction and erasure, each by the person's own press."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import BinaryIO

from domain.concerns.records import BySender
from domain.corrections.records import Correction
from domain.linking.binding import end, tell_officers
from domain.linking.records import Account, Cause, Purpose
from domain.linking.refusals import NotLinked
from domain.preferences.stopping import stop_uses
from domain.privacy.cases import own_cases
from domain.privacy.effects import ask, settle, take_effect
from domain.privacy.records import CopyFor, CopyMaker, Effect, Grounds, Outlook, Request, Right, State
from domain.privacy.refusals import NotRestricted, RequestNotOpen
from domain.transfers import proposals_of
from domain.work import Store, Work

SHOWN_AT_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRights:
    """How one stands: requests and corrections, newest first, and whether a restriction holds."""

    requests: Sequence[Request]
    corrections: Sequence[Correction]
    is_restricted: bool


class PrivacyDesk:
    """What somebody may ask for of their own data.

    `make_copy` writes the file of a copy; `scrub` clears, outside of any unit, what the database's own files
    still hold of rows that were deleted.
    """

    def __init__(self, store: Store, make_copy: CopyMaker, scrub: Callable[[], None]) -> None:
        self._store = store
        self._make_copy = make_copy
        self._scrub = scrub

    def own(self, person_id: int) -> OwnRights:
        with self._store.read() as work:
            return OwnRights(
                requests=work.privacy.of_person(person_id, limit=SHOWN_AT_MOST),
                corrections=work.corrections.of_person(person_id)[:SHOWN_AT_MOST],
                is_restricted=work.privacy.is_restricted(person_id),
            )

    def ask_copy(self, person_id: int, *, now: datetime) -> Request:
        """Start the clock before anything can fail; one that waits already is taken up again."""
        with self._store.write() as work:
            request = ask(work, person_id, Right.COPY, now=now)
            work.commit()
        return request

    def make(self, person_id: int, language: str, *, now: datetime) -> BinaryIO:
        """Everything that is the person's, as one file; CopyTooLarge where Telegram would not take it.

        A proposal of which nobody has been told is not in it. Takes seconds: for a worker thread.
        """
        with self._store.read() as work:
            person = work.people.get(person_id)
            shown = [one.id for one in proposals_of(work, person_id)]
            about = CopyFor(name=person.full_name, language=language, made_at=now)
            holdings = chain(work.privacy.holdings(person_id, proposals=shown), own_cases(work, person_id))
            return self._make_copy(holdings, about)

    def copy_sent(self, request_id: str, *, now: datetime) -> None:
        """The file has reached the person: its request is carried out."""
        with self._store.aside() as work:
            request = work.privacy.get(request_id)
            if request.state is State.OPEN:
                settle(work, request, State.DONE, now=now)
            work.commit()

    def restrict(self, person_id: int, *, now: datetime) -> Request:
        """Hold processing back at once, and ask HR to confirm or to say why the law does not allow it."""
        with self._store.write() as work:
            request = ask(work, person_id, Right.RESTRICTION, now=now)
            if not work.privacy.is_restricted(person_id):
                work.privacy.restrict(person_id, now=now)
                take_effect(work, person_id, Effect.RESTRICTED, now=now)
                tell_officers(
                    work,
                    f"privacy:{request.id}:restricted",
                    "privacy.hr.restricted",
                    now=now,
                    name=work.people.get(person_id).full_name,
                    number=request.id,
                )
            work.commit()
        return request

    def lift(self, person_id: int, *, now: datetime) -> None:
        """End one's own restriction. Raise NotRestricted."""
        with self._store.write() as work:
            if not work.privacy.is_restricted(person_id):
                raise NotRestricted
            lift(work, person_id, by=f"person:{person_id}", now=now)
            waiting = work.privacy.open_one(person_id, Right.RESTRICTION)
            if waiting is not None:
                settle(work, waiting, State.TAKEN_BACK, now=now)
            work.commit()

    def take_back(self, request_id: str, person_id: int, *, now: datetime) -> None:
        """Wait for it no longer. Raise RequestNotOpen, also for another person's request."""
        with self._store.write() as work:
            request = work.privacy.get(request_id)
            if request.person_id != person_id or request.state is not State.OPEN:
                raise RequestNotOpen
            if request.right is Right.RESTRICTION:
                lift(work, person_id, by=f"person:{person_id}", now=now)
            settle(work, request, State.TAKEN_BACK, now=now)
            work.commit()

    def outlook(self, person_id: int) -> Outlook:
        """What an erasure would delete, and on which grounds what stays is kept."""
        with self._store.read() as work:
            outlook = work.privacy.outlook(person_id)
            has_cases = bool(work.concerns.owned(BySender(person_id)))
        return replace(outlook, kept=(*outlook.kept, Grounds.CASE)) if has_cases else outlook

    def erase(self, user_id: int, *, text_version: str, now: datetime) -> int:
        """Delete what is optional, end the link and keep what the law keeps; return rows erased.

        Nothing can be sent to the person afterwards: whoever calls answers in the chat that is still open.
        """
        with self._store.write() as work:
            account = work.linking.account_of_user(user_id)
            if account is None:
                raise NotLinked
            request = ask(work, account.person_id, Right.ERASURE, now=now)
            withdraw_all(work, account, text_version=text_version, now=now)
            # Before the link ends: by it rows are found that name nobody.
            erased = work.privacy.erase(account.person_id, now=now)
            end(work, account, Cause.CONSENT_WITHDRAWN, by=f"person:{account.person_id}", now=now)
            settle(work, request, State.DONE, now=now)
            take_effect(work, account.person_id, Effect.ERASED, now=now)
            work.commit()
        self._scrub()
        return erased


def lift(work: Work, person_id: int, *, by: str, now: datetime) -> None:
    work.privacy.lift(person_id)
    take_effect(work, person_id, Effect.LIFTED, now=now)
    work.audit.add("privacy.lifted", by=by, subject=f"person:{person_id}", now=now)


def withdraw_all(work: Work, account: Account, *, text_version: str, now: datetime) -> None:
    """The proof of consent stays, and its last word is no."""
    given = work.linking.consents_of(account.user_id)
    for purpose in Purpose:
        if given.get(purpose):
            work.linking.record_consent(
                account.user_id,
                purpose,
                granted=False,
                text_version=text_version,
                language=account.language,
                now=now,
            )
            stop_uses(work, account.person_id, purpose, now=now)
    work.linking.bind_consents(account.user_id, person_id=account.person_id)
