"""`/wewenang`: who holds which role, who gave and took them, and the search for somebody."""

from collections.abc import Sequence
from functools import partial

from domain.actors import Role
from domain.linking.roles import FOUND_AT_MOST, PastGrant
from domain.people import Person
from domain.views.records import Purpose
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, closed, open_form
from handlers.officers.authority.lines import role_words
from handlers.table import Route
from handlers.visit import Visit
from locales.words import Markup, Value, moment

FIND = "au_find"
_LIST, _LOG, _SEARCH = "list", "log", "find"
_A_PAGE = 6
BACK = [Button("roles.button.home", "au_roles"), Button("desk.button.open", "au_desk")]


async def show_home(visit: Visit) -> None:
    """The overview, or the part whose button was pressed."""
    part, _, page = (visit.pressed.arg if visit.pressed else "").partition(".")
    number = int(page) if page.isdecimal() else 1
    if part == _LIST:
        await _holders(visit, number)
    elif part == _LOG:
        await _history(visit, number)
    elif part == _SEARCH:
        await begin_form(visit, FIND, "name", is_kept=False)
        await visit.edit("roles.find", buttons=[BACK], protect=True)
    else:
        await _overview(visit)


async def take_name(visit: Visit) -> None:
    """People of that name or number; the question stays open for the next try."""
    open_form(visit, FIND)
    desk, by = visit.office.roles, visit.actor
    found = await visit.office.run(partial(desk.find, visit.text, by=by))
    shown = found[:FOUND_AT_MOST]
    await _note(visit, shown)
    if not shown:
        await visit.reply("roles.nobody_found", buttons=[BACK], protect=True)
        return
    await visit.reply(
        "roles.found_more" if len(found) > len(shown) else "roles.found",
        buttons=[*([_person_button(one)] for one in shown), BACK],
        protect=True,
    )


async def leave_search(visit: Visit) -> None:
    """Somebody has been chosen."""
    form = visit.identity.conversation
    if form is not None and form.flow == FIND:
        await visit.call(visit.office.forms.discard, visit.user_id, FIND)
        closed(visit)


async def _overview(visit: Visit) -> None:
    holders = await visit.call(visit.office.roles.holders, by=visit.actor)
    counts = {role: sum(one.role is role for one in holders) for role in Role}
    lines = [
        visit.say("roles.count", role=visit.say(f"roles.name.{role}"), number=counts[role]) for role in Role
    ]
    await visit.edit(
        "roles.home",
        buttons=[
            [Button("roles.button.find", "au_roles", _SEARCH)],
            [
                Button("roles.button.list", "au_roles", f"{_LIST}.1"),
                Button("roles.button.log", "au_roles", f"{_LOG}.1"),
            ],
            [Button("desk.button.open", "au_desk")],
        ],
        protect=True,
        counts=visit.office.words.joined(*lines),
    )


async def _holders(visit: Visit, wanted: int) -> None:
    holders = await visit.call(visit.office.roles.holders, by=visit.actor)
    number, pages = _page(wanted, len(holders))
    shown = holders[(number - 1) * _A_PAGE : number * _A_PAGE]
    people = list({one.person.id: one.person for one in shown}.values())
    await _note(visit, people)
    lines = [
        visit.say("roles.holder", name=one.person.full_name, role=role_words(visit, one)) for one in shown
    ]
    await visit.edit(
        "roles.list",
        buttons=[*([_person_button(one)] for one in people), *_turning(_LIST, number, pages), BACK],
        protect=True,
        listed=visit.office.words.joined(*lines),
        page=number,
        pages=pages,
    )


async def _history(visit: Visit, wanted: int) -> None:
    desk, by = visit.office.roles, visit.actor
    lines, count = await visit.call(desk.history, by=by, page=max(1, wanted), size=_A_PAGE)
    number, pages = _page(wanted, count)
    if number != wanted:
        lines, count = await visit.call(desk.history, by=by, page=number, size=_A_PAGE)
    await _note(visit, [one.person for one in lines])
    await visit.edit(
        "roles.log",
        buttons=[*_turning(_LOG, number, pages), BACK],
        protect=True,
        listed=visit.office.words.joined(*(_past(visit, one) for one in lines)),
        page=number,
        pages=pages,
    )


def _past(visit: Visit, one: PastGrant) -> Markup:
    line, zone = one.line, visit.office.zone
    role = visit.say(f"roles.name.{line.grant.role}")
    given = visit.say(
        "roles.past",
        name=one.person.full_name,
        role=role if one.unit is None else visit.say("roles.for_unit", role=role, unit=one.unit.name),
        at=moment(visit.language, line.granted_at, zone),
        by=one.granted_by or visit.say("roles.machine"),
    )
    if line.revoked_at is None:
        return given
    taken = visit.say(
        "roles.past_taken",
        at=moment(visit.language, line.revoked_at, zone),
        by=one.revoked_by or visit.say("roles.machine"),
    )
    return visit.office.words.joined(given, taken, by=" ")


async def _note(visit: Visit, people: Sequence[Person]) -> None:
    numbers = [one.id for one in people]
    await visit.call(visit.office.views.note, numbers, Purpose.ROLES, by=visit.actor, now=visit.now)


def _person_button(one: Person) -> Button:
    facts: dict[str, Value] = {"name": one.full_name[:40], "unit": one.unit[:30]}
    return Button("roles.button.person", "au_person", str(one.id), facts)


def _page(wanted: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // _A_PAGE))
    return min(max(1, wanted), pages), pages


def _turning(part: str, number: int, pages: int) -> Rows:
    earlier = [Button("roles.button.earlier", "au_roles", f"{part}.{number - 1}")] if number > 1 else []
    later = [Button("roles.button.later", "au_roles", f"{part}.{number + 1}")] if number < pages else []
    return [[*earlier, *later]] if earlier or later else []


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who=Role.ADMINISTRATOR,
        commands=("wewenang", "roles"),
        action="au_roles",
        menu="command.roles",
    ),
    Route(answer=take_name, who=Role.ADMINISTRATOR, flow=FIND),
)
