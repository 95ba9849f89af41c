"""A scenario opened by a planner: its moves with names, and one of them explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.actors import Actor, Role
from domain.explanations import Explanation
from domain.plans.records import PlannedMove, PostName, Scenario
from domain.refusals import AlreadyDone, NotFound
from domain.rights import acting_as
from domain.views.desk import note_view
from domain.views.records import Purpose
from domain.work import Store, Work

A_PAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """One move. `place`: its place in the scenario, from 0. A post is None where the map has it no more."""

    place: int
    name: str
    origin: PostName | None
    target: PostName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePage:
    """Some of a scenario's moves. `number` from 1; `pages` at least 1."""

    scenario: Scenario
    lines: Sequence[MoveLine]
    number: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOpened:
    """One move. `explanation` None: nothing is kept of it, as of a scenario that has become a wave."""

    scenario: Scenario
    line: MoveLine
    explanation: Explanation | None


class ScenarioMoves:
    """What planners read of scenarios, and how they drop one. Whose names are shown is noted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, *, by: Actor) -> list[Scenario]:
        """Newest first. Raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER)
            return work.planning.scenarios()

    def one(self, scenario_id: int, *, by: Actor) -> Scenario:
        """Raise NotFound where it was dropped or worked out anew, NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER)
            return _scenario(work, scenario_id)

    def page(self, scenario_id: int, number: int, *, by: Actor, now: datetime) -> MovePage:
        """A page of its moves; one that is not there is the nearest that is. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER)
            scenario = _scenario(work, scenario_id)
            pages = max(1, -(-len(scenario.moves) // A_PAGE))
            number = min(max(1, number), pages)
            first = (number - 1) * A_PAGE
            shown = scenario.moves[first : first + A_PAGE]
            lines = _lines(work, shown, first)
            note_view(work, [one.person_id for one in shown], Purpose.PLAN, by=by, now=now)
            work.commit()
        return MovePage(scenario=scenario, lines=lines, number=number, pages=pages)

    def move(self, scenario_id: int, place: int, *, by: Actor, now: datetime) -> MoveOpened:
        """One move, with why it is proposed. Raise NotFound, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER)
            scenario = _scenario(work, scenario_id)
            if not 0 <= place < len(scenario.moves):
                raise NotFound(subject=f"move {place + 1}")
            (line,) = _lines(work, [scenario.moves[place]], place)
            explanation = work.planning.move_explained(scenario_id, place)
            note_view(work, [scenario.moves[place].person_id], Purpose.REASONS, by=by, now=now)
            work.commit()
        return MoveOpened(scenario=scenario, line=line, explanation=explanation)

    def drop(self, scenario_id: int, *, by: Actor, now: datetime) -> None:
        """Delete a draft of a plan. Raise NotFound, AlreadyDone where a wave came from it, NotPermitted."""
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER)
            scenario = _scenario(work, scenario_id)
            if scenario.wave_id is not None:
                raise AlreadyDone(subject=scenario.name)
            work.planning.drop_scenario(scenario_id)
            work.audit.add("scenario.dropped", by=by.label, subject=f"scenario:{scenario_id}", now=now)
            work.commit()


def _scenario(work: Work, scenario_id: int) -> Scenario:
    scenario = work.planning.scenario_numbered(scenario_id)
    if scenario is None:
        raise NotFound(subject=f"scenario {scenario_id}")
    return scenario


def _lines(work: Work, moves: Sequence[PlannedMove], first: int) -> list[MoveLine]:
    people = work.people.several([one.person_id for one in moves])
    posts = work.planning.post_names([post for one in moves for post in (one.origin_post, one.target_post)])
    return [
        MoveLine(
            place=place,
            name=people[one.person_id].full_name,
            origin=posts.get(one.origin_post),
            target=posts.get(one.target_post),
        )
        for place, one in enumerate(moves, start=first)
    ]
