"""What a route is, who may use it, and how the route of a visit is found."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import Message

from domain.actors import Role
from handlers.identity import Standing
from handlers.visit import Visit

Who = Literal["anyone", "linked"] | Role | frozenset[Role]
"""A set of roles lets in who holds any of them, anywhere: for which units, the desk decides."""
OFFICIALS: frozenset[Role] = frozenset(Role)
"""Whoever holds any role, anywhere."""
Handler = Callable[[Visit], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One thing the bot answers, reached by commands, by a button's action, inside a flow or by content.

    `payload`: only where something follows the command, as the token in a letter's link does.
    `toasts`: the handler answers the press itself with a note; all others are answered before any work.
    `menu`: the key of the command's description, where it stands in Telegram's menu of commands.
    """

    answer: Handler
    who: Who
    commands: tuple[str, ...] = ()
    payload: bool = False
    menu: str = ""
    action: str = ""
    flow: str = ""
    content: Callable[[Message], object] | None = None
    toasts: bool = False


class Table:
    """The routes in order. The action `*` catches any other button, the last content any message."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.routes = tuple(routes)
        self._commands = {(name, one.payload): one for one in routes for name in one.commands}
        self._actions = {one.action: one for one in routes if one.action}
        self._flows = {one.flow: one for one in routes if one.flow}
        self._contents = tuple((one.content, one) for one in routes if one.content is not None)

    def knows(self, visit: Visit) -> bool:
        """Tell whether somebody addressed us at all, which in a group is not a matter of course."""
        return visit.query is not None or self._command(visit) is not None

    def pressed(self, visit: Visit) -> Route:
        """The route of the button; an old or foreign one has its own."""
        action = visit.pressed.action if visit.pressed else "*"
        return self._actions.get(action) or self._actions["*"]

    def find(self, visit: Visit) -> Route:
        """The route of a recognised visit: the button, the command, the open flow, the kind of content."""
        if visit.query is not None:
            return self.pressed(visit)
        return self._command(visit) or self._flow(visit) or self._content(visit)

    def _command(self, visit: Visit) -> Route | None:
        plain = self._commands.get((visit.command, False))
        return self._commands.get((visit.command, True), plain) if visit.payload else plain

    def _flow(self, visit: Visit) -> Route | None:
        conversation = visit.identity.conversation
        if conversation is None or visit.is_edited or visit.text.startswith("/"):
            return None
        return self._flows.get(conversation.flow)

    def _content(self, visit: Visit) -> Route:
        return next(one for fits, one in self._contents if visit.message and fits(visit.message))


def denial(who: Who, visit: Visit) -> str | None:
    """The key of the words with which somebody is turned away; None where they may pass."""
    identity = visit.identity
    if who == "anyone":
        return None
    if identity.standing is not Standing.LINKED:
        return f"access.{identity.standing}"
    return None if is_open_to(who, identity.roles) else "access.not_permitted"


def is_open_to(who: Who, roles: frozenset[Role]) -> bool:
    """Tell whether somebody who is linked and holds these roles may pass."""
    if who in {"anyone", "linked"}:
        return True
    return not roles.isdisjoint({who} if isinstance(who, Role) else who)
