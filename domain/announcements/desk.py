"""What a person reads of announcements, and says to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.acknowledgements import Acknowledgement
from domain.announcements.records import Received
from domain.refusals import Refusal
from domain.work import Store, Work

A_PAGE = 6


class AnnouncementGone(Refusal):
    """There is no such announcement for this person, or it expired before they were linked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`number` from 1; `pages` at least 1."""

    listed: Sequence[Received]
    number: int
    pages: int
    unread: int


class NewsDesk:
    """Reading, and answering with one of three words; the newest counts, what came before is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def unread(self, person_id: int, *, now: datetime) -> int:
        """How many valid announcements this person has not opened yet."""
        with self._store.read() as work:
            return work.announcements.unread(person_id, now=now)

    def page(self, person_id: int, number: int, *, now: datetime) -> Page:
        """Unread ones first, then the newest; the nearest page there is."""
        with self._store.read() as work:
            pages = max(1, -(-work.announcements.count(person_id, now=now) // A_PAGE))
            shown = min(max(1, number), pages)
            return Page(
                listed=work.announcements.of(person_id, offset=(shown - 1) * A_PAGE, limit=A_PAGE, now=now),
                number=shown,
                pages=pages,
                unread=work.announcements.unread(person_id, now=now),
            )

    def open(self, announcement_id: str, person_id: int, *, now: datetime) -> Received:
        """Read one; from then on it is read. Raise AnnouncementGone."""
        with self._store.write() as work:
            _received(work, announcement_id, person_id, now)
            work.announcements.mark_read(announcement_id, person_id, now=now)
            opened = _received(work, announcement_id, person_id, now)
            work.commit()
        return opened

    def answer(
        self, announcement_id: str, person_id: int, said: Acknowledgement, *, now: datetime
    ) -> Received:
        """Keep what was said; the same word once more changes nothing. Raise AnnouncementGone."""
        with self._store.write() as work:
            _received(work, announcement_id, person_id, now)
            work.announcements.mark_read(announcement_id, person_id, now=now)
            if _received(work, announcement_id, person_id, now).answer is not said:
                work.announcements.answer(announcement_id, person_id, said, now=now)
            answered = _received(work, announcement_id, person_id, now)
            work.commit()
        return answered


def _received(work: Work, announcement_id: str, person_id: int, now: datetime) -> Received:
    found = work.announcements.received(announcement_id, person_id, now=now)
    if found is None:
        raise AnnouncementGone
    return found
