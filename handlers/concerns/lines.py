"""A line that is added to a case, changed, or written to open it again: one message, and it is there."""

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.refusals import AlreadyRead
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from handlers.buttons import Button
from handlers.concerns.erasing import erase
from handlers.concerns.media import FileLost, fetched, offered
from handlers.concerns.places import LINE, arg_of
from handlers.concerns.receipt import keep_open
from handlers.concerns.threads import last_unread, owner_of, show
from handlers.concerns.writing import unfit
from handlers.forms import begin_form, closed, open_form, text_in
from handlers.visit import Visit

ADD, REOPEN, EDIT = "add", "reopen", "edit"


async def begin_add(visit: Visit) -> None:
    """Ask for what shall be added."""
    await _begin(visit, ADD)


async def begin_reopen(visit: Visit) -> None:
    """Ask why the answer does not do."""
    await _begin(visit, REOPEN)


async def begin_edit(visit: Visit) -> None:
    """Ask for other words; the old ones stand on the screen. Raise AlreadyRead."""
    await _begin(visit, EDIT)


async def take(visit: Visit) -> None:
    """One message: words, and a photo or a document where a line is added. What is refused may come anew."""
    form, message = open_form(visit, LINE), visit.message
    if message is None:
        raise FormMovedOn
    number, code = text_in(form, "number"), text_in(form, "receipt")
    back = [[Button("concern.button.case", "concern_case", number, {"number": number})]]
    owner, desk, step = owner_of(visit, number), visit.office.concerns, form.step
    text, form_of = visit.text, visit.user_id
    try:
        file = None if step == EDIT else offered(message)
        if not text.strip() and file is None:
            await visit.reply("concern.unfit.edit" if step == EDIT else unfit(message), buttons=back)
            return
        files = await fetched(visit, [file] if file else [])
        if step == EDIT:
            entry = text_in(form, "entry")
            case = await visit.call(
                desk.edit, number, entry, text, owner=owner, form_of=form_of, now=visit.now
            )
        else:
            append = desk.add if step == ADD else desk.reopen
            case = await visit.office.run(
                lambda: append(number, text, files, owner=owner, form_of=form_of, now=visit.now)
            )
    except (Refusal, FileLost) as fault:
        cause = (
            visit.say("concern.file_lost", number=fault.number)
            if isinstance(fault, FileLost)
            else visit.say(fault.key, **fault.facts)
        )
        await visit.reply("concern.not_taken", buttons=back, protect=True, cause=cause)
        return
    closed(visit)
    if code:
        await erase(visit, message.message_id)
        await keep_open(visit, code, number)
    await show(visit, case)


async def _begin(visit: Visit, step: str) -> None:
    number = arg_of(visit)
    owner = owner_of(visit, number)
    case = await visit.call(visit.office.concerns.read, number, owner=owner, now=visit.now)
    before = visit.identity.conversation
    code = text_in(before, "receipt") if before and text_in(before, "number") == number else ""
    entry = last_unread(case)
    if step == EDIT and entry is None:
        raise AlreadyRead
    kept = {"receipt": code} if code else {}
    edited = {"entry": entry.id} if step == EDIT and entry else {}
    await begin_form(visit, LINE, step, is_fleeting=True, number=number, **kept, **edited)
    await visit.edit(
        f"concern.line_form.{step}",
        buttons=[[Button("button.back", "concern_case", number)]],
        protect=True,
        number=number,
        answer=entry.text if entry else "",
        most=TEXT_AT_MOST,
    )
