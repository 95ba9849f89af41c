"""Emptying the letterbox, so that nothing that lies on the disk joins a case with the moment it came."""

from datetime import datetime, timedelta

from domain.work import Store

LETTERS_TOGETHER = 5
"""As many go in at once, so that none is known by being alone."""
LETTERS_WAIT_AT_MOST = timedelta(hours=6)
"""An hour's key lives for 22 hours; a letter must be out of the box long before."""
_LOST_AFTER = timedelta(days=2)


def sort_letters(store: Store, *, now: datetime) -> int:
    """Sort in what lies together or has lain long; return how many cases that were."""
    with store.aside() as work:
        sorted_in = work.concerns.sort_in(at_least=LETTERS_TOGETHER, or_before=now - LETTERS_WAIT_AT_MOST)
        work.concerns.forget_lost(before=now - _LOST_AFTER)
        work.commit()
    if sorted_in:
        store.tidy()
    return sorted_in


def shuffle_cases(store: Store) -> int:
    """Write all cases anew in another order: PostgreSQL's rows would tell in which portions they came."""
    with store.aside() as work:
        shuffled = work.concerns.shuffle()
        work.commit()
    store.tidy()
    return shuffled


def empty_letterbox(store: Store) -> int:
    """Sort in everything, however little: before a copy is made and before keys change."""
    with store.aside() as work:
        sorted_in = work.concerns.sort_in()
        work.commit()
    if sorted_in:
        store.tidy()
    return sorted_in
