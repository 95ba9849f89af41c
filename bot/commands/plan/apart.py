"""A planning job in its own process, with its progress on the terminal."""

from collections.abc import Callable
from typing import TypeVar

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars

from bot.commands.speaking import errors, refuse, text
from bot.planner import PlannerFailed, Planning, Progress, plan_apart

Result = TypeVar("Result")


def with_progress(job: Planning[Result]) -> Result:
    """Run it and return what it returns."""
    return watched(lambda progress: plan_apart(job, progress=progress))


def watched(run: Callable[[Progress], Result]) -> Result:
    """Show a planner's progress; one that fails, or is stopped with Ctrl-C, leaves nothing behind."""
    with Bars(TextColumn("{task.description}"), BarColumn(), console=errors, transient=True) as bars:
        task = bars.add_task("", total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bars.update(task, description=text(f"plan.stage.{stage}"), completed=done, total=total)

        try:
            return run(tell)
        except PlannerFailed as fault:
            refuse(text("commands.plan.failed", cause=str(fault)))
        except KeyboardInterrupt:
            refuse(text("commands.plan.stopped"))
