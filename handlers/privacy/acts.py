"""Using a right: each is told first, confirmed, and carried out by its desk."""

from functools import partial

from domain.privacy.refusals import CopyTooLarge
from handlers.buttons import Button
from handlers.guard import ensure_own_chat
from handlers.linking_notice import text_version
from handlers.privacy.places import ACTION, REQUESTS, RIGHTS, arg_of
from handlers.visit import Visit

_TO_RIGHTS = Button("button.back", ACTION, "rights")


async def ask_copy(visit: Visit) -> None:
    """What the file holds, and that it lies in this chat afterwards."""
    confirm = Button("privacy.button.copy_yes", ACTION, "copy_yes")
    await visit.edit("privacy.copy.ask", buttons=[[confirm], [_TO_RIGHTS]])


async def send_copy(visit: Visit) -> None:
    """Start the clock, make the file off the loop, and send it to the bound private chat alone.

    Whatever fails in between leaves the request open: it can be sent again, and HR hears of it in time.
    """
    ensure_own_chat(visit.chat_id, visit.account)
    desk = visit.office.privacy
    request = await visit.call(desk.ask_copy, visit.own.id, now=visit.now)
    await visit.edit("privacy.copy.making", buttons=[[REQUESTS]], number=request.id)
    try:
        file = await visit.office.run(partial(desk.make, visit.own.id, visit.language, now=visit.now))
    except CopyTooLarge:
        await visit.edit("privacy.copy.too_large", buttons=[[REQUESTS]], number=request.id)
        return
    with file:
        # A copy that cannot be kept would be none (UU 27/2022 art. 7).
        name, caption = f"data-{visit.now:%Y-%m-%d}.zip", visit.say("privacy.copy.sent")
        await visit.give_file(file.read(), name, caption, to_keep=True)
    await visit.call(desk.copy_sent, request.id, now=visit.now)
    await visit.edit("privacy.copy.done", buttons=[[REQUESTS, RIGHTS]], number=request.id)


async def ask_restriction(visit: Visit) -> None:
    """What stops, and what the law lets go on."""
    confirm = Button("privacy.button.restrict_yes", ACTION, "restrict_yes")
    await visit.edit("privacy.restrict.ask", buttons=[[confirm], [_TO_RIGHTS]])


async def restrict(visit: Visit) -> None:
    request = await visit.call(visit.office.privacy.restrict, visit.own.id, now=visit.now)
    await visit.edit("privacy.restrict.done", buttons=[[REQUESTS, RIGHTS]], number=request.id)


async def lift(visit: Visit) -> None:
    await visit.call(visit.office.privacy.lift, visit.own.id, now=visit.now)
    await visit.edit("privacy.lift.done", buttons=[[RIGHTS]])


async def ask_erasure(visit: Visit) -> None:
    """Before anything is asked: what would go, and what the law keeps and why."""
    # It counts through the whole trail: not for the loop.
    outlook = await visit.office.run(partial(visit.office.privacy.outlook, visit.own.id))
    kept = [visit.say("privacy.erase.item", what=visit.say(f"privacy.kept.{one}")) for one in outlook.kept]
    await visit.edit(
        "privacy.erase.ask",
        buttons=[[Button("privacy.button.erase_yes", ACTION, "erase_yes")], [_TO_RIGHTS]],
        kept=visit.office.words.joined(*kept),
    )


async def ask_erasure_again(visit: Visit) -> None:
    """The second time: it cannot be undone, and the chat ends with it."""
    confirm = Button("privacy.button.erase_sure", ACTION, "erase_sure")
    await visit.edit("privacy.erase.sure", buttons=[[confirm], [_TO_RIGHTS]])


async def erase(visit: Visit) -> None:
    """Answered at once and in this chat: nothing can be sent to it afterwards."""
    call = partial(
        visit.office.privacy.erase,
        visit.user_id,
        text_version=text_version(visit.office.words),
        now=visit.now,
    )
    await visit.office.run(call)
    await visit.edit("privacy.erase.done", buttons=[[Button("button.menu", "menu")]])


async def take_back(visit: Visit) -> None:
    """Wait for a request no longer."""
    _asked, number = arg_of(visit)
    await visit.call(visit.office.privacy.take_back, number, visit.own.id, now=visit.now)
    await visit.edit("privacy.taken_back", buttons=[[REQUESTS, RIGHTS]], number=number)
