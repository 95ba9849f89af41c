"""The steps of a proposal, one by one: what may come next, who may record it, and the note."""

from domain.proposal_desk import NotNext
from domain.proposals import Status
from domain.refusals import ChangedMeanwhile
from domain.route import needs_note
from handlers.buttons import Button
from handlers.officers.proposals.card import opened, show_one
from handlers.officers.waves.places import READERS, number_in, parts, proposal_button, status_name
from handlers.table import Route
from handlers.visit import Visit

_GO = "go"
_A_ROW = 2


async def show_next(visit: Visit) -> None:
    """Where it may go from here, and whose word each step is."""
    proposal_id = number_in(parts(visit, 1)[0])
    one = await opened(visit, proposal_id)
    lines = [
        visit.say(
            "dossier.step",
            status=status_name(visit, to),
            role=visit.say(f"commands.role.name.{role}"),
        )
        for to, role in one.steps.items()
    ]
    mine = [
        Button(
            "dossier.button.step",
            "pr_step",
            f"{proposal_id}.{to}.{one.proposal.status}",
            {"status": str(status_name(visit, to))},
        )
        for to, role in one.steps.items()
        if role in visit.identity.roles
    ]
    rows = [mine[start : start + _A_ROW] for start in range(0, len(mine), _A_ROW)]
    await visit.edit(
        "dossier.next",
        buttons=[*rows, [proposal_button(proposal_id)]],
        protect=True,
        name=one.person.full_name,
        status=status_name(visit, one.proposal.status),
        listed=visit.office.words.joined(*lines) or visit.say("dossier.next.none"),
    )


async def look_at_step(visit: Visit) -> None:
    """`<proposal>.<to>.<seen>`: what the step means, before it is recorded."""
    number, to, seen = parts(visit, 3)
    proposal_id = number_in(number)
    one = await opened(visit, proposal_id)
    if to not in one.steps or seen != one.proposal.status:
        await show_one(visit, proposal_id, visit.say("dossier.moved_on"))
        return
    arg = f"{proposal_id}.{to}.{seen}"
    plain = [] if needs_note(Status(to)) else [Button("dossier.button.record", "pr_move", arg)]
    noted = Button("dossier.button.with_note", "pr_note", arg)
    await visit.edit(
        "dossier.step.look",
        buttons=[[*plain, noted], [proposal_button(proposal_id)]],
        protect=True,
        name=one.person.full_name,
        before=status_name(visit, seen),
        after=status_name(visit, to),
        told=visit.say(f"dossier.told.{_told(Status(to))}"),
    )


async def record_step(visit: Visit) -> None:
    """`<proposal>.<to>.<seen>`, without a note."""
    number, to, seen = parts(visit, 3)
    proposal_id = number_in(number)
    if to not in set(Status) or seen not in set(Status):
        await show_one(visit, proposal_id, visit.say("dossier.moved_on"))
        return
    try:
        await visit.call(
            visit.office.proposals.move,
            proposal_id,
            Status(to),
            seen=Status(seen),
            by=visit.actor,
            now=visit.now,
        )
    except (ChangedMeanwhile, NotNext):
        await show_one(visit, proposal_id, visit.say("dossier.moved_on"))
        return
    await show_one(visit, proposal_id, visit.say("dossier.moved", status=status_name(visit, to)))


def _told(to: Status) -> str:
    """What the person hears of it (`domain/proposal_desk.py`)."""
    if to in {Status.REJECTED, Status.CANCELLED}:
        return "ended"
    return "told" if to in _TOLD else "quiet"


_TOLD = {
    Status.COMPETENCY,
    Status.DECREE,
    Status.INAUGURATION,
    Status.START_STATEMENT,
    Status.EFFECTIVE,
}

ROUTES: tuple[Route, ...] = (
    Route(answer=show_next, who=READERS, action="pr_next"),
    Route(answer=look_at_step, who=READERS, action="pr_step"),
    Route(answer=record_step, who=READERS, action="pr_move"),
)
