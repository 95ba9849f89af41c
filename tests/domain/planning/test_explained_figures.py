"""Each figure of an explanation is computed a second time from the snapshot, independently of the planner."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.explanations import Explanation, Facts, ReasonCode, Verdict
from domain.planning.explaining.contesting import Contest
from domain.planning.explaining.explainer import Explainer
from domain.planning.matching.planned import Move
from domain.planning.region.basis import basis_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot
from tests.domain.planning.random_regions import busy_regions, regions
from tests.domain.planning.second_computation import Second

UNHURRIED = settings(deadline=None)  # the machine may be busy with other things
CHOSEN = st.builds(
    PlanningSettings,
    jpm_cap=st.booleans(),
    technical_weight=st.sampled_from([Decimal("0.5"), Decimal("0.35")]),
    rated_years=st.sampled_from([2, 1]),
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Snapshot, dict[int, int]]:
    """A region, and moves as somebody might type them, allowed or not."""
    snapshot = draw(st.one_of(regions(), busy_regions()))
    posts = st.sampled_from([post.id for post in snapshot.posts])
    people = st.sampled_from([one.person_id for one in snapshot.candidates])
    return snapshot, draw(st.dictionaries(people, posts, min_size=1, max_size=4))


def _explained(snapshot: Snapshot, plan: Mapping[int, int], chosen: PlanningSettings) -> list[Explanation]:
    moves = [Move(person_id=person, target_post=post) for person, post in plan.items()]
    return Explainer(basis_of(snapshot, chosen), moves).explain_all()


def _each(
    snapshot: Snapshot, plan: Mapping[int, int], chosen: PlanningSettings
) -> Iterator[tuple[Second, Candidate, Post, dict[ReasonCode, Facts], Explanation]]:
    second = Second(snapshot, chosen, plan)
    for explained in _explained(snapshot, plan, chosen):
        person, post = second.people[explained.person_id], second.posts[plan[explained.person_id]]
        codes = [reason.code for reason in explained.reasons]
        assert len(set(codes)) == len(codes)
        yield second, person, post, {one.code: one.facts for one in explained.reasons}, explained


@UNHURRIED
@given(plans(), CHOSEN)
def test_people_and_loads_are_those_of_the_posts(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    for second, person, target, facts, _ in _each(*planned, chosen):
        origin = None if person.post is None else second.posts[person.post]
        alone = {post.id: second.actual(post) for post in second.posts.values()}
        before, plan = dict(alone), {post.id: second.actual_plan(post) for post in second.posts.values()}
        alone[target.id] += 1
        if origin is not None:
            alone[origin.id] -= 1
        sides = [(target, ReasonCode.TARGET_NEED, ReasonCode.TARGET_LOAD)]
        if origin is not None and origin is not target:
            sides.append((origin, ReasonCode.ORIGIN_SURPLUS, ReasonCode.ORIGIN_LOAD))
        for post, need, load in sides:
            where = {"unit": post.unit, "position": post.name}
            if second.need(post) is None:
                assert need not in facts
            else:
                assert facts[need] == where | {
                    "need": second.need(post),
                    "actual": before[post.id],
                    "actual_after": alone[post.id],
                    "actual_plan": plan[post.id],
                }
            if second.load(post) is None:
                assert load not in facts
            else:
                assert facts[load] == where | {
                    "ej": second.ej(post, before[post.id]),
                    "ej_after": second.ej(post, alone[post.id]),
                    "ej_plan": second.ej(post, plan[post.id]),
                    "eu": second.eu(post.unit_id, before),
                    "eu_after": second.eu(post.unit_id, alone),
                    "eu_plan": second.eu(post.unit_id, plan),
                }


@UNHURRIED
@given(plans(), CHOSEN)
def test_what_is_told_of_the_person_and_its_points_are_those_of_the_record(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    for second, person, target, facts, explained in _each(*planned, chosen):
        told = {reason.code: reason for reason in explained.reasons}
        points = second.points(person, target)
        jpm, months = second.jpm(person, target), second.months(person)
        assert (ReasonCode.FIT in facts) == (jpm is not None)
        if jpm is not None:
            assert facts[ReasonCode.FIT]["jpm"] == jpm
            assert told[ReasonCode.FIT].points == points["fit"]
        schooling = second.schooling(person, target)
        assert facts.get(ReasonCode.EDUCATION, {"schooling": "unknown"})["schooling"] == schooling
        if ReasonCode.TENURE in facts:
            assert facts[ReasonCode.TENURE]["months"] == months
            assert told[ReasonCode.TENURE].points == points["tenure"]
        else:
            assert points["tenure"] == 0
        assert facts.get(ReasonCode.WISH, {"rank": None})["rank"] == second.rank(person, target)
        assert (told[ReasonCode.WISH].points if ReasonCode.WISH in told else 0) == points["wish"]
        assert facts[ReasonCode.TRAVEL]["minutes"] == second.minutes(person, target)
        assert told[ReasonCode.TRAVEL].points == points["travel"]
        assert (told[ReasonCode.HARDSHIP].points if person.hardship else 0) == points["hardship"]
        held = None if person.post is None else second.posts[person.post].job_class
        if None not in (held, target.job_class):
            assert facts[ReasonCode.JOB_CLASS] == {"before": held, "after": target.job_class}


@UNHURRIED
@given(plans(), CHOSEN)
def test_hard_rules_fail_exactly_where_a_plain_reading_of_them_does(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    for second, person, target, _, explained in _each(*planned, chosen):
        alone = Second(planned[0], chosen, {})
        failed = {one.code for one in explained.rules if one.is_hard and one.verdict is Verdict.FAILED}
        need = second.need(target)
        assert ("vacancy" in failed) == (need is None or second.actual_plan(target) > need)
        spouse_moves = person.spouse in planned[1]
        if not spouse_moves:
            assert alone.allows(person, target) == (not failed - {"vacancy"})


@UNHURRIED
@given(plans(), CHOSEN)
def test_no_other_seat_and_no_other_person_was_worth_more_than_the_best_that_is_named(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    for second, person, target, _, explained in _each(*planned, chosen):
        own = sum(second.points(person, target).values())
        lacking = {
            post.id: sum(second.points(person, post).values())
            for post in second.posts.values()
            if (need := second.need(post)) is not None
            and second.actual(post) < need
            and post.id not in (target.id, person.post)
            and second.allows(person, post)
            and not second.parts(person, post)
        }
        free = {
            post: worth
            for post, worth in lacking.items()
            if second.actual_plan(second.posts[post]) < (second.need(second.posts[post]) or 0)
        }
        named = {one.cause: one for one in explained.lost_seats}
        taken = named.pop("taken", None)
        assert [one.lost_by for one in named.values()] == ([own - max(free.values())] if free else [])
        for one in named.values():
            assert free[one.place.post_id or 0] == one.facts["points"] == max(free.values())
        others = [worth for post, worth in lacking.items() if post not in free and worth > own]
        assert (taken.facts["points"] if taken else None) == max(others, default=None)
        moves = person.post != target.id
        rivals = {
            one.person_id: sum(second.points(one, target).values())
            for one in second.people.values()
            if moves
            and one.person_id not in second.plan
            and one.post not in (None, target.id)
            and second.allows(one, target)
            and not second.parts(one, target)
            and not second.goes_with(one)
            and (one.post == person.post or _is_above(second, second.posts[one.post or 0]))
        }
        assert [one.lost_by for one in explained.rivals] == ([own - max(rivals.values())] if rivals else [])
        for rival in explained.rivals:
            assert rivals[rival.person_id] == max(rivals.values())


def _is_above(second: Second, post: Post) -> bool:
    need = second.need(post)
    return need is not None and second.actual_plan(post) > need


@UNHURRIED
@given(plans(), CHOSEN)
def test_an_explanation_holds_no_text_but_of_posts_codes_articles_and_the_own_study(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    for second, person, _, _, explained in _each(*planned, chosen):
        known = {person.education, person.position_key}
        for post in second.posts.values():
            known |= {post.unit, post.name, post.location}
        for text in _texts(explained):
            is_code = re.fullmatch(r"[a-z0-9_]*", text) is not None
            is_article = re.match(r"(UU|PP|Peraturan BKN|PermenPANRB) \d", text) is not None
            assert text in known or is_code or is_article
            assert not re.search(r"\d{9}", text)


@settings(UNHURRIED, max_examples=50)
@given(plans(), CHOSEN, st.integers(0, 3))
def test_what_another_person_is_like_shows_in_the_rivals_alone(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings, which: int
) -> None:
    snapshot, plan = planned
    explained = _explained(snapshot, plan, chosen)[0]
    mover = next(one for one in snapshot.candidates if one.person_id == explained.person_id)
    others = [one for one in snapshot.candidates if one is not mover and one.person_id != mover.spouse]
    if not others:
        return
    other = others[which % len(others)]
    changed = replace(
        other, levels={}, ratings={}, wishes=(), hardship=True, education="", discipline="berat"
    )
    people = tuple(changed if one is other else one for one in snapshot.candidates)
    again = _explained(replace(snapshot, candidates=people), plan, chosen)[0]
    assert _own(again) == _own(explained)


def _own(explained: Explanation) -> Explanation:
    own = tuple(one for one in explained.would_change if one.code != "hardship_acknowledged")
    return replace(explained, rivals=(), would_change=own)


@UNHURRIED
@given(plans(), CHOSEN)
def test_a_contest_finds_every_broken_rule_and_every_donor_left_short(
    planned: tuple[Snapshot, dict[int, int]], chosen: PlanningSettings
) -> None:
    snapshot, plan = planned
    moves = [Move(person_id=person, target_post=post) for person, post in plan.items()]
    explainer = Explainer(basis_of(snapshot, chosen), moves)
    contest, second = Contest(explainer), Second(snapshot, chosen, plan)
    for place, explained in enumerate(explainer.explain_all()):
        codes = {one.code for one in contest.findings(place, explained)}
        broken = {one.code for one in explained.rules if one.is_hard and one.verdict is Verdict.FAILED}
        assert {code.removeprefix("rule_") for code in codes if code.startswith("rule_")} == broken
        origin = second.people[explained.person_id].post
        need = None if origin is None else second.need(second.posts[origin])
        left_short = need is not None and second.actual_plan(second.posts[origin or 0]) < need
        if origin != plan[explained.person_id]:
            assert ("donor_left_short" in codes) == left_short


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for kept in value.values():
            yield from _texts(kept)
    elif isinstance(value, tuple):
        for kept in value:
            yield from _texts(kept)
