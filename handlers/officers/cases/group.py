"""The group in which the desk is shown: an administrator lets the assistant in, and binds it in private.

Topics are opened at that press, one for each desk: opening is a call with a result, which a message of the
outbox has not. Everything that is shown there afterwards goes through the outbox.
"""

from telegram.error import BadRequest, Forbidden

from domain.concerns.refusals import GroupUnfit
from domain.concerns.taxonomy import Desk
from domain.refusals import NotFound
from handlers.buttons import Button
from handlers.concerns.places import MENU, arg_of
from handlers.visit import Visit
from locales.words import SOURCE


async def show_group(visit: Visit) -> None:
    """Whether there is one; `bind.<chat>` binds it, `end` ends it."""
    what, _, about = arg_of(visit).partition(".")
    desk = visit.office.cases.group
    if what == "bind":
        await _bind(visit, about)
        return
    if what == "end":
        await visit.call(desk.end, by=visit.actor, now=visit.now)
        await visit.edit("case_group.ended", buttons=[[MENU]], protect=True)
        return
    group = await visit.call(desk.current, by=visit.actor)
    end = [[Button("case_group.button.end", "ti_group", "end")]] if group else []
    key = "case_group.bound" if group else "case_group.unbound"
    await visit.edit(key, buttons=[*end, [MENU]], protect=True)


async def _bind(visit: Visit, chat: str) -> None:
    """Open the topics and keep their numbers. A second press finds it done. Raise GroupUnfit."""
    desk, by = visit.office.cases.group, visit.actor
    if not chat.removeprefix("-").isdecimal() or not chat.startswith("-"):
        raise NotFound(subject=chat)
    chat_id = int(chat)
    await visit.call(desk.ensure_may_bind, by=by, now=visit.now)
    group = await visit.call(desk.current, by=by)
    if group is None or group.chat_id != chat_id:
        try:
            topics = {one: await _open_topic(visit, chat_id, one) for one in Desk}
        except (BadRequest, Forbidden) as refused:
            raise GroupUnfit from refused
        await visit.call(desk.bind, chat_id, topics, by=by, now=visit.now)
    end = Button("case_group.button.end", "ti_group", "end")
    await visit.edit("case_group.bound", buttons=[[end], [MENU]], protect=True)


async def _open_topic(visit: Visit, chat_id: int, desk: Desk) -> int:
    name = visit.office.words.plain(SOURCE, f"case_group.topic.{desk}")
    topic = await visit.bot.create_forum_topic(chat_id, name)
    return int(topic.message_thread_id)
