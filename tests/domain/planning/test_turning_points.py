"""What is said to change an outcome does change it: the plan is made again with just that."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings

from domain.explanations import Explanation, Facts, FactValue
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.proposing import Plan, propose_on
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot, Wish
from tests.domain.planning.random_regions import busy_regions

UNHURRIED = settings(deadline=None)  # the machine may be busy with other things
UNLIMITED = PlanningSettings(most_released=None, most_received=None)


def _proposed(snapshot: Snapshot) -> tuple[Plan, list[Explanation]]:
    basis = basis_of(snapshot, UNLIMITED)
    plan = propose_on(basis, progress=lambda _stage, _done, _all: None)
    return plan, Explainer(basis, plan.moves).explain_all()


def _holds(snapshot: Snapshot, code: str, changed: Callable[[Explanation, Facts], Snapshot]) -> None:
    """Whoever is told of that code no longer goes where they were to go, once it is so."""
    for explained in _proposed(snapshot)[1]:
        for told in explained.would_change:
            if told.code == code:
                again = _proposed(changed(explained, told.facts))[0]
                same = (explained.person_id, explained.target.post_id)
                assert same not in {(move.person_id, move.target_post) for move in again.moves}


def _with_need(snapshot: Snapshot, post_id: int | None, need: FactValue) -> Snapshot:
    assert isinstance(need, int)

    def changed(post: Post) -> Post:
        return replace(post, stated_need=need) if post.id == post_id else post

    return replace(snapshot, posts=tuple(changed(post) for post in snapshot.posts))


def _with_person(snapshot: Snapshot, person_id: int, changed: Callable[[Candidate], Candidate]) -> Snapshot:
    people = (changed(one) if one.person_id == person_id else one for one in snapshot.candidates)
    return replace(snapshot, candidates=tuple(people))


@UNHURRIED
@given(busy_regions())
def test_nobody_leaves_a_post_whose_need_rises_to_its_people(snapshot: Snapshot) -> None:
    _holds(
        snapshot,
        "origin_need_rises",
        lambda explained, facts: _with_need(snapshot, explained.origin.post_id, facts["would_need"]),
    )


@UNHURRIED
@given(busy_regions())
def test_nobody_comes_to_a_post_whose_need_falls_to_its_people(snapshot: Snapshot) -> None:
    _holds(
        snapshot,
        "target_need_falls",
        lambda explained, facts: _with_need(snapshot, explained.target.post_id, facts["would_need"]),
    )


@UNHURRIED
@given(busy_regions())
def test_a_first_wish_for_the_seat_that_lost_outweighs_the_one_that_won(snapshot: Snapshot) -> None:
    def wishing(explained: Explanation, facts: Facts) -> Snapshot:
        (unit_id,) = {post.unit_id for post in snapshot.posts if post.unit == facts["unit"]}

        def first(one: Candidate) -> Candidate:
            later = tuple(replace(wish, rank=wish.rank + 1) for wish in one.wishes)
            return replace(one, wishes=(Wish(rank=1, unit_id=unit_id), *later))

        return _with_person(snapshot, explained.person_id, first)

    _holds(snapshot, "wish_stated", wishing)


@UNHURRIED
@given(busy_regions())
def test_a_wish_that_opens_is_met_unless_somebody_has_a_better_claim(snapshot: Snapshot) -> None:
    for explained in _proposed(snapshot)[1]:
        for told in explained.would_change:
            if told.code == "wish_opens":
                (wished,) = (post.id for post in snapshot.posts if post.unit == told.facts["unit"])
                again = _proposed(_with_need(snapshot, wished, told.facts["would_need"]))[0]
                goes_to = {move.person_id: move.target_post for move in again.moves}
                stays_put = goes_to.get(explained.person_id) == explained.target.post_id
                assert not stays_put or wished in goes_to.values()


@UNHURRIED
@given(busy_regions())
def test_an_acknowledged_circumstance_outweighs_a_close_choice(snapshot: Snapshot) -> None:
    _holds(
        snapshot,
        "hardship_acknowledged",
        lambda explained, _: _with_person(
            snapshot, explained.person_id, lambda one: replace(one, hardship=True)
        ),
    )
