"""After a restore: what had taken effect for people takes effect again, in the order in which it had."""

from collections.abc import Sequence
from datetime import datetime

from domain.linking.binding import end
from domain.linking.records import Cause, Purpose
from domain.preferences.stopping import stop_uses
from domain.privacy.desk import withdraw_all
from domain.privacy.records import Act, Effect
from domain.work import Work

BY = "restore"
# Whose words these were is in the proof that the copy has lost.
_TEXT_VERSION = "restored"


def replay(work: Work, acts: Sequence[Act], *, now: datetime) -> int:
    """Carry the acts out; the copy knows none of them. Return how many that were."""
    for act in acts:
        match act.effect:
            case Effect.ERASED:
                _erase(work, act.person_id, now)
            case Effect.RESTRICTED:
                work.privacy.restrict(act.person_id, now=act.at)
            case Effect.LIFTED:
                work.privacy.lift(act.person_id)
            case Effect.WITHDRAWN:
                _withdraw(work, act.person_id, Purpose(act.detail), now)
        work.privacy.remember(act)
        work.audit.add(
            "privacy.replayed", by=BY, subject=f"person:{act.person_id}", now=now, effect=act.effect
        )
    return len(acts)


def _erase(work: Work, person_id: int, now: datetime) -> None:
    account = work.linking.account_of(person_id)
    if account is not None:
        withdraw_all(work, account, text_version=_TEXT_VERSION, now=now)
    work.privacy.erase(person_id, now=now)
    if account is not None:
        end(work, account, Cause.CONSENT_WITHDRAWN, by=BY, now=now)


def _withdraw(work: Work, person_id: int, purpose: Purpose, now: datetime) -> None:
    account = work.linking.account_of(person_id)
    if account is None:
        return
    work.linking.record_consent(
        account.user_id,
        purpose,
        granted=False,
        text_version=_TEXT_VERSION,
        language=account.language,
        now=now,
    )
    work.linking.bind_consents(account.user_id, person_id=person_id)
    stop_uses(work, person_id, purpose, now=now)
    if purpose is Purpose.LINKING:
        end(work, account, Cause.CONSENT_WITHDRAWN, by=BY, now=now)
