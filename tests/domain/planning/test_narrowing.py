"""A plan among some units: nobody else is looked at, and no couple is parted unseen."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.planning.narrowing import among_units
from tests.domain.planning.small_region import nurse, post, region

UNITS = st.frozensets(st.integers(1, 5), max_size=5)


@given(
    units=UNITS,
    people=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 12)), min_size=1, max_size=12),
)
def test_only_these_units_are_left_and_whoever_belongs_near_somebody_outside_stays(
    units: frozenset[int], people: list[tuple[int, int]]
) -> None:
    candidates = tuple(
        nurse(number, unit_id=unit, post=unit, spouse=spouse)
        for number, (unit, spouse) in enumerate(people, start=1)
    )
    whole = region(candidates, tuple(post(one, unit_id=one) for one in range(1, 6)))
    narrowed = among_units(whole, units)
    inside = {one.person_id for one in narrowed.candidates}

    if not units:
        assert narrowed == whole
        return
    assert {one.unit_id for one in narrowed.posts} == units
    assert inside == {one.person_id for one in candidates if one.unit_id in units}
    for one in narrowed.candidates:
        assert one.is_restricted == (one.spouse not in inside)
        assert replace(one, is_restricted=False) in candidates
