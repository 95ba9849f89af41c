"""One run of the planner, taken down first: whoever asked hears of its end even after a restart."""

from datetime import datetime, timedelta

from domain.actors import Actor, Role
from domain.forms import finish_form
from domain.outbox import Message
from domain.planning.settings import PlanningSettings
from domain.plans.adoption import ensure_fit, ensure_free
from domain.plans.records import NewScenario
from domain.plans.run_records import Order, Run, RunState
from domain.plans.settings import read_settings, shown_settings, with_choices
from domain.refusals import NotFound, Refusal
from domain.rights import acting_as
from domain.work import Store, Work

# A run that gives no sign of life for so long has ended with its process.
SILENT_FOR = timedelta(seconds=60)
# A run is asked for again within days; the plan itself is kept by its scenario.
RUNS_KEPT_FOR = timedelta(days=30)


class PlannerBusy(Refusal):
    """One run at a time: another one is under way."""


class PlannerStopped(Refusal):
    """The planner ended without a plan."""


class NoPositionMap(Refusal):
    """Without a position map there is nothing to plan with."""


class RunDesk:
    """Begins runs and takes down their end. Planners only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, order: Order, *, form_of: int | None = None, by: Actor, now: datetime) -> int:
        """Take a run down and return its number.

        Raise NotPermitted, NameUnfit, NameTaken, PlannerBusy, UnknownChoice, BadChoice.
        """
        ensure_fit(order.name)
        with_choices(PlanningSettings(), order.choices)
        with self._store.write() as work:
            planner = acting_as(work, by, Role.PLANNER)
            ensure_free(work, order.name)
            _end_silent(work, now=now)
            if work.plan_runs.running():
                raise PlannerBusy
            number = work.plan_runs.begin(order, by=planner, now=now)
            finish_form(work, form_of)
            work.audit.add("plan.run", by=by.label, subject=f"plan_run:{number}", now=now)
            work.commit()
        return number

    def region_choices(self, *, by: Actor) -> dict[str, str]:
        """Every setting as the region has it, as somebody would type it. Raise NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER)
            return shown_settings(read_settings(work.policy.planning))

    def order_of(self, run_id: int, *, by: Actor) -> Order:
        """What was asked for, to ask again. Raise NotFound, NotPermitted."""
        with self._store.read() as work:
            acting_as(work, by, Role.PLANNER)
            run = work.plan_runs.get(run_id)
        if run is None:
            raise NotFound(subject=f"run {run_id}")
        return run.order

    def alive(self, run_id: int, *, now: datetime) -> None:
        """It is still at work."""
        with self._store.aside() as work:
            work.plan_runs.alive(run_id, now=now)
            work.commit()

    def done(self, run_id: int, scenario: NewScenario, *, by: Actor, now: datetime) -> int | None:
        """Keep the plan and return its number; None where the run had been given up meanwhile.

        Raise NameTaken where a wave has come from another scenario of that name meanwhile, NotPermitted.
        """
        with self._store.write() as work:
            acting_as(work, by, Role.PLANNER)
            ensure_free(work, scenario.name)
            if not work.plan_runs.end(run_id, RunState.DONE, now=now):
                return None
            number = work.planning.keep_scenario(scenario, by=by.label, now=now)
            work.audit.add(
                "scenario.kept", by=by.label, subject=f"scenario:{number}", now=now, moves=len(scenario.moves)
            )
            work.commit()
        return number

    def failed(self, run_id: int, *, now: datetime) -> None:
        """It ended without a plan."""
        with self._store.write() as work:
            work.plan_runs.end(run_id, RunState.FAILED, now=now)
            work.commit()


def end_cut_off(store: Store, *, now: datetime) -> int:
    """The clock's question: end the runs whose process is gone, and tell who asked. Return how many."""
    with store.write() as work:
        ended = _end_silent(work, now=now)
        if ended:
            work.commit()
    return ended


def _end_silent(work: Work, *, now: datetime) -> int:
    silent = [one for one in work.plan_runs.running() if one.alive_at <= now - SILENT_FOR]
    for one in silent:
        work.plan_runs.end(one.id, RunState.CUT_OFF, now=now)
        _tell(work, one, now=now)
    return len(silent)


def _tell(work: Work, run: Run, *, now: datetime) -> None:
    account = work.linking.account_of(run.asked_by)
    if account is None:
        return
    message = Message(
        unique=f"plan_run:{run.id}:cut_off",
        chat_id=account.chat_id,
        language=account.language,
        text_key="plans.notice.cut_off",
        facts={"name": run.order.name},
        buttons=(("plans.button.again", f"v1:pl_run:{run.id}"),),
        protect=True,
    )
    work.outbox.put(message, now=now)
