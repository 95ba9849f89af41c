"""The run itself: one message that tells how far it is, and an honest end whatever happens."""

import asyncio
import logging
from collections.abc import Callable

from domain.actors import Role
from domain.plans.records import NewScenario
from domain.plans.run_records import Order
from domain.plans.runs import PlannerStopped
from domain.refusals import Refusal
from domain.work import StoreAway
from handlers import incidents
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.officers.plans.places import HOME
from handlers.officers.progress import Shown, Tell, watched
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in

_SIGN_EVERY = 10.0
log = logging.getLogger(__name__)


async def run_again(visit: Visit) -> None:
    """What was asked for before, with the data of now."""
    desk = visit.office.plan_runs
    order = await visit.call(desk.order_of, number_in(arg_of(visit)), by=visit.actor)
    await run(visit, order)


async def run(
    visit: Visit, order: Order, *, form_of: int | None = None, begun: Callable[[], None] | None = None
) -> None:
    """Take it down, work it out, keep it. Once it is taken down its planner may go on with other things."""
    desk = visit.office.plan_runs
    number = await visit.call(desk.begin, order, form_of=form_of, by=visit.actor, now=visit.now)
    if begun is not None:
        begun()
    again = Button("plans.button.again", "pl_run", str(number))
    async with watched(visit, "plans.running", name=order.name) as shown:
        try:
            made = await _worked_out(visit, shown, number, order)
            if isinstance(made, Refusal):
                raise made
            kept = await visit.call(desk.done, number, made, by=visit.actor, now=visit.office.clock())
        except PlannerStopped as fault:
            await visit.call(desk.failed, number, now=visit.office.clock())
            code = incidents.record(fault)
            await shown.end("plans.failed", buttons=[[again, HOME]], name=order.name, code=code)
        except Refusal as refusal:
            await visit.call(desk.failed, number, now=visit.office.clock())
            await shown.end(refusal.key, buttons=[[again, HOME]], **refusal.facts)
        else:
            await _tell(shown, made, kept, again)


async def _tell(shown: Shown, made: NewScenario, kept: int | None, again: Button) -> None:
    if kept is None:
        await shown.end("plans.given_up", buttons=[[again, HOME]], name=made.name)
        return
    figures = made.figures
    opened = Button("plans.button.result", "pl_one", str(kept))
    compare = Button("plans.button.compare", "pl_side")
    await shown.end(
        "plans.done",
        buttons=[[opened, compare], [HOME]],
        name=made.name,
        count=figures["moves"],
        before=figures["shortage_before"],
        after=figures["shortage_after"],
    )


async def _worked_out(visit: Visit, shown: Shown, number: int, order: Order) -> NewScenario | Refusal:
    """The plan, or why there is none; the signs of life end with it."""
    async with asyncio.TaskGroup() as group:
        signs = group.create_task(_give_signs(visit, number))
        try:
            return await shown.run(
                lambda tell: visit.office.planner.propose(order, progress=staged(visit, tell))
            )
        except Refusal as refusal:
            return refusal
        finally:
            signs.cancel()


async def _give_signs(visit: Visit, number: int) -> None:
    """So that nobody takes a long run for one whose process is gone."""
    while True:
        await asyncio.sleep(_SIGN_EVERY)
        try:
            now = visit.office.clock()
            await visit.office.run(lambda now=now: visit.office.plan_runs.alive(number, now=now))  # type: ignore[misc] # mypy knows no default in a lambda
        except StoreAway as away:
            log.warning("run_sign_waits", extra={"cause": str(away)})


def staged(visit: Visit, tell: Tell) -> Callable[[str, int, int], None]:
    """The planner's stages as a share and a word."""

    def progress(stage: str, done: int, total: int) -> None:
        tell(done / total if total else 0.0, visit.office.words.plain(visit.language, f"plan.stage.{stage}"))

    return progress


ROUTES: tuple[Route, ...] = (Route(answer=run_again, who=Role.PLANNER, action="pl_run"),)
