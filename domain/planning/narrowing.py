"""A plan among some units only: the rest of the region stays as it is, and is not looked at."""

from collections.abc import Collection
from dataclasses import replace

from domain.planning.snapshot import Candidate, Snapshot


def among_units(snapshot: Snapshot, units: Collection[int]) -> Snapshot:
    """The posts of these units and the people who serve in them; the whole region where none is named.

    Whoever wishes to serve near a husband or wife outside stays: whether a move would part them cannot be
    weighed from here.
    """
    if not units:
        return snapshot
    posts = tuple(one for one in snapshot.posts if one.unit_id in units)
    candidates = [one for one in snapshot.candidates if one.unit_id in units]
    inside = {one.person_id for one in candidates}
    return replace(snapshot, posts=posts, candidates=tuple(_held(one, inside) for one in candidates))


def _held(one: Candidate, inside: Collection[int]) -> Candidate:
    is_parted = one.spouse is not None and one.spouse not in inside
    return replace(one, is_restricted=True) if is_parted else one
