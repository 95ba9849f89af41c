"""What one press does to a case: take it, give it, put it back, choose a desk, part it, remind its sender."""

from domain.concerns.taxonomy import Desk
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import in_pairs, page_in, turning
from handlers.officers.cases.case import head, read, show
from handlers.officers.cases.places import DESK, case_button, parts_of
from handlers.visit import Visit

_OFFICERS_AT_ONCE, _NAME_AT_MOST = 6, 50


async def act(visit: Visit) -> None:
    """`<number>.<act>`, for some with what it is about."""
    number, what, about = parts_of(visit)
    desk, by = visit.office.cases.assigning, visit.actor
    match what:
        case "take":
            await visit.call(desk.take, number, by=by, now=visit.now)
        case "back":
            await visit.call(desk.put_back, number, by=by, now=visit.now)
        case "part":
            await visit.call(desk.part, number, by=by, now=visit.now)
        case "remind":
            await visit.call(desk.remind, number, by=by, now=visit.now)
        case "give" if about.isdecimal():
            await visit.call(desk.give, number, int(about), by=by, now=visit.now)
        case "give":
            await _choose_officer(visit, number, about)
            return
        case "forward":
            await _choose_desk(visit, number)
            return
        case _:
            raise NotFound(subject=what)
    await show(visit, number)


async def _choose_officer(visit: Visit, number: str, asked: str) -> None:
    """By name, a page at a time, with their units: two may be called alike."""
    found = await visit.call(visit.office.cases.assigning.officers, by=visit.actor)
    others = [one for one in found if one.id != visit.own.id]
    pages = max(1, -(-len(others) // _OFFICERS_AT_ONCE))
    page = min(page_in(asked), pages)
    shown = others[(page - 1) * _OFFICERS_AT_ONCE : page * _OFFICERS_AT_ONCE]
    buttons = [
        [
            Button(
                "case_desk.button.to",
                "ti_act",
                f"{number}.give.{one.id}",
                {"name": one.full_name[:_NAME_AT_MOST]},
            )
        ]
        for one in shown
    ]
    rows = [
        *buttons,
        turning("ti_act", page, pages, about=f"{number}.give"),
        [case_button(number), DESK],
    ]
    case = await read(visit, number)
    key = "case_desk.give" if others else "case_desk.give.nobody"
    await visit.edit(key, buttons=[row for row in rows if row], protect=True, **await head(visit, case))


async def _choose_desk(visit: Visit, number: str) -> None:
    """Where the category does not lead: which desk answers is told to the sender, the reason is not."""
    case = await read(visit, number)
    desks = [
        Button(f"case_desk.button.to_desk.{one}", "ti_say", f"{number}.forward.{one}")
        for one in Desk
        if one is not case.desk
    ]
    rows = [*in_pairs(desks), [case_button(number)]]
    await visit.edit("case_desk.forward", buttons=rows, protect=True, **await head(visit, case))
