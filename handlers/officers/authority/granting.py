"""Giving a role to somebody, taking it, and letting them set their second factor anew."""

from domain.actors import Role
from domain.linking.roles import FOUND_AT_MOST, SCOPED, Holder
from domain.refusals import AlreadyDone, NotFound
from domain.views.records import Purpose
from handlers.buttons import Button, Press
from handlers.forms import begin_form, closed, open_form, text_in
from handlers.officers.authority.home import BACK, leave_search
from handlers.officers.authority.lines import held_lines, role_words
from handlers.table import Route
from handlers.visit import Visit

UNIT = "au_unit"
_EVERYWHERE, _YES = "0", "yes"


async def show_person(visit: Visit) -> None:
    """What somebody holds, and what can be done about it."""
    number = _first(visit.pressed)
    if number is None:
        raise NotFound(subject="")
    await leave_search(visit)
    await _card(visit, number)


async def grant(visit: Visit) -> None:
    """Step by step by buttons: which role, for what, are you sure."""
    person_id, role, scope, said = _parts(visit.pressed)
    if role is None:
        choices = [Button(f"roles.button.role.{one}", "au_grant", f"{person_id}.{one}") for one in Role]
        rows = [choices[at : at + 2] for at in range(0, len(choices), 2)]
        await visit.edit("roles.which", buttons=[*rows, _to_person(person_id)], protect=True)
    elif scope is None and role in SCOPED:
        await _ask_scope(visit, person_id, role)
    elif said != _YES:
        await _confirm(visit, "au_grant", person_id, role, scope or 0)
    else:
        await _change(visit, person_id, role, scope or None, gives=True)


async def revoke(visit: Visit) -> None:
    """Ask once, then take it."""
    person_id, role, scope, said = _parts(visit.pressed)
    if role is None:
        await _card(visit, person_id)
    elif said != _YES:
        await _confirm(visit, "au_revoke", person_id, role, scope or 0)
    else:
        await _change(visit, person_id, role, scope or None, gives=False)


async def reset(visit: Visit) -> None:
    """Take somebody's second factor away, after one question."""
    number, _, said = (visit.pressed.arg if visit.pressed else "").partition(".")
    person_id = int(number) if number.isdecimal() else 0
    person, _held, _is_set = await visit.call(visit.office.roles.of, person_id, by=visit.actor)
    if said != _YES:
        sure = Button("roles.button.reset_yes", "au_reset", f"{person_id}.{_YES}")
        await visit.edit(
            "roles.reset_sure",
            buttons=[[sure], _to_person(person_id)],
            protect=True,
            name=person.full_name,
        )
        return
    await visit.call(visit.office.second_factors.reset, person.nip, by=visit.actor, now=visit.now)
    await visit.edit("roles.reset", buttons=[_to_person(person_id)], protect=True, name=person.full_name)


async def take_unit(visit: Visit) -> None:
    """Units of that name; the question stays open for the next try."""
    form = open_form(visit, UNIT)
    person_id, role = int(form.data["person"]), text_in(form, "role")
    units = await visit.call(visit.office.roles.units_named, visit.text, by=visit.actor)
    shown = units[:FOUND_AT_MOST]
    buttons = [
        [Button("roles.button.unit", "au_grant", f"{person_id}.{role}.{one.id}", {"unit": one.name[:60]})]
        for one in shown
    ]
    key = "roles.no_unit" if not shown else "roles.units" if len(units) == len(shown) else "roles.units_more"
    await visit.reply(key, buttons=[*buttons, _to_person(person_id)], protect=True)


async def _card(visit: Visit, person_id: int) -> None:
    by = visit.actor
    person, held, is_set = await visit.call(visit.office.roles.of, person_id, by=by)
    await visit.call(visit.office.views.note, [person_id], Purpose.ROLES, by=by, now=visit.now)
    takes = [
        Button(
            "roles.button.revoke",
            "au_revoke",
            f"{person_id}.{one.role}.{one.unit.id if one.unit else _EVERYWHERE}",
            {"role": _short(visit, one)},
        )
        for one in held
    ]
    resets = [[Button("roles.button.reset", "au_reset", str(person_id))]] if is_set else []
    await visit.edit(
        "roles.person",
        buttons=[
            [Button("roles.button.grant", "au_grant", str(person_id))],
            *([one] for one in takes),
            *resets,
            BACK,
        ],
        protect=True,
        name=person.full_name,
        nip=person.nip,
        position=person.position,
        unit=person.unit,
        roles=held_lines(visit, held),
        factor=visit.say("roles.factor_set" if is_set else "roles.factor_none"),
    )


async def _ask_scope(visit: Visit, person_id: int, role: Role) -> None:
    await begin_form(visit, UNIT, "unit", is_kept=False, person=person_id, role=role)
    whole = [[Button("roles.button.everywhere", "au_grant", f"{person_id}.{role}.{_EVERYWHERE}")]]
    needs_unit = role is Role.LIAISON
    await visit.edit(
        "roles.which_unit" if needs_unit else "roles.which_scope",
        buttons=[*([] if needs_unit else whole), _to_person(person_id)],
        protect=True,
        role=visit.say(f"roles.name.{role}"),
    )


async def _confirm(visit: Visit, action: str, person_id: int, role: Role, scope: int) -> None:
    holder = await visit.call(visit.office.roles.meant, person_id, role, scope or None, by=visit.actor)
    sure = Button(f"roles.button.{action}_yes", action, f"{person_id}.{role}.{scope}.{_YES}")
    await visit.edit(
        f"roles.sure.{action}",
        buttons=[[sure], _to_person(person_id)],
        protect=True,
        name=holder.person.full_name,
        position=holder.person.position,
        unit=holder.person.unit,
        role=role_words(visit, holder),
        means=visit.say(f"roles.means.{role}"),
    )


async def _change(visit: Visit, person_id: int, role: Role, unit_id: int | None, *, gives: bool) -> None:
    desk, by = visit.office.roles, visit.actor
    holder = await visit.call(desk.meant, person_id, role, unit_id, by=by)
    act = desk.grant if gives else desk.revoke
    key = "roles.granted" if gives else "roles.revoked"
    try:
        await visit.call(act, holder.person.nip, role, unit_id=unit_id, by=by, now=visit.now)
    except (AlreadyDone, NotFound):
        key = "roles.granted_before" if gives else "roles.revoked_before"
    await _close_form(visit)
    await visit.edit(
        key,
        buttons=[_to_person(person_id), BACK],
        protect=True,
        name=holder.person.full_name,
        role=role_words(visit, holder),
    )


async def _close_form(visit: Visit) -> None:
    form = visit.identity.conversation
    if form is not None and form.flow == UNIT:
        await visit.call(visit.office.forms.discard, visit.user_id, UNIT)
        closed(visit)


def _first(pressed: Press | None) -> int | None:
    number = (pressed.arg if pressed else "").partition(".")[0]
    return int(number) if number.isdecimal() else None


def _parts(pressed: Press | None) -> tuple[int, Role | None, int | None, str]:
    """Who, which role, for which unit (0: the whole region), and whether it is said to be sure."""
    parts = [*(pressed.arg if pressed else "").split("."), "", "", ""]
    number, name, scope, said = parts[:4]
    role = Role(name) if name in set(Role) else None
    return (
        int(number) if number.isdecimal() else 0,
        role,
        int(scope) if scope.isdecimal() else None,
        said,
    )


def _short(visit: Visit, one: Holder) -> str:
    """A role on a button, with its unit where it is held for one."""
    role = visit.office.words.plain(visit.language, f"roles.name.{one.role}")
    return role if one.unit is None else f"{role}, {one.unit.name[:30]}"


def _to_person(person_id: int) -> list[Button]:
    return [Button("button.back", "au_person", str(person_id))]


ROUTES: tuple[Route, ...] = (
    Route(answer=show_person, who=Role.ADMINISTRATOR, action="au_person"),
    Route(answer=grant, who=Role.ADMINISTRATOR, action="au_grant"),
    Route(answer=revoke, who=Role.ADMINISTRATOR, action="au_revoke"),
    Route(answer=reset, who=Role.ADMINISTRATOR, action="au_reset"),
    Route(answer=take_unit, who=Role.ADMINISTRATOR, flow=UNIT),
)
