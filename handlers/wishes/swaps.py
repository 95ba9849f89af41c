"""Swap circles: opting in and out, and the answer to an offer in which nobody is named."""

from domain.preferences.refusals import PreferencesNotConsented, SwapOver
from domain.preferences.swap_desk import OwnSwap, SwapState
from handlers.buttons import Button
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.home import HOME, own_of, said_place, show_home
from locales.words import Markup

_SHOWN_AT_MOST = 3


async def show_swaps(visit: Visit) -> None:
    """Whether one takes part (`join`, `leave` change it), and what one is asked."""
    asked = visit.pressed.arg if visit.pressed else ""
    try:
        if asked in {"join", "leave"}:
            await visit.call(visit.office.swaps.join, visit.own.id, joins=asked == "join", now=visit.now)
        own = await own_of(visit)
        offers = await visit.call(visit.office.swaps.own, visit.own.id, now=visit.now)
    except PreferencesNotConsented:
        await show_home(visit)
        return
    joins = own.sheet.joins_swaps
    turn = (
        Button("wishes.button.swaps_leave", "swaps", "leave")
        if joins
        else Button("wishes.button.swaps_join", "swaps", "join")
    )
    open_one = next((one for one in offers if one.state is SwapState.ASKED), None)
    answers = [] if open_one is None else _answers(open_one)
    await visit.edit(
        "swaps.home",
        buttons=[*answers, [turn, HOME]],
        protect=True,
        state=visit.say("swaps.joined" if joins else "swaps.not_joined"),
        offers=visit.office.words.joined(*(_offer(visit, one) for one in offers[:_SHOWN_AT_MOST]), by="\n\n"),
    )


async def answer_offer(visit: Visit) -> None:
    """`<offer>.yes` or `<offer>.no`; then the offers as they stand."""
    offer_id, _, said = (visit.pressed.arg if visit.pressed else "").partition(".")
    try:
        await visit.call(
            visit.office.swaps.answer, visit.own.id, offer_id, agrees=said == "yes", now=visit.now
        )
    except SwapOver as over:
        await visit.edit(over.key, buttons=[[Button("wishes.button.swaps", "swaps"), HOME]], protect=True)
        return
    except PreferencesNotConsented:
        await show_home(visit)
        return
    if said == "yes":
        await show_swaps(visit)
    else:
        buttons = [[Button("wishes.button.swaps", "swaps"), HOME]]
        await visit.edit("swaps.declined", buttons=buttons, protect=True)


def _answers(offer: OwnSwap) -> list[list[Button]]:
    return [
        [
            Button("swaps.button.yes", "swap", f"{offer.id}.yes"),
            Button("swaps.button.no", "swap", f"{offer.id}.no"),
        ]
    ]


def _offer(visit: Visit, offer: OwnSwap) -> Markup:
    partners = [
        visit.say(
            "swaps.partner",
            name=one.name,
            origin=said_place(visit, one.turn.origin),
            target=said_place(visit, one.turn.target),
        )
        for one in offer.partners
    ]
    return visit.say(
        f"swaps.offer.{offer.state}",
        origin=said_place(visit, offer.turn.origin),
        target=said_place(visit, offer.turn.target),
        day=offer.answer_by,
        partners=visit.office.words.joined(*partners),
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_swaps, who="linked", action="swaps"),
    Route(answer=answer_offer, who="linked", action="swap"),
)
