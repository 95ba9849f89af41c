"""A new scenario in a few steps, with the region's own choices as defaults: three presses suffice.

What the buttons of a step carry: `whole`, `units`, `unit.<number>`, `ready`, `settings.<page>`,
`pick.<setting>`, `value.<setting>.<value>`, `reset.<setting>`, `name`, `run`. Settings by their place in
`_OFFERED`.
"""

import re

from domain.actors import Role
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.planning.settings import PlanningSettings
from domain.plans.run_records import Order
from domain.plans.settings import NAMES, OPTIONS, BadChoice, with_choices
from domain.preferences.refusals import NothingFound
from domain.refusals import Refusal
from handlers.buttons import Button, Rows
from handlers.concerns.places import arg_of
from handlers.forms import ANEW, RESUME, begin_form, closed, go_to, offered_draft, open_form, take_up, text_in
from handlers.officers.plans.places import HOME
from handlers.officers.plans.running import run
from handlers.officers.pressing import turns
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.choosing import number_in, short

FLOW = "plans_new"
SCOPE, UNITS, READY, NAME, SETTING = "scope", "units", "ready", "name", "setting"
A_PAGE = 6
_FIRST = ("most_released", "most_received", "min_tenure_months", "max_tenure_months")
_OFFERED = (*_FIRST, *(one for one in NAMES if one not in _FIRST))
UNITS_AT_MOST = 12
_FOUND = 4
# No point before thousands: "1.000" would be read as one.
_FIGURE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
_UNIT, _PICK, _VALUE, _RESET = "unit", "pick", "value", "reset"
_CHOSEN, _PICKED, _SET = "chosen", "picked", "set."


async def begin(visit: Visit) -> None:
    """Anew, or where a draft was left."""
    said = arg_of(visit)
    if said == RESUME:
        await _show_step(visit, await take_up(visit, FLOW))
    elif said == ANEW or not await offered_draft(visit, FLOW, "pl_new"):
        scenarios = await visit.office.run(lambda: visit.office.scenario_moves.all(by=visit.actor))
        taken = {one.name for one in scenarios}
        plain = visit.office.words.plain
        names = (
            plain(visit.language, "plans.default_name", number=number)
            for number in range(len(taken) + 1, 2 * len(taken) + 2)
        )
        await _show_step(
            visit, await begin_form(visit, FLOW, SCOPE, name=next(one for one in names if one not in taken))
        )


async def answer_form(visit: Visit) -> None:
    """A button of one of the steps."""
    form = open_form(visit, FLOW)
    what, _, about = arg_of(visit).partition(".")
    if what == "whole":
        await _go(visit, READY, chosen="")
    elif what in {SCOPE, UNITS, READY, NAME}:
        await _go(visit, what)
    elif what == _UNIT:
        await _toggle(visit, form, number_in(about))
    elif what == "settings":
        await _show_settings(visit, form, number_in(about))
    elif what in {_PICK, _VALUE, _RESET}:
        await _answer_setting(visit, what, about)
    elif what == "run":
        await _run(visit, form)
    else:
        raise FormMovedOn


async def take_text(visit: Visit) -> None:
    """What is typed while the form is open; a step that takes no words is shown again."""
    form, typed = open_form(visit, FLOW), " ".join(visit.text.split())
    if form.step == UNITS and typed:
        await _find(visit, form, typed)
    elif form.step == NAME and typed:
        await _go(visit, READY, name=typed)
    elif form.step == SETTING and typed:
        await _set(visit, text_in(form, _PICKED), typed)
    else:
        await _show_step(visit, form)


async def _go(visit: Visit, step: str, **changes: str) -> None:
    await _show_step(visit, await go_to(visit, FLOW, step, at=None, **changes))


async def _show_step(visit: Visit, form: Conversation) -> None:
    if form.step == UNITS:
        await _show_units(visit, form)
    elif form.step == READY:
        await _show_ready(visit, form)
    elif form.step == NAME:
        await visit.edit("plans.form.name", buttons=[[_BACK]], protect=True, name=text_in(form, "name"))
    elif form.step == SETTING:
        await _show_setting(visit, form)
    else:
        rows = [
            [_button("whole"), _button(UNITS)],
            [HOME],
        ]
        await visit.edit("plans.form.scope", buttons=rows, protect=True)


async def _show_units(visit: Visit, form: Conversation, found: Rows = ()) -> None:
    chosen = _chosen(form)
    named = [await visit.call(visit.office.places.unit, one) for one in chosen]
    away = [
        [Button("plans.button.chosen", "pl_form", f"{_UNIT}.{one.id}", {"name": short(one.name)})]
        for one in named[-_FOUND:]
    ]
    done = [_button(READY)] if chosen else []
    listed = visit.office.words.joined(*(visit.say("plans.item", sentence=one.name) for one in named))
    await visit.edit(
        "plans.form.units",
        buttons=[*(found or away), [*done, _button("whole")]],
        protect=True,
        listed=listed or visit.say("plans.form.no_unit"),
        most=UNITS_AT_MOST,
    )


async def _find(visit: Visit, form: Conversation, typed: str) -> None:
    try:
        found = await visit.office.run(lambda: visit.office.places.find(typed))
    except NothingFound as nothing:
        await visit.refuse(nothing, buttons=[[_button(READY), _button("whole")]])
        return
    rows = [
        [Button("plans.button.named", "pl_form", f"{_UNIT}.{one.id}", {"name": short(one.name)})]
        for one in found[:_FOUND]
    ]
    await _show_units(visit, form, rows)


async def _toggle(visit: Visit, form: Conversation, unit: int) -> None:
    chosen = _chosen(form)
    known = await visit.call(visit.office.places.unit, unit)
    kept = [one for one in chosen if one != known.id] if known.id in chosen else [*chosen, known.id]
    await _go(visit, UNITS, chosen=".".join(map(str, kept[:UNITS_AT_MOST])))


async def _show_ready(visit: Visit, form: Conversation) -> None:
    chosen, choices = _chosen(form), _choices(form)
    region = await visit.call(visit.office.plan_runs.region_choices, by=visit.actor)
    changed = [
        visit.say("plans.changed", name=_named(visit, name), before=region[name], after=value)
        for name, value in choices.items()
    ]
    scope = visit.say("plans.scope.units", count=len(chosen)) if chosen else visit.say("plans.scope.whole")
    rows = [
        [_button("run")],
        [Button("plans.form.button.settings", "pl_form", "settings.1"), _button(NAME)],
        [_button(SCOPE), HOME],
    ]
    await visit.edit(
        "plans.form.ready",
        buttons=rows,
        protect=True,
        name=text_in(form, "name"),
        scope=scope,
        changed=visit.office.words.joined(*changed) or visit.say("plans.form.unchanged"),
        released=_value(region, choices, "most_released"),
        received=_value(region, choices, "most_received"),
    )


async def _show_settings(visit: Visit, form: Conversation, page: int) -> None:
    region = await visit.call(visit.office.plan_runs.region_choices, by=visit.actor)
    choices = _choices(form)
    pages = -(-len(_OFFERED) // A_PAGE)
    page = min(max(1, page), pages)
    first = (page - 1) * A_PAGE
    shown = _OFFERED[first : first + A_PAGE]
    lines = [
        visit.say("plans.setting", name=_named(visit, one), value=_value(region, choices, one))
        for one in shown
    ]
    picks = [
        Button("plans.form.button.setting", "pl_form", f"{_PICK}.{place}", {"name": _named(visit, one)})
        for place, one in enumerate(shown, start=first)
    ]
    await visit.edit(
        "plans.form.settings",
        buttons=[
            *(picks[at : at + 2] for at in range(0, len(picks), 2)),
            *turns("pl_form", "settings.", page, pages),
            [_BACK],
        ],
        protect=True,
        page=page,
        pages=pages,
        listed=visit.office.words.joined(*lines),
    )


async def _answer_setting(visit: Visit, what: str, about: str) -> None:
    place, _, value = about.partition(".")
    number = number_in(place)
    if not 0 <= number < len(_OFFERED):
        raise FormMovedOn
    name = _OFFERED[number]
    if what == _PICK:
        await _go(visit, SETTING, picked=name)
    elif what == _RESET:
        await _go(visit, READY, **{f"{_SET}{name}": ""})
    else:
        await _set(visit, name, value)


async def _show_setting(visit: Visit, form: Conversation) -> None:
    name = text_in(form, _PICKED)
    region = await visit.call(visit.office.plan_runs.region_choices, by=visit.actor)
    place = _OFFERED.index(name)
    options = [
        Button("plans.form.button.value", "pl_form", f"{_VALUE}.{place}.{one}", {"value": one})
        for one in OPTIONS.get(name, ())
    ]
    reset = Button("plans.form.button.reset", "pl_form", f"{_RESET}.{place}")
    await visit.edit(
        "plans.form.setting.options" if options else "plans.form.setting",
        buttons=[row for row in (options, [reset, _BACK]) if row],
        protect=True,
        name=_named(visit, name),
        meaning=visit.say(f"commands.plan.meaning.{name}"),
        value=_value(region, _choices(form), name),
        region=region[name],
    )


async def _set(visit: Visit, name: str, value: str) -> None:
    """Keep a value; one that the setting does not take is asked for again."""
    said = value.replace(",", ".")
    try:
        if name not in OPTIONS and _FIGURE.fullmatch(value) is None:
            raise BadChoice(name=name, value=value)
        with_choices(PlanningSettings(), {name: said})
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_BACK]])
        return
    await _go(visit, READY, **{f"{_SET}{name}": said})


async def _run(visit: Visit, form: Conversation) -> None:
    order = Order(name=text_in(form, "name"), choices=_choices(form), units=_chosen(form))
    try:
        await run(visit, order, form_of=visit.user_id, begun=lambda: closed(visit))
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[_BACK], [HOME]])


def _chosen(form: Conversation) -> tuple[int, ...]:
    return tuple(number_in(one) for one in text_in(form, _CHOSEN).split(".") if one)


def _choices(form: Conversation) -> dict[str, str]:
    return {name: text_in(form, f"{_SET}{name}") for name in NAMES if f"{_SET}{name}" in form.data}


def _value(region: dict[str, str], choices: dict[str, str], name: str) -> str:
    return choices.get(name, region[name])


def _named(visit: Visit, name: str) -> str:
    return visit.office.words.plain(visit.language, f"plans.setting.{name}")


def _button(what: str) -> Button:
    return Button(f"plans.form.button.{what}", "pl_form", what)


_BACK = Button("plans.button.back", "pl_form", READY)

ROUTES: tuple[Route, ...] = (
    Route(answer=begin, who=Role.PLANNER, action="pl_new"),
    Route(answer=answer_form, who=Role.PLANNER, action="pl_form"),
    Route(answer=take_text, who=Role.PLANNER, flow=FLOW),
)
