"""Checking a wave: every proposal explained anew, and held against rightful complaints."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from domain.planning.explaining.contesting import Contest
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.planned import Move
from domain.planning.matching.proposing import Progress
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from domain.plans.findings import Checked, Finding
from domain.plans.records import TypedMove

_STAGE = "check"


def check_wave(
    snapshot: Snapshot, settings: PlanningSettings, moves: Sequence[TypedMove], *, progress: Progress
) -> dict[int, Checked]:
    """The result by proposal. What cannot be laid over the region is found, not explained:

    - `person_gone`: the person is not in service any more.
    - `target_not_on_map`: the position map has no such post in that unit.
    """
    progress(_STAGE, 0, len(moves))
    serving = {one.person_id for one in snapshot.candidates}
    checked = {one.proposal_id: _unexplained(found) for one in moves if (found := _unplaced(serving, one))}
    placed = [one for one in moves if one.proposal_id not in checked]
    laid = [Move(person_id=one.person_id, target_post=_target(one)) for one in placed]
    explainer = Explainer(basis_of(snapshot, settings), laid)
    contest = Contest(explainer)
    for place, one in enumerate(placed):
        explained = explainer.explain(place, stated=one.reason)
        checked[one.proposal_id] = Checked(explanation=explained, findings=contest.findings(place, explained))
        progress(_STAGE, len(checked), len(moves))
    return checked


def _unplaced(serving: AbstractSet[int], move: TypedMove) -> list[Finding]:
    codes = []
    if move.person_id not in serving:
        codes.append("person_gone")
    if move.target_post is None:
        codes.append("target_not_on_map")
    return [Finding(code=code, facts={}) for code in codes]


def _target(move: TypedMove) -> int:
    if move.target_post is None:
        raise ValueError(move.proposal_id)
    return move.target_post


def _unexplained(found: Iterable[Finding]) -> Checked:
    return Checked(explanation=None, findings=tuple(found))
