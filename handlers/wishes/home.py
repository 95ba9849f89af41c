"""The consent first, then everything of one's own at a glance."""

from domain.linking.records import Purpose
from domain.preferences.desk import Own
from domain.preferences.records import Choice
from domain.preferences.window import Window
from handlers.buttons import Button, Rows
from handlers.table import Route
from handlers.visit import Visit
from locales.words import SOURCE, Markup

HOME = Button("wishes.button.home", "wishes")
_MENU = Button("button.menu", "menu")
_CONSENTS = {Purpose.PREFERENCES, Purpose.SPECIAL_DATA}


async def show_home(visit: Visit) -> None:
    """What is kept, until when it can be changed, and what it is not: a promise."""
    own = await own_of(visit)
    if not own.has_consent:
        await ask_consent(visit, Purpose.PREFERENCES)
        return
    sheet = own.sheet
    await visit.edit(
        "wishes.home",
        buttons=_DOORS,
        protect=True,
        choices=listed_choices(visit, own),
        readiness=visit.say(f"wishes.readiness.{sheet.readiness or 'untold'}"),
        constraints=visit.say("wishes.told", count=len(own.constraints)),
        interests=visit.say("wishes.told", count=len(sheet.interests)),
        swaps=visit.say("wishes.swaps.in" if sheet.joins_swaps else "wishes.swaps.out"),
        window=said_window(visit, own.window),
    )


async def agree(visit: Visit) -> None:
    """One press gives the consent whose words stand above the button."""
    purpose = visit.pressed.arg if visit.pressed else ""
    if purpose in _CONSENTS:
        await visit.call(
            visit.office.accounts.grant,
            visit.user_id,
            Purpose(purpose),
            text_version=visit.office.words.plain(SOURCE, "wishes.consent.version"),
            now=visit.now,
        )
    await show_home(visit)


async def ask_consent(visit: Visit, purpose: Purpose) -> None:
    """Why, who reads it, for how long, and that it can be taken back."""
    buttons = [
        [Button("wishes.button.agree", "wish_agree", purpose)],
        [Button("button.contact", "contact"), _MENU],
    ]
    await visit.edit(f"wishes.consent.{purpose}", buttons=buttons, protect=True)


async def own_of(visit: Visit) -> Own:
    return await visit.call(visit.office.preferences.own, visit.own.id, now=visit.now)


def listed_choices(visit: Visit, own: Own) -> Markup:
    """The places in their order, and whose list it is."""
    lines = [
        visit.say("wishes.choice", rank=rank, place=said_place(visit, one))
        for rank, one in enumerate(own.sheet.choices, start=1)
    ]
    if not lines:
        return visit.say("wishes.choices.none")
    source = Markup() if own.sheet.is_own else visit.say("wishes.choices.of_hr")
    return visit.office.words.joined(visit.office.words.joined(*lines), source, by="\n\n")


def said_place(visit: Visit, choice: Choice) -> Markup:
    if not choice.position:
        return visit.say("wishes.place.any", unit=choice.unit)
    return visit.say("wishes.place", unit=choice.unit, position=choice.position)


def said_window(visit: Visit, window: Window) -> Markup:
    if window.open_until is not None:
        return visit.say("wishes.window.open", day=window.open_until)
    if window.closed_on is not None:
        return visit.say("wishes.window.closed", day=window.closed_on)
    return visit.say("wishes.window.any_time")


_DOORS: Rows = (
    (Button("wishes.button.list", "wish_list"), Button("wishes.button.chances", "chances")),
    (Button("wishes.button.constraints", "constraint"), Button("wishes.button.readiness", "readiness")),
    (Button("wishes.button.swaps", "swaps"), _MENU),
)

ROUTES: tuple[Route, ...] = (
    Route(
        answer=show_home,
        who="linked",
        commands=("preferensi", "preferences"),
        action="wishes",
        menu="command.wishes",
    ),
    Route(answer=agree, who="linked", action="wish_agree"),
)
