"""Peluang Jujur, and what of one's wishes a proposal took into account."""

from domain.explanations import ReasonCode
from domain.preferences.chances import Chance, Chances
from domain.preferences.refusals import PreferencesNotConsented
from handlers.buttons import Button
from handlers.explained import in_words, reason_words
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.home import HOME, said_place, show_home
from locales.words import Markup

_OWN_WORD = (
    ReasonCode.WISH,
    ReasonCode.OTHER_WISH,
    ReasonCode.SPOUSE,
    ReasonCode.HARDSHIP,
    ReasonCode.TRAVEL,
)


async def show_chances(visit: Visit) -> None:
    """Seats as a number, people in bands: `domain/preferences/chances.py` says why."""
    try:
        own = await visit.office.run(lambda: visit.office.chances.own(visit.own.id, now=visit.now))
    except PreferencesNotConsented:
        await show_home(visit)
        return
    buttons = [
        [Button("wishes.button.list", "wish_list"), Button("wishes.button.considered", "considered")],
        [HOME],
    ]
    if not own.chances:
        await visit.edit("wishes.chances.none", buttons=buttons, protect=True)
        return
    told = (_chance(visit, own, rank, one) for rank, one in enumerate(own.chances, start=1))
    await visit.edit(
        "wishes.chances",
        buttons=buttons,
        protect=True,
        listed=visit.office.words.joined(*told, by="\n\n"),
        counted_on=own.counted_on,
        map_day=visit.say("wishes.map_day", day=own.map_day) if own.map_day else Markup(),
    )


async def show_considered(visit: Visit) -> None:
    """From the stored explanation of the open proposal: one's own wishes and what weighs on one."""
    explained = (await visit.call(visit.office.reasons.own, visit.own.id, now=visit.now)).explanation
    buttons = [[Button("button.why", "why"), HOME]]
    if explained is None:
        await visit.edit("wishes.considered.none", buttons=buttons, protect=True)
        return
    lines = [
        visit.say(
            "wishes.considered.line",
            sentence=in_words(reason_words(one), visit.office.words, visit.language, visit.say),
            side=visit.say("wishes.considered.for" if one.speaks_for else "wishes.considered.against"),
        )
        for one in explained.reasons
        if one.code in _OWN_WORD
    ]
    await visit.edit(
        "wishes.considered",
        buttons=buttons,
        protect=True,
        listed=visit.office.words.joined(*lines) or visit.say("wishes.considered.nothing"),
        day=explained.as_of,
    )


def _chance(visit: Visit, own: Chances, rank: int, one: Chance) -> Markup:
    seats = (
        visit.say("wishes.seats.unknown") if one.seats is None else visit.say("wishes.seats", count=one.seats)
    )
    before = (
        visit.say(
            "wishes.before",
            wave=own.last_wave,
            wished=visit.say(f"wishes.people.{one.wished_before}"),
            got=visit.say(f"wishes.people.{one.got_before}"),
        )
        if own.last_wave
        else visit.say("wishes.before.none")
    )
    return visit.say(
        "wishes.chance",
        rank=rank,
        place=said_place(visit, one.choice),
        seats=seats,
        wanting=visit.say(f"wishes.people.{one.wanting}"),
        before=before,
    )


ROUTES: tuple[Route, ...] = (
    Route(answer=show_chances, who="linked", action="chances"),
    Route(answer=show_considered, who="linked", action="considered"),
)
