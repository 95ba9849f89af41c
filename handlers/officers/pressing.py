"""Turning the pages of officers' lists."""

from handlers.buttons import Button

_WORDS = ("plans.button.before", "plans.button.after")


def turns(
    action: str, before: str, page: int, pages: int, after: str = "", *, words: tuple[str, str] = _WORDS
) -> list[list[Button]]:
    """The pages to either side; `before` and `after` stand around the page's number.

    `words`: the keys of what the two buttons say.
    """
    to_before, to_after = words
    back = [Button(to_before, action, f"{before}{page - 1}{after}")] if page > 1 else []
    on = [Button(to_after, action, f"{before}{page + 1}{after}")] if page < pages else []
    return [[*back, *on]] if back or on else []
