"""The exact optimum of a small region, by trying everything; written without the planner's columns and flows.

Only the rules, the needs and the points of one pair are the planner's own: they have tests of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from domain.planning.matching.objective import Pairing, Points, weigh
from domain.planning.region.columns import Columns, columns_of
from domain.planning.region.needs import needs_of
from domain.planning.settings import PlanningSettings
from domain.planning.snapshot import Candidate, Post, Snapshot

# What somebody may take: the post's row number, with the points.
Choices = Mapping[int, int]
# Where everybody who moves goes: person to post.
Moves = Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A small region with everything that may be tried; people and posts by their row numbers."""

    settings: PlanningSettings
    people: Mapping[int, Candidate]
    posts: Mapping[int, Post]
    spare: Mapping[int, int]
    lacking: Mapping[int, int]
    choices: Mapping[int, Choices]


def trial_of(snapshot: Snapshot, settings: PlanningSettings) -> Trial:
    """List what may be tried, pair by pair."""
    needs = needs_of(snapshot, settings)
    spare = {need.post: need.spare for need in needs if need.spare}
    lacking = {need.post: need.lacking for need in needs if need.lacking}
    columns = columns_of(snapshot, settings)
    choices = {
        one.person_id: {
            post.id: points_of(snapshot, settings, columns, person, number).total
            for number, post in enumerate(snapshot.posts)
            if post.id in lacking and is_allowed(columns, person, number)
        }
        for person, one in enumerate(snapshot.candidates)
        if one.post in spare
    }
    return Trial(
        settings=settings,
        people={one.person_id: one for one in snapshot.candidates},
        posts={post.id: post for post in snapshot.posts},
        spare=spare,
        lacking=lacking,
        choices={person: seats for person, seats in choices.items() if seats},
    )


def is_allowed(columns: Columns, person: int, post: int) -> bool:
    """Whether the hard rules let that person take that post. Places in the snapshot, not row numbers."""
    pair = np.array([person], dtype=np.int32), np.array([post], dtype=np.int32)
    return bool(columns.may_hold(int(columns.key_of_post[post]))[person] and columns.may_sit(*pair)[0])


def points_of(
    snapshot: Snapshot, settings: PlanningSettings, columns: Columns, person: int, post: int
) -> Points:
    """The points of one pair, from what the snapshot says."""
    one, seat = snapshot.candidates[person], snapshot.posts[post]
    here = next(held.location for held in snapshot.posts if held.id == one.post)
    there = seat.location
    minutes = 0 if here == there else snapshot.travel.get((here, there))
    wishes = [wish for wish in one.wishes if wish.unit_id == seat.unit_id]
    ranks = [wish.rank for wish in wishes if wish.position_key in {None, seat.key}]
    pairing = Pairing(
        jpm=int(columns.jpm(int(columns.key_of_post[post]))[person]),
        wish_rank=min(ranks, default=None),
        wished_unit=bool(wishes),
        stayed_long=int(columns.tenure_months[person]) > settings.max_tenure_months,
        travel_minutes=minutes if here and there else None,
        hardship=one.hardship,
    )
    return weigh(pairing, settings)


def best_worth(trial: Trial) -> tuple[int, int]:
    """Most gaps closed, then most points: by every state that decisions, person after person, can lead to."""
    states: dict[tuple[tuple[int, int], ...], int] = {(): 0}
    for person, seats in trial.choices.items():
        for taken, points in list(states.items()):
            for seat, gained in seats.items():
                after = tuple(sorted((*taken, (trial.people[person].post or 0, seat))))
                if is_within(trial, after):
                    states[after] = max(points + gained, states.get(after, points + gained))
    return max((len(taken), points) for taken, points in states.items())


def all_moves(trial: Trial) -> Iterator[tuple[Moves, int]]:
    """Every plan that keeps needs and limits, with its points."""

    def further(people: list[int], moves: dict[int, int], points: int) -> Iterator[tuple[Moves, int]]:
        if not people:
            yield moves, points
            return
        yield from further(people[1:], moves, points)
        for seat, gained in trial.choices[people[0]].items():
            after = {**moves, people[0]: seat}
            if is_within(trial, [(trial.people[one].post or 0, to) for one, to in after.items()]):
                yield from further(people[1:], after, points + gained)

    return further(list(trial.choices), {}, 0)


def is_within(trial: Trial, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether moves from post to post leave no donor short, overfill no seat and keep units' limits."""
    posts, settings = trial.posts, trial.settings
    left, entered = [origin for origin, _ in taken], [seat for _, seat in taken]
    if any(left.count(post) > trial.spare[post] for post in set(left)):
        return False
    if any(entered.count(post) > trial.lacking[post] for post in set(entered)):
        return False
    out, into = [posts[post].unit_id for post in left], [posts[post].unit_id for post in entered]
    released, received = settings.most_released, settings.most_received
    return all(
        (released is None or out.count(unit) <= released)
        and (received is None or into.count(unit) <= received)
        for unit in {*out, *into}
    )


def best_swaps(snapshot: Snapshot, settings: PlanningSettings) -> tuple[int, int]:
    """Most people in circles of two and three, then most points, if everybody stays but those who swap."""
    columns = columns_of(snapshot, settings)
    people = [one for one, person in enumerate(snapshot.candidates) if person.swaps and person.post]
    gained = {
        (one, other): points_of(snapshot, settings, columns, one, post).total
        for one in people
        for other in people
        if _would_take(snapshot, columns, one, post := _held(snapshot, other))
    }
    rings = [
        ring
        for size in (2, 3)
        for ring in permutations(people, size)
        if ring[0] == min(ring)
        and all(pair in gained for pair in _pairs(ring))
        and _ring_keeps_couples(snapshot, settings, ring)
    ]
    return _most(snapshot, rings, gained, frozenset())


def _most(
    snapshot: Snapshot,
    rings: Sequence[tuple[int, ...]],
    gained: Mapping[tuple[int, int], int],
    taken: frozenset[int],
) -> tuple[int, int]:
    best = (0, 0)
    for place, ring in enumerate(rings):
        touched = frozenset(ring) | {
            other
            for other, person in enumerate(snapshot.candidates)
            if person.spouse in {snapshot.candidates[one].person_id for one in ring}
        }
        if not touched & taken:
            people, points = _most(snapshot, rings[place + 1 :], gained, taken | touched)
            own = sum(gained[pair] for pair in _pairs(ring))
            best = max(best, (people + len(ring), points + own))
    return best


def _would_take(snapshot: Snapshot, columns: Columns, one: int, post: int) -> bool:
    person, seat = snapshot.candidates[one], snapshot.posts[post]
    meets = any(
        wish.unit_id == seat.unit_id and wish.position_key in {None, seat.key} for wish in person.wishes
    )
    return seat.id != person.post and meets and is_allowed(columns, one, post)


def _ring_keeps_couples(snapshot: Snapshot, settings: PlanningSettings, ring: tuple[int, ...]) -> bool:
    moves = {
        snapshot.candidates[one].person_id: snapshot.candidates[other].post or 0
        for one, other in _pairs(ring)
    }
    return keeps_couples(trial_of(snapshot, settings), moves)


def _pairs(ring: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(ring, (*ring[1:], ring[0]), strict=True))


def _held(snapshot: Snapshot, one: int) -> int:
    return next(
        place for place, post in enumerate(snapshot.posts) if post.id == snapshot.candidates[one].post
    )


def keeps_couples(trial: Trial, moves: Moves) -> bool:
    """Whether each couple stays, or serves in one known place, and none of them comes to lead the other."""
    return all(
        _keeps_couple(trial, moves, one, trial.people[one.spouse])
        for one in trial.people.values()
        if one.spouse is not None
        and one.spouse in trial.people
        and {one.person_id, one.spouse} & moves.keys()
    )


def _keeps_couple(trial: Trial, moves: Moves, one: Candidate, other: Candidate) -> bool:
    here, there = (_location_after(trial, moves, person) for person in (one, other))
    if here != there or not here:
        return False
    if not {one.person_id, other.person_id} <= moves.keys():
        return True
    posts = [trial.posts[moves[person.person_id]] for person in (one, other)]
    return posts[0].unit_id != posts[1].unit_id or "struktural" not in {post.kind for post in posts}


def _location_after(trial: Trial, moves: Moves, one: Candidate) -> str:
    post = trial.posts.get(moves.get(one.person_id, one.post or 0))
    if post is not None:
        return post.location
    of_unit = (other.location for other in trial.posts.values() if other.unit_id == one.unit_id)
    return next((location for location in of_unit if location), "")
