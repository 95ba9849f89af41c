"""A concern for somebody who wishes it: what it is about, their words, their receipt, the word of their card.

The receipt is handed over before anything is kept: nothing that happens afterwards can lose the way back.
"""

from functools import partial

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.records import NewCase
from domain.concerns.taxonomy import HANDLING, Concern, Intake
from domain.conversations import Conversation
from domain.liaison.papers import SlipFacts
from domain.refusals import Refusal
from handlers.buttons import Button
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.officers.liaison.places import CONCERN, HOME, one, parts_of
from handlers.officers.liaison.recording import erase_word
from handlers.visit import Visit
from locales.words import SOURCE

_A_PAGE = 6
_TEXT, _WORD = "text", "word"
_SLIP = "slip"
_OFFERED = [each for each in Concern if HANDLING[each].intake is not Intake.ELSEWHERE]


async def choose(visit: Visit) -> None:
    """`<person>.p<page>`: the consent that is meant, and what it is about."""
    person_id, page_said = parts_of(visit)
    form = visit.identity.conversation
    if page_said == _SLIP and form is not None and form.flow == CONCERN and form.step == _WORD:
        await _give_slip(visit, form)
        return
    pages = -(-len(_OFFERED) // _A_PAGE)
    asked = page_said.removeprefix("p")
    page = min(int(asked), pages) if asked in {"1", "2", "3"} else 1
    shown = _OFFERED[(page - 1) * _A_PAGE : page * _A_PAGE]
    kinds = [Button(f"concern.kind.{each}", "li_about", f"{person_id}.{each}") for each in shown]
    rows = [kinds[at : at + 2] for at in range(0, len(kinds), 2)]
    other = page + 1 if page < pages else 1
    turn = Button("li.button.other_kinds", "li_say", f"{person_id}.p{other}")
    await visit.edit("li.say", buttons=[*rows, [turn, one(person_id)]], protect=True)


async def begin(visit: Visit) -> None:
    """`<person>.<concern>`: words are asked for, or, where they are not for the chat, only the word."""
    person_id, kind = parts_of(visit)
    if kind not in set(_OFFERED):
        await choose(visit)
        return
    await begin_form(visit, CONCERN, _TEXT, is_fleeting=True, person=person_id, kind=kind)
    about = visit.say(f"concern.kind.{kind}")
    if HANDLING[Concern(kind)].may_be_typed:
        await visit.edit(
            "li.say.text", buttons=[[one(person_id)]], protect=True, about=about, most=TEXT_AT_MOST
        )
        return
    await visit.edit("li.say.contact", buttons=[[one(person_id)]], protect=True, about=about)
    await _ask_word(visit, "")


async def take(visit: Visit) -> None:
    """First the concern's words, then the word of the card."""
    form = open_form(visit, CONCERN)
    back = [[one(int(form.data["person"]))]]
    said = visit.text.strip()
    if not said:
        await visit.reply("li.say.words_only", buttons=back, protect=True)
    elif form.step == _WORD:
        await _send(visit, form)
    elif len(said) > TEXT_AT_MOST:
        await visit.reply("li.say.too_long", buttons=back, protect=True, most=TEXT_AT_MOST)
    else:
        await _ask_word(visit, said)


async def _ask_word(visit: Visit, text: str) -> None:
    """Make the receipt and hand it over; then the word is asked for."""
    receipt = await visit.call(visit.office.concerns.make_receipt)
    form = await go_to(visit, CONCERN, _WORD, text=text, receipt=receipt)
    await _give_slip(visit, form)


async def _give_slip(visit: Visit, form: Conversation) -> None:
    person_id = int(form.data["person"])
    today = visit.now.astimezone(visit.office.zone).date()
    slip = SlipFacts(receipt=text_in(form, "receipt"), dated_on=today)
    content = await visit.office.run(lambda: visit.office.cards.slip(slip))
    again = Button("li.button.slip", "li_say", f"{person_id}.{_SLIP}")
    await visit.give_file(content, "tanda-terima.pdf", visit.say("li.slip"), to_keep=True)
    await visit.reply("li.say.word", buttons=[[again, one(person_id)]], protect=True)


async def _send(visit: Visit, form: Conversation) -> None:
    person_id, text = int(form.data["person"]), text_in(form, "text")
    await erase_word(visit)
    # Whoever answers has to know that the words came through somebody else.
    preface = visit.office.words.plain(SOURCE, "li.say.preface")
    new = NewCase(concern=Concern(text_in(form, "kind")), text=f"{preface}\n\n{text}" if text else "")
    send = partial(
        visit.office.recording.send_concern,
        person_id,
        visit.text,
        new,
        text_in(form, "receipt"),
        by=visit.actor,
        form_of=visit.user_id,
        now=visit.now,
    )
    try:
        filed = await visit.office.run(send)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[one(person_id), HOME]])
        return
    closed(visit)
    await visit.reply(
        "li.say.sent",
        buttons=[[one(person_id), HOME]],
        protect=True,
        number=filed.number,
        day=filed.answer_due_on,
    )
