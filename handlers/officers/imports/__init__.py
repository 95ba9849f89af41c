"""`/impor`: HR's spreadsheets through the chat, seen before they change anything."""

from domain.actors import Role
from domain.forms import FormMovedOn
from handlers.forms import open_form
from handlers.officers.imports.applying import go
from handlers.officers.imports.checking import check
from handlers.officers.imports.home import drop, show_home, show_past, show_templates, undo
from handlers.officers.imports.marked import send_marked
from handlers.officers.imports.places import FLOW, arg_of, waiting_in
from handlers.officers.imports.receiving import take
from handlers.table import Route
from handlers.visit import Visit


async def _check_again(visit: Visit) -> None:
    """`all`: whoever is not in the files has left; `some`: they are as they were."""
    form = open_form(visit, FLOW)
    if not waiting_in(form):
        raise FormMovedOn
    await check(visit, form, is_complete=arg_of(visit) == "all")


async def _show_past(visit: Visit) -> None:
    await show_past(visit)


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who=Role.PLANNER,
        commands=("impor", "import"),
        action="im",
        menu="command.imports",
    ),
    Route(answer=go, who=Role.PLANNER, action="im_go"),
    Route(answer=_check_again, who=Role.PLANNER, action="im_full"),
    Route(answer=send_marked, who=Role.PLANNER, action="im_marked"),
    Route(answer=drop, who=Role.PLANNER, action="im_drop"),
    Route(answer=show_templates, who=Role.PLANNER, action="im_tpl"),
    Route(answer=_show_past, who=Role.PLANNER, action="im_past"),
    Route(answer=undo, who=Role.PLANNER, action="im_undo"),
    Route(answer=take, who=Role.PLANNER, flow=FLOW),
)
