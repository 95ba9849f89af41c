"""`/manfaat` (Untung-Rugi Jujur): what a proposal brings and costs, and whether that was understood.

What a button carries: nothing (the card), `picture`, `say.<word>.<proposal>`, `unclear.<topic>.<proposal>` or
`person.<topic>.<proposal>`. The proposal is the one that was read: what is said of it counts for no other.
"""

from domain.acknowledgements import Acknowledgement
from domain.benefits.answers import Answer, Unclear
from domain.benefits.desk import OwnBenefits
from domain.benefits.records import BalanceSheet
from domain.proposals import Proposal
from domain.refusals import NotFound
from handlers.benefit_words import card_facts, load_drawing, load_sentences
from handlers.buttons import Button
from handlers.pictures import send_drawing
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, moment

_ACTION = "benefits"
_PICTURE, _SAY, _UNCLEAR, _PERSON = "picture", "say", "unclear", "person"
_CARD, _CONTACT = Button("button.card", "card"), Button("button.contact", "contact")
_AGAIN = Button("benefits.button.again", _ACTION)
_DOORS = {
    Unclear.WHY: Button("button.why", "why"),
    Unclear.INCOME: Button("benefits.button.income", "answer", "tpp_change"),
    Unclear.SCHEDULE: Button("benefits.button.schedule", "card"),
    Unclear.NEW_UNIT: Button("benefits.button.ask", "ask"),
    Unclear.FAMILY: Button("benefits.button.concern", "concern"),
    Unclear.OTHER: Button("benefits.button.ask", "ask"),
}
_A_ROW = 2


async def show_benefits(visit: Visit) -> None:
    """The card, its picture, and the ways that lead on from it."""
    what, _, rest = (visit.pressed.arg if visit.pressed else "").partition(".")
    if what in {"", _PICTURE}:
        own = await visit.call(visit.office.benefits.own, visit.own.id)
        if own.proposal is None or own.sheet is None:
            await _say_why_not(visit, own)
        elif what == _PICTURE:
            await _show_picture(visit, own.sheet)
        else:
            await _show_card(visit, own.sheet, own.proposal, own.said)
        return
    said, _, proposal = rest.rpartition(".")
    if not proposal.isascii() or not proposal.isdigit():
        raise NotFound(subject=rest)
    await _take(visit, what, said, int(proposal))


async def _take(visit: Visit, what: str, said: str, proposal: int) -> None:
    if what == _SAY and said == Acknowledgement.UNDERSTOOD:
        await _say(visit, proposal, Acknowledgement.UNDERSTOOD)
        await visit.edit("benefits.understood", buttons=[[_AGAIN, _CARD]], protect=True)
    elif what == _SAY and said == Acknowledgement.NOT_UNDERSTOOD:
        await _say(visit, proposal, Acknowledgement.NOT_UNDERSTOOD)
        await visit.edit("benefits.not_understood", buttons=_topics(proposal), protect=True)
    elif what == _SAY and said == Acknowledgement.OBJECTING:
        await _show_lanes(visit, await _say(visit, proposal, Acknowledgement.OBJECTING))
    elif what == _UNCLEAR and said in set(Unclear):
        await _answer_topic(visit, proposal, Unclear(said))
    elif what == _PERSON and said in set(Unclear):
        await _call_person(visit, proposal, Unclear(said))
    else:
        raise NotFound(subject=what)


async def _say(
    visit: Visit,
    proposal: int,
    word: Acknowledgement,
    unclear: Unclear | None = None,
    *,
    person: bool = False,
) -> OwnBenefits:
    return await visit.call(
        visit.office.benefits.say,
        visit.own.id,
        proposal,
        word,
        unclear=unclear,
        asks_for_person=person,
        now=visit.now,
    )


async def _say_why_not(visit: Visit, own: OwnBenefits) -> None:
    key = "transfer.none" if own.proposal is None else "reasons.not_yet"
    await visit.edit(key, buttons=[[_CARD, _CONTACT]], protect=True, addressee=visit.addressee)


async def _show_card(visit: Visit, sheet: BalanceSheet, proposal: Proposal, said: Answer | None) -> None:
    words = [
        Button(f"benefits.button.{word}", _ACTION, f"{_SAY}.{word}.{proposal.id}") for word in Acknowledgement
    ]
    picture = [Button("benefits.button.picture", _ACTION, _PICTURE)] if sheet.loads else []
    rows = [words[:_A_ROW], [*words[_A_ROW:], *picture], [_CARD, _CONTACT]]
    await visit.edit(
        "benefits.card",
        buttons=rows,
        protect=True,
        day=sheet.as_of,
        said=_said(visit, said),
        **card_facts(visit, sheet),
    )


def _said(visit: Visit, said: Answer | None) -> Markup:
    if said is None:
        return visit.say("benefits.asked")
    at = moment(visit.language, said.said_at, visit.office.zone)
    return visit.say("benefits.said", word=visit.say(f"benefits.word.{said.word}"), at=at)


async def _show_picture(visit: Visit, sheet: BalanceSheet) -> None:
    """The words stand under it and say the same."""
    caption = visit.say("benefits.picture", listed=load_sentences(visit, sheet))
    await send_drawing(visit, load_drawing(visit, sheet), caption, buttons=[[_AGAIN, _CARD]])


async def _show_lanes(visit: Visit, own: OwnBenefits) -> None:
    """Which of the two lanes is open: a concern before the decree, an objection after it, never both."""
    lane = "objection" if own.is_decided else "concern"
    await visit.edit(
        f"benefits.lanes.{lane}",
        buttons=[[Button(f"benefits.button.{lane}", lane)], [_AGAIN, _CONTACT]],
        protect=True,
    )


def _topics(proposal: int) -> list[list[Button]]:
    topics = [
        Button(f"benefits.unclear.button.{one}", _ACTION, f"{_UNCLEAR}.{one}.{proposal}") for one in Unclear
    ]
    rows = [topics[start : start + _A_ROW] for start in range(0, len(topics), _A_ROW)]
    return [*rows, [_AGAIN]]


async def _answer_topic(visit: Visit, proposal: int, topic: Unclear) -> None:
    own = await _say(visit, proposal, Acknowledgement.NOT_UNDERSTOOD, topic)
    if own.proposal is None:
        raise LookupError("what was answered is open")
    target = own.proposal.target
    clear = Button("benefits.button.clear", _ACTION, f"{_SAY}.{Acknowledgement.UNDERSTOOD}.{proposal}")
    still = Button("benefits.button.still_unclear", _ACTION, f"{_PERSON}.{topic}.{proposal}")
    await visit.edit(
        f"benefits.unclear.{topic}",
        buttons=[[_DOORS[topic]], [clear, still], [_AGAIN]],
        protect=True,
        unit=target.unit,
        location=target.location or visit.say("transfer.unknown"),
    )


async def _call_person(visit: Visit, proposal: int, topic: Unclear) -> None:
    """The answers did not help: HR's list has it, and the way to a human is shown."""
    await _say(visit, proposal, Acknowledgement.NOT_UNDERSTOOD, topic, person=True)
    await visit.edit("benefits.person", buttons=[[_CONTACT, _AGAIN]], protect=True)


ROUTES = (
    Route(
        answer=show_benefits,
        who="linked",
        commands=("manfaat", "benefits"),
        action=_ACTION,
        menu="command.benefits",
    ),
)
