"""Linking an account: letter or NIP, telephone by Telegram's button, code. What fits is judged at the end."""

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from domain.linking.desk import FLOW
from domain.linking.refusals import LinkingFailed, NotACode, NotANip, NotYourContact
from domain.linking.visits import SharedContact, Step, Visitor
from handlers import linking_alarm, linking_notice
from handlers.buttons import Button
from handlers.table import Route
from handlers.visit import Visit

_STUCK = ((Button("linking.button.again", "link_again"), Button("button.contact", "contact")),)


async def begin(visit: Visit) -> None:
    """The way for somebody without a letter's link at hand."""
    if visit.person is not None:
        await visit.edit("linking.already", buttons=[[Button("button.menu", "menu")]])
        return
    await _start(visit, None)


async def open_letter(visit: Visit) -> None:
    """`/start <token>`: also for somebody linked already, who then proves themselves anew."""
    await _start(visit, visit.payload)


async def agree(visit: Visit) -> None:
    """Keep the consents as the notice's buttons show them, and ask on."""
    desk, version = visit.office.linking, linking_notice.text_version(visit.office.words)
    consents = linking_notice.consents_of(visit)
    step = await visit.call(desk.agree, visitor(visit), consents, text_version=version, now=visit.now)
    await visit.edit("linking.agreed")
    await _ask(visit, step)


async def decline(visit: Visit) -> None:
    await visit.call(visit.office.linking.cancel, visit.user_id, now=visit.now)
    await visit.edit("linking.declined", buttons=[[Button("button.menu", "menu")]])


async def begin_again(visit: Visit) -> None:
    await _ask(visit, await visit.call(visit.office.linking.begin_again, visitor(visit), now=visit.now))


async def take_answer(visit: Visit) -> None:
    """Whatever is sent while linking is open: the answer to this step, or the question once more."""
    conversation = visit.identity.conversation
    step = Step(conversation.step) if conversation else Step.NOTICE
    try:
        await _take(visit, step)
    except (LinkingFailed, NotACode, NotANip, NotYourContact) as refusal:
        await visit.refuse(refusal, buttons=_STUCK)


def visitor(visit: Visit) -> Visitor:
    return Visitor(user_id=visit.user_id, chat_id=visit.chat_id, language=visit.language)


async def _start(visit: Visit, token: str | None) -> None:
    await visit.call(visit.office.linking.start, visitor(visit), token, now=visit.now)
    await linking_notice.show(visit)


async def _take(visit: Visit, step: Step) -> None:
    desk, contact = visit.office.linking, _contact(visit)
    if step is Step.PHONE and contact is not None:
        await _ask(visit, await visit.call(desk.share_contact, visitor(visit), contact, now=visit.now))
    elif step is Step.NIP and visit.text:
        await _ask(visit, await visit.call(desk.say_nip, visitor(visit), visit.text, now=visit.now))
    elif step is Step.CODE and visit.text:
        # The answer is a message of the same unit of work as the link or the claim.
        await visit.call(desk.say_code, visitor(visit), visit.text, now=visit.now)
    else:
        await _ask(visit, step)


async def _ask(visit: Visit, step: Step) -> None:
    steps = _steps(visit)
    match step:
        case Step.NOTICE:
            await linking_notice.show(visit)
        case Step.NIP:
            await visit.reply("linking.nip", buttons=ReplyKeyboardRemove())
        case Step.PHONE:
            await visit.reply("linking.phone", buttons=_contact_keyboard(visit), step=steps - 1, steps=steps)
        case Step.CODE:
            await visit.reply("linking.code", buttons=ReplyKeyboardRemove(), step=steps, steps=steps)


def _steps(visit: Visit) -> int:
    """How many there are: a letter's link stands for the NIP, so that way has one less."""
    conversation = visit.identity.conversation
    return 2 if conversation and "token" in conversation.data else 3


def _contact(visit: Visit) -> SharedContact | None:
    message = visit.message
    if message is None or message.contact is None:
        return None
    return SharedContact(
        user_id=message.contact.user_id,
        phone=message.contact.phone_number,
        is_forwarded=message.forward_origin is not None,
    )


def _contact_keyboard(visit: Visit) -> ReplyKeyboardMarkup:
    label = visit.office.words.plain(visit.language, "linking.button.contact")
    return ReplyKeyboardMarkup([[KeyboardButton(label, request_contact=True)]], resize_keyboard=True)


ROUTES = (
    Route(answer=begin, who="anyone", action="link"),
    Route(answer=linking_notice.show, who="anyone", action="link_notice"),
    Route(answer=linking_notice.show_in_full, who="anyone", action="link_full"),
    Route(answer=agree, who="anyone", action="link_agree"),
    Route(answer=decline, who="anyone", action="link_decline"),
    Route(answer=begin_again, who="anyone", action="link_again"),
    Route(answer=take_answer, who="anyone", flow=FLOW),
    Route(answer=linking_alarm.was_me, who="anyone", action="link_me"),
    Route(answer=linking_alarm.was_not_me, who="anyone", action="link_not_me"),
    Route(answer=linking_alarm.deny_claim, who="anyone", action="link_deny"),
)
