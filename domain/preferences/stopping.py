"""What a consent's withdrawal ends at once, in the same unit of work (UU 27/2022 art. 9 and 40).

The words themselves are unread from that moment, by planning, by counts and by every screen. They are
deleted when the consent has been missing for as long as FORGOTTEN_AFTER: until then a consent that was taken
back by mistake can be given again, and nothing is lost.
"""

from datetime import datetime, timedelta

from domain.linking.records import Purpose
from domain.preferences.records import OF_FAMILY
from domain.work import Work

FORGOTTEN_AFTER = timedelta(days=3)
OFFERS_KEPT_FOR = timedelta(days=180)


def stop_uses(work: Work, person_id: int, purpose: Purpose, *, now: datetime) -> None:
    """Open swaps end, silently; what concerns the family is deleted with the consent for specific data."""
    if purpose is Purpose.SPECIAL_DATA:
        work.preferences.release(person_id, sorted(OF_FAMILY))
    else:
        leave_open_swaps(work, person_id, now=now)


def leave_open_swaps(work: Work, person_id: int, *, now: datetime) -> None:
    """Whatever the person is asked about at the moment comes to nothing; nobody learns why."""
    for offer in work.swaps.of(person_id):
        if offer.seems_open(now):
            work.swaps.leave(offer.id, person_id)
            if offer.ended_at is None:
                work.swaps.end(offer.id, now=now)


def forget_old(work: Work, *, now: datetime) -> int:
    """Delete what has outlived its reason; return how many people's words and offers."""
    return work.preferences.forget_stopped(before=now - FORGOTTEN_AFTER) + work.swaps.forget(
        before=now - OFFERS_KEPT_FOR
    )
