"""Whose a case is, and which way it goes: taking, giving, forwarding, joining, reminding, opening again.

What officers do lies in the case itself, under its seal: a table beside it would have rows whose order and
time tell of cases (docs/decisions/0012-sealed-concerns.md). Messages to officers bear no number in the clear.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from domain.actors import Actor, Role
from domain.calendar.off_days import Estimate
from domain.concerns import threads
from domain.concerns.clock import answer_due
from domain.concerns.handling import case_of, day_of, ensure_as_seen, keep, words_of
from domain.concerns.records import Case, EntryKind, Side
from domain.concerns.refusals import ForwardedAlready, MergeUnfit, NotMerged, OfficerUnknown
from domain.concerns.taxonomy import Desk
from domain.forms import finish_form
from domain.outbox import Message
from domain.people import Person
from domain.rights import acting_as
from domain.work import Store, Work

REMINDED_EVERY = timedelta(days=3)
_TOKEN_BYTES = 8


class AssigningDesk:
    """Every call is an officer's: raise NotPermitted, CaseUnknown, and CaseEnded for what does not run."""

    def __init__(self, store: Store, *, zone: tzinfo, estimate: Estimate) -> None:
        self._store = store
        self._zone = zone
        self._estimate = estimate

    def officers(self, *, by: Actor) -> Sequence[Person]:
        """To whom a case may be given, by name."""
        with self._store.read() as work:
            acting_as(work, by, Role.OFFICER)
            found = work.people.holding(Role.OFFICER)
        return sorted(found, key=lambda one: (one.name, one.id))

    def take(self, number: str, *, by: Actor, now: datetime) -> Case:
        """Mine from now on, also where it was another's: who had it is told."""
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            case = self._hand(work, number, officer, by=officer, now=now)
            work.commit()
        return case

    def give(self, number: str, to: int, *, by: Actor, now: datetime) -> Case:
        """Another officer's from now on, who is told. Raise OfficerUnknown."""
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            if to not in {one.id for one in work.people.holding(Role.OFFICER)}:
                raise OfficerUnknown
            case = self._hand(work, number, to, by=officer, now=now)
            work.commit()
        return case

    def put_back(self, number: str, *, by: Actor, now: datetime) -> Case:
        """Nobody's again: it stands among those without an officer."""
        with self._store.write() as work:
            officer = acting_as(work, by, Role.OFFICER)
            case = self._hand(work, number, None, by=officer, now=now)
            work.commit()
        return case

    def forward(
        self, number: str, desk: Desk, reason: str, *, form_of: int | None = None, by: Actor, now: datetime
    ) -> Case:
        """Another desk's, with the reason for its officers; the sender reads which desk answers now.

        Raise ForwardedAlready, AnswerEmpty, ConcernTooLong.
        """
        said, today = words_of(reason), day_of(now, self._zone)
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            case = case_of(work, number)
            if case.desk is desk:
                raise ForwardedAlready
            moved = threads.forwarded(
                case,
                desk,
                notice=threads.line(Side.HOUSE, EntryKind.FORWARDED, desk, on=today),
                note=threads.line(Side.OFFICER, EntryKind.NOTE, said, on=today),
            )
            keep(work, moved, "forwarded", zone=self._zone, now=now)
            finish_form(work, form_of)
            work.commit()
        return moved

    def merge(self, number: str, into: str, *, form_of: int | None = None, by: Actor, now: datetime) -> Case:
        """Let a case have its answers from another one about the same matter; return that other one.

        Each keeps its number, its thread, its clock and its seal; neither sender learns of the other, and no
        word of one is shown to the other. Raise MergeUnfit.
        """
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            follower, lead = case_of(work, number), case_of(work, into)
            if (
                follower.number == lead.number
                or lead.merged_into
                or follower.merged_into
                or follower.followers
            ):
                raise MergeUnfit
            threads.ensure_running(follower)
            threads.ensure_running(lead)
            lead = replace(lead, followers=(*lead.followers, follower.number))
            keep(work, replace(follower, merged_into=lead.number), "merged", zone=self._zone, now=now)
            keep(work, lead, "merged", zone=self._zone, now=now)
            finish_form(work, form_of)
            work.commit()
        return lead

    def part(self, number: str, *, by: Actor, now: datetime) -> Case:
        """Let a case have its own answers again. Raise NotMerged."""
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            follower = case_of(work, number)
            if not follower.merged_into:
                raise NotMerged
            lead = case_of(work, follower.merged_into)
            left = tuple(one for one in lead.followers if one != follower.number)
            keep(work, replace(lead, followers=left), "parted", zone=self._zone, now=now)
            follower = replace(follower, merged_into="")
            keep(work, follower, "parted", zone=self._zone, now=now)
            work.commit()
        return follower

    def remind(self, number: str, *, by: Actor, now: datetime) -> Case:
        """Remind the sender of a question, by a line in the thread: nothing is sent to anybody.

        Raise NothingAsked, RemindedAlready.
        """
        today = day_of(now, self._zone)
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            line = threads.line(Side.HOUSE, EntryKind.REMINDED, "", on=today)
            case = threads.reminded(case_of(work, number), line, not_since=today - REMINDED_EVERY)
            keep(work, case, "reminded", zone=self._zone, now=now)
            work.commit()
        return case

    def reopen(
        self,
        number: str,
        reason: str,
        *,
        seen: str | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Case:
        """Take an answer or a closing back, with a reason that the sender reads; the clock begins anew.

        Raise CaseNotEnded, CaseMovedOn, AnswerEmpty, ConcernTooLong.
        """
        said, today = words_of(reason), day_of(now, self._zone)
        with self._store.write() as work:
            acting_as(work, by, Role.OFFICER)
            case = case_of(work, number)
            ensure_as_seen(case, seen)
            entry = threads.line(Side.OFFICER, EntryKind.REOPENED, said, on=today)
            case = threads.reopened(case, entry, due_on=answer_due(work, self._estimate, today))
            keep(work, case, "reopened", zone=self._zone, now=now)
            finish_form(work, form_of)
            work.commit()
        return case

    def _hand(self, work: Work, number: str, to: int | None, *, by: int, now: datetime) -> Case:
        before = case_of(work, number)
        case = threads.handed(before, to)
        if case == before:
            return case
        keep(work, case, "handed", zone=self._zone, now=now)
        if to not in {None, by}:
            _tell(work, to, "case_desk.told.given", case, now=now)
        if before.assigned_to not in {None, by, to}:
            _tell(work, before.assigned_to, "case_desk.told.taken", case, now=now)
        return case


def _tell(work: Work, officer: int | None, text_key: str, case: Case, *, now: datetime) -> None:
    """To an officer, with a button to the case; who is not linked sees it in the queue."""
    account = None if officer is None else work.linking.account_of(officer)
    if account is None:
        return
    work.outbox.put(
        Message(
            # A name of chance: a number here would stand beside a time in the clear.
            unique=f"case-desk:{secrets.token_hex(_TOKEN_BYTES)}",
            chat_id=account.chat_id,
            language=account.language,
            text_key=text_key,
            facts={"number": case.number, "due": f"{case.answer_due_on:%d-%m-%Y}"},
            protect=True,
            buttons=(("case_desk.button.mine", "v1:ti:mine"),),
        ),
        now=now,
    )
