"""A line that is added to a case, changed, or written to open it again: one message, and it is there."""

from telegram import Message

from domain.concerns.desk import TEXT_AT_MOST
from domain.concerns.records import Case
from domain.concerns.refusals import AlreadyRead
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.concerns import health
from handlers.concerns.media import FileLost, fetched, offered
from handlers.concerns.places import LINE, arg_of
from handlers.concerns.receipt import keep_open
from handlers.concerns.threads import last_unread, owner_of, show
from handlers.concerns.unsent import holds_unsent
from handlers.concerns.writing import unfit
from handlers.forms import begin_form, closed, go_to, open_form, text_in
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
    """The message: words, and a photo or a document where a line is added. What is refused may come anew."""
    form, message = open_form(visit, LINE), visit.message
    if message is None:
        raise FormMovedOn
    try:
        case = await (_edited if form.step == EDIT else _added)(visit, form, message)
    except Refusal as refusal:
        cause = visit.say(refusal.key, **refusal.facts)
    except FileLost:
        cause = visit.say("concern.line_form.file_lost")
    else:
        if case is not None:
            await _show_taken(visit, form, message, case)
        return
    await visit.reply("concern.not_taken", buttons=_back(form), protect=True, cause=cause)


async def _edited(visit: Visit, form: Conversation, _message: Message) -> Case | None:
    """None where there are no words; the person has been told."""
    number, entry, text = text_in(form, "number"), text_in(form, "entry"), visit.text
    if not text.strip():
        await visit.reply("concern.unfit.edit", buttons=_back(form))
        return None
    owner = owner_of(visit, number)
    return await visit.call(
        visit.office.concerns.edit, number, entry, text, owner=owner, form_of=visit.user_id, now=visit.now
    )


async def _added(visit: Visit, form: Conversation, message: Message) -> Case | None:
    """None where nothing can be added; the person has been told."""
    number, text, file = text_in(form, "number"), visit.text, offered(message)
    if not text.strip() and file is None:
        await visit.reply(unfit(message), buttons=_back(form))
        return None
    files = await fetched(visit, [file] if file else [])
    desk, owner = visit.office.concerns, owner_of(visit, number)
    append = desk.reopen if form.step == REOPEN else desk.add
    # More pictures of the same album follow: the form waits for them.
    form_of = None if message.media_group_id else visit.user_id
    return await visit.office.run(
        lambda: append(number, text, files, owner=owner, form_of=form_of, now=visit.now)
    )


async def _show_taken(visit: Visit, form: Conversation, message: Message, case: Case) -> None:
    album = message.media_group_id or ""
    if album:
        await go_to(visit, LINE, ADD, album=album)
    else:
        closed(visit)
    code, told_health = text_in(form, "receipt"), health.is_told_in(visit, visit.text)
    if code or told_health:
        await visit.erase(message.message_id)
    if code and not album:
        await keep_open(visit, code, case.number)
    if told_health:
        await visit.reply("concern.health.line", protect=True)
    if not album or text_in(form, "album") != album:
        await show(visit, case)


async def _begin(visit: Visit, step: str) -> None:
    if await holds_unsent(visit):
        return
    number = arg_of(visit)
    case = await visit.call(visit.office.concerns.read, number, owner=owner_of(visit, number), now=visit.now)
    before, entry = visit.identity.conversation, last_unread(case)
    if step == EDIT and entry is None:
        raise AlreadyRead
    code = text_in(before, "receipt") if before and text_in(before, "number") == number else ""
    kept = {"receipt": code} if code else {}
    edited = {"entry": entry.id} if step == EDIT and entry else {}
    form = await begin_form(
        visit, LINE, step, is_fleeting=True, is_kept=False, number=number, **kept, **edited
    )
    await visit.edit(
        f"concern.line_form.{step}",
        buttons=_back(form),
        protect=True,
        number=number,
        answer=entry.text if entry else "",
        most=TEXT_AT_MOST,
    )


def _back(form: Conversation) -> Rows:
    number = text_in(form, "number")
    return [[Button("concern.button.case", "concern_case", number, {"number": number})]]
