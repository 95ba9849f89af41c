"""Swap circles, offered blind: names are known when all have said yes, and to nobody before.

Each member sees their own way alone, from one unit and post to another. A no, a withdrawn consent and
somebody's leaving end an offer in the same way and without a word: to the others it looks as if it still
waited, until the day by which it had to be answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.actors import Actor
from domain.linking.binding import tell_officers
from domain.linking.records import Account, Purpose
from domain.official.notices import put_official
from domain.organisation import name_key
from domain.outbox import Message
from domain.preferences.refusals import SwapOver
from domain.preferences.standing import consenting
from domain.preferences.stopping import leave_open_swaps
from domain.preferences.swap_records import Member, SwapOffer, Turn
from domain.preferences.window import window_on
from domain.rights import preparing
from domain.work import Store, Work

ANSWER_DAYS = 7  # after the day of the offer
SHOWN_FOR = timedelta(days=30)  # after an offer has come to its end


class SwapState(StrEnum):
    """What a member sees."""

    ASKED = "asked"
    WAITING = "waiting"
    AGREED = "agreed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody of a circle in which all have agreed."""

    name: str
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSwap:
    """One offer as its member may see it. `partners` empty until all have agreed."""

    id: str
    turn: Turn
    state: SwapState
    answer_by: date
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Circles offered now; `left_out`: somebody in it cannot be asked, or it was offered before."""

    offered: int
    left_out: int


class SwapDesk:
    """Offers circles, takes the answers, and makes the members known to each other in the end."""

    def __init__(self, store: Store, *, zone: tzinfo) -> None:
        self._store = store
        self._zone = zone

    def offer(self, circles: Sequence[Sequence[Turn]], *, by: Actor, now: datetime) -> Offered:
        """Ask the members of each circle, once. Raise NotPermitted."""
        offered = 0
        last_day = now.astimezone(self._zone).date() + timedelta(days=ANSWER_DAYS + 1)
        answer_until = datetime.combine(last_day, time(), self._zone)
        with self._store.write() as work:
            preparing(work, by)
            for circle in circles:
                accounts = [_askable(work, turn, now) for turn in circle]
                if any(account is None for account in accounts):
                    continue
                made = work.swaps.offer(circle, answer_until=answer_until, now=now)
                if made is None:
                    continue
                offered += 1
                for account in accounts:
                    if account is not None:
                        _tell(work, made, account, "swaps.notice.offered", now=now, until=answer_until)
                work.audit.add(
                    "swaps.offered", by=by.label, subject=f"swap:{made}", now=now, members=len(circle)
                )
            work.commit()
        return Offered(offered=offered, left_out=len(circles) - offered)

    def own(self, person_id: int, *, now: datetime) -> list[OwnSwap]:
        """Newest first. Raise PreferencesNotConsented, NotLinked."""
        with self._store.read() as work:
            consenting(work, person_id)
            return [
                self._seen(work, offer, person_id, now)
                for offer in work.swaps.of(person_id)
                if now < (offer.agreed_at or offer.answer_until) + SHOWN_FOR
            ]

    def join(self, person_id: int, *, joins: bool, now: datetime) -> None:
        """Opt in, or out; who opts out leaves what they were being asked about."""
        today = now.astimezone(self._zone).date()
        with self._store.write() as work:
            consenting(work, person_id)
            work.preferences.take(person_id)
            sheet = work.preferences.sheet(person_id)
            closed_on = window_on(work.waves.all(), today).closed_on
            work.preferences.keep(
                person_id,
                replace(sheet, swaps=joins, joins_swaps=joins),
                closed_on=closed_on,
                today=today,
            )
            if not joins:
                leave_open_swaps(work, person_id, now=now)
            by = f"person:{person_id}"
            work.audit.add("preferences.changed", by=by, subject=by, now=now, what="swaps")
            work.commit()

    def answer(self, person_id: int, offer_id: str, *, agrees: bool, now: datetime) -> SwapState:
        """Say yes or no, once and finally. Raise SwapOver for what is not asked of this person any more."""
        with self._store.write() as work:
            consenting(work, person_id)
            offer = work.swaps.take(offer_id)
            member = _member(offer, person_id)
            if offer is None or member is None or offer.agreed_at or now >= offer.answer_until:
                raise SwapOver
            if member.has_agreed:
                return SwapState.WAITING
            state = _agreed(work, offer, member, now) if agrees else _declined(work, offer, member, now)
            work.commit()
        return state

    def _seen(self, work: Work, offer: SwapOffer, person_id: int, now: datetime) -> OwnSwap:
        member = next(one for one in offer.members if one.person_id == person_id)
        partners = [one for one in offer.members if one.person_id != person_id]
        return OwnSwap(
            id=offer.id,
            turn=member,
            state=_state(offer, member, now),
            answer_by=(offer.answer_until - timedelta(seconds=1)).astimezone(self._zone).date(),
            partners=tuple(
                Partner(name=work.people.get(one.person_id).full_name, turn=one) for one in partners
            )
            if offer.agreed_at
            else (),
        )


def _state(offer: SwapOffer, member: Member, now: datetime) -> SwapState:
    """An offer that has ended without a word looks as one that waits."""
    if offer.agreed_at is not None:
        return SwapState.AGREED
    if now >= offer.answer_until:
        return SwapState.OVER
    return SwapState.WAITING if member.has_agreed else SwapState.ASKED


def _askable(work: Work, turn: Turn, now: datetime) -> Account | None:
    """The account of a member who can be asked now.

    Nobody is asked two things at once, not even where the first has ended: the second would tell them so.
    """
    account = _still_in(work, turn)
    if account is None or account.needs_reverification(now):
        return None
    return None if any(one.seems_open(now) for one in work.swaps.of(turn.person_id)) else account


def _still_in(work: Work, turn: Turn) -> Account | None:
    """The account of somebody in service who is willing, and is where the circle says."""
    account, person = work.linking.account_of(turn.person_id), work.people.get(turn.person_id)
    if account is None or not person.is_active:
        return None
    here = (person.unit_id, name_key(person.position))
    is_willing = (
        work.linking.consents_of(account.user_id).get(Purpose.PREFERENCES)
        and work.preferences.sheet(turn.person_id).joins_swaps
    )
    return account if is_willing and here == (turn.origin.unit_id, name_key(turn.origin.position)) else None


def _member(offer: SwapOffer | None, person_id: int) -> Member | None:
    members = offer.members if offer is not None else ()
    return next((one for one in members if one.person_id == person_id), None)


def _declined(work: Work, offer: SwapOffer, member: Member, now: datetime) -> SwapState:
    work.swaps.leave(offer.id, member.person_id)
    if offer.ended_at is None:
        work.swaps.end(offer.id, now=now)
    return SwapState.OVER


def _agreed(work: Work, offer: SwapOffer, member: Member, now: datetime) -> SwapState:
    work.swaps.agree(offer.id, member.person_id)
    others = [one for one in offer.members if one.person_id != member.person_id]
    is_last = len(offer.members) == offer.size and all(one.has_agreed for one in others)
    if offer.ended_at is not None or not is_last:
        return SwapState.WAITING
    accounts = [_still_in(work, one) for one in offer.members]
    if any(account is None for account in accounts):
        work.swaps.end(offer.id, now=now)
        return SwapState.WAITING
    work.swaps.conclude(offer.id, now=now)
    for account in accounts:
        if account is not None and account.person_id != member.person_id:
            _tell(work, offer.id, account, "swaps.notice.agreed", now=now)
    names = "; ".join(work.people.get(one.person_id).full_name for one in offer.members)
    tell_officers(work, f"swap:{offer.id}:agreed", "swaps.hr.agreed", now=now, names=names)
    work.audit.add("swaps.agreed", by="system", subject=f"swap:{offer.id}", now=now)
    return SwapState.AGREED


def _tell(
    work: Work,
    offer_id: str,
    account: Account,
    text_key: str,
    *,
    now: datetime,
    until: datetime | None = None,
) -> None:
    """That there is something to read, and nothing of what it is."""
    put_official(
        work,
        Message(
            unique=f"swap:{offer_id}:{text_key}:{account.person_id}",
            chat_id=account.chat_id,
            language=account.language,
            text_key=text_key,
            protect=True,
            buttons=(("swaps.button.open", "v1:swaps"),),
            expires_at=until,
        ),
        person_id=account.person_id,
        now=now,
    )
