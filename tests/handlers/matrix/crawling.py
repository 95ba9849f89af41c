"""Real buttons: what somebody meets who presses everything they are shown."""

from collections import Counter, deque
from dataclasses import dataclass, field

from handlers.routes import ROUTES
from tests.chat import Chat, Shown

# What ends or mutes the one who presses, so that nothing more could be met; the values are met all the same.
ENDING = (
    "v1:unlink:yes",
    "v1:link_not_me",
    "v1:withdraw:",
    "v1:au_revoke",
    "v1:language",
    "v1:privacy:erase",
)
# These make papers and files, which takes long and shows no further button.
_MAKING = ("v1:rp_make", "v1:im_tpl", "v1:li_card", "v1:li_list", "v1:va_file", "v1:wv_file")
# A flaw that shows behind one button of a kind shows behind the first few.
OF_A_KIND = 4


@dataclass(slots=True)
class Met:
    """Values of buttons in the order in which they were met; how many of each action were pressed."""

    values: dict[str, None] = field(default_factory=dict)
    pressed: Counter[str] = field(default_factory=Counter)


async def crawl(chat: Chat, commands: list[str]) -> Met:
    """Type every command, then press every button once, a few of each kind, breadth first."""
    met, waiting = Met(), deque[tuple[str, Shown]]()
    looked_at = 0

    def look() -> None:
        nonlocal looked_at
        for shown in chat.messages[looked_at:]:
            _meet(shown, met, waiting)
        looked_at = len(chat.messages)

    for command in commands:
        await chat.types(command)
        look()
    while waiting:
        value, shown = waiting.popleft()
        action = value.split(":")[1]
        if value.startswith(ENDING + _MAKING) or met.pressed[action] >= OF_A_KIND:
            continue
        met.pressed[action] += 1
        await chat.presses_value(value, on=shown)
        _meet(chat.wire.shown[shown.id], met, waiting)  # edited in its place
        look()
    return met


def _meet(shown: Shown, met: Met, waiting: deque[tuple[str, Shown]]) -> None:
    for one in shown.buttons:
        value = str(one.get("callback_data", ""))
        if value and value not in met.values:
            met.values[value] = None
            waiting.append((value, shown))


def every_command() -> list[str]:
    """Each route's first name; not the one that leaves everything."""
    names = [one.commands[0] for one in ROUTES if one.commands and not one.payload]
    return [f"/{name}" for name in dict.fromkeys(names) if name != "batal"]
