"""A linked account's life: who somebody is, their consents, and every way out."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.linking.binding import CONFIRM_WITHIN_DAYS, end, tell_ended, tell_officers
from domain.linking.records import Account, Cause, Purpose
from domain.linking.refusals import NotLinked
from domain.people import Person
from domain.preferences.stopping import stop_uses
from domain.privacy.effects import take_effect, withdrawn
from domain.privacy.records import Effect
from domain.work import Store, Work

_SEEN_AGAIN_AFTER = timedelta(hours=1)  # so that not every word costs a write


class AccountDesk:
    """Answers "who is this?" for every update; ended people and accounts long idle are nobody."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def whois(self, user_id: int, *, now: datetime) -> Person | None:
        """The person in service behind a Telegram account that needs no new proof."""
        with self._store.read() as work:
            account = work.linking.account_of_user(user_id)
            if account is None or account.needs_reverification(now):
                return None
            person = work.people.get(account.person_id)
        return person if person.is_active else None

    def account_of(self, user_id: int) -> Account | None:
        """The live link, also one that needs a new proof (`Account.needs_reverification`)."""
        with self._store.read() as work:
            return work.linking.account_of_user(user_id)

    def seen(self, user_id: int, *, now: datetime) -> None:
        """Note that the account is in use; what needs a new proof stays as it is.

        Who could not be reached can be again, and gets what is still valid.
        """
        account = self.account_of(user_id)
        if account is None or account.needs_reverification(now):
            return
        if account.unreachable_since is None and now - account.last_seen_at < _SEEN_AGAIN_AFTER:
            return
        # No effect of what they wrote: whatever becomes of that, they have been seen.
        with self._store.aside() as work:
            work.linking.seen(account.id, now=now)
            if account.unreachable_since is not None:
                work.reach.restore(account, now=now)
            work.commit()

    def gone(self, user_id: int, *, now: datetime) -> None:
        """They blocked the bot: nothing is sent until a sign of life."""
        account = self.account_of(user_id)
        if account is None:
            return
        with self._store.write() as work:
            work.reach.lose(account.chat_id, now=now)
            work.commit()

    def unlink(self, user_id: int, cause: Cause = Cause.OWN_WISH, *, now: datetime) -> None:
        """End the link at once and confirm it in the chat."""
        with self._store.write() as work:
            account = _linked(work, user_id)
            end(work, account, cause, by=f"person:{account.person_id}", now=now)
            tell_ended(work, account, now=now)
            work.commit()

    def not_me(self, user_id: int, account_id: int, *, now: datetime) -> None:
        """Unlink at once everything that stands on this link, close open letters and claims, tell HR.

        Said by the chat of a live link (a stolen session), or by the old chat within a week of its move:
        once, or whoever holds the old telephone could unlink its owner again and again.
        """
        with self._store.write() as work:
            account = _answerable(work, user_id, account_id, now)
            work.linking.answer(account.id, Cause.NOT_ME)
            for link in _standing_on(work, account):
                end(work, link, Cause.NOT_ME, by=f"person:{account.person_id}", now=now)
                # A stolen link must not come back with an older copy of the database.
                take_effect(work, link.person_id, Effect.WITHDRAWN, detail=Purpose.LINKING, now=now)
                tell_ended(work, link, now=now)
                _close_ways_in(work, link.person_id, now)
            _close_ways_in(work, account.person_id, now)
            name = work.people.get(account.person_id).full_name
            occurrence = f"account:{account.id}:not_me:{now:%Y%m%d}"
            tell_officers(work, occurrence, "linking.hr.not_me", now=now, name=name)
            work.commit()

    def consents(self, user_id: int) -> Mapping[Purpose, bool]:
        with self._store.read() as work:
            return work.linking.consents_of(user_id)

    def grant(self, user_id: int, purpose: Purpose, *, text_version: str, now: datetime) -> None:
        with self._store.write() as work:
            account = _linked(work, user_id)
            _record(work, account, purpose, granted=True, text_version=text_version, now=now)
            work.commit()

    def withdraw(self, user_id: int, purpose: Purpose, *, text_version: str, now: datetime) -> None:
        """Take a consent back, with effect at once; without the one for linking, the link ends.

        What rested on it is not read any more from this moment on (`domain.preferences.stopping`).
        """
        with self._store.write() as work:
            account = _linked(work, user_id)
            _record(work, account, purpose, granted=False, text_version=text_version, now=now)
            stop_uses(work, account.person_id, purpose, now=now)
            withdrawn(work, account.person_id, purpose, now=now)
            if purpose is Purpose.LINKING:
                end(work, account, Cause.CONSENT_WITHDRAWN, by=f"person:{account.person_id}", now=now)
                tell_ended(work, account, now=now)
            work.commit()


def _linked(work: Work, user_id: int) -> Account:
    account = work.linking.account_of_user(user_id)
    if account is None:
        raise NotLinked
    return account


def _answerable(work: Work, user_id: int, account_id: int, now: datetime) -> Account:
    account = work.linking.account(account_id)
    if account is None or account.user_id != user_id:
        raise NotLinked
    if account.unlinked_at is not None:
        is_late = now - account.unlinked_at > timedelta(days=CONFIRM_WITHIN_DAYS)
        if account.unlink_cause != Cause.MOVED or is_late:
            raise NotLinked
    return account


def _standing_on(work: Work, account: Account) -> list[Account]:
    """The live links of the same person and of the same Telegram account: at most two."""
    found = (work.linking.account_of(account.person_id), work.linking.account_of_user(account.user_id))
    return list({link.id: link for link in found if link is not None}.values())


def _close_ways_in(work: Work, person_id: int, now: datetime) -> None:
    work.linking.close_claims_of(person_id, cause=Cause.NOT_ME, now=now)
    work.linking.close_invitations(person_id, cause=Cause.NOT_ME, now=now)


def _record(
    work: Work, account: Account, purpose: Purpose, *, granted: bool, text_version: str, now: datetime
) -> None:
    work.linking.record_consent(
        account.user_id,
        purpose,
        granted=granted,
        text_version=text_version,
        language=account.language,
        now=now,
    )
    work.linking.bind_consents(account.user_id, person_id=account.person_id)
    by = f"person:{account.person_id}"
    action = "consent.granted" if granted else "consent.withdrawn"
    work.audit.add(action, by=by, subject=f"account:{account.id}", now=now, purpose=purpose)
