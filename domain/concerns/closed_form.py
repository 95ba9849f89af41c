"""The closed form: a link to it, and what comes in by it."""

from datetime import date, datetime, timedelta, tzinfo

from domain.concerns.desk import ConcernDesk
from domain.concerns.links import ClosedLink
from domain.concerns.records import BySender, Filed, Mode, NewCase
from domain.concerns.taxonomy import Concern
from domain.refusals import Refusal
from domain.work import Store, Work

MINUTES = 30


class LinkGone(Refusal):
    """The link was used, has expired, or is none of ours. One answer for every cause."""


class ClosedFormDesk:
    """Makes links, and takes in what is written behind them."""

    def __init__(self, store: Store, concerns: ConcernDesk, *, zone: tzinfo) -> None:
        self._store = store
        self._concerns = concerns
        self._zone = zone

    def open_link(self, person_id: int, concern: Concern, mode: Mode, *, now: datetime) -> str:
        """A token for one report of this person, good for MINUTES."""
        link = ClosedLink(
            person_id=person_id, concern=concern, mode=mode, expires_at=now + timedelta(minutes=MINUTES)
        )
        with self._store.write() as work:
            token = work.closed_links.keep(link, drop_after=self._day(link.expires_at))
            work.commit()
        return token

    def look(self, token: str, *, now: datetime) -> Concern:
        """What the form is about; looking uses nothing up. Raise LinkGone."""
        with self._store.read() as work:
            return _valid(work, work.closed_links.find(token), now).concern

    def send(self, token: str, text: str, files: tuple[bytes, ...], *, now: datetime) -> Filed:
        """File what was written; the link is used in the same unit.

        Raise LinkGone, and what `ConcernDesk.open_case` raises; then the link still opens the form.
        """
        with self._store.write() as work:
            link = _valid(work, work.closed_links.use(token), now)
            new = NewCase(concern=link.concern, text=text, files=files)
            filed = self._concerns.file_in(work, new, link.mode, BySender(link.person_id), now=now)
            work.commit()
        return filed

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()


def _valid(work: Work, link: ClosedLink | None, now: datetime) -> ClosedLink:
    """Somebody who is not linked any more has no right to the form either."""
    if link is None or link.expires_at <= now or work.linking.account_of(link.person_id) is None:
        raise LinkGone
    return link
