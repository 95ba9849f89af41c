"""Opening and closing requests, and what takes effect by them; inside the unit of whoever calls."""

import secrets
from datetime import datetime

from domain.privacy.records import ANSWERED_WITHIN, Act, Effect, Request, Right, State
from domain.work import Work

# Without the letters and figures that are taken for each other.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_NUMBER_OF_SIGNS = 8


def ask(work: Work, person_id: int, right: Right, *, now: datetime) -> Request:
    """Open a request; the one that waits already is taken up again, and its clock goes on."""
    waiting = work.privacy.open_one(person_id, right)
    if waiting is not None:
        return waiting
    request = Request(
        id=random_id(),
        person_id=person_id,
        right=right,
        state=State.OPEN,
        asked_at=now,
        due_at=now + ANSWERED_WITHIN,
    )
    work.privacy.ask(request)
    note(work, "privacy.asked", request, by=f"person:{person_id}", now=now)
    return request


def settle(work: Work, request: Request, state: State, *, now: datetime) -> None:
    """Close a request that its owner's press has carried out or taken back."""
    work.privacy.close(request.id, state, now=now)
    note(work, f"privacy.{state}", request, by=f"person:{request.person_id}", now=now)


def take_effect(work: Work, person_id: int, effect: Effect, *, detail: str = "", now: datetime) -> None:
    """Let something last, also when an older copy of the database takes the place of this one."""
    act = Act(id=random_id(), person_id=person_id, effect=effect, detail=detail, at=now)
    work.privacy.remember(act)


def withdrawn(work: Work, person_id: int, purpose: str, *, now: datetime) -> None:
    """A consent was taken back: that was a request, carried out at once, and it lasts."""
    request = ask(work, person_id, Right.WITHDRAWAL, now=now)
    settle(work, request, State.DONE, now=now)
    take_effect(work, person_id, Effect.WITHDRAWN, detail=purpose, now=now)


def note(work: Work, action: str, request: Request, *, by: str, now: datetime) -> None:
    """A row of the trail: whose request, which right and which number; nothing that was said."""
    work.audit.add(
        action,
        by=by,
        subject=f"person:{request.person_id}",
        now=now,
        request=request.id,
        right=request.right,
    )


def random_id() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(_NUMBER_OF_SIGNS))
