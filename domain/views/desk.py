"""Who looked at whose record, when and for what: told to the person themselves (UU 27/2022 art. 31 and 32).

A person is told the officer's role and unit, not the name. What the law gives them is the trail of the
processing, and the office answers for it; a name in a chat would turn a question to the office into a quarrel
with a colleague, and would itself disclose another person's data. The name is kept: whoever asks in writing
gets it from a human, after the office has heard both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.views.records import MACHINE, NewView, Purpose, View
from domain.work import Store, Work

A_PAGE = 6
# No law names a time for the trail of processing (UU 27/2022 art. 31); the region's own retention schedule
# will (JRA, UU 43/2009 art. 48). Until then: as long as the longest regular stay in a post, so that all
# since somebody's last move can be told (PP 11/2017 art. 190: two to five years).
KEPT_FOR = timedelta(days=5 * 365)

# In which of their roles an officer does it, where they hold several.
_AS: dict[Purpose, tuple[Role, ...]] = {
    Purpose.CLAIM: (Role.OFFICER, Role.ADMINISTRATOR),
    Purpose.INVITATION: (Role.OFFICER, Role.ADMINISTRATOR),
    Purpose.ROLES: (Role.ADMINISTRATOR,),
    Purpose.OBJECTION: (Role.OFFICER,),
    Purpose.CORRECTION: (Role.OFFICER,),
    Purpose.CONSTRAINT: (Role.OFFICER,),
    Purpose.LIAISON: (Role.LIAISON, Role.OFFICER),
    Purpose.RIGHTS: (Role.OFFICER, Role.ADMINISTRATOR),
    Purpose.VACANCIES: (Role.PLANNER, Role.APPROVER, Role.OFFICER, Role.LIAISON),
}
_PLANNING = (Role.PLANNER, Role.APPROVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line as its person reads it. `unit`: where the officer serves now, "" for operator and machine."""

    view: View
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`number` from 1; `pages` at least 1."""

    lines: Sequence[Told]
    number: int
    pages: int
    count: int


class ViewDesk:
    """Notes views before anything is shown, and tells people of theirs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, person_ids: Sequence[int], purpose: Purpose, *, by: Actor, now: datetime) -> None:
        """Commit that these records are about to be shown. One's own record may be looked at unnoted."""
        others = [one for one in dict.fromkeys(person_ids) if one != by.person_id]
        if not others:
            return
        with self._store.write() as work:
            note_view(work, others, purpose, by=by, now=now)
            work.commit()

    def note_run(self, purpose: Purpose, *, now: datetime) -> None:
        """The machine is about to read everybody's record, once."""
        with self._store.write() as work:
            work.views.note_run(NewView(viewer=MACHINE, role="", purpose=purpose), now=now)
            work.commit()

    def own(self, person_id: int, *, page: int, now: datetime) -> Page:
        """One page of one's own; a page that is not there is the nearest that is."""
        since = now - KEPT_FOR
        with self._store.read() as work:
            count = work.views.count(person_id, since=since)
            pages = max(1, -(-count // A_PAGE))
            number = min(max(1, page), pages)
            found = work.views.of(person_id, since=since, limit=A_PAGE, offset=(number - 1) * A_PAGE)
            lines = [Told(view=one, unit=_unit_of(work, one)) for one in found]
        return Page(lines=lines, number=number, pages=pages, count=count)


def note_view(work: Work, person_ids: Sequence[int], purpose: Purpose, *, by: Actor, now: datetime) -> None:
    """For desks that show a record in a unit of their own."""
    view = NewView(viewer=by.label, role=_acting(work, by, purpose), purpose=purpose)
    work.views.note(person_ids, view, now=now)


def _acting(work: Work, by: Actor, purpose: Purpose) -> str:
    if by.person_id is None:
        return ""
    held = work.people.roles_of(by.person_id)
    fitting = [role for role in _AS.get(purpose, _PLANNING) if role in held] or sorted(held)
    return str(fitting[0]) if fitting else ""


def _unit_of(work: Work, view: View) -> str:
    return "" if view.viewer_id is None else work.people.get(view.viewer_id).unit
