"""The privacy notice, before anything is asked. Consents beyond linking are ticked on it, none beforehand."""

from domain.linking.records import Purpose
from handlers.buttons import Button
from handlers.visit import Visit
from locales.words import SOURCE, Words

# In the order of their marks in the buttons' values: "10" is the first ticked, the second not.
_OPTIONAL = (Purpose.PREFERENCES, Purpose.SPECIAL_DATA)
_NONE = "0" * len(_OPTIONAL)


def text_version(words: Words) -> str:
    """The version that the catalogue gives its notice; it changes with the text."""
    return words.plain(SOURCE, "linking.notice.version")


def consents_of(visit: Visit) -> list[Purpose]:
    """What the pressed button says was ticked; linking is what the button itself agrees to."""
    ticked = [purpose for purpose, mark in zip(_OPTIONAL, _marks(visit), strict=True) if mark == "1"]
    return [Purpose.LINKING, *ticked]


async def show(visit: Visit) -> None:
    """Six lines, and the ticks as they stand."""
    marks = _marks(visit)
    rows = (
        (Button("linking.button.agree", "link_agree", marks),),
        *((_tick(place, marks),) for place in range(len(_OPTIONAL))),
        (Button("linking.button.full", "link_full", marks), Button("linking.button.decline", "link_decline")),
    )
    await visit.edit("linking.notice.short", buttons=rows)


async def show_in_full(visit: Visit) -> None:
    marks = _marks(visit)
    back = Button("button.back", "link_notice", marks)
    await visit.edit(
        "linking.notice.full", buttons=[[Button("linking.button.agree", "link_agree", marks)], [back]]
    )


def _marks(visit: Visit) -> str:
    said = visit.pressed.arg if visit.pressed else ""
    return said if len(said) == len(_OPTIONAL) and set(said) <= set("01") else _NONE


def _tick(place: int, marks: str) -> Button:
    state = "ticked" if marks[place] == "1" else "open"
    turned = "".join(_turned(mark) if at == place else mark for at, mark in enumerate(marks))
    return Button(f"linking.consent.{_OPTIONAL[place]}.{state}", "link_notice", turned)


def _turned(mark: str) -> str:
    return "0" if mark == "1" else "1"
