"""What is weighed of one person in one seat, looked up in the data. Numbers are those of `Basis`."""

from domain.planning.matching.objective import Pairing, stayed_long
from domain.planning.region.basis import Basis
from domain.planning.region.places import UNKNOWN
from domain.planning.snapshot import Wish


def pairing_of(basis: Basis, person: int, post: int) -> Pairing:
    """Whether or not a rule bars the pair."""
    candidate, seat = basis.snapshot.candidates[person], basis.snapshot.posts[post]
    wish = wish_met(basis, person, post)
    return Pairing(
        jpm=int(basis.columns.jpm(int(basis.columns.key_of_post[post]))[person]),
        wish_rank=None if wish is None else wish.rank,
        wished_unit=any(wish.unit_id == seat.unit_id for wish in candidate.wishes),
        stayed_long=bool(stayed_long(int(basis.columns.tenure_months[person]), basis.settings)),
        travel_minutes=travel_minutes(basis, person, post),
        hardship=candidate.hardship,
    )


def wish_met(basis: Basis, person: int, post: int) -> Wish | None:
    """The best wish of that person which that post fulfils."""
    seat = basis.snapshot.posts[post]
    met = [
        wish
        for wish in basis.snapshot.candidates[person].wishes
        if wish.unit_id == seat.unit_id and wish.position_key in {None, seat.key}
    ]
    return min(met, key=lambda wish: wish.rank, default=None)


def travel_minutes(basis: Basis, person: int, post: int) -> int | None:
    """From the present place of work to that post's; None where either place or the way is unknown."""
    held = int(basis.held_post[person])
    if held == UNKNOWN:
        return None
    minutes = int(basis.places.minutes[basis.place_of_post[held], basis.place_of_post[post]])
    return None if minutes == UNKNOWN else minutes
