"""Two days that only the holder of a decree knows: when it came, and which day is printed on it."""

from datetime import date, timedelta

from domain.objections.records import DecreeDay
from domain.objections.refusals import NoDecreeYet, NoSuchDay
from domain.refusals import NotFound, Refusal
from handlers.buttons import Button
from handlers.forms import begin_form, closed, open_form
from handlers.objection.home import show
from handlers.objection.places import ACTION, BACK, DAY
from handlers.typed_days import read_day
from handlers.visit import Visit
from locales.words import Markup, full_date

_SHOWN_DAYS = 3


async def show_days(visit: Visit) -> None:
    """What is known, and the last few days to choose from."""
    own = await visit.call(visit.office.objections.own, visit.own.id, now=visit.now)
    if own.decree is None:
        raise NoDecreeYet
    today = visit.now.astimezone(visit.office.zone).date()
    recent = [today - timedelta(days=ago) for ago in range(_SHOWN_DAYS)]
    choices = [
        Button(
            "objection.button.day",
            ACTION,
            f"{DecreeDay.RECEIVED}:{day}",
            {"day": full_date(visit.language, day)},
        )
        for day in recent
    ]
    unknown = visit.say("objection.day.unknown")
    days = own.decree.days
    await visit.edit(
        "objection.days",
        buttons=[
            *([one] for one in choices),
            [
                Button("objection.button.day_other", ACTION, f"type:{DecreeDay.RECEIVED}"),
                Button("objection.button.day_printed", ACTION, f"type:{DecreeDay.PRINTED}"),
            ],
            [BACK],
        ],
        protect=True,
        recorded=own.decree.recorded_on,
        printed=_or(days.printed_on, unknown),
        received=_or(days.received_on, unknown),
    )


async def choose_day(visit: Visit, about: str) -> None:
    """One of the days on the buttons."""
    await _state(visit, DecreeDay.RECEIVED, _read(about, iso=True), form_of=None)


async def ask_day(visit: Visit, about: str) -> None:
    """Another one is typed."""
    which = _which(about)
    await begin_form(visit, DAY, which)
    await visit.edit(f"objection.day.ask.{which}", buttons=[[BACK]], protect=True)


async def take_day(visit: Visit) -> None:
    """What was typed; what is no day is asked for again."""
    form = open_form(visit, DAY)
    try:
        await _state(visit, _which(form.step), _read(visit.text), form_of=visit.user_id)
    except Refusal as refusal:
        await visit.refuse(refusal, buttons=[[BACK]])


async def _state(visit: Visit, which: DecreeDay, day: date, *, form_of: int | None) -> None:
    desk = visit.office.objections
    own = await visit.call(desk.state_day, visit.own.id, which, day, form_of=form_of, now=visit.now)
    if form_of is not None:
        closed(visit)
    await show(visit, own)


def _which(name: str) -> DecreeDay:
    try:
        return DecreeDay(name)
    except ValueError as fault:
        raise NotFound(subject=name) from fault


def _read(text: str, *, iso: bool = False) -> date:
    try:
        day = date.fromisoformat(text) if iso else read_day(text)
    except ValueError as fault:
        raise NoSuchDay from fault
    if day is None:
        raise NoSuchDay
    return day


def _or(day: date | None, unknown: Markup) -> date | Markup:
    return unknown if day is None else day
