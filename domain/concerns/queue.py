"""The queue of the desk: what waits, by how many working days, and whose it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from domain.actors import Actor, Role
from domain.calendar.off_days import Estimate
from domain.calendar.records import working_days
from domain.calendar.working_days import WorkingDays
from domain.concerns.handling import day_of
from domain.concerns.records import Waiting
from domain.concerns.taxonomy import Concern, Desk
from domain.rights import acting_as
from domain.work import Store, Work

A_PAGE = 6


class Whose(StrEnum):
    """Which of those that wait."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case of the queue. `days_left`: working days until the last one; below zero: overdue by so many."""

    waiting: Waiting
    days_left: int
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`number` from 1; `pages` at least 1. `count`: of this choice; `overdue`: of them, past their day.

    `desks`: how many wait at each desk, whatever is chosen.
    """

    lines: Sequence[Line]
    number: int
    pages: int
    count: int
    overdue: int
    desks: Mapping[Desk, int]


class QueueDesk:
    """For officers of the desk: raise NotPermitted."""

    def __init__(self, store: Store, *, zone: tzinfo, estimate: Estimate) -> None:
        self._store = store
        self._zone = zone
        self._estimate = estimate

    def page(
        self,
        whose: Whose,
        *,
        desk: Desk | None = None,
        concern: Concern | None = None,
        page: int = 1,
        by: Actor,
        now: datetime,
    ) -> Page:
        """A page of those that wait, the most urgent first; one that is not there is the nearest that is."""
        today = day_of(now, self._zone)
        with self._store.read() as work:
            officer = acting_as(work, by, Role.OFFICER)
            every = work.concerns.waiting()
            # What lies with somebody who has left the desk is nobody's again.
            at_the_desk = {one.id for one in work.people.holding(Role.OFFICER)}
            owner = officer if whose is Whose.MINE else None
            chosen = [
                one
                for one in every
                if (whose is Whose.ALL or _owner(one, at_the_desk) == owner)
                and (desk is None or one.case.desk is desk)
                and (concern is None or one.case.concern is concern)
            ]
            chosen.sort(key=lambda one: (one.case.answer_due_on, one.case.number))
            pages = max(1, -(-len(chosen) // A_PAGE))
            number = min(max(1, page), pages)
            shown = chosen[(number - 1) * A_PAGE : number * A_PAGE]
            lines = lines_of(work, shown, self._estimate, today=today)
        return Page(
            lines=lines,
            number=number,
            pages=pages,
            count=len(chosen),
            overdue=sum(one.case.answer_due_on < today for one in chosen),
            desks={one: sum(each.case.desk is one for each in every) for one in Desk},
        )

    def days_left(self, due_on: date, *, now: datetime) -> int:
        """Working days until a last day, below zero when it is past."""
        today = day_of(now, self._zone)
        with self._store.read() as work:
            return _days_left(_calendar(work, self._estimate, [today, due_on]), due_on, today)


def lines_of(work: Work, shown: Sequence[Waiting], estimate: Estimate, *, today: date) -> Sequence[Line]:
    """The cases with their clocks and the names of their officers."""
    calendar = _calendar(work, estimate, [today, *(one.case.answer_due_on for one in shown)])
    officers = {one.case.assigned_to for one in shown if one.case.assigned_to is not None}
    names = {one: work.people.get(one).name for one in officers}
    return [
        Line(
            waiting=one,
            days_left=_days_left(calendar, one.case.answer_due_on, today),
            officer=names.get(one.case.assigned_to or 0, ""),
        )
        for one in shown
    ]


def _owner(one: Waiting, at_the_desk: set[int]) -> int | None:
    return one.case.assigned_to if one.case.assigned_to in at_the_desk else None


def _calendar(work: Work, estimate: Estimate, days: Sequence[date]) -> WorkingDays:
    return working_days(work.calendar, estimate, first_year=min(days).year, last_year=max(days).year)


def _days_left(calendar: WorkingDays, due_on: date, today: date) -> int:
    if due_on >= today:
        return calendar.working_days_between(today, due_on)
    return -calendar.working_days_between(due_on, today)
