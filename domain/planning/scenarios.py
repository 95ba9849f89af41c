"""One scenario worked out whole: the plan, the figures by which it is chosen, and why each move is in it."""

from dataclasses import dataclass

from domain.explanations import Explanation
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.comparing import ScenarioFigures, scenario_figures
from domain.planning.matching.planned import Move
from domain.planning.matching.proposing import Plan, Progress, propose_on
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """`explanations` in the order of the plan's moves; swap circles stand beside the plan and in neither."""

    plan: Plan
    figures: ScenarioFigures
    explanations: tuple[Explanation, ...]


def work_out(snapshot: Snapshot, settings: PlanningSettings, *, progress: Progress) -> WorkedOut:
    """The best plan within the rules, ready to be shown."""
    basis = basis_of(snapshot, settings)
    plan = propose_on(basis, progress=progress)
    moves = [Move(person_id=one.person_id, target_post=one.target_post) for one in plan.moves]
    return WorkedOut(
        plan=plan,
        figures=scenario_figures(basis, moves),
        explanations=tuple(Explainer(basis, moves).explain_all()),
    )
