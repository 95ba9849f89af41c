"""From an update to its answer: recognise, look up in the table, let in or turn away. Never silence."""

from functools import partial
from typing import Any

from telegram import Chat, ChatMember, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    Defaults,
    MessageHandler,
    filters,
)

from domain.refusals import Refusal
from domain.second_factor.records import SecondFactorNeeded
from domain.work import Interrupted
from handlers import incidents, public
from handlers.buttons import Button, Rows
from handlers.identity import Standing
from handlers.office import Office
from handlers.officers.authority import proof
from handlers.table import Route, Table, denial
from handlers.visit import Visit, arrive

_LET_IN = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR}
DEFAULTS = Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True))


class Dispatch:
    """Answers updates with one office and one table."""

    def __init__(self, office: Office, table: Table) -> None:
        self._office = office
        self._table = table

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Take everything the application receives. Channels are left alone."""
        application.add_handler(CallbackQueryHandler(self.receive))
        # What a chat does to itself (pinned, timer set) is nobody's word to us.
        spoken = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
        application.add_handler(MessageHandler(spoken, self.receive))
        application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, self.receive))
        application.add_handler(ChatMemberHandler(self.note_membership, ChatMemberHandler.MY_CHAT_MEMBER))

    async def receive(self, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
        visit = arrive(update, self._office, context.bot)
        if visit is None:
            return
        try:
            await self._answer(visit)
        except Interrupted:
            raise  # the update stays in the inbox and is begun again: nothing untrue is said meanwhile
        except Refusal as refusal:
            await visit.refuse(refusal, buttons=[[Button("button.menu", "menu")]])
        except BadRequest as fault:
            await incidents.confess(visit, fault)
        except (NetworkError, RetryAfter, InvalidToken):
            raise  # Telegram is away or asks to wait: whoever keeps the updates decides what that means
        except Exception as fault:  # noqa: BLE001 -- the last resort: whatever it is, the person hears of it
            await incidents.confess(visit, fault)
        finally:
            await visit.acknowledge()

    async def note_membership(self, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        """Somebody has blocked the bot, or lets it write again; or it was let into a group with topics."""
        change = update.my_chat_member
        if change is None:
            return
        accounts, now = self._office.accounts, self._office.clock()
        if change.chat.type != Chat.PRIVATE:
            if change.chat.is_forum and change.new_chat_member.status in _LET_IN:
                offer = self._office.cases.group.offer
                await self._office.run(partial(offer, change.chat.id, change.from_user.id, now=now))
            return
        noted = accounts.gone if change.new_chat_member.status == ChatMember.BANNED else accounts.seen
        await self._office.run(partial(noted, change.from_user.id, now=now))

    async def _answer(self, visit: Visit) -> None:
        if not visit.is_private:
            if self._table.knows(visit):
                await public.point_to_private_chat(visit)
            return
        if visit.query is not None and not self._table.pressed(visit).toasts:
            # A press lives for 150 seconds: it is answered before the database is asked.
            await visit.acknowledge()
        await visit.recognise()
        route = self._table.find(visit)
        turned_away = denial(route.who, visit)
        try:
            if turned_away is None:
                await self._let_in(visit, route)
            else:
                await visit.reply(turned_away, buttons=_doors(visit))
        finally:
            if visit.account is not None:
                await visit.call(self._office.accounts.seen, visit.user_id, now=visit.now)

    async def _let_in(self, visit: Visit, route: Route) -> None:
        try:
            await route.answer(visit)
        except SecondFactorNeeded as needed:
            await proof.ask(visit, needed)
        if visit.wish is not None:
            await self._answer(visit.granting(visit.wish))


def _doors(visit: Visit) -> Rows:
    may_link = visit.identity.standing in {Standing.STRANGER, Standing.IDLE}
    link = [Button("button.link", "link")] if may_link else []
    return [[*link, Button("button.contact", "contact")], [Button("button.menu", "menu")]]
