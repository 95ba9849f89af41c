"""The lists: questions that wait, entries that helped little, and the search among all of them."""

from domain.actors import Role
from domain.knowledge.library import Rated
from domain.knowledge.records import UNANSWERED, Gap
from domain.refusals import NotFound
from handlers.asking import label_of
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of
from handlers.forms import begin_form
from handlers.officers.pressing import turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in
from locales.words import Markup

FLOW, STEP = "kb_find", "words"
HOME = Button("library.button.home", "kb")
GAPS = Button("library.button.gaps", "kb_gaps", "1")
FIND = Button("library.button.find", "kb_find")
_ASIDE, _SURE = "aside", "sure"


async def show_home(visit: Visit) -> None:
    """How much waits, and the ways on."""
    page = await visit.call(visit.office.library.gaps, 1, by=visit.actor)
    await visit.edit(
        "library.home",
        buttons=[
            [GAPS, FIND],
            [Button("library.button.rated", "kb_rated", "1"), Button("library.button.new", "kb_new", "n")],
            [Button("button.menu", "menu")],
        ],
        protect=True,
        count=page.count,
    )


async def show_gaps(visit: Visit, note: Markup | None = None) -> None:
    """The most asked first."""
    page = await visit.call(visit.office.library.gaps, number_in(arg_of(visit)), by=visit.actor)
    if not page.lines:
        await visit.edit("library.gaps.none", buttons=[[FIND, HOME]], protect=True, note=note or Markup())
        return
    rows = [
        [Button("library.button.gap", "kb_gap", one.id, {"form": _short(one.form)})] for one in page.lines
    ]
    await visit.edit(
        "library.gaps",
        buttons=[*rows, *turns("kb_gaps", "", page.number, page.pages), [HOME]],
        protect=True,
        note=note or Markup(),
        page=page.number,
        pages=page.pages,
        count=page.count,
        listed=visit.office.words.joined(*(_gap_line(visit, one) for one in page.lines)),
    )


async def answer_gap(visit: Visit) -> None:
    """`<gap>` opens one, `<gap>.aside` asks, `<gap>.sure` sets it aside."""
    gap_id, _, act = arg_of(visit).partition(".")
    try:
        if act == _SURE:
            await visit.call(visit.office.knowledge.set_aside, gap_id, by=visit.actor, now=visit.now)
            await show_gaps(visit, visit.say("library.aside.done"))
            return
        gap = await visit.call(visit.office.library.gap, gap_id, by=visit.actor)
    except NotFound:
        await show_gaps(visit, visit.say("library.gap.gone"))
        return
    if act == _ASIDE:
        sure = Button("library.button.sure", "kb_gap", f"{gap_id}.{_SURE}")
        back = Button("library.button.back", "kb_gap", gap_id)
        await visit.edit("library.aside", buttons=[[sure, back]], protect=True, form=gap.form)
        return
    write = Button("library.button.write", "kb_new", f"g{gap_id}")
    change = [Button("library.button.change", "kb_new", f"f{gap_id}")] if gap.about else []
    await visit.edit(
        "library.gap",
        buttons=[
            [write, *change],
            [Button("library.button.aside", "kb_gap", f"{gap_id}.{_ASIDE}"), GAPS],
        ],
        protect=True,
        form=gap.form,
        count=gap.times,
        first=gap.first_on,
        last=gap.last_on,
        why=_why(visit, gap),
        about=await _about(visit, gap),
    )


async def show_rated(visit: Visit) -> None:
    """Those that helped least first: there is most to mend."""
    page = await visit.call(visit.office.library.rated, number_in(arg_of(visit)), by=visit.actor)
    if not page.lines:
        await visit.edit("library.rated.none", buttons=[[FIND, HOME]], protect=True)
        return
    labels = {one.id: await label(visit, one.id) for one in page.lines}
    rows = [[Button("library.button.entry", "kb_entry", one, {"question": labels[one]})] for one in labels]
    await visit.edit(
        "library.rated",
        buttons=[*rows, *turns("kb_rated", "", page.number, page.pages), [HOME]],
        protect=True,
        page=page.number,
        pages=page.pages,
        listed=visit.office.words.joined(*(_rated_line(visit, one, labels[one.id]) for one in page.lines)),
    )


async def look(visit: Visit) -> None:
    """Begin a search, which stays open so that one may type again."""
    await begin_form(visit, FLOW, STEP)
    await visit.edit("library.search", buttons=[[HOME]], protect=True)


async def take_words(visit: Visit) -> None:
    """A question as an employee would type it."""
    typed = " ".join(visit.text.split())
    if not typed:
        await visit.reply("library.search", buttons=[[HOME]], protect=True)
        return
    found = await visit.office.run(lambda: visit.office.library.find(typed, by=visit.actor))
    rows: Rows = [
        [Button("library.button.entry", "kb_entry", one, {"question": await label(visit, one)})]
        for one in found
    ]
    new = Button("library.button.new", "kb_new", "n")
    key = "library.found" if found else "library.not_found"
    await visit.reply(key, buttons=[*rows, [new, HOME]], protect=True, typed=typed)


async def label(visit: Visit, entry_id: str) -> str:
    """An entry's question as it fits on a button; its name where it was withdrawn."""
    try:
        return label_of(visit, await visit.call(visit.office.knowledge.read, entry_id))
    except NotFound:
        return entry_id


def rating_words(visit: Visit, one: Rated) -> Markup:
    """How it was received, and why it did not help."""
    if not one.times:
        return visit.say("library.unrated")
    whys = [
        visit.say("library.why", why=visit.say(f"ask.why.{verdict}"), times=times)
        for verdict, times in one.not_helped.items()
    ]
    helped = visit.say("library.helped", helped=one.helped, times=one.times)
    return visit.office.words.joined(helped, *whys)


def _rated_line(visit: Visit, one: Rated, question: str) -> Markup:
    return visit.say("library.rated.line", question=question, helped=one.helped, times=one.times)


def _gap_line(visit: Visit, one: Gap) -> Markup:
    return visit.say("library.gap.line", form=one.form, count=one.times)


def _why(visit: Visit, gap: Gap) -> Markup:
    return visit.say("library.why.unanswered" if gap.why == UNANSWERED else f"ask.why.{gap.why}")


async def _about(visit: Visit, gap: Gap) -> Markup:
    if not gap.about:
        return Markup()
    return visit.say("library.gap.about", question=await label(visit, gap.about))


def _short(form: str) -> str:
    return form if len(form) <= _LABEL_AT_MOST else f"{form[: _LABEL_AT_MOST - 1]}…"


_LABEL_AT_MOST = 40

ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who=Role.OFFICER,
        commands=("pustaka", "library"),
        action="kb",
        menu="command.library",
    ),
    Route(answer=show_gaps, who=Role.OFFICER, action="kb_gaps"),
    Route(answer=answer_gap, who=Role.OFFICER, action="kb_gap"),
    Route(answer=show_rated, who=Role.OFFICER, action="kb_rated"),
    Route(answer=look, who=Role.OFFICER, action="kb_find"),
    Route(answer=take_words, who=Role.OFFICER, flow=FLOW),
)
