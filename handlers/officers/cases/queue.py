"""The queue: what waits, most urgent first, mine, nobody's or all, by desk and by kind; and the search."""

from dataclasses import dataclass
from functools import partial

from domain.concerns.queue import Line, Page, Whose
from domain.concerns.refusals import CaseUnknown
from domain.concerns.taxonomy import Concern, Desk
from handlers.buttons import Button, Rows
from handlers.concerns.places import MENU, arg_of, in_pairs, page_in, turning
from handlers.forms import begin_form, closed, open_form
from handlers.group_list import said_clock
from handlers.officers.cases.case import show
from handlers.officers.cases.places import DESK, FIND, case_button, concern_named
from handlers.visit import Visit
from locales.words import Markup

_KINDS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What a button of the queue asks for: `<whose>`, `<whose>.<desk>` or `<whose>.k-<kind>`, and a page."""

    whose: Whose = Whose.ALL
    desk: Desk | None = None
    concern: Concern | None = None
    page: int = 1

    @property
    def arg(self) -> str:
        about = self.desk or (f"k-{self.concern}" if self.concern else "")
        return f"{self.whose}.{about}" if about else str(self.whose)


def choice_in(arg: str) -> Choice:
    """What cannot be read is left out."""
    whose, desk, concern, page = Whose.ALL, None, None, 1
    for part in arg.split("."):
        if part in set(Whose):
            whose = Whose(part)
        elif part in set(Desk):
            desk = Desk(part)
        elif part.startswith("k-"):
            concern = concern_named(part.removeprefix("k-"))
        else:
            page = page_in(part)
    return Choice(whose, desk, concern, page)


async def show_queue(visit: Visit) -> None:
    """`/tiket` shows the queue, `/tiket <number>` one case."""
    if visit.payload and not visit.query:
        await _open(visit, visit.payload)
        return
    chosen = choice_in(arg_of(visit))
    page = await _page(visit, chosen)
    await visit.edit(
        "case_desk.queue",
        buttons=_buttons(chosen, page),
        protect=True,
        whose=visit.say(f"case_desk.whose.{chosen.whose}"),
        about=_about(visit, chosen),
        count=page.count,
        overdue=page.overdue,
        page=page.number,
        pages=page.pages,
        listed=visit.office.words.joined(*(_line(visit, one) for one in page.lines))
        or visit.say("case_desk.queue.none"),
    )


async def choose(visit: Visit) -> None:
    """By desk, with how many wait at each; or by kind, a page at a time."""
    if arg_of(visit).startswith("kinds"):
        await _choose_kind(visit)
        return
    page = await _page(visit, Choice())
    desks = [
        Button(f"case_desk.button.of.{one}", "ti", Choice(desk=one).arg, {"count": page.desks[one]})
        for one in Desk
    ]
    rows = [*in_pairs(desks), [Button("case_desk.button.kinds", "ti_by", "kinds"), DESK]]
    await visit.edit("case_desk.choose", buttons=rows, protect=True)


async def _page(visit: Visit, chosen: Choice) -> Page:
    """Not on the loop: after the daily shuffling everything that waits is opened anew."""
    return await visit.office.run(
        partial(
            visit.office.cases.queue.page,
            chosen.whose,
            desk=chosen.desk,
            concern=chosen.concern,
            page=chosen.page,
            by=visit.actor,
            now=visit.now,
        )
    )


async def _choose_kind(visit: Visit) -> None:
    kinds = list(Concern)
    pages = -(-len(kinds) // _KINDS_AT_ONCE)
    page = min(page_in(arg_of(visit).partition(".")[2]), pages)
    shown = kinds[(page - 1) * _KINDS_AT_ONCE : page * _KINDS_AT_ONCE]
    buttons = [Button(f"concern.kind.{one}", "ti", Choice(concern=one).arg) for one in shown]
    rows = [*in_pairs(buttons), turning("ti_by", page, pages, about="kinds"), [DESK]]
    await visit.edit("case_desk.choose", buttons=[row for row in rows if row], protect=True)


async def ask_number(visit: Visit) -> None:
    """One message with a number, and the case is there."""
    await begin_form(visit, FIND, "number")
    await visit.edit("case_desk.find", buttons=[[DESK]], protect=True)


async def take_number(visit: Visit) -> None:
    """Any way of writing it will do; what is found nowhere may be typed anew."""
    open_form(visit, FIND)
    await _open(visit, visit.text)
    await visit.call(visit.office.forms.discard, visit.user_id, FIND)
    closed(visit)


async def _open(visit: Visit, typed: str) -> None:
    asked = "".join(typed.upper().split())
    number = asked if asked.startswith("ASP-") else f"ASP-{asked.removeprefix('ASP')}"
    try:
        await show(visit, number)
    except CaseUnknown:
        await visit.reply("case_desk.find.none", buttons=[[DESK]], protect=True, number=typed.strip())


def _about(visit: Visit, chosen: Choice) -> Markup:
    if chosen.desk is not None:
        return visit.say(f"case_desk.desk.{chosen.desk}")
    if chosen.concern is not None:
        return visit.say(f"concern.kind.{chosen.concern}")
    return visit.say("case_desk.desk.every")


def _line(visit: Visit, line: Line) -> Markup:
    case = line.waiting.case
    marks = [visit.say("case_desk.mark.news", count=line.waiting.news)] if line.waiting.news else []
    if line.waiting.awaits_sender:
        marks.append(visit.say("case_desk.mark.asked"))
    if case.merged_into:
        marks.append(visit.say("case_desk.mark.follows", number=case.merged_into))
    key = "case_desk.line.late" if line.days_left < 0 else "case_desk.line"
    return visit.say(
        key,
        number=case.number,
        kind=visit.say(f"concern.kind.{case.concern}"),
        clock=said_clock(visit.office, visit.language, line.days_left),
        officer=line.officer or visit.say("case_desk.nobody"),
        marks=visit.office.words.joined(*marks, by=" · "),
    )


def _buttons(chosen: Choice, page: Page) -> Rows:
    others = [
        Button(f"case_desk.button.{one}", "ti", Choice(one, chosen.desk, chosen.concern).arg)
        for one in (Whose.MINE, Whose.NOBODYS, Whose.ALL)
        if one is not chosen.whose
    ]
    rows = [
        *in_pairs([case_button(one.waiting.case.number) for one in page.lines]),
        turning("ti", page.number, page.pages, about=chosen.arg),
        others,
        [Button("case_desk.button.by", "ti_by"), Button("case_desk.button.find", "ti_find")],
        [Button("case_desk.button.lanes", "ti_lane"), Button("case_desk.button.canned", "ti_canned")],
        [MENU],
    ]
    return [row for row in rows if row]
