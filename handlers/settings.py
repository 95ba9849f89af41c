"""`/pengaturan`: language, quiet hours, reminders and the phrase, each one press away."""

from domain.quiet_hours import quiet_words, read_quiet_hours
from handlers.buttons import Button, Rows
from handlers.forms import begin_form, closed
from handlers.table import Route
from handlers.visit import Visit

FLOW = "quiet_hours"
HOURS, OFFICE, TYPED = "hours", "office", "typed"
REMINDERS, PHRASE, ANOTHER = "reminders", "phrase", "another"
# From, to: the night, the long evening, and all that is outside an office's day.
_OFFERED = ("21.00-05.00", "18.00-07.00", "15.30-08.00")
_BACK = Button("button.settings", "settings")


async def show_settings(visit: Visit) -> None:
    """What is chosen now, or the part whose button was pressed."""
    part, _, choice = (visit.pressed.arg if visit.pressed else "").partition(".")
    if part == HOURS:
        await _hours(visit, choice)
    elif part == REMINDERS:
        await _toggle_reminders(visit, wanted=choice == "on")
    elif part == PHRASE:
        await _phrase(visit, another=choice == ANOTHER)
    else:
        await _overview(visit)


async def take_hours(visit: Visit) -> None:
    """The hours that somebody typed; what is no span of time is asked again, and nothing is lost."""
    hours = read_quiet_hours(visit.text)
    desk = visit.office.settings
    await visit.call(desk.set_hours, visit.own.id, hours, form_of=visit.user_id, now=visit.now)
    closed(visit)
    await _overview(visit)


async def _overview(visit: Visit) -> None:
    chosen = await visit.call(visit.office.settings.own, visit.own.id)
    quiet = visit.say("settings.quiet", hours=quiet_words(chosen.hours)) if chosen.hours else None
    change = "off" if chosen.reminders else "on"
    await visit.edit(
        "settings.text",
        buttons=[
            [Button("settings.button.hours", "settings", HOURS), Button("button.language", "language")],
            [
                Button(f"settings.button.reminders_{change}", "settings", f"{REMINDERS}.{change}"),
                Button("settings.button.phrase", "settings", PHRASE),
            ],
            [Button("button.profile", "profile"), Button("button.menu", "menu")],
        ],
        protect=True,
        spoken=visit.say(f"language.{visit.language}"),
        hours=quiet or visit.say("settings.no_quiet"),
        reminders=visit.say("settings.reminders.on" if chosen.reminders else "settings.reminders.off"),
    )


async def _hours(visit: Visit, choice: str) -> None:
    if choice == TYPED:
        await begin_form(visit, FLOW, HOURS)
        await visit.edit("settings.type_hours", buttons=[[_BACK]], protect=True)
    elif choice == OFFICE:
        await visit.call(visit.office.settings.set_hours, visit.own.id, None, now=visit.now)
        await _overview(visit)
    elif choice.isdecimal() and int(choice) < len(_OFFERED):
        hours = read_quiet_hours(_OFFERED[int(choice)])
        await visit.call(visit.office.settings.set_hours, visit.own.id, hours, now=visit.now)
        await _overview(visit)
    else:
        await visit.edit("settings.hours", buttons=_offered(), protect=True)


def _offered() -> Rows:
    spans = [
        Button("settings.button.span", "settings", f"{HOURS}.{number}", {"hours": span.replace("-", "–")})
        for number, span in enumerate(_OFFERED)
    ]
    own = Button("settings.button.type", "settings", f"{HOURS}.{TYPED}")
    none = Button("settings.button.no_quiet", "settings", f"{HOURS}.{OFFICE}")
    return [spans[:2], [spans[2], own], [none, _BACK]]


async def _toggle_reminders(visit: Visit, *, wanted: bool) -> None:
    await visit.call(visit.office.settings.set_reminders, visit.own.id, wanted=wanted, now=visit.now)
    await _overview(visit)


async def _phrase(visit: Visit, *, another: bool) -> None:
    desk = visit.office.phrases
    phrase = await visit.call(desk.change if another else desk.own, visit.own.id, now=visit.now)
    await visit.edit(
        "settings.phrase_changed" if another else "settings.phrase",
        buttons=[[Button("settings.button.another", "settings", f"{PHRASE}.{ANOTHER}"), _BACK]],
        protect=True,
        phrase=phrase,
    )


ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_settings,
        who="linked",
        commands=("pengaturan", "settings"),
        action="settings",
        menu="command.settings",
    ),
    Route(answer=take_hours, who="linked", flow=FLOW),
)
