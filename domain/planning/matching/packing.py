"""Choose circles that share nobody: as many people as can be, then as many points. By OR-Tools' CP-SAT."""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

# In the solver's own measure, which is the same on every machine; some tens of seconds.
_MOST_EFFORT = 30.0


@dataclass(frozen=True, slots=True)
class Item:
    """A circle: how many people it serves, its points, and everybody whom it touches."""

    people: int
    points: int
    touches: frozenset[int]


def best_packing(items: Sequence[Item]) -> tuple[list[int], bool]:
    """Which items to choose, in their order, and whether nothing better exists."""
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in items]
    touching: dict[int, list[cp_model.IntVar]] = {}
    for item, variable in zip(items, chosen, strict=True):
        for person in sorted(item.touches):
            touching.setdefault(person, []).append(variable)
    for variables in touching.values():
        model.add_at_most_one(variables)
    one_more = 1 + 2 * sum(abs(item.points) for item in items)
    worth = [item.people * one_more + item.points for item in items]
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, worth))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = _MOST_EFFORT
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return [], False
    taken = [place for place, variable in enumerate(chosen) if solver.boolean_value(variable)]
    return taken, status == cp_model.OPTIMAL
