"""The route of a transfer: from which status to which, and who may record the step (domain.md 1.7).

What bodies outside the office decide (board, PPK, Mendagri, BKN) is recorded by an officer on their word.
Being published (draft to proposed) takes two officers and is `domain/publication.py`'s.
"""

from collections.abc import Mapping

from domain.actors import Role
from domain.proposals import Status

_ROUTE: Mapping[Status, Mapping[Status, Role]] = {
    Status.DRAFT: {Status.CANCELLED: Role.PLANNER},
    Status.PROPOSED: {Status.COMPETENCY: Role.OFFICER, Status.BOARD: Role.OFFICER},
    Status.COMPETENCY: {Status.BOARD: Role.OFFICER},
    Status.BOARD: {Status.PPK_APPROVED: Role.APPROVER},
    Status.PPK_APPROVED: {Status.MENDAGRI_CONSENT: Role.OFFICER, Status.PERTEK: Role.OFFICER},
    Status.MENDAGRI_CONSENT: {Status.PERTEK: Role.OFFICER},
    Status.PERTEK: {
        Status.RETURNED: Role.OFFICER,
        Status.REJECTED: Role.OFFICER,
        Status.DECREE: Role.APPROVER,
    },
    Status.RETURNED: {Status.PERTEK: Role.OFFICER},
    Status.DECREE: {Status.INAUGURATION: Role.OFFICER, Status.START_STATEMENT: Role.OFFICER},
    Status.INAUGURATION: {Status.START_STATEMENT: Role.OFFICER},
    Status.START_STATEMENT: {Status.EFFECTIVE: Role.OFFICER},
    Status.EFFECTIVE: {Status.EVALUATION: Role.OFFICER},
}
ENDS = frozenset({Status.REJECTED, Status.CANCELLED, Status.EVALUATION})
# The PPK can withdraw a transfer until it has taken effect.
_WITHDRAWN_BY = Role.APPROVER
_BEYOND_WITHDRAWAL = ENDS | {Status.EFFECTIVE}


def next_steps(status: Status) -> Mapping[Status, Role]:
    """The statuses that may follow, each with the role that may record it."""
    steps = dict(_ROUTE.get(status, {}))
    if status not in _BEYOND_WITHDRAWAL:
        steps.setdefault(Status.CANCELLED, _WITHDRAWN_BY)
    return steps


def needs_note(status: Status) -> bool:
    """Whoever sends a file back, rejects or cancels says why, in writing."""
    return status in {Status.RETURNED, Status.REJECTED, Status.CANCELLED}
