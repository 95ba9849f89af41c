"""One planning job, or what it is compared with on the same region, measured in a process of its own."""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.market import Market
from domain.planning.matching.network import Limits, network_of
from domain.planning.matching.pairs import market_of
from domain.planning.matching.planned import Move
from domain.planning.matching.proposing import propose_on
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from storage.database import open_engine
from storage.store import SqlStore
from storage.vault import Key, Vault
from tests.benchmarks.machine import memory_mb
from tests.benchmarks.planning_pairs import Arcs, best_pairs, greedy, limited_arcs, plain_arcs
from tests.benchmarks.planning_region import AS_OF

Measured = dict[str, Any]


def main(what: str, url: str, limit: str, each: str) -> None:
    """Print seconds of this process's CPU, the peak of its memory in MB, and what was reached."""
    most = int(limit) or None
    settings = PlanningSettings(most_released=most, most_received=most)
    jobs: dict[str, Callable[[str, PlanningSettings, int], Measured]] = {
        "job": _job,
        "network": _network,
        "bare": _bare,
        "limited": _limited,
        "greedy": _greedy,
    }
    measured = jobs[what](url, settings, int(each))
    measured["peak_mb"] = memory_mb(os.getpid(), "VmHWM")
    print(json.dumps(measured))


def _job(url: str, settings: PlanningSettings, _each: int) -> Measured:
    """From rows in the database to explained proposals."""
    store = _open(url)
    began = time.process_time()
    with store.read() as work:
        snapshot = work.planning.snapshot(as_of=AS_OF)
    read = time.process_time()
    basis = basis_of(snapshot, settings)
    plan = propose_on(basis, progress=lambda *_: None)
    planned = time.process_time()
    moves = [Move(person_id=move.person_id, target_post=move.target_post) for move in plan.moves]
    explainer = Explainer(basis, moves)
    explained = sum(bool(explainer.explain(move).reasons) for move in range(len(moves)))
    done = time.process_time()
    return {
        "seconds": done - began,
        "reading": read - began,
        "planning": planned - read,
        "explaining": done - planned,
        "moves": len(plan.moves),
        "points": plan.points,
        "pairs": plan.pairs,
        "is_sound": plan.is_proven and explained == len(moves),
    }


def _network(url: str, settings: PlanningSettings, _each: int) -> Measured:
    """The solver's own share of the job: the network that the planner makes of the region."""
    market = _market(url, settings)
    limits = Limits(released=settings.most_released, received=settings.most_received)
    network = network_of(market, limits)
    supplies = np.zeros(int(network.heads.max()) + 1, dtype=np.int64)
    most = int(network.capacities[network.released].sum())
    supplies[[network.source, network.sink]] = most, -most
    arcs = Arcs(
        tails=network.tails.astype(np.int64),
        heads=network.heads.astype(np.int64),
        capacities=network.capacities,
        costs=network.costs,
        supplies=supplies,
    )
    return _solved(arcs)


def _bare(url: str, settings: PlanningSettings, each: int) -> Measured:
    """The solver alone, over single pairs: the best so many of each person, whom any seat may be given to."""
    market = _market(url, settings)
    return _solved(plain_arcs(market, best_pairs(market, each)))


def _limited(url: str, settings: PlanningSettings, each: int) -> Measured:
    """The solver alone, over the same pairs, where donors' needs and units' limits are kept as well."""
    market = _market(url, settings)
    return _solved(limited_arcs(market, best_pairs(market, each), settings))


def _greedy(url: str, settings: PlanningSettings, each: int) -> Measured:
    market = _market(url, settings)
    pairs = best_pairs(market, each)
    began = time.process_time()
    moves, points = greedy(market, pairs, settings)
    return {"seconds": time.process_time() - began, "moves": moves, "points": points}


def _solved(arcs: Arcs) -> Measured:
    tails, heads = arcs.tails.astype(np.int32), arcs.heads.astype(np.int32)
    nodes = np.arange(len(arcs.supplies), dtype=np.int32)
    began = time.process_time()
    solver = SimpleMinCostFlow()
    rows = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, arcs.capacities, arcs.costs)
    solver.set_nodes_supplies(nodes, arcs.supplies)
    # What the network can carry of its supplies; where everybody may stay unmatched, all of them.
    status = solver.solve_max_flow_with_min_cost()
    flows = solver.flows(rows)
    return {
        "seconds": time.process_time() - began,
        "points": -int(flows @ arcs.costs),
        "arcs": len(arcs.costs),
        "is_sound": status == SimpleMinCostFlow.OPTIMAL,
    }


def _market(url: str, settings: PlanningSettings) -> Market:
    with _open(url).read() as work:
        return market_of(basis_of(work.planning.snapshot(as_of=AS_OF), settings))


def _open(url: str) -> SqlStore:
    return SqlStore(open_engine(url), Vault([Key(bytes(32))]))


if __name__ == "__main__":
    main(*sys.argv[1:])
