"""A plan that was worked out, as it is kept. It loads the numbers' libraries: for the planner's process."""

from typing import Any

from domain.planning.scenarios import WorkedOut
from domain.planning.settings import PlanningSettings
from domain.plans.records import NewScenario, PlannedMove
from domain.plans.settings import shown_settings


def scenario_of(name: str, worked: WorkedOut, settings: PlanningSettings) -> NewScenario:
    """The scenario with its figures, moves and reasons."""
    return NewScenario(
        name=name,
        as_of=worked.plan.as_of,
        settings=shown_settings(settings),
        figures=figures_json(worked),
        moves=tuple(
            PlannedMove(person_id=one.person_id, origin_post=one.origin_post, target_post=one.target_post)
            for one in worked.plan.moves
        ),
        explanations=worked.explanations,
    )


def figures_json(worked: WorkedOut) -> dict[str, Any]:
    """The figures by which scenarios are compared, as JSON keeps them."""
    plan, figures = worked.plan, worked.figures
    return {
        "moves": figures.moves,
        "shortage_before": figures.before.shortage,
        "shortage_after": figures.after.shortage,
        "surplus_before": figures.before.surplus,
        "surplus_after": figures.after.surplus,
        "points": plan.points,
        "is_proven": plan.is_proven,
        "most_moves": plan.most_moves,
        "mean_fit": None if figures.mean_fit is None else str(figures.mean_fit),
        "wishes_met": {str(rank): count for rank, count in figures.wishes_met.items()},
        "wishes_unmet": figures.wishes_unmet,
        "wishes_waiting": figures.wishes_waiting,
        "mean_travel": None if figures.mean_travel is None else str(figures.mean_travel),
        "travel_unknown": figures.travel_unknown,
        "circles": len(plan.circles),
        "left_out": [[str(one.code), one.count] for one in plan.left_out],
        "units": [
            [
                one.unit,
                None if one.util_before is None else str(one.util_before),
                None if one.util_after is None else str(one.util_after),
            ]
            for one in figures.units
        ],
    }
