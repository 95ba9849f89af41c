"""A scenario becomes a wave of drafts: its name, the planned day, one last look; then it is checked."""

from datetime import date

from domain.actors import Role
from domain.conversations import Conversation
from domain.forms import FormMovedOn
from domain.plans.adoption import ensure_fit
from domain.plans.runs import PlannerStopped
from domain.refusals import NotFound, Refusal
from handlers import incidents
from handlers.buttons import Button
from handlers.concerns.places import arg_of
from handlers.forms import begin_form, closed, go_to, open_form, text_in
from handlers.officers.plans.home import show_gone
from handlers.officers.plans.places import HOME
from handlers.officers.plans.running import staged
from handlers.officers.progress import watched
from handlers.table import Route
from handlers.typed_days import read_day
from handlers.visit import Visit
from handlers.wishes.choosing import number_in

FLOW = "plans_adopt"
WAVE, DAY, READY = "wave", "day", "ready"


async def begin(visit: Visit) -> None:
    """Of a scenario; a draft of an adoption is not offered, for the scenario may have changed since."""
    desk = visit.office.scenario_moves
    try:
        scenario = await visit.call(desk.one, number_in(arg_of(visit)), by=visit.actor)
    except NotFound:
        await show_gone(visit)
        return
    form = await begin_form(visit, FLOW, WAVE, scenario=scenario.id, name=scenario.name)
    await _show_step(visit, form)


async def answer_form(visit: Visit) -> None:
    """A button: the scenario's own name, no day, back, or open the wave."""
    form, what = open_form(visit, FLOW), arg_of(visit)
    if what == "same":
        await _show_step(visit, await go_to(visit, FLOW, DAY, wave=text_in(form, "name")))
    elif what == "no_day":
        await _show_step(visit, await go_to(visit, FLOW, READY, day=""))
    elif what in {WAVE, DAY}:
        await _show_step(visit, await go_to(visit, FLOW, what))
    elif what == "open" and form.step == READY:
        await _adopt(visit, form)
    else:
        raise FormMovedOn


async def take_text(visit: Visit) -> None:
    """The wave's name or the day; what is neither is asked for again."""
    form, typed = open_form(visit, FLOW), " ".join(visit.text.split())
    if form.step == WAVE and typed:
        try:
            ensure_fit(typed)
        except Refusal as refusal:
            await visit.refuse(refusal, buttons=[[_button("same")], [HOME]])
            return
        form = await go_to(visit, FLOW, DAY, wave=typed)
    elif form.step == DAY and typed:
        day = read_day(typed)
        if day is None:
            await visit.reply("plans.adopt.no_such_day", buttons=[[_button("no_day")]], protect=True)
            return
        form = await go_to(visit, FLOW, READY, day=day.isoformat())
    await _show_step(visit, form)


async def _show_step(visit: Visit, form: Conversation) -> None:
    scenario = Button("plans.button.scenario", "pl_one", text_in(form, "scenario"))
    if form.step == WAVE:
        rows = [[_button("same")], [scenario]]
    elif form.step == DAY:
        rows = [[_button("no_day"), Button("plans.button.back", "pl_adopt_form", WAVE)]]
    else:
        rows = [[_button("open")], [Button("plans.button.back", "pl_adopt_form", DAY), scenario]]
    await visit.edit(
        f"plans.adopt.{form.step}",
        buttons=rows,
        protect=True,
        name=text_in(form, "name"),
        wave=text_in(form, "wave"),
        day=_day(form) or visit.say("plans.adopt.without_day"),
    )


async def _adopt(visit: Visit, form: Conversation) -> None:
    wave, desk = text_in(form, "wave"), visit.office.scenarios
    number = await visit.call(
        desk.adopt,
        text_in(form, "name"),
        wave=wave,
        effective_on=_day(form),
        seen=number_in(text_in(form, "scenario")),
        form_of=visit.user_id,
        by=visit.actor,
        now=visit.now,
    )
    closed(visit)
    waves = Button("plans.button.waves", "wv")
    async with watched(visit, "plans.checking", wave=wave) as shown:
        try:
            found = await shown.run(
                lambda tell: visit.office.planner.check(number, progress=staged(visit, tell))
            )
        except PlannerStopped as fault:
            code = incidents.record(fault)
            await shown.end("plans.adopted.unchecked", buttons=[[waves, HOME]], wave=wave, code=code)
        except Refusal as refusal:
            await shown.end(refusal.key, buttons=[[waves, HOME]], **refusal.facts)
        else:
            key = "plans.adopted.findings" if found else "plans.adopted.clean"
            await shown.end(key, buttons=[[waves, HOME]], wave=wave, count=found)


def _day(form: Conversation) -> date | None:
    kept = text_in(form, "day")
    return date.fromisoformat(kept) if kept else None


def _button(what: str) -> Button:
    return Button(f"plans.adopt.button.{what}", "pl_adopt_form", what)


ROUTES: tuple[Route, ...] = (
    Route(answer=begin, who=Role.PLANNER, action="pl_adopt"),
    Route(answer=answer_form, who=Role.PLANNER, action="pl_adopt_form"),
    Route(answer=take_text, who=Role.PLANNER, flow=FLOW),
)
