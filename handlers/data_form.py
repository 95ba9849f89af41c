"""Flagging an error in one's data: which fact, what is right, what shows it, and a last look. Four steps.

What a button carries: nothing (begin), a fact's code, `resume`, `anew`, `no_paper`, `back`, `send`.
"""

from collections.abc import Sequence

from domain.concerns.files import checked
from domain.concerns.refusals import FileKindUnfit, FileTooLarge
from domain.conversations import Conversation
from domain.corrections.desk import check_text
from domain.corrections.records import FactCode, Paper
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.concerns.media import Attached, FileLost, fetched, offered
from handlers.forms import ANEW, RESUME, begin_form, closed, go_to, offered_draft, open_form, take_up, text_in
from handlers.own_data import OF_UNITS, fact_line, show_data
from handlers.table import Route
from handlers.visit import Visit
from locales.words import moment

FLOW = "correction"
_ACTION = "correct"
_TEXT, _PAPER, _LOOK = "text", "paper", "look"
_NO_PAPER, _BACK, _SEND = "no_paper", "back", "send"
_BEFORE = {_PAPER: _TEXT, _LOOK: _PAPER}
_A_ROW = 2
_LEAVE = Button("correction.button.data", "data")
_CONTACT = Button("button.contact", "contact")


async def press(visit: Visit) -> None:
    """A button of the form, or of the screen before it."""
    arg = visit.pressed.arg if visit.pressed else ""
    if arg == RESUME:
        await _show_step(visit, await take_up(visit, FLOW))
    elif arg == "" and _is_open(visit):
        await _show_step(visit, open_form(visit, FLOW))
    elif arg in {"", ANEW}:
        if arg == ANEW or not await offered_draft(visit, FLOW, _ACTION):
            await _ask_fact(visit)
    elif arg in set(FactCode):
        # Another fact is chosen, and what was written stays until it is written anew.
        begin = go_to if _is_open(visit) else begin_form
        await _show_step(visit, await begin(visit, FLOW, _TEXT, fact=arg))
    elif arg == _NO_PAPER:
        await _show_step(visit, await go_to(visit, FLOW, _LOOK, at=_PAPER, file=""))
    elif arg == _BACK:
        await _go_back(visit)
    elif arg == _SEND:
        await _send(visit)
    else:
        raise FormMovedOn


async def take(visit: Visit) -> None:
    """A message while the form is open: the answer to its step, or a word on what is awaited."""
    form = open_form(visit, FLOW)
    if form.step == _TEXT:
        await _take_text(visit)
    elif form.step == _PAPER:
        await _take_paper(visit)
    else:
        await visit.reply("correction.form.press", buttons=_look_buttons(), protect=True)


async def _ask_fact(visit: Visit) -> None:
    own = await visit.call(visit.office.corrections.own, visit.own.id, now=visit.now)
    codes = [*(one.code for one in own.facts if one.code not in OF_UNITS), *_of_units(own.window is not None)]
    choices = [Button(f"correction.fact.{code}", _ACTION, code) for code in [*codes, FactCode.OTHER]]
    rows = [choices[start : start + _A_ROW] for start in range(0, len(choices), _A_ROW)]
    await visit.edit("correction.form.fact", buttons=[*rows, [_LEAVE]], protect=True)


def _is_open(visit: Visit) -> bool:
    form = visit.identity.conversation
    return form is not None and form.flow == FLOW


def _of_units(has_proposal: bool) -> Sequence[FactCode]:  # noqa: FBT001 -- the one thing it asks
    return sorted(OF_UNITS) if has_proposal else ()


async def _show_step(visit: Visit, form: Conversation) -> None:
    """The step at which the form stands, with what was given so far."""
    name = visit.say(f"correction.fact.{text_in(form, 'fact')}")
    if form.step == _TEXT:
        await visit.edit(
            "correction.form.text",
            buttons=[[Button("button.back", _ACTION, ANEW), _LEAVE]],
            protect=True,
            name=name,
            shown=await _shown(visit, text_in(form, "fact")),
        )
    elif form.step == _PAPER:
        await visit.edit("correction.form.paper", buttons=_paper_buttons(), protect=True, name=name)
    else:
        paper = "correction.form.with_paper" if text_in(form, "file") else "correction.form.without_paper"
        await visit.edit(
            "correction.form.look",
            buttons=_look_buttons(),
            protect=True,
            name=name,
            answer=text_in(form, "text"),
            paper=visit.say(paper),
        )


async def _shown(visit: Visit, code: str) -> str:
    """How the fact is kept now, where it is kept at all."""
    own = await visit.call(visit.office.corrections.own, visit.own.id, now=visit.now)
    fact = next((one for one in own.facts if one.code == code), None)
    return visit.say("correction.nothing") if fact is None else fact_line(visit, fact)


async def _take_text(visit: Visit) -> None:
    if not visit.message or not visit.message.text:
        await visit.reply("correction.form.words", buttons=[[_LEAVE, _CONTACT]], protect=True)
        return
    check_text(visit.text)
    await _show_step(visit, await go_to(visit, FLOW, _PAPER, at=_TEXT, text=visit.text.strip()))


async def _take_paper(visit: Visit) -> None:
    try:
        file = offered(visit.message) if visit.message else None
    except (FileTooLarge, FileKindUnfit) as refusal:
        await visit.refuse(refusal, buttons=_paper_buttons())
        return
    if file is None:
        await visit.reply("correction.form.paper_awaited", buttons=_paper_buttons(), protect=True)
        return
    await _show_step(visit, await go_to(visit, FLOW, _LOOK, at=_PAPER, file=file.id))


async def _go_back(visit: Visit) -> None:
    form = open_form(visit, FLOW)
    before = _BEFORE.get(form.step)
    if before is None:
        await show_data(visit)
        return
    await _show_step(visit, await go_to(visit, FLOW, before, at=form.step))


async def _send(visit: Visit) -> None:
    """The paper is fetched now: until then no file of an unsent request lies with us."""
    form = open_form(visit, FLOW)
    if form.step != _LOOK:
        raise FormMovedOn
    file, paper, content = text_in(form, "file"), None, None
    if file:
        try:
            (content,) = await fetched(visit, [Attached(file, 0)])
            ((_, kind),) = checked((content,))
        except (FileLost, Refusal) as fault:
            await _show_step(visit, await go_to(visit, FLOW, _PAPER, at=_LOOK, file=""))
            await _say_unfit(visit, fault)
            return
        paper = Paper(kind=kind, size=len(content))
    desk, now = visit.office.corrections, visit.now
    filed = await visit.office.run(
        lambda: desk.file(
            visit.own.id,
            FactCode(text_in(form, "fact")),
            text_in(form, "text"),
            paper=paper,
            content=content,
            form_of=visit.user_id,
            now=now,
        )
    )
    closed(visit)
    await visit.edit(
        "correction.sent",
        buttons=[[Button("correction.button.filed", "data", "filed"), _CONTACT]],
        protect=True,
        number=filed.number,
        due=moment(visit.language, filed.due_at, visit.office.zone),
    )


async def _say_unfit(visit: Visit, fault: Exception) -> None:
    if isinstance(fault, Refusal):
        await visit.refuse(fault, buttons=_paper_buttons())
    else:
        await visit.reply("correction.form.paper_lost", buttons=_paper_buttons(), protect=True)


def _paper_buttons() -> Rows:
    return [
        [Button("correction.button.no_paper", _ACTION, _NO_PAPER)],
        [Button("button.back", _ACTION, _BACK)],
    ]


def _look_buttons() -> Rows:
    return [
        [Button("correction.button.send", _ACTION, _SEND), Button("button.back", _ACTION, _BACK)],
        [_LEAVE],
    ]


ROUTES = (
    Route(answer=show_data, who="linked", commands=("data", "mydata"), action="data", menu="command.data"),
    Route(answer=press, who="linked", action=_ACTION),
    Route(answer=take, who="linked", flow=FLOW),
)
