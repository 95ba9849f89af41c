"""Without return: a code is shown alone, the person has noted it, and only then the report is kept.

Nothing about it is bound to anybody: the way back is the code, and whoever loses it has lost the way.
"""

from domain.concerns.receipts import read_receipt
from domain.concerns.records import Mode
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from domain.typed_codes import read_signs
from handlers.buttons import Button
from handlers.concerns.filing import LEAVE, report_in, show_filed
from handlers.concerns.places import FLOW, HOME, RECEIPT
from handlers.concerns.threads import show as show_case
from handlers.concerns.unsent import holds_unsent
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.visit import Visit

STEP = "receipt"
# A code is asked for; a case is open by its code.
ASKED, OPENED = "asked", "opened"


async def begin(visit: Visit) -> None:
    """Make the code and show it before anything is kept."""
    code = await visit.call(visit.office.concerns.make_receipt)
    await show(visit, await go_to(visit, FLOW, STEP, receipt=code))


async def show(visit: Visit, form: Conversation) -> None:
    """The code and nothing else; the number of the screen is kept, so that it can be deleted."""
    screen = await visit.edit(
        "concern.receipt", buttons=[[LEAVE]], protect=True, code=text_in(form, "receipt")
    )
    await go_to(visit, FLOW, STEP, screen=screen)


async def confirm(visit: Visit, form: Conversation) -> None:
    """The last group is typed: the report is filed, and what tells of it is deleted from the chat."""
    if visit.message is None:
        raise FormMovedOn
    code = text_in(form, "receipt")
    await visit.erase(visit.message.message_id)
    if read_signs(visit.text) not in {code.rpartition("-")[2], code.replace("-", "")}:
        await visit.reply("concern.receipt.other", buttons=[[LEAVE]], protect=True)
        return
    new = await report_in(visit, form)
    if new is None:
        return
    desk = visit.office.concerns
    try:
        filed = await visit.office.run(
            lambda: desk.file_without_return(new, code, form_of=visit.user_id, now=visit.now)
        )
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[LEAVE]])
        return
    closed(visit)
    screen = form.data.get("screen")
    if isinstance(screen, int):
        await visit.erase(screen)
    await show_filed(visit, filed, Mode.NO_RETURN, new.concern)


async def ask_code(visit: Visit) -> None:
    """Who has a code may come back with it, also from another account of the region."""
    if await holds_unsent(visit):
        return
    await begin_form(visit, RECEIPT, ASKED, is_fleeting=True)
    await visit.edit("concern.code", buttons=[[HOME]], protect=True)


async def open_by_command(visit: Visit) -> None:
    """`/aspirasi CODE`."""
    if not await holds_unsent(visit):
        await _open(visit, visit.payload)


async def take_code(visit: Visit) -> None:
    """The code as a message; while a case is open, words are no line of it before that is asked for."""
    form = open_form(visit, RECEIPT)
    if form.step == ASKED:
        await _open(visit, visit.text)
    else:
        number = text_in(form, "number")
        back = Button("concern.button.case", "concern_case", number, {"number": number})
        await visit.reply("concern.code.open", buttons=[[back], [HOME]], protect=True, number=number)


async def keep_open(visit: Visit, code: str, number: str) -> None:
    """Remember for an hour, under the key of the hour, which case the code has opened."""
    await begin_form(visit, RECEIPT, OPENED, is_fleeting=True, receipt=code, number=number)


async def _open(visit: Visit, typed: str) -> None:
    desk = visit.office.concerns
    try:
        read_receipt(typed)
        if visit.message is not None:
            await visit.erase(visit.message.message_id)
        case = await visit.call(desk.open_with_receipt, typed, asked_by=visit.user_id, now=visit.now)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[Button("concern.button.code", "concern_code"), HOME]])
        return
    await keep_open(visit, typed, case.number)
    await show_case(visit, case)
