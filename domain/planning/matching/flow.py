"""The best matching of movers and seats: as many gaps closed as can be, then as many points.

OR-Tools' min-cost flow on whole numbers: what it calls optimal is proven, and the same input in the same
order gives the same flow.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from domain.planning.matching.market import Ints, Market
from domain.planning.matching.network import NO_TIES, Limits, Network, Ties, network_of
from domain.planning.region.places import UNKNOWN


class NotSolved(RuntimeError):
    """The solver gave up on a network that has a solution, as where points are beyond its range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """`seat` of each mover, UNKNOWN for those who stay; how many move, and their points together."""

    seat: Ints
    moves: int
    points: int

    @property
    def worth(self) -> tuple[int, int]:
        """What matchings are compared by."""
        return self.moves, self.points


def best_matching(market: Market, limits: Limits, ties: Ties = NO_TIES) -> Matching | None:
    """The optimum, proven; None where those who must move cannot all do so."""
    if not len(market.movers.donor) or not len(market.seats.post):
        nobody = np.full(len(market.movers.donor), UNKNOWN, dtype=np.int64)
        return None if ties.must else Matching(seat=nobody, moves=0, points=0)
    network = network_of(market, limits, ties)
    flows = _solved(market, network, ties)
    if flows is None:
        return None
    seat = _seats_taken(market, network, flows)
    return Matching(
        seat=seat,
        moves=int(np.count_nonzero(seat != UNKNOWN)),
        points=-int(flows @ network.costs),
    )


def _solved(market: Market, network: Network, ties: Ties) -> Ints | None:
    supplies = _supplies(market, network, ties)
    solver = SimpleMinCostFlow()
    arcs = _add_arcs(solver, network, network.costs)
    solver.set_nodes_supplies(np.arange(len(supplies), dtype=np.int32), supplies)
    status = solver.solve_max_flow_with_min_cost()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise NotSolved(status)
    flows = _flows(solver, arcs)
    # Without anybody who must move this is the optimum. With them it is, where they all got their way.
    return flows if _is_met(network, supplies, flows) else _solved_forced(market, network, supplies)


def _supplies(market: Market, network: Network, ties: Ties) -> Ints:
    """Whoever must move is supplied at their own node, and the donor gives as many fewer."""
    must = np.array(sorted(ties.must), dtype=np.int64)
    nodes = int(network.heads.max()) + 1
    donors = network.first_donor + market.movers.donor[must]
    supplies = np.bincount(network.first_mover + must, minlength=nodes)
    supplies = (supplies - np.bincount(donors, minlength=nodes)).astype(np.int64)
    most = int(network.capacities[network.released].sum())
    supplies[[network.source, network.sink]] = most, -most
    return supplies


def _is_met(network: Network, supplies: Ints, flows: Ints) -> bool:
    nodes = len(supplies)
    given = np.bincount(network.tails, weights=flows, minlength=nodes)
    given -= np.bincount(network.heads, weights=flows, minlength=nodes)
    given[[network.source, network.sink]] = supplies[[network.source, network.sink]]
    return bool(np.array_equal(given, supplies))


def _solved_forced(market: Market, network: Network, supplies: Ints) -> Ints | None:
    """All of them must move, be it at the cost of other moves; a gap is then one more price to pay."""
    solver = SimpleMinCostFlow()
    costs = network.costs.copy()
    costs[network.released] = -_worth_of_a_gap(market)
    arcs = _add_arcs(solver, network, costs)
    most = int(supplies[network.source])
    solver.add_arc_with_capacity_and_unit_cost(network.source, network.sink, most, 0)
    solver.set_nodes_supplies(np.arange(len(supplies), dtype=np.int32), supplies)
    status = solver.solve()
    if status == SimpleMinCostFlow.INFEASIBLE:
        return None
    if status != SimpleMinCostFlow.OPTIMAL:
        raise NotSolved(status)
    return _flows(solver, arcs)


def _flows(solver: SimpleMinCostFlow, arcs: Ints) -> Ints:
    flows: Ints = solver.flows(arcs).astype(np.int64)
    return flows


def _worth_of_a_gap(market: Market) -> int:
    """More than any rearrangement of points could outweigh."""
    parts = (market.options.points, market.ride.ravel(), market.wished.points)
    span = sum(int(np.abs(part).max(initial=0)) for part in parts)
    moves = min(int(market.donors.room.sum()), int(market.seats.room.sum())) + 1
    return 2 * span * moves + 1


def _add_arcs(solver: SimpleMinCostFlow, network: Network, costs: Ints) -> Ints:
    arcs: Ints = solver.add_arcs_with_capacity_and_unit_cost(
        network.tails, network.heads, network.capacities, costs
    )
    return arcs


def _seats_taken(market: Market, network: Network, flows: Ints) -> Ints:
    """Follow the flow from movers to seats. Whoever meets in a hub or a cell goes on in order of number."""
    option, pair = network.by_option, network.by_pair
    chosen = flows[option.rows] > 0
    mover, hub = option.start[chosen], option.end[chosen]
    order = np.lexsort((mover, hub))
    mover, cell = (
        mover[order],
        _repeated(network.by_ride.start, network.by_ride.end, flows[network.by_ride.rows]),
    )
    order = np.lexsort((mover, cell))
    seat = np.full(len(market.movers.donor), UNKNOWN, dtype=np.int64)
    seat[mover[order]] = _repeated(network.by_seat.start, network.by_seat.end, flows[network.by_seat.rows])
    chosen = flows[pair.rows] > 0
    seat[pair.start[chosen]] = pair.end[chosen]
    return seat


def _repeated(start: Ints, end: Ints, flow: Ints) -> Ints:
    """The end of each arc as often as it is used, by where it starts, then where it ends."""
    order = np.lexsort((end, start))
    return np.repeat(end[order], flow[order])
