"""Reporting a surge of work (lonjakan): the need is computed anew and offered to the next wave."""

from datetime import datetime

from domain.actors import Actor, Role
from domain.organisation import name_key
from domain.plans.records import Surge
from domain.refusals import NotFound, NotPermitted, Refusal
from domain.rights import scope_of
from domain.work import Store, Work


class NothingToDo(Refusal):
    """A surge has a volume, a standard time and a span of at least one day."""


class NoAnalysis(Refusal):
    """The post has no workload analysis (ABK) that a surge could come on top of."""


class EvidenceNeeded(Refusal):
    """A surge is believed on evidence: a letter, a register, a count."""


class SurgeDesk:
    """Takes the reports of unit heads and liaisons."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(self, surge: Surge, *, by: Actor, now: datetime) -> int:
        """Keep the report and return its number.

        Raise NothingToDo, EvidenceNeeded, NoAnalysis, NotPermitted.
        """
        if min(surge.volume, surge.minutes) <= 0 or surge.last_day < surge.first_day:
            raise NothingToDo
        if not surge.evidence.strip():
            raise EvidenceNeeded
        with self._store.write() as work:
            _may_report(work, by, surge.unit_id)
            if not work.planning.has_tasks(surge.unit_id, name_key(surge.position)):
                raise NoAnalysis(position=surge.position)
            number = work.planning.report_surge(surge, by=by.label, now=now)
            work.audit.add("surge.reported", by=by.label, subject=f"surge:{number}", now=now)
            work.commit()
        return number

    def withdraw(self, surge_id: int, *, by: Actor, now: datetime) -> None:
        """Raise NotFound when there is none that counts."""
        with self._store.write() as work:
            reported = {one.id: one for one in work.planning.surges()}.get(surge_id)
            if reported is None:
                raise NotFound(subject=f"surge {surge_id}")
            _may_report(work, by, reported.surge.unit_id)
            if not work.planning.withdraw_surge(surge_id, now=now):
                raise NotFound(subject=f"surge {surge_id}")
            work.audit.add("surge.withdrawn", by=by.label, subject=f"surge:{surge_id}", now=now)
            work.commit()


def _may_report(work: Work, by: Actor, unit_id: int) -> None:
    """A unit's own liaison, the planners for every unit, or the machine's operator."""
    if by.person_id is None:
        return
    if not scope_of(work, by, Role.LIAISON, Role.PLANNER).covers(unit_id):
        raise NotPermitted(role=Role.LIAISON)
