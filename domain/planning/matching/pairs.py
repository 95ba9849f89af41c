"""Who may be weighed for which seat: people of posts above their need, seats of posts below it."""

from dataclasses import replace

import numpy as np

from domain.planning.matching.market import Donors, Ints, Market, Movers, Options, Seats, no_pairs
from domain.planning.matching.objective import fit_points, stayed_long, travel_points
from domain.planning.matching.single_pairs import barred_pairs, wished_pairs
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN


def market_of(basis: Basis) -> Market:
    """Everything that may be weighed on that day.

    A post is above its need or below it, never both: so no donor is ever left short, and nobody is weighed
    for a seat of the post that they hold.
    """
    seats = _seats(basis)
    donors, movers = _donors(basis)
    market = Market(
        movers=movers,
        donors=donors,
        seats=seats,
        options=_options(basis, movers, seats),
        ride=_ride(basis),
        wished=no_pairs(),
        barred=no_pairs(),
    )
    return replace(market, wished=wished_pairs(basis, market), barred=barred_pairs(basis, market))


def _seats(basis: Basis) -> Seats:
    lacking = np.array([need.lacking for need in basis.needs], dtype=np.int64)
    post = np.flatnonzero(lacking)
    return Seats(
        post=post,
        unit=basis.unit_of_post[post],
        room=lacking[post],
        place=basis.place_of_post[post],
        key=basis.columns.key_of_post[post].astype(np.int64),
    )


def _donors(basis: Basis) -> tuple[Donors, Movers]:
    spare = np.array([need.spare for need in basis.needs], dtype=np.int64)
    may_leave = basis.columns.may_move & (basis.held_post != UNKNOWN)
    may_leave[may_leave] = spare[basis.held_post[may_leave]] > 0
    candidate = np.flatnonzero(may_leave)
    post, donor = np.unique(basis.held_post[candidate], return_inverse=True)
    stays_long = stayed_long(basis.columns.tenure_months[candidate], basis.settings)
    people = basis.snapshot.candidates
    hardship = np.array([people[one].hardship for one in candidate.tolist()], dtype=np.bool_)
    return (
        Donors(post=post, unit=basis.unit_of_post[post], room=spare[post]),
        Movers(
            candidate=candidate,
            donor=donor,
            place=basis.place_of_post[basis.held_post[candidate]],
            base=np.where(stays_long, basis.settings.weights.tenure, 0),
            burden=np.where(hardship, -basis.settings.weights.hardship, 0),
        ),
    )


def _options(basis: Basis, movers: Movers, seats: Seats) -> Options:
    found = [_options_for(basis, movers, key) for key in np.unique(seats.key).tolist()]
    mover, key, points = np.concatenate([np.zeros((3, 0), dtype=np.int64), *found], axis=1)
    order = np.argsort(mover, kind="stable")
    return Options(mover=mover[order], key=key[order], points=points[order])


def _options_for(basis: Basis, movers: Movers, key: int) -> Ints:
    able = np.flatnonzero(basis.columns.may_hold(key)[movers.candidate])
    jpm = basis.columns.jpm(key)[movers.candidate[able]].astype(np.int64)
    points = fit_points(jpm, basis.settings) + movers.base[able] + movers.burden[able]
    return np.stack([able, np.full(len(able), key, dtype=np.int64), points])


def _ride(basis: Basis) -> Ints:
    minutes, weights = basis.places.minutes, basis.settings.weights
    return np.where(minutes == UNKNOWN, -weights.unknown_travel, travel_points(minutes, weights))
