"""`/siapa_melihat`: who opened my record, when, and for what."""

from domain.views.desk import Page, Told
from domain.views.records import MACHINE
from handlers.buttons import Button
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, moment


async def show_views(visit: Visit) -> None:
    """Newest first. The officer's role and unit, not the name (`domain.views.desk` says why)."""
    said = visit.pressed.arg if visit.pressed else ""
    asked = int(said) if said.isdecimal() else 1
    page = await visit.call(visit.office.views.own, visit.own.id, page=asked, now=visit.now)
    if not page.lines:
        await visit.edit("views.none", buttons=[_DOORS], protect=True)
        return
    await visit.edit(
        "views.list",
        buttons=[*_turning(page), _DOORS],
        protect=True,
        listed=visit.office.words.joined(*(_line(visit, one) for one in page.lines), by="\n\n"),
        page=page.number,
        pages=page.pages,
    )


_DOORS = [Button("button.contact", "contact"), Button("button.menu", "menu")]


def _turning(page: Page) -> list[list[Button]]:
    newer = [Button("button.newer", "views", str(page.number - 1))] if page.number > 1 else []
    older = [Button("button.older", "views", str(page.number + 1))] if page.number < page.pages else []
    return [[*newer, *older]] if newer or older else []


def _line(visit: Visit, told: Told) -> Markup:
    view = told.view
    return visit.say(
        "views.line.often" if view.times > 1 else "views.line.once",
        viewer=_viewer(visit, told),
        purpose=visit.say(f"views.purpose.{view.purpose}"),
        at=moment(visit.language, view.at, visit.office.zone),
        times=view.times,
    )


def _viewer(visit: Visit, told: Told) -> Markup:
    if told.view.viewer == MACHINE:
        return visit.say("views.viewer.machine")
    if told.view.viewer_id is None:
        return visit.say("views.viewer.operator")
    role = visit.say(f"views.role.{told.view.role or 'former'}")
    return visit.say("views.viewer.officer", role=role, unit=told.unit)


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_views,
        who="linked",
        commands=("siapa_melihat", "who_looked"),
        action="views",
        menu="command.views",
    ),
)
