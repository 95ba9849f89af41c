"""Whole columns say of everybody what the single forms say of one."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.explanations import Verdict
from domain.planning.arithmetic.competency import job_person_match
from domain.planning.arithmetic.education import EducationOutcome, check_education
from domain.planning.arithmetic.performance import check_ratings
from domain.planning.explaining.judging import Judge
from domain.planning.region.columns import columns_of
from domain.planning.rules.blocking import blocking
from domain.planning.rules.views import Kind, Schooling, SeatView
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Snapshot
from tests.domain.planning.random_regions import mostly, regions

UNHURRIED = settings(deadline=None)  # the machine may be busy with other things
CHOICES = st.builds(
    PlanningSettings,
    jpm_cap=st.booleans(),
    technical_weight=st.sampled_from([Decimal("0.5"), Decimal("0.35"), Decimal(0), Decimal(1)]),
    jpm_pass=mostly(Decimal(68), Decimal("66.67"), Decimal(80)),
    rated_years=mostly(2, 1, 3),
    pppk_moves=mostly("same_post", "none"),
)
OPEN = SeatView(need=1, actual_after=1, spouse_is_there=False, spouse_kind=Kind.UNKNOWN, kind=Kind.STAFF)
_SAME = {
    EducationOutcome.MEETS: Schooling.FITS,
    EducationOutcome.UNKNOWN: Schooling.UNKNOWN,
    EducationOutcome.LEVEL_BELOW: Schooling.LEVEL_BELOW,
    EducationOutcome.OTHER_FIELD: Schooling.OTHER_FIELD,
}


@UNHURRIED
@given(regions(), CHOICES)
def test_a_match_in_a_column_is_the_match_of_the_one_person(
    snapshot: Snapshot, chosen: PlanningSettings
) -> None:
    columns = columns_of(snapshot, chosen)
    for key_index, key in enumerate(columns.keys):
        standard = snapshot.standards.get(key)
        single = [
            None
            if standard is None
            else job_person_match(
                one.levels, standard.levels, cap=chosen.jpm_cap, technical_weight=chosen.technical_weight
            ).percent
            for one in snapshot.candidates
        ]
        column = columns.jpm(key_index).tolist()
        assert column == [-1 if one is None else int(one * 100) for one in single]


@UNHURRIED
@given(regions(), CHOICES)
def test_education_and_ratings_in_columns_are_those_of_the_one_person(
    snapshot: Snapshot, chosen: PlanningSettings
) -> None:
    columns = columns_of(snapshot, chosen)
    for index, one in enumerate(snapshot.candidates):
        rated = check_ratings(one.ratings, last_year=snapshot.as_of.year - 1, years=chosen.rated_years)
        person = columns.person(index)
        assert (person.years_well == chosen.rated_years) == (rated.is_met is True)
        assert person.years_missing == len(rated.missing)
        for key_index, key in enumerate(columns.keys):
            standard = snapshot.standards.get(key)
            if standard is not None:
                check = check_education(
                    level=one.education_level,
                    education=one.education,
                    minimum=standard.education_min,
                    fields=standard.education_fields,
                )
                assert columns.schooling(key_index)[index] == _SAME[check.outcome]


@UNHURRIED
@given(regions(), CHOICES)
def test_a_column_allows_exactly_those_whom_the_full_check_allows(
    snapshot: Snapshot, chosen: PlanningSettings
) -> None:
    columns, judge = columns_of(snapshot, chosen), Judge(snapshot, chosen)
    for post in range(len(snapshot.posts)):
        allowed = columns.may_hold(int(columns.key_of_post[post])).tolist()
        for person in range(len(snapshot.candidates)):
            before = columns.before(person, int(columns.key_of_post[post]))
            results = judge.results(before, OPEN, assessed_on=None)
            assert allowed[person] == (not blocking(results))


@settings(UNHURRIED, max_examples=50)
@given(regions(), CHOICES)
def test_nobody_is_judged_by_who_else_is_there(snapshot: Snapshot, chosen: PlanningSettings) -> None:
    everybody = columns_of(snapshot, chosen)
    for index, one in enumerate(snapshot.candidates):
        alone = columns_of(
            Snapshot(
                as_of=snapshot.as_of,
                map_as_of=snapshot.map_as_of,
                posts=snapshot.posts,
                candidates=(one,),
                standards=snapshot.standards,
            ),
            chosen,
        )
        assert alone.person(0) == everybody.person(index)
        for key_index in range(len(everybody.keys)):
            assert alone.before(0, key_index) == everybody.before(index, key_index)


@UNHURRIED
@given(regions(), CHOICES)
def test_the_facts_of_a_rule_hold_everything_that_its_verdict_rests_on(
    snapshot: Snapshot, chosen: PlanningSettings
) -> None:
    columns = columns_of(snapshot, chosen)
    seen: dict[object, Verdict] = {}
    for person in range(len(snapshot.candidates)):
        for key_index in range(len(columns.keys)):
            before = columns.before(person, key_index)
            # A judge of its own for each, so that nothing is taken over from somebody else.
            for one in Judge(snapshot, chosen).results(before, OPEN, assessed_on=None):
                assert seen.setdefault((one.code, *one.facts.items()), one.verdict) is one.verdict
