"""What the planner proposes holds: it shows what was weighed, and nobody can rightly complain of it."""

from hypothesis import given, settings

from domain.explanations import Explanation
from domain.planning.explaining.contesting import Contest
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.proposing import Plan, propose_on
from domain.planning.region.basis import Basis, basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from tests.domain.planning.random_regions import busy_regions

UNHURRIED = settings(deadline=None)  # the machine may be busy with other things
UNLIMITED = PlanningSettings(most_released=None, most_received=None)


def _proposed(snapshot: Snapshot) -> tuple[Basis, Plan, Explainer, list[Explanation]]:
    basis = basis_of(snapshot, UNLIMITED)
    plan = propose_on(basis, progress=lambda _stage, _done, _all: None)
    explainer = Explainer(basis, plan.moves)
    return basis, plan, explainer, explainer.explain_all()


@UNHURRIED
@given(busy_regions())
def test_the_points_of_the_reasons_are_the_points_of_the_choice(snapshot: Snapshot) -> None:
    _, plan, _, explained = _proposed(snapshot)
    for move, one in zip(plan.moves, explained, strict=True):
        assert sum(reason.points for reason in one.reasons) == move.points.total


@UNHURRIED
@given(busy_regions())
def test_a_proposed_wave_breaks_no_rule_shorts_no_donor_and_parts_no_couple(snapshot: Snapshot) -> None:
    _, _, explainer, explained = _proposed(snapshot)
    contest = Contest(explainer)
    for move, one in enumerate(explained):
        found = {finding.code: finding.facts for finding in contest.findings(move, one)}
        assert not {code for code in found if code.startswith("rule_")}
        assert not found.keys() & {"already_there", "donor_left_short", "spouses_split"}
        planned = explainer.planned
        if planned.near_to(int(planned.mover[move])) not in planned.goes_to:
            # More gaps are closed where a colleague fills another one: HR has to say so, in writing.
            colleague = found.get("better_colleague", {"person_id": None})["person_id"]
            assert colleague is None or colleague in {other.person_id for other in planned.moves}


@UNHURRIED
@given(busy_regions())
def test_nothing_that_could_be_had_was_worth_more_than_what_the_optimum_chose(snapshot: Snapshot) -> None:
    _, plan, _, explained = _proposed(snapshot)
    if plan.is_proven:
        for one in explained:
            causes = {lost.cause for lost in one.lost_seats} | {other.cause for other in one.rivals}
            assert causes <= {"fewer_points", "equal_points", "taken", "parts_couple"}
