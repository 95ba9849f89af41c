"""A plan as a diligent official would type it: pair by pair, the most points first, while there is room."""

from collections import Counter

from tests.domain.planning.exhaustive import Trial


def greedy_moves(trial: Trial) -> dict[int, int]:
    """Each person's post. It keeps rules, needs and limits, and never takes anything back."""
    pairs = sorted(
        (-points, person, post) for person, seats in trial.choices.items() for post, points in seats.items()
    )
    left, entered, out, into = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    most_out, most_in = trial.settings.most_released, trial.settings.most_received
    moves: dict[int, int] = {}
    for _, person, post in pairs:
        origin = trial.people[person].post or 0
        unit, target = trial.posts[origin].unit_id, trial.posts[post].unit_id
        is_full = left[origin] >= trial.spare[origin] or entered[post] >= trial.lacking[post]
        is_over = (most_out is not None and out[unit] >= most_out) or (
            most_in is not None and into[target] >= most_in
        )
        if person not in moves and not is_full and not is_over:
            moves[person] = post
            left[origin] += 1
            entered[post] += 1
            out[unit] += 1
            into[target] += 1
    return moves
