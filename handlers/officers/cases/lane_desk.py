"""A lane's list, one of it, its papers, and the answer: its words, an objection's draft letter, a look."""

from functools import partial

from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.objections.answering import REASON_AT_MOST
from domain.objections.papers import AnswerFacts
from domain.objections.records import Verdict
from domain.refusals import NotFound, Refusal
from handlers.buttons import Button
from handlers.concerns.places import in_pairs, page_in, turning
from handlers.forms import begin_form, closed, go_to, open_form, take_up, text_in
from handlers.officers.cases.lanes import LANES, Lane, Opened, objection_of
from handlers.officers.cases.places import DESK, LANE, parts_of
from handlers.visit import Visit

_AT_ONCE = 6
REASON, LETTER, REVIEW = "reason", "letter", "review"
_LETTER_AT_MOST = 80
_OBJECTIONS = "o"
# What is granted needs no reason; everything else is told why.
_WORDLESS = {"acknowledged", "done"}
_LANES = Button("case_desk.button.lanes", "ti_lane")


async def show_lanes(visit: Visit) -> None:
    """How many wait in each; `<lane>` or `<lane>.p2`: its list."""
    code, asked, _ = parts_of(visit)
    if code in LANES:
        await _list(visit, code, page_in(asked))
        return
    counts = {name: len(await lane.listed(visit)) for name, lane in LANES.items()}
    lanes = [Button(f"case_desk.button.lane.{one}", "ti_lane", one, {"count": counts[one]}) for one in LANES]
    await visit.edit("case_desk.lanes", buttons=[*in_pairs(lanes), [DESK]], protect=True)


async def show_item(visit: Visit) -> None:
    """`<lane>.<number>`, and what is to be done with it."""
    code, number, act = parts_of(visit)
    lane = _lane(code)
    if act == "papers":
        await _send_papers(visit, code, number)
    elif act:
        await _begin(visit, code, number, act)
    else:
        await _show(visit, code, await lane.shown(visit, number))


async def take(visit: Visit) -> None:
    """The words of an answer, then the number of its letter."""
    form = open_form(visit, LANE)
    text = visit.text.strip()
    if not text:
        await visit.reply("case_desk.words_only", buttons=[[_home(form)]], protect=True)
        return
    limit = _LETTER_AT_MOST if form.step == LETTER else REASON_AT_MOST
    if len(text) > limit:
        await visit.reply("case_desk.lane.too_long", buttons=[[_home(form)]], protect=True, most=limit)
        return
    field = LETTER if form.step == LETTER else REASON
    await _review(visit, await go_to(visit, LANE, REVIEW, **{field: text}))


async def answer_button(visit: Visit) -> None:
    """A button of the open form: its steps, the draft letter, and sending."""
    asked, _, _ = parts_of(visit)
    if asked == "drop":
        await visit.call(visit.office.forms.discard, visit.user_id, LANE)
        closed(visit)
        await visit.edit("case_desk.dropped", buttons=[[_LANES, DESK]], protect=True)
        return
    is_open = visit.identity.conversation is not None and visit.identity.conversation.flow == LANE
    form = open_form(visit, LANE) if is_open or asked != "resume" else await take_up(visit, LANE)
    if asked in {REASON, LETTER}:
        await _ask(visit, await go_to(visit, LANE, asked))
    elif asked == "draft":
        await _send_draft(visit, form)
    elif asked == "send" and form.step == REVIEW:
        await _send(visit, form)
    elif asked in {REVIEW, "resume"}:
        await _review(visit, await go_to(visit, LANE, REVIEW))
    else:
        raise FormMovedOn


async def _list(visit: Visit, code: str, page: int) -> None:
    found = await LANES[code].listed(visit)
    pages = max(1, -(-len(found) // _AT_ONCE))
    page = min(page, pages)
    shown = found[(page - 1) * _AT_ONCE : page * _AT_ONCE]
    lines = [
        visit.say("case_desk.lane.line", number=one.number, kind=one.kind, clock=one.clock) for one in shown
    ]
    items = [
        Button("case_desk.button.case", "ti_item", f"{code}.{one.number}", {"number": one.number})
        for one in shown
    ]
    rows = [*in_pairs(items), turning("ti_lane", page, pages, about=code), [_LANES, DESK]]
    await visit.edit(
        "case_desk.lane",
        buttons=[row for row in rows if row],
        protect=True,
        title=visit.say(f"case_desk.lane.title.{code}"),
        count=len(found),
        listed=visit.office.words.joined(*lines) or visit.say("case_desk.lane.none"),
    )


async def _show(visit: Visit, code: str, opened: Opened) -> None:
    acts = [
        Button(f"case_desk.button.act.{code}.{one}", "ti_item", f"{code}.{opened.number}.{one}")
        for one in opened.acts
    ]
    papers = (
        [[Button("case_desk.button.papers", "ti_item", f"{code}.{opened.number}.papers")]]
        if opened.has_papers
        else []
    )
    rows = [*in_pairs(acts), *papers, [_lane_button(code), DESK]]
    await visit.edit("case_desk.lane.item", buttons=rows, protect=True, told=opened.told)


async def _send_papers(visit: Visit, code: str, number: str) -> None:
    """Each by itself, protected."""
    back = [[Button("case_desk.button.case", "ti_item", f"{code}.{number}", {"number": number})]]
    for name, content in await _lane(code).papers(visit, number):
        caption = visit.say("case_desk.lane.paper", number=number)
        await visit.give_file(content, name, caption, buttons=back)


async def _begin(visit: Visit, code: str, number: str, act: str) -> None:
    """Words that wait for another answer are shown first: nothing that was written is thrown away unasked."""
    opened = await _lane(code).shown(visit, number)
    if act not in opened.acts:
        await _show(visit, code, opened)
        return
    draft = await _unsent(visit)
    if draft is not None and text_in(draft, REASON):
        rows = [
            [Button("form.button.resume", "ti_answer", "resume")],
            [Button("case_desk.button.drop", "ti_answer", "drop")],
            [_lane_button(code), DESK],
        ]
        facts = {"number": text_in(draft, "number"), "act": visit.say(_act_key(draft))}
        await visit.edit("case_desk.lane.draft", buttons=rows, protect=True, **facts)
        return
    step = REVIEW if act in _WORDLESS else REASON
    form = await begin_form(visit, LANE, step, lane=code, number=number, act=act)
    await (_review if step == REVIEW else _ask)(visit, form)


async def _ask(visit: Visit, form: Conversation) -> None:
    await visit.edit(
        "case_desk.lane.ask_letter" if form.step == LETTER else "case_desk.lane.ask",
        buttons=[[_home(form)]],
        protect=True,
        number=text_in(form, "number"),
        act=visit.say(_act_key(form)),
        most=_LETTER_AT_MOST if form.step == LETTER else REASON_AT_MOST,
    )


async def _review(visit: Visit, form: Conversation) -> None:
    """What its person will read, and that it stands once it is sent."""
    act, is_objection = text_in(form, "act"), text_in(form, "lane") == _OBJECTIONS
    if not text_in(form, REASON) and act not in _WORDLESS:
        await _ask(visit, await go_to(visit, LANE, REASON))
        return
    letter = [
        Button("case_desk.button.draft_letter", "ti_answer", "draft"),
        Button("case_desk.button.letter_number", "ti_answer", LETTER),
    ]
    rows = [
        [Button("case_desk.button.send.lane", "ti_answer", "send")],
        letter if is_objection else [],
        [Button("case_desk.button.rewrite", "ti_answer", REASON), _home(form)],
    ]
    await visit.edit(
        "case_desk.lane.review",
        buttons=[row for row in rows if row],
        protect=True,
        number=text_in(form, "number"),
        act=visit.say(_act_key(form)),
        answer=text_in(form, REASON) or visit.say("case_desk.lane.no_words"),
        letter=visit.say("case_desk.lane.letter", letter=text_in(form, LETTER))
        if text_in(form, LETTER)
        else "",
    )


async def _send_draft(visit: Visit, form: Conversation) -> None:
    """The letter as it would read, for whoever signs it; it says itself that it is a draft."""
    number = text_in(form, "number")
    found = await objection_of(visit, number)
    facts = AnswerFacts(
        person=found.person,
        proposal=found.decree.proposal,
        number=number,
        submitted_on=found.submitted_on,
        decided_on=found.decree.decided_on,
        verdict=Verdict(text_in(form, "act")),
        reason=text_in(form, REASON),
        letter=text_in(form, LETTER),
        dated_on=visit.now.astimezone(visit.office.zone).date(),
    )
    printed = await visit.office.run(partial(visit.office.papers.answer, facts))
    review = [[Button("case_desk.button.review", "ti_answer", REVIEW)]]
    caption = visit.say("case_desk.lane.draft_sent", number=number)
    await visit.give_file(printed.content, f"konsep-{number}.pdf", caption, buttons=review)


async def _send(visit: Visit, form: Conversation) -> None:
    code, number = text_in(form, "lane"), text_in(form, "number")
    words, letter = text_in(form, REASON), text_in(form, LETTER)
    try:
        await _lane(code).answered(visit, number, text_in(form, "act"), words, letter)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_home(form), _lane_button(code)]])
        return
    await visit.call(visit.office.forms.discard, visit.user_id, LANE)
    closed(visit)
    rows = [[_lane_button(code), DESK]]
    await visit.edit("case_desk.lane.sent", buttons=rows, protect=True, number=number)


async def _unsent(visit: Visit) -> Conversation | None:
    """What is open or was left of an answer."""
    form = visit.identity.conversation
    if form is not None and form.flow == LANE:
        return form
    return await visit.call(visit.office.forms.draft, visit.user_id, LANE, now=visit.now)


def _act_key(form: Conversation) -> str:
    return f"case_desk.lane.act.{text_in(form, 'lane')}.{text_in(form, 'act')}"


def _home(form: Conversation) -> Button:
    number = text_in(form, "number")
    return Button("case_desk.button.case", "ti_item", f"{text_in(form, 'lane')}.{number}", {"number": number})


def _lane_button(code: str) -> Button:
    return Button(f"case_desk.button.to_lane.{code}", "ti_lane", code)


def _lane(code: str) -> Lane:
    if code not in LANES:
        raise NotFound(subject=code)
    return LANES[code]
