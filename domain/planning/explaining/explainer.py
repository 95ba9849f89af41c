"""Why somebody is to move, as data: what speaks for it and against it, what lost, and what would change it.

Facts of each reason (`points`: what it carried in the choice, see `objective.py`; 0: told, not weighed):

- TARGET_NEED, ORIGIN_SURPLUS: unit, position, need, actual; actual_after with this move alone, actual_plan
  with the whole plan; people.
- TARGET_LOAD, ORIGIN_LOAD: unit, position; ej, ej_after, ej_plan of the post and eu, eu_after, eu_plan of its
  unit; None where nobody is there to carry it.
- FIT: jpm, pass (percent), category. EDUCATION: education, schooling. TENURE: months, least, most.
- WISH: rank of the wish that is met, wishes, unit. OTHER_WISH: rank of the first wish, cause (`WishCause`),
  and the post that came nearest: unit, position, need, actual, points (all that it would have weighed).
- TRAVEL: minutes (None: unknown), origin, target. JOB_CLASS: before, after.
- SPOUSE: minutes_before, minutes_after, together_before, together_after. HARDSHIP: wished_unit.

`source` of a reason: workload, position_map or structural_post (need and load), assessment, siasn, wishes,
travel_table, circumstances. Causes of what lost: `lost.py`. Codes of what would change it:
`turning_points.py`. Codes of what is missing: target_need, target_load, origin_need, origin_load,
origin_post, jpm, education, job_class, travel, tenure, ratings, discipline, standard.
"""

from collections.abc import Iterable

from domain.explanations import Explanation, Place, Reason, ReasonCode, StatedReason
from domain.planning.explaining.alternatives import Alternatives
from domain.planning.explaining.judging import Judge
from domain.planning.explaining.lost import Lost, place_of
from domain.planning.explaining.personal_reasons import PersonalReasons
from domain.planning.explaining.post_facts import PostFacts
from domain.planning.explaining.stated import check_stated
from domain.planning.explaining.turning_points import turning_points
from domain.planning.explaining.weighing import Weighing
from domain.planning.matching.moves import ProposedMove
from domain.planning.matching.planned import Move, Planned
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN
from domain.planning.rules.views import PersonView, PostView

# What is missing when a reason could not be given.
_MISSING = {
    ReasonCode.TARGET_NEED: "target_need",
    ReasonCode.TARGET_LOAD: "target_load",
    ReasonCode.FIT: "jpm",
    ReasonCode.EDUCATION: "education",
    ReasonCode.JOB_CLASS: "job_class",
}
_MISSING_AT_ORIGIN = {
    ReasonCode.ORIGIN_SURPLUS: "origin_need",
    ReasonCode.ORIGIN_LOAD: "origin_load",
}


class Explainer:
    """Explains the moves of one plan; what several of them share is worked out once."""

    def __init__(self, basis: Basis, moves: Iterable[Move | ProposedMove]) -> None:
        self.planned = Planned(basis, moves)
        self.weighing = Weighing(basis)
        self._basis = basis
        self._judge = Judge(basis.snapshot, basis.settings)
        self._posts = PostFacts(self.planned)
        self._personal = PersonalReasons(self.planned, self.weighing)
        self._lost = Lost(self.planned, self.weighing, Alternatives(self.planned, self.weighing))

    def explain(self, move: int, *, stated: str = "") -> Explanation:
        """Explain the move that stands in that place of the plan; `stated`: the reason that HR typed."""
        person, target = int(self.planned.mover[move]), int(self.planned.target[move])
        origin = int(self.planned.origin[move])
        columns, settings = self._basis.columns, self._basis.settings
        view = columns.before(person, int(columns.key_of_post[target]))
        points = self.weighing.weigh(person, target)
        reasons = (
            *self._posts.reasons(origin, target),
            *self._personal.reasons(person, target, view, points),
        )
        rules = self._judge.results(
            view,
            self.planned.seat(person, target),
            assessed_on=self.planned.candidate(person).assessed_on,
        )
        seats = tuple(self._lost.seats(move, points.total))
        rivals = tuple(self._lost.rivals(move, points.total))
        return Explanation(
            person_id=self.planned.moves[move].person_id,
            as_of=self._basis.snapshot.as_of,
            origin=self._origin(person, origin),
            target=place_of(self.planned.post(target)),
            reasons=reasons,
            rules=rules,
            lost_seats=seats,
            rivals=rivals,
            would_change=tuple(
                turning_points(
                    reasons,
                    rules,
                    seats,
                    rivals,
                    settings,
                    goes_with_spouse=self.planned.near_to(person) in self.planned.goes_to,
                )
            ),
            stated=self._stated(person, stated, reasons, view.person) if stated.strip() else None,
            missing=_missing(reasons, view, origin, target),
        )

    def explain_all(self) -> list[Explanation]:
        """Every move of the plan, in its order."""
        return [self.explain(move) for move in range(len(self.planned.moves))]

    def _origin(self, person: int, origin: int) -> Place:
        if origin != UNKNOWN:
            return place_of(self.planned.post(origin))
        candidate = self.planned.candidate(person)
        posts = self.weighing.posts_of_unit.get(candidate.unit_id, ())
        return Place(
            post_id=None,
            unit_id=candidate.unit_id,
            unit=next((self.planned.post(post).unit for post in posts), ""),
            position=candidate.position_key,
            job_class=None,
            location="",
        )

    def _stated(self, person: int, text: str, reasons: Iterable[Reason], view: PersonView) -> StatedReason:
        return check_stated(
            text,
            reasons,
            tenure_months=view.tenure_months,
            longest_months=self._basis.settings.max_tenure_months,
            has_wishes=bool(self.planned.candidate(person).wishes),
        )


def _missing(reasons: Iterable[Reason], view: PostView, origin: int, target: int) -> tuple[str, ...]:
    given = {reason.code: reason for reason in reasons}
    expected = _MISSING if origin in {UNKNOWN, target} else _MISSING | _MISSING_AT_ORIGIN
    missing = [name for code, name in expected.items() if code not in given]
    if origin == UNKNOWN:
        missing.append("origin_post")
    if given[ReasonCode.TRAVEL].facts["minutes"] is None:
        missing.append("travel")
    if view.person.tenure_months == UNKNOWN:
        missing.append("tenure")
    if view.person.years_missing:
        missing.append("ratings")
    if view.person.penalty == UNKNOWN:
        missing.append("discipline")
    if not view.has_standard:
        missing.append("standard")
    return tuple(missing)
