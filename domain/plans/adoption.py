"""Keeping a plan as a scenario, and adopting one as a wave of drafts."""

from datetime import date, datetime

from domain.actors import Actor
from domain.forms import finish_form
from domain.plans.records import NewScenario, Scenario
from domain.proposals import Direction, NewProposal
from domain.refusals import AlreadyDone, ChangedMeanwhile, NotFound, Refusal
from domain.rights import preparing
from domain.work import Store, Work


class NameTaken(Refusal):
    """A wave or an adopted scenario of that name is kept already."""


class NameUnfit(Refusal):
    """A scenario or a wave is named in one line of up to 60 characters."""


class NothingPlanned(Refusal):
    """The scenario moves nobody."""


NAME_AT_MOST = 60


class ScenarioDesk:
    """Keeps scenarios side by side until one is adopted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, new: NewScenario, *, by: Actor, now: datetime) -> None:
        """Keep it, instead of an earlier one of that name; raise NameTaken when that one was adopted."""
        with self._store.write() as work:
            preparing(work, by)
            ensure_free(work, new.name)
            work.planning.keep_scenario(new, by=by.label, now=now)
            work.commit()

    def adopt(
        self,
        name: str,
        *,
        wave: str,
        effective_on: date | None,
        seen: int | None = None,
        form_of: int | None = None,
        by: Actor,
        now: datetime,
    ) -> int:
        """Open a wave with the scenario's moves as drafts and return its number; nobody sees them yet.

        `seen`: the number under which the planner saw it; worked out anew since, it is refused. Raise
        NotFound, AlreadyDone, NothingPlanned, NameTaken, NameUnfit, ChangedMeanwhile, NotPermitted.
        """
        ensure_fit(wave)
        with self._store.write() as work:
            preparing(work, by)
            scenario = _adoptable(work, name)
            if seen is not None and scenario.id != seen:
                raise ChangedMeanwhile(subject=name)
            if work.waves.named(wave) is not None:
                raise NameTaken(name=wave)
            drafts = _drafts(work, scenario, effective_on)
            number = work.waves.open(wave, now=now)
            work.proposals.draft(number, drafts)
            work.planning.adopt_scenario(scenario.id, number)
            finish_form(work, form_of)
            work.audit.add(
                "scenario.adopted", by=by.label, subject=f"wave:{number}", now=now, proposals=len(drafts)
            )
            work.commit()
        return number


def ensure_fit(name: str) -> None:
    """Raise NameUnfit."""
    if not name.strip() or not name.isprintable() or len(name) > NAME_AT_MOST:
        raise NameUnfit(limit=NAME_AT_MOST)


def ensure_free(work: Work, name: str) -> None:
    """Raise NameTaken where a wave came from a scenario of that name: it stays as it was adopted."""
    earlier = work.planning.scenario(name)
    if earlier is not None and earlier.wave_id is not None:
        raise NameTaken(name=name)


def _adoptable(work: Work, name: str) -> Scenario:
    scenario = work.planning.scenario(name)
    if scenario is None:
        raise NotFound(subject=name)
    if scenario.wave_id is not None:
        raise AlreadyDone(subject=name)
    if not scenario.moves:
        raise NothingPlanned(name=name)
    return scenario


def _drafts(work: Work, scenario: Scenario, effective_on: date | None) -> list[NewProposal]:
    """Whoever left or was moved since, and posts that are gone, make the whole scenario stale."""
    posts = {one.origin_post for one in scenario.moves} | {one.target_post for one in scenario.moves}
    classes, held = work.planning.job_classes(), work.planning.posts_held()
    is_stale = any(held.get(one.person_id) != one.origin_post for one in scenario.moves)
    if is_stale or not posts <= classes.keys():
        raise ChangedMeanwhile(subject=scenario.name)
    return [
        NewProposal(
            person_id=one.person_id,
            origin_post=one.origin_post,
            target_post=one.target_post,
            direction=direction_between(classes[one.origin_post], classes[one.target_post]),
            reason="",
            planned_effective_on=effective_on,
        )
        for one in scenario.moves
    ]


def direction_between(before: int | None, after: int | None) -> Direction:
    """By job class; where one is unknown the move counts as lateral: it was planned within the rules."""
    if before is None or after is None or before == after:
        return Direction.ROTASI
    return Direction.PROMOSI if after > before else Direction.DEMOSI
