"""The way from a stranger's first word to a linked account, one step at a time."""

from collections.abc import Collection
from datetime import datetime, timedelta

from domain.conversations import Conversation
from domain.linking.binding import bind, tell_officers
from domain.linking.claims import open_claim
from domain.linking.codes import read_code
from domain.linking.proof import NOBODY, NormalisePhone, Proof, Verdict, judge
from domain.linking.records import Account, Cause, Claim, Invitation, NewClaim, Purpose
from domain.linking.refusals import (
    ConsentNeeded,
    LinkingFailed,
    NotANip,
    NotYourContact,
    StepLost,
    TooManyTries,
)
from domain.linking.visits import SharedContact, Step, Visitor
from domain.work import Store, Work

FLOW = "linking"
OPEN_FOR = timedelta(hours=24)  # long enough to fetch the letter at home

TRIES_AT_MOST = 5
TRIES_WITHIN = timedelta(hours=24)
FAILURES_AT_MOST = 5

NIP_DIGITS = 18
_NIP_JOINTS = str.maketrans("", "", " .-\u00a0\t\n'")


class LinkingDesk:
    """Privacy notice, NIP or the letter's link, telephone, code. Nothing is judged before the last step.

    Every wrong answer therefore leads through the same steps to the same refusal (docs: ASVS 5.0, 6.3).
    """

    def __init__(self, store: Store, *, normalise_phone: NormalisePhone) -> None:
        self._store = store
        self._normalise = normalise_phone

    def step(self, user_id: int, *, now: datetime) -> Step | None:
        """What this Telegram account is asked next; None when no linking is open."""
        with self._store.read() as work:
            flow = work.conversations.of(user_id, now=now)
        return Step(flow.step) if flow is not None and flow.flow == FLOW else None

    def start(self, visitor: Visitor, token: str | None = None, *, now: datetime) -> Step:
        """Open the way, from the beginning, with the token of the letter's link if there is one."""
        with self._store.write() as work:
            _refuse_too_many(work, visitor, now)
            data: dict[str, str | int] = {"token": token} if token else {}
            step = _go_to(work, visitor, Step.NOTICE, data, now)
            work.commit()
        return step

    def agree(
        self, visitor: Visitor, consents: Collection[Purpose], *, text_version: str, now: datetime
    ) -> Step:
        """Record each consent given or withheld under the notice's text; linking needs its own."""
        if Purpose.LINKING not in consents:
            raise ConsentNeeded
        with self._store.write() as work:
            data = _data_at(work, visitor, Step.NOTICE, now)
            for purpose in Purpose:
                work.linking.record_consent(
                    visitor.user_id,
                    purpose,
                    granted=purpose in consents,
                    text_version=text_version,
                    language=visitor.language,
                    now=now,
                )
            step = _go_to(work, visitor, Step.PHONE if "token" in data else Step.NIP, data, now)
            work.commit()
        return step

    def say_nip(self, visitor: Visitor, text: str, *, now: datetime) -> Step:
        """Take any 18 digits; whether they are somebody's is not said here."""
        digits = text.translate(_NIP_JOINTS)
        if len(digits) != NIP_DIGITS or not (digits.isascii() and digits.isdigit()):
            raise NotANip
        with self._store.write() as work:
            data = _data_at(work, visitor, Step.NIP, now)
            step = _go_to(work, visitor, Step.PHONE, data | {"nip": digits}, now)
            work.commit()
        return step

    def share_contact(self, visitor: Visitor, contact: SharedContact, *, now: datetime) -> Step:
        """Take the sender's own contact only, in their private chat; what it proves is not said here."""
        is_private = visitor.chat_id == visitor.user_id
        if contact.user_id != visitor.user_id or contact.is_forwarded or not is_private:
            raise NotYourContact
        with self._store.write() as work:
            data = _data_at(work, visitor, Step.PHONE, now)
            phone = self._normalise(contact.phone) or ""
            step = _go_to(work, visitor, Step.CODE, data | {"phone": phone}, now)
            work.commit()
        return step

    def say_code(self, visitor: Visitor, text: str, *, now: datetime) -> Account | Claim:
        """Judge everything brought. Raise LinkingFailed whatever did not fit; the code may be typed again.

        A Claim comes back where HR has no telephone on record: two officers decide it.
        """
        code = read_code(text)
        with self._store.write() as work:
            work.linking.queue_up(visitor.user_id)
            data = _data_at(work, visitor, Step.CODE, now)
            _refuse_too_many(work, visitor, now)
            verdict = judge(work, Proof.gathered(data, code), self._normalise, now=now)
            linked = _accept(work, verdict, visitor, now) if verdict.person else None
            if linked is None:
                _count(work, verdict, visitor, now)
            work.commit()
        if linked is None:
            raise LinkingFailed
        return linked

    def begin_again(self, visitor: Visitor, *, now: datetime) -> Step:
        """Go back to the NIP, whether it had been typed or a link had stood for it."""
        with self._store.write() as work:
            flow = work.conversations.of(visitor.user_id, now=now)
            if flow is None or flow.flow != FLOW or flow.step == Step.NOTICE:
                raise StepLost
            step = _go_to(work, visitor, Step.NIP, {}, now)
            work.commit()
        return step

    def cancel(self, user_id: int, *, now: datetime) -> bool:
        """Leave, or decline the notice; False when nothing was open."""
        with self._store.write() as work:
            flow = work.conversations.of(user_id, now=now)
            if flow is None or flow.flow != FLOW:
                return False
            work.conversations.close(user_id)
            work.commit()
        return True


def _go_to(work: Work, visitor: Visitor, step: Step, data: dict[str, str | int], now: datetime) -> Step:
    work.conversations.save(
        Conversation(
            user_id=visitor.user_id,
            flow=FLOW,
            step=step,
            expires_at=now + OPEN_FOR,
            data=data | {"language": visitor.language},
        ),
        now=now,
    )
    return step


def _data_at(work: Work, visitor: Visitor, step: Step, now: datetime) -> dict[str, str | int]:
    flow = work.conversations.of(visitor.user_id, now=now)
    if flow is None or (flow.flow, flow.step) != (FLOW, step):
        raise StepLost
    return flow.data


def _refuse_too_many(work: Work, visitor: Visitor, now: datetime) -> None:
    tries = work.linking.tries_of(visitor.user_id, after=now - TRIES_WITHIN)
    if len(tries) >= TRIES_AT_MOST:
        left = tries[-TRIES_AT_MOST] + TRIES_WITHIN - now
        raise TooManyTries(count=-(-left // timedelta(hours=1)))


def _accept(work: Work, verdict: Verdict, visitor: Visitor, now: datetime) -> Account | Claim | None:
    person = verdict.person
    if person is None:
        return None
    claimant = NewClaim(
        person_id=person.id, user_id=visitor.user_id, chat_id=visitor.chat_id, language=visitor.language
    )
    work.conversations.close(visitor.user_id)
    if person.phone is None:
        return open_claim(work, person, claimant, now=now)
    return bind(work, person, claimant, now=now)


def _count(work: Work, verdict: Verdict, visitor: Visitor, now: datetime) -> None:
    """The same statements run for every cause: where no letter is meant, the counter of none is raised."""
    work.linking.record_try(visitor.user_id, now=now)
    letter = verdict.countable
    failures = work.linking.count_failure(letter.id if letter else NOBODY)
    work.audit.add("linking.failed", by="visitor", subject="linking", now=now)
    if letter is not None and failures >= FAILURES_AT_MOST:
        _close_guessed(work, letter, now)


def _close_guessed(work: Work, letter: Invitation, now: datetime) -> None:
    """The right telephone and five wrong codes: the letter is worth nothing any more."""
    work.linking.close_invitations(letter.person_id, cause=Cause.TOO_MANY_FAILURES, now=now)
    subject = f"invitation:{letter.id}"
    work.audit.add("invitation.closed", by="visitor", subject=subject, now=now, cause=Cause.TOO_MANY_FAILURES)
    name = work.people.get(letter.person_id).full_name
    tell_officers(work, f"{subject}:guessed", "linking.hr.guessed", now=now, name=name)
