"""Telegram's menu of commands: from the table of routes, per language, and more for those who hold a role."""

from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden

from domain.actors import Role
from domain.work import Store
from handlers.office import Office
from handlers.routes import ROUTES
from handlers.table import Route, Who
from locales.words import LANGUAGES, SOURCE

OPEN: frozenset[Who] = frozenset({"anyone"})
PRIVATE: frozenset[Who] = frozenset({"anyone", "linked"})


def menu(office: Office, language: str, who: Iterable[Who]) -> list[BotCommand]:
    """The commands of these routes: a route names itself first in Indonesian, last in English."""
    allowed = frozenset(who)
    roles = {one for one in allowed if isinstance(one, Role)}
    return [
        BotCommand(_name(route, language), office.words.plain(language, route.menu))
        for route in ROUTES
        if route.menu and (route.who in allowed or _is_for(route.who, roles))
    ]


async def publish_menus(bot: Bot, office: Office) -> None:
    """Tell Telegram, at start: groups see little, private chats all, officers what their role adds."""
    await _publish(bot, office, OPEN, BotCommandScopeDefault())
    await _publish(bot, office, PRIVATE, BotCommandScopeAllPrivateChats())
    for chat_id, roles in (await office.run(lambda: officers(office.store))).items():
        try:
            await _publish(bot, office, PRIVATE | roles, BotCommandScopeChat(chat_id))
        except (BadRequest, Forbidden):
            continue  # the chat is gone or the bot is blocked there: the menu matters to nobody


async def _publish(bot: Bot, office: Office, who: frozenset[Who], scope: BotCommandScope) -> None:
    await bot.set_my_commands(menu(office, SOURCE, who), scope=scope)
    for language in LANGUAGES:
        await bot.set_my_commands(menu(office, language, who), scope=scope, language_code=language)


def officers(store: Store) -> dict[int, frozenset[Role]]:
    """The roles of everybody who holds one, by private chat."""
    with store.read() as work:
        holders = {person.id for person, _grant in work.people.grants()}
        accounts = [work.linking.account_of(person_id) for person_id in sorted(holders)]
        return {one.chat_id: work.people.roles_of(one.person_id) for one in accounts if one is not None}


def _is_for(who: Who, roles: set[Role]) -> bool:
    return isinstance(who, frozenset) and not who.isdisjoint(roles)


def _name(route: Route, language: str) -> str:
    return route.commands[0] if language == SOURCE else route.commands[-1]
