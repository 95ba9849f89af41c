"""What the screens of `/keberatan` share: flows, buttons, and days left in words."""

from functools import partial

from domain.objections.papers import Printed, letter_facts, receipt_facts
from handlers.buttons import Button, Rows
from handlers.visit import Visit
from locales.words import Markup, Value

ACTION = "objection"
# The letter that is being written; a day that is being typed; signed files that are being sent.
WRITING, DAY, SIGNED = "objection", "objection_day", "objection_signed"

HOME = Button("objection.button.home", ACTION)
BACK = Button("button.back", ACTION)
CONTACT = Button("button.contact", "contact")
CARD = Button("button.card", "card")
LANES = Button("objection.button.lanes", ACTION, "lanes")


def arg_of(visit: Visit) -> tuple[str, str]:
    """What the pressed button asks for, and about what."""
    asked, _, about = (visit.pressed.arg if visit.pressed else "").partition(":")
    return asked, about


def left(visit: Visit, days: int) -> Markup:
    """So many days until a last day, which itself still counts."""
    if days < 0:
        return visit.say("objection.left.past")
    return visit.say("objection.left.today") if days == 0 else visit.say("objection.left.ahead", count=days)


async def send_paper(
    visit: Visit, printed: Printed, *, code: str, name: str, key: str, buttons: Rows, **facts: Value
) -> None:
    """Keep what the paper's code stands for, and send it to the person's own chat."""
    await visit.call(visit.office.objections.note_paper, code, printed.content)
    caption = visit.say(key, code=code, **facts)
    if printed.left_out:
        omitted = visit.say("objection.paper.left_out", count=printed.left_out)
        caption = visit.office.words.joined(caption, omitted, by="\n\n")
    await visit.give_file(printed.content, name, caption, buttons=buttons)


async def send_letter(visit: Visit) -> None:
    """Print the letter as it was last written, and send it; as often as it is asked for."""
    office = visit.office
    own = await visit.call(office.objections.own, visit.own.id, now=visit.now)
    facts = letter_facts(own, zone=office.zone)
    printed = await office.run(partial(office.papers.letter, facts))
    rows = [[Button("objection.button.hand_in", ACTION, "hand_in")], [HOME]] if own.is_drafted else [[HOME]]
    await send_paper(
        visit,
        printed,
        code=facts.code,
        name="surat-keberatan.pdf",
        key="objection.letter.sent",
        buttons=rows,
    )


async def send_receipt(visit: Visit) -> None:
    """The whole receipt, every hash in full."""
    office = visit.office
    own = await visit.call(office.objections.own, visit.own.id, now=visit.now)
    facts = receipt_facts(own)
    printed = await office.run(partial(office.papers.receipt, facts))
    await send_paper(
        visit,
        printed,
        code=facts.code,
        name=f"tanda-terima-{facts.number}.pdf",
        key="objection.receipt.sent",
        buttons=[[HOME]],
        number=facts.number,
    )
