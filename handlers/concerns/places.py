"""The flows of `/aspirasi`, and the buttons that lead from one of its screens to another."""

from handlers.buttons import Button
from handlers.visit import Visit

# A report that is being written; a line that is added to a case; a case that is open by its receipt code.
FLOW, LINE, RECEIPT = "concern", "concern_line", "concern_receipt"

HOME = Button("concern.button.home", "concern")
MENU = Button("button.menu", "menu")
CONTACT = Button("button.contact", "contact")


def arg_of(visit: Visit) -> str:
    """What the pressed button carries, empty where nothing."""
    return visit.pressed.arg if visit.pressed else ""


def page_in(arg: str) -> int:
    """The page that a button asks for as `p2`; 1 where it asks for none."""
    asked = arg.removeprefix("p")
    return max(1, int(asked)) if asked.isdecimal() else 1


def turning(action: str, page: int, pages: int, *, about: str = "") -> list[Button]:
    """Buttons to the pages before and after; `about` goes before the page's number."""
    prefix = f"{about}." if about else ""
    before = [Button("concern.button.before", action, f"{prefix}p{page - 1}")] if page > 1 else []
    after = [Button("concern.button.after", action, f"{prefix}p{page + 1}")] if page < pages else []
    return [*before, *after]


def in_pairs(buttons: list[Button]) -> list[list[Button]]:
    """Two a row, as thumbs can reach."""
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
