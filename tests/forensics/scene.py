"""People whose every number is a canary, and a thousand reports of theirs."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from domain.actors import Actor, Role
from domain.calendar.off_days import OffDay
from domain.concerns.alarms import case_clock, case_clock_plan
from domain.concerns.assigning import AssigningDesk
from domain.concerns.desk import ConcernDesk
from domain.concerns.handling import HandlingDesk
from domain.concerns.queue import QueueDesk, Whose
from domain.concerns.receipts import read_receipt
from domain.concerns.records import ByReceipt, BySender, Mode, NewCase
from domain.concerns.sealing import Proof, SealDesk
from domain.concerns.taxonomy import Concern, Desk
from domain.conversations import Conversation
from domain.schedules.records import Occurrence, Outcome, Schedule
from storage.hour_keys import HourKeys
from storage.marks import KeyMarks, set_mode_mark
from storage.store import SqlStore
from tests.forensics.disk import Wanted
from tests.people import HASAN, RINA, Character, Region

ZONE = ZoneInfo("Asia/Jakarta")
PEOPLE = 50
# Six bytes long as numbers, so that no chance makes one of them in what is sealed.
_FIRST_PERSON, _FIRST_USER = 0x5A5A_0000_1000, 0x6B6B_0000_1000
BEGUN = datetime(2031, 3, 5, 1, 0, 17, tzinfo=UTC)
_POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_ORDERS: tuple[Literal["little"], Literal["big"]] = ("little", "big")
_MODES = (Mode.SEALED, Mode.CONFIDENTIAL, Mode.NO_RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, as only its sender and this test know it."""

    who: int
    mode: Mode
    number: str
    receipt: str
    words: str
    at: datetime


@dataclass(slots=True)
class Scene:
    """A region with fifty people; `store` decides what their reports leave behind."""

    store: SqlStore
    keys: HourKeys
    reports: list[Report] = field(default_factory=list)

    def build(self) -> None:
        """Put everybody on record and let each do ordinary things, which is the control."""
        set_mode_mark(self.store.engine, "live")
        KeyMarks(self.store.engine).add(self.store.vault.keys[0])
        region = Region(self.store, BEGUN - timedelta(days=400))
        unit = region.unit("Bagian Umum")
        for who in range(PEOPLE):
            region.person(_character(who), unit, id=_FIRST_PERSON + who)
            region.link(_FIRST_PERSON + who, _FIRST_USER + who)
        officers = [Actor(region.person(one, unit)) for one in (RINA, HASAN)]
        for officer, one in zip(officers, (RINA, HASAN), strict=True):
            region.link(officer.person_id or 0, one.user_id)
        with self.store.write() as work:
            work.people.grant(
                officers[1].person_id or 0, Role.OFFICER, by="operator", now=BEGUN - timedelta(days=300)
            )
            work.commit()
        proofs = [Proof(one, "kapal kecil di teluk") for one in officers]
        SealDesk(self.store, zone=ZONE).set_up(proofs[0], proofs[1], now=BEGUN - timedelta(days=300))
        self.traffic()

    def traffic(self) -> None:
        """What people do besides: they are seen, they fill in a form, something about them is recorded."""
        at = BEGUN - timedelta(days=200)
        for who in range(PEOPLE):
            user = _FIRST_USER + who
            with self.store.write() as work:
                account = work.linking.account_of(_FIRST_PERSON + who)
                assert account is not None
                work.linking.seen(account.id, now=at)
                flow = Conversation(user_id=user, flow="linking", step="code", expires_at=at)
                work.conversations.save(flow, now=at)
                work.audit.add("wish.kept", by=Actor(account.person_id).label, subject="wish", now=at)
                work.commit()

    @property
    def officer(self) -> Actor:
        with self.store.read() as work:
            return Actor(next(one.id for one in work.people.holding(Role.PLANNER)))

    def file(self, count: int) -> None:
        """So many more reports, one after the other, each a few seconds later, by all in turn."""
        desk = ConcernDesk(self.store, zone=ZONE, estimate=_no_estimate)
        for _ in range(count):
            at = BEGUN + timedelta(seconds=37 * len(self.reports))
            who, mode = len(self.reports) % PEOPLE, _MODES[len(self.reports) % len(_MODES)]
            words = f"kalimat-rahasia-{len(self.reports):05d}"
            files = (b"%PDF-1.7 berkas-rahasia " * 9,) if len(self.reports) % 10 == 0 else ()
            new = NewCase(concern=Concern.FAIRNESS, text=words, files=files)
            user, receipt = _FIRST_USER + who, ""
            flow = Conversation(
                user_id=user,
                flow="concern",
                step="text",
                expires_at=at + timedelta(hours=1),
                is_fleeting=True,
            )
            with self.store.write() as work:
                work.conversations.save(flow, now=at)
                work.commit()
            if mode is Mode.NO_RETURN:
                receipt = desk.make_receipt()
                filed = desk.file_without_return(new, receipt, form_of=user, now=at)
            else:
                filed = desk.open_case(new, mode, sender=_FIRST_PERSON + who, form_of=user, now=at)
            self.reports.append(
                Report(who=who, mode=mode, number=filed.number, receipt=receipt, words=words, at=at)
            )

    def come_back(self, count: int) -> None:
        """Some read their case and write once more: by name, and with the receipt."""
        desk = ConcernDesk(self.store, zone=ZONE, estimate=_no_estimate)
        for one in self.reports[-count:]:
            at = one.at + timedelta(seconds=5)
            if one.receipt:
                desk.open_with_receipt(one.receipt, asked_by=_FIRST_USER + one.who, now=at)
                owner: ByReceipt | BySender = ByReceipt(read_receipt(one.receipt))
            else:
                owner = BySender(_FIRST_PERSON + one.who)
            desk.add(one.number, f"{one.words} tambahan", owner=owner, now=at)

    def officers_work(self, count: int) -> str:
        """Read some, take and give them, forward, merge, ask, remind, answer and close; let the clock tell.

        Return HR's list of cases and the pages of the desk's queue, as they leave the house.
        """
        desk = HandlingDesk(self.store, zone=ZONE)
        assigning = AssigningDesk(self.store, zone=ZONE, estimate=_no_estimate)
        by, other = self.officer, self.second_officer
        # An officer's hour is an officer's own: it comes later than the report's.
        at = BEGUN + timedelta(days=1)
        for place, one in enumerate(self.reports[:count]):
            desk.read(one.number, by=by, now=at)
            assigning.take(one.number, by=by, now=at)
            if place % 5 == 0:
                assigning.give(one.number, other, by=by, now=at)
                assigning.forward(one.number, Desk.UNIT, "Unit yang tahu.", by=by, now=at)
            if place % 5 == 1:
                assigning.merge(one.number, self.reports[place - 1].number, by=by, now=at)
            if place % 5 == 2:
                desk.ask(one.number, "Di mana?", by=by, now=at)
                assigning.remind(one.number, by=by, now=at)
        for place, one in enumerate(self.reports[:count]):
            if place % 5 != 1:
                desk.answer(one.number, "Terima kasih.", by=by, now=at)
        self.tell_of_clocks()
        listed = [[case.number, case.alias, case.status, str(case.opened_on)] for case in desk.queue(by=by)]
        queue = QueueDesk(self.store, zone=ZONE, estimate=_no_estimate)
        lines = [line for whose in Whose for line in queue.page(whose, by=by, now=BEGUN).lines]
        paged = [
            [one.waiting.case.number, one.waiting.case.concern, one.days_left, one.officer] for one in lines
        ]
        return json.dumps([listed, paged])

    def tell_of_clocks(self) -> None:
        """Every case runs out of time, and those who answer are told."""
        due = BEGUN + timedelta(days=60)
        occurrence = Occurrence(
            schedule_id=1,
            due_at=due,
            first_due_at=due,
            count=1,
            outcome=Outcome.TOOK_EFFECT,
            settled_at=due,
        )
        plan = case_clock_plan(ZONE)
        schedule = Schedule(id=1, plan=plan, enabled=True, handled_through=due, next_at=due)
        with self.store.write() as work:
            case_clock(_no_estimate)(work, schedule, occurrence)
            work.commit()

    @property
    def second_officer(self) -> int:
        with self.store.read() as work:
            return next(one.id for one in work.people.holding(Role.APPROVER))


def identities() -> Wanted:
    """Everything that names one of the people, in the forms in which databases write it."""
    patterns = [b"(Kenari Keduluk[0-9]{3})", b"(1990010120100119[0-9]{2})", b"(89900070[0-9]{2})"]
    for first in (_FIRST_PERSON, _FIRST_USER):
        head = first.to_bytes(6, "big")[:5]
        patterns += [
            b"(" + str(first)[:-3].encode() + b"[0-9]{3})",
            b"(" + re.escape(head) + b".)",
            b"(." + re.escape(head[::-1]) + b")",
        ]
    return Wanted(tuple(patterns))


def moments(reports: list[Report]) -> Wanted:
    """The second in which each report came: as text, as PostgreSQL writes it, and since 1970."""
    micros = [(one.at - _POSTGRES_EPOCH) // timedelta(microseconds=1) for one in reports]
    little, big = ([one.to_bytes(8, order) for one in micros] for order in _ORDERS)
    texts = {f"{one.at:%Y-%m-%d{sign}%H:%M:%S}".encode() for one in reports for sign in " T"}
    seconds = {str(int(one.at.timestamp())).encode() for one in reports}
    return Wanted(
        (
            b"(" + f"{BEGUN:%Y-%m-%d}".encode() + b"[ T][0-9:]{8})",
            b"(?=(...." + _one_of({one[4:] for one in little}) + b"))",
            b"(?=(" + _one_of({one[:4] for one in big}) + b"....))",
            b"(?=(" + str(int(BEGUN.timestamp()))[:5].encode() + b"[0-9]{5}))",
        ),
        only=frozenset({*little, *big, *texts, *seconds}),
    )


def contents(reports: list[Report]) -> Wanted:
    """What was written, the numbers and the receipts."""
    receipts = {one.receipt.encode() for one in reports if one.receipt}
    words = {b"kalimat-rahasia", b"berkas-rahasia"}
    numbers = {one.number.encode() for one in reports}
    return Wanted(
        (
            b"(kalimat-rahasia|berkas-rahasia)",
            b"(ASP-[0-9A-Z]{8})",
            b"(?=((?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}))",
            b"(?=([0-9A-Z]{20}))",
        ),
        only=frozenset(words | numbers | receipts | {one.replace(b"-", b"") for one in receipts}),
    )


def names_of_rows(names: Iterable[str]) -> Wanted:
    """The random names under which cases and files lie."""
    return Wanted((b"(?=([0-9a-f]{32}))",), only=frozenset(one.encode() for one in names))


def _no_estimate(_year: int) -> list[OffDay]:
    return []


def _one_of(heads: set[bytes]) -> bytes:
    return b"(?:" + b"|".join(re.escape(one) for one in sorted(heads)) + b")"


def sender_ids() -> list[int]:
    return [_FIRST_PERSON + who for who in range(PEOPLE)]


def _character(who: int) -> Character:
    return Character(
        user_id=_FIRST_USER + who,
        name=f"Kenari Keduluk{who:03d}",
        nip=f"1990010120100119{who:02d}",
        phone=f"+62899000{7000 + who}",
        sex="P",
    )
