"""Reasons that hang on the person in that seat: fit, tenure, wishes, the way, class, spouse, circumstances.

What is not known gives no reason: `missing` names it instead.
"""

from collections.abc import Iterator

from domain.explanations import Facts, FactValue, Reason, ReasonCode
from domain.planning.arithmetic.competency import filling_category
from domain.planning.explaining.spouse_way import spouse_way
from domain.planning.explaining.unmet_wishes import unmet_wish
from domain.planning.explaining.weighing import Weighing
from domain.planning.matching.objective import Points
from domain.planning.matching.pairings import travel_minutes, wish_met
from domain.planning.matching.planned import Planned
from domain.planning.region.attributes import hundredths
from domain.planning.region.places import UNKNOWN
from domain.planning.rules.views import PostView, Schooling
from domain.planning.snapshot import Candidate, Wish


class PersonalReasons:
    """For one move after the other; `view` is the person before the target, as the rules look at it."""

    def __init__(self, planned: Planned, weighing: Weighing) -> None:
        self._planned = planned
        self._weighing = weighing
        self._basis = planned.basis
        self._settings = planned.basis.settings

    def reasons(self, person: int, target: int, view: PostView, points: Points) -> Iterator[Reason]:
        """In the order of their weight for the person."""
        candidate = self._planned.candidate(person)
        yield from self._fit(candidate, view, points)
        yield from self._education(candidate, view)
        yield from self._tenure(view, points)
        yield from self._wishes(person, target, points)
        yield self._travel(person, target, points)
        yield from self._job_class(view)
        yield from self._spouse(person)
        yield from self._hardship(candidate, target, points)

    def _fit(self, candidate: Candidate, view: PostView, points: Points) -> Iterator[Reason]:
        jpm = hundredths(view.jpm)
        if jpm is not None:
            facts: Facts = {
                "jpm": jpm,
                "pass": self._settings.jpm_pass,
                "category": filling_category(jpm).value,
            }
            yield Reason(
                code=ReasonCode.FIT,
                speaks_for=jpm >= self._settings.jpm_pass,
                points=points.fit,
                facts=facts,
                as_of=candidate.assessed_on,
                source="assessment",
            )

    def _education(self, candidate: Candidate, view: PostView) -> Iterator[Reason]:
        if view.schooling != Schooling.UNKNOWN:
            fits = view.schooling == Schooling.FITS
            facts: Facts = {
                "education": candidate.education,
                "schooling": Schooling(view.schooling).name.lower(),
            }
            yield self._told(ReasonCode.EDUCATION, facts, "siasn", speaks_for=fits)

    def _tenure(self, view: PostView, points: Points) -> Iterator[Reason]:
        months, least = view.person.tenure_months, self._settings.min_tenure_months
        most = self._settings.max_tenure_months
        if months > most or UNKNOWN < months < least:
            facts: Facts = {"months": months, "least": least, "most": most}
            yield self._told(
                ReasonCode.TENURE, facts, "siasn", speaks_for=months > most, points=points.tenure
            )

    def _wishes(self, person: int, target: int, points: Points) -> Iterator[Reason]:
        met = wish_met(self._planned.basis, person, target)
        wishes = sorted(self._planned.candidate(person).wishes, key=lambda wish: wish.rank)
        if met is not None:
            facts: Facts = {"rank": met.rank, "wishes": len(wishes), "unit": self._planned.post(target).unit}
            yield self._told(ReasonCode.WISH, facts, "wishes", speaks_for=True, points=points.wish)
        if wishes and (met is None or wishes[0].rank < met.rank):
            yield self._told(
                ReasonCode.OTHER_WISH, self._unmet(person, wishes[0]), "wishes", speaks_for=False
            )

    def _unmet(self, person: int, wish: Wish) -> Facts:
        unmet = unmet_wish(self._planned, self._weighing, person, wish)
        facts: dict[str, FactValue] = {"rank": wish.rank, "cause": unmet.cause.value}
        if unmet.post is not None:
            post, need = self._planned.post(unmet.post), self._basis.needs[unmet.post]
            facts |= {"unit": post.unit, "position": post.name}
            facts |= {"need": need.staff_need, "actual": need.staff_actual}
            facts["points"] = self._weighing.weigh(person, unmet.post).total
        return facts

    def _travel(self, person: int, target: int, points: Points) -> Reason:
        minutes = travel_minutes(self._planned.basis, person, target)
        origin = int(self._basis.held_post[person])
        facts: Facts = {
            "minutes": minutes,
            "origin": "" if origin == UNKNOWN else self._planned.post(origin).location,
            "target": self._planned.post(target).location,
        }
        return self._told(
            ReasonCode.TRAVEL,
            facts,
            "travel_table",
            speaks_for=minutes == 0,
            points=points.travel + points.unknown_travel,
        )

    def _job_class(self, view: PostView) -> Iterator[Reason]:
        before, after = view.person.job_class, view.job_class
        if UNKNOWN not in {before, after}:
            yield Reason(
                code=ReasonCode.JOB_CLASS,
                speaks_for=after >= before,
                points=0,
                facts={"before": before, "after": after},
                as_of=self._basis.snapshot.map_as_of,
                source="position_map",
            )

    def _spouse(self, person: int) -> Iterator[Reason]:
        way = spouse_way(self._planned, self._weighing, person)
        if way is not None:
            facts: Facts = {
                "minutes_before": way.minutes_before,
                "minutes_after": way.minutes_after,
                "together_before": way.is_together_before,
                "together_after": way.is_together_after,
            }
            near = way.is_together_after or way.is_nearer
            yield self._told(ReasonCode.SPOUSE, facts, "wishes", speaks_for=near)

    def _hardship(self, candidate: Candidate, target: int, points: Points) -> Iterator[Reason]:
        if candidate.hardship:
            unit = self._planned.post(target).unit_id
            spared = any(wish.unit_id == unit for wish in candidate.wishes)
            facts: Facts = {"wished_unit": spared}
            yield self._told(
                ReasonCode.HARDSHIP, facts, "circumstances", speaks_for=spared, points=points.hardship
            )

    def _told(
        self, code: ReasonCode, facts: Facts, source: str, *, speaks_for: bool, points: int = 0
    ) -> Reason:
        return Reason(
            code=code,
            speaks_for=speaks_for,
            points=points,
            facts=facts,
            as_of=self._basis.snapshot.as_of,
            source=source,
        )
