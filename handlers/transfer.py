"""`/mutasi` and `/riwayat`: one's own proposals, and nobody else's."""

from domain.proposals import Proposal, Status
from domain.transfers import Transfers
from handlers.buttons import Button
from handlers.card import card_facts
from handlers.visit import Visit
from locales.words import Markup

PAGE = 6

_OUTCOMES = {
    Status.EFFECTIVE: "effective",
    Status.EVALUATION: "effective",
    Status.REJECTED: "rejected",
    Status.CANCELLED: "cancelled",
}


async def show_card(visit: Visit) -> None:
    """The open proposal, read anew on every press."""
    transfers = await _own(visit)
    card = transfers.current
    rest = [Button("button.history", "history")] if transfers.earlier else []
    last = [Button("button.contact", "contact"), Button("button.menu", "menu")]
    if card is None:
        rows = [rest, last] if rest else [last]
        why = _why_ended(transfers)
        if why:
            await visit.edit(
                "transfer.ended", buttons=rows, protect=True, addressee=visit.addressee, reason=why
            )
        else:
            await visit.edit("transfer.none", buttons=rows, protect=True, addressee=visit.addressee)
        return
    key = "transfer.card.decided" if card.is_decided else "transfer.card.proposed"
    rows = [
        [Button("button.why", "why"), Button("button.benefits", "benefits")],
        [_lane(decided=card.is_decided), Button("button.concern", "concern")],
        [*(rest or [Button("button.wishes", "wishes")]), Button("button.contact", "contact")],
    ]
    await visit.edit(key, buttons=rows, protect=True, **card_facts(visit, card))
    # After it was shown: what nobody saw was not opened.
    await visit.call(visit.office.openings.opened, card.proposal.id, now=visit.now)


def _lane(*, decided: bool) -> Button:
    """Before the decree the data can still be put right; after it there is the formal objection."""
    return Button("button.objection", "objection") if decided else Button("button.data", "data")


async def show_history(visit: Visit) -> None:
    """Earlier proposals, the newest first, a page at a time."""
    earlier = (await _own(visit)).earlier
    back = [Button("button.back", "card")]
    if not earlier:
        await visit.edit("transfer.history.none", buttons=[back], protect=True, addressee=visit.addressee)
        return
    pages = -(-len(earlier) // PAGE)
    page = min(_asked_page(visit), pages)
    shown = earlier[(page - 1) * PAGE : page * PAGE]
    await visit.edit(
        "transfer.history",
        buttons=[row for row in (_turns(page, pages), back) if row],
        protect=True,
        addressee=visit.addressee,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*(_line(visit, one) for one in shown), by="\n\n"),
    )


def _why_ended(transfers: Transfers) -> str:
    """HR's reason, in its own words, where the newest proposal was turned down or taken back."""
    newest = transfers.earlier[0] if transfers.earlier else None
    if newest is None or not newest.stages or newest.status not in {Status.REJECTED, Status.CANCELLED}:
        return ""
    return newest.stages[-1].note


async def _own(visit: Visit) -> Transfers:
    return await visit.call(visit.office.transfers.own, visit.own.id, now=visit.now)


def _asked_page(visit: Visit) -> int:
    arg = visit.pressed.arg if visit.pressed else ""
    return max(int(arg), 1) if arg.isascii() and arg.isdigit() else 1


def _turns(page: int, pages: int) -> list[Button]:
    newer = [Button("button.newer", "history", str(page - 1))] if page > 1 else []
    older = [Button("button.older", "history", str(page + 1))] if page < pages else []
    return [*newer, *older]


def _line(visit: Visit, proposal: Proposal) -> Markup:
    changed_at = proposal.stages[-1].entered_at if proposal.stages else visit.now
    return visit.say(
        "transfer.history.line",
        position=proposal.target.position,
        from_unit=proposal.origin.unit,
        to_unit=proposal.target.unit,
        outcome=visit.say(f"transfer.outcome.{_OUTCOMES.get(proposal.status, 'running')}"),
        day=changed_at.astimezone(visit.office.zone).date(),
    )
