"""What a liaison records: an envelope handed over or not, what its reader says, a concern in their name."""

from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo

from domain.acknowledgements import Acknowledgement
from domain.actors import Actor, Role
from domain.concerns.desk import ConcernDesk
from domain.concerns.handling import midnight_of
from domain.concerns.receipts import read_receipt
from domain.concerns.records import ByReceipt, Filed, Mode, NewCase
from domain.concerns.refusals import CaseEnded
from domain.forms import finish_form
from domain.liaison.colleagues import Beyond, beyond_chat, in_scope
from domain.liaison.notice import tell_recorded, tell_taken_back
from domain.liaison.records import Act, Delivery, Hindrance, NewDelivery
from domain.liaison.refusals import DayUnfit, TooLateToTakeBack, WordUnfit
from domain.liaison.words import card_with
from domain.linking.binding import tell_officers
from domain.refusals import AlreadyDone, NotFound, NotPermitted
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

UNDOABLE_FOR = timedelta(days=1)
DAYS_BACK = 7


class RecordingDesk:
    """Each act is audited, noted in `/siapa_melihat`, and told to the person, at once or when they link.

    Every call is a liaison's in their units, or an officer's of HR: raise NotPermitted, NotInYourUnits,
    ReachedInChat.
    """

    def __init__(self, store: Store, concerns: ConcernDesk, *, zone: tzinfo) -> None:
        self._store = store
        self._concerns = concerns
        self._zone = zone

    def told(self, person_id: int, on: date, *, by: Actor, now: datetime) -> Delivery:
        """The envelope was handed over on that day. Raise NothingToTell, DayUnfit, AlreadyDone."""
        today = now.astimezone(self._zone).date()
        if not today - timedelta(days=DAYS_BACK) <= on <= today:
            raise DayUnfit(days=DAYS_BACK)
        with self._store.write() as work:
            beyond = beyond_chat(work, person_id, by=by, now=now)
            if _told_before(work, beyond):
                raise AlreadyDone(subject=beyond.person.full_name)
            new = NewDelivery(
                act=Act.PAPER,
                person_id=person_id,
                proposal_id=beyond.news.id,
                by=by.label,
                told_on=on,
            )
            kept = _record(work, new, "told", by=by, now=now)
            work.commit()
        return kept

    def unreachable(self, person_id: int, why: Hindrance, *, by: Actor, now: datetime) -> Delivery:
        """The envelope could not be handed over. Raise NothingToTell."""
        with self._store.write() as work:
            beyond = beyond_chat(work, person_id, by=by, now=now)
            new = NewDelivery(
                act=Act.UNREACHABLE,
                person_id=person_id,
                proposal_id=beyond.news.id,
                by=by.label,
                hindrance=why,
            )
            kept = _record(work, new, "unreachable", by=by, now=now)
            work.commit()
        return kept

    def acknowledge(
        self,
        person_id: int,
        typed: str,
        said: Acknowledgement,
        *,
        by: Actor,
        form_of: int | None = None,
        now: datetime,
    ) -> Delivery:
        """What the person says of the news, with the word out of their envelope; HR hears of what is unclear.

        Raise NothingToTell, WordUnfit, WordUsedUp, OwnCard.
        """
        with self._store.write() as work:
            beyond = beyond_chat(work, person_id, by=by, now=now)
            proposal = beyond.news
            _take_word(work, person_id, typed, by=by, now=now, used_at=now)
            new = NewDelivery(
                act=Act.PAPER,
                person_id=person_id,
                proposal_id=proposal.id,
                by=by.label,
                told_on=now.astimezone(self._zone).date(),
                acknowledgement=said,
            )
            kept = _record(work, new, "acknowledged", by=by, now=now)
            if said is Acknowledgement.NOT_UNDERSTOOD:
                name = beyond.person.full_name
                tell_officers(work, f"delivery:{kept.id}", "liaison.hr.not_understood", now=now, name=name)
            finish_form(work, form_of)
            work.commit()
        return kept

    def send_concern(
        self,
        person_id: int,
        typed: str,
        new: NewCase,
        receipt: str,
        *,
        by: Actor,
        form_of: int | None = None,
        now: datetime,
    ) -> Filed:
        """File a concern as the person wishes it, with the word that shows their consent.

        The case knows nobody: who holds the receipt finds it. That a concern was sent is recorded by its day
        alone, without its number. Raise what `ConcernDesk.file_without_return` raises, and for the word as
        `acknowledge`.
        """
        owner = ByReceipt(read_receipt(receipt))
        at = midnight_of(now, self._zone)
        with self._store.write() as work:
            beyond_chat(work, person_id, by=by, now=now)
            # Before the case: a wrong word is counted by committing what there is.
            _take_word(work, person_id, typed, by=by, now=now, used_at=at)
            filed = self._concerns.file_in(work, new, Mode.NO_RETURN, owner, now=now)
            record = NewDelivery(act=Act.CONCERN, person_id=person_id, proposal_id=None, by=by.label)
            _record(work, record, "concern", by=by, now=at)
            finish_form(work, form_of)
            work.commit()
        return filed

    def undoable(self, delivery_id: int, *, by: Actor, now: datetime) -> Delivery:
        """What would be taken back; raise as `take_back`."""
        with self._store.read() as work:
            return _undoable(work, delivery_id, by=by, now=now)

    def take_back(self, delivery_id: int, *, by: Actor, now: datetime) -> Delivery:
        """Undo one's own record within a day; an officer of HR undoes anybody's.

        Raise NotFound, AlreadyDone, TooLateToTakeBack. A concern goes by `take_back_concern`.
        """
        with self._store.write() as work:
            kept = _undoable(work, delivery_id, by=by, now=now)
            if kept.act is Act.CONCERN:
                raise NotFound(subject=str(delivery_id))
            _take_back(work, kept, by=by, now=now)
            work.commit()
        return kept

    def take_back_concern(
        self, delivery_id: int, receipt: str, *, by: Actor, asked_by: int, now: datetime
    ) -> None:
        """Withdraw the case with its receipt, as long as nobody has read it. Raise as `ConcernDesk.withdraw`.

        `asked_by`: the Telegram user, whose wrong receipts are counted.
        """
        with self._store.read() as work:
            kept = _undoable(work, delivery_id, by=by, now=now)
        case = self._concerns.open_with_receipt(receipt, asked_by=asked_by, now=now)
        owner = ByReceipt(read_receipt(receipt))
        with suppress(CaseEnded):  # withdrawn before; only the record was left
            self._concerns.withdraw(case.number, owner=owner, now=now)
        with self._store.write() as work:
            _take_back(work, kept, by=by, now=now)
            work.commit()


def _take_word(
    work: Work, person_id: int, typed: str, *, by: Actor, now: datetime, used_at: datetime
) -> None:
    try:
        card = card_with(work, person_id, typed, by=by, now=now)
    except WordUnfit:
        work.commit()  # the wrong word counts, whatever else of this unit is left
        raise
    work.deliveries.use_card(card.id, now=used_at)


def _record(work: Work, new: NewDelivery, what: str, *, by: Actor, now: datetime) -> Delivery:
    number = work.deliveries.keep(new, now=now)
    kept = work.deliveries.get(number)
    if kept is None:
        raise NotFound(subject=str(number))
    work.audit.add(f"delivery.{what}", by=by.label, subject=f"person:{new.person_id}", now=now)
    if new.person_id != by.person_id:
        note_view(work, [new.person_id], Purpose.LIAISON, by=by, now=now)
    tell_recorded(work, kept, now=now)
    return kept


def _told_before(work: Work, beyond: Beyond) -> bool:
    stands = work.deliveries.of_proposals([beyond.news.id]).get(beyond.news.id)
    return stands is not None and stands.act is Act.PAPER


def _undoable(work: Work, delivery_id: int, *, by: Actor, now: datetime) -> Delivery:
    kept = work.deliveries.get(delivery_id)
    if kept is None:
        raise NotFound(subject=str(delivery_id))
    in_scope(work, kept.person_id, by=by)
    is_officer = by.person_id is not None and Role.OFFICER in work.people.roles_of(by.person_id)
    if kept.by != by.label and not is_officer:
        raise NotPermitted(role=Role.OFFICER)
    if kept.taken_back_at is not None:
        raise AlreadyDone(subject=str(delivery_id))
    if now - kept.recorded_at > UNDOABLE_FOR:
        raise TooLateToTakeBack
    return kept


def _take_back(work: Work, kept: Delivery, *, by: Actor, now: datetime) -> None:
    if not work.deliveries.take_back(kept.id, now=now):
        raise AlreadyDone(subject=str(kept.id))
    work.deliveries.reopen_card(kept.person_id, used_at=kept.recorded_at)
    work.audit.add("delivery.taken_back", by=by.label, subject=f"person:{kept.person_id}", now=now)
    tell_taken_back(work, kept, now=now)
