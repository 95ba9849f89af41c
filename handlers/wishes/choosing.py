"""The ranked list: a place up, down, away, or added. Every button names the list that it was made for."""

from domain.preferences.records import RANKS_AT_MOST, Choice
from domain.preferences.refusals import PreferencesChanged, PreferencesNotConsented
from handlers.buttons import Button
from handlers.table import Route
from handlers.visit import Visit
from handlers.wishes.home import HOME, listed_choices, own_of, said_place, said_window, show_home
from locales.words import Markup

_LABEL_AT_MOST = 40
_PARTS = 3
_DIGITS_AT_MOST = 9
LIST = Button("wishes.button.list", "wish_list")


async def show_list(visit: Visit, note: Markup | None = None) -> None:
    """The places, each behind a button, and the way to add one."""
    own = await own_of(visit)
    if not own.has_consent:
        await show_home(visit)
        return
    sheet = own.sheet
    numbered = [
        [
            Button(
                "wishes.button.choice",
                "wish",
                f"{rank}.{sheet.version}",
                {"rank": rank, "unit": short(one.unit)},
            )
        ]
        for rank, one in enumerate(sheet.choices[:RANKS_AT_MOST], start=1)
    ]
    is_full = len(sheet.choices) >= RANKS_AT_MOST
    add = [] if is_full else [Button("wishes.button.add", "wish_find")]
    await visit.edit(
        "wishes.list",
        buttons=[*numbered, [*add, HOME]],
        protect=True,
        note=note or Markup(),
        choices=listed_choices(visit, own),
        most=RANKS_AT_MOST,
        window=said_window(visit, own.window),
    )


async def answer_choice(visit: Visit) -> None:
    """One place: `<rank>.<version>` shows it, `<rank>.<version>.<act>` changes it."""
    parts = (visit.pressed.arg if visit.pressed else "").split(".")
    act = parts[_PARTS - 1] if len(parts) == _PARTS else "show"
    rank, version = (number_in(part) for part in (*parts, "", "")[:2])
    try:
        await _act(visit, act, rank, version)
    except PreferencesChanged as changed:
        await show_list(visit, visit.say(changed.key))
    except PreferencesNotConsented:
        await show_home(visit)


async def add(visit: Visit) -> None:
    """`<unit>.own` or `<unit>.any`, and the version of the list."""
    unit, post, version = ((visit.pressed.arg if visit.pressed else "") + "..").split(".")[:_PARTS]
    try:
        added = await visit.call(
            visit.office.preferences.add,
            visit.own.id,
            number_in(unit),
            own_post=post == "own",
            version=number_in(version),
            now=visit.now,
        )
    except PreferencesChanged as changed:
        await show_list(visit, visit.say(changed.key))
    except PreferencesNotConsented:
        await show_home(visit)
    else:
        await show_list(visit, visit.say("wishes.added", place=said_place(visit, added)))


def number_in(said: str) -> int:
    """-1, which is no rank, unit, page or version, for what is no number that we have written."""
    is_ours = said.isascii() and said.isdigit() and len(said) <= _DIGITS_AT_MOST
    return int(said) if is_ours else -1


def short(name: str) -> str:
    """A unit's name as it fits on a button."""
    return name if len(name) <= _LABEL_AT_MOST else f"{name[: _LABEL_AT_MOST - 1]}…"


async def _act(visit: Visit, act: str, rank: int, version: int) -> None:
    desk, own = visit.office.preferences, visit.own.id
    if act == "show":
        await _show_choice(visit, rank, version)
    elif act == "drop":
        await visit.call(desk.remove, own, rank, version=version, now=visit.now)
        await show_list(visit, visit.say("wishes.removed"))
    elif act in {"up", "down"}:
        await visit.call(desk.move, own, rank, up=act == "up", version=version, now=visit.now)
        await show_list(visit)
    else:
        raise PreferencesChanged


async def _show_choice(visit: Visit, rank: int, version: int) -> None:
    sheet = (await own_of(visit)).sheet
    if version != sheet.version or not 1 <= rank <= len(sheet.choices):
        raise PreferencesChanged
    choice: Choice = sheet.choices[rank - 1]
    turns = [Button("wishes.button.up", "wish", f"{rank}.{version}.up")] if rank > 1 else []
    if rank < len(sheet.choices):
        turns.append(Button("wishes.button.down", "wish", f"{rank}.{version}.down"))
    drop = Button("wishes.button.drop", "wish", f"{rank}.{version}.drop")
    rows = [row for row in (turns, [drop, LIST]) if row]
    await visit.edit("wishes.one", buttons=rows, protect=True, rank=rank, place=said_place(visit, choice))


async def _show_list(visit: Visit) -> None:
    await show_list(visit)


ROUTES: tuple[Route, ...] = (
    Route(answer=_show_list, who="linked", action="wish_list"),
    Route(answer=answer_choice, who="linked", action="wish"),
    Route(answer=add, who="linked", action="wish_add"),
)
